"""Asks the web about URLs, politely: few requests at once, slowly for each host, and never of private addresses."""

import asyncio
import datetime
import email.utils
import re
import socket
import ssl
import time
from collections.abc import Awaitable, Callable, Iterable
from typing import Any, NamedTuple

import aiohttp
from aiohttp.abc import AbstractResolver, ResolveResult
from yarl import URL

from lintcorpus import __version__
from lintcorpus.model.web import Answer, Verdict
from lintcorpus.online.addresses import is_public, is_reserved_name
from lintcorpus.online.robots import Robots, read_robots

AGENT = "lintcorpus"
"""The name that robots.txt knows this visitor by."""
_HEADERS = {"User-Agent": f"{AGENT}/{__version__} (link checker)", "Accept": "*/*", "Accept-Encoding": "identity"}
_ROBOTS_SIZE = 100_000
"""Bytes of a robots.txt that are read."""
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_FOR_GOOD = frozenset({301, 308})
_GONE = frozenset({404, 410})
_NOT_SATISFIABLE = 416
_TOO_MANY, _UNAVAILABLE = 429, 503
# Expired, self-signed, another name, another address: what the server itself got wrong. An issuer that
# is not known here may be a matter of this machine.
_WRONG_CERTIFICATES = frozenset({10, 18, 62, 64})
_NO_PAGE = re.compile(
    r"/(?:[^/]*[._-])?(?:404|not-?found|error|log-?in|sign-?in|passport|captcha|verify|consent|sso|auth)(?:[/._-]|\Z)",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"(?:.*\.)?(?:\d+|0x[0-9a-f]*)\.?\Z", re.IGNORECASE)
_NO_SUCH_NAME = {getattr(socket, name) for name in ("EAI_NONAME", "EAI_NODATA") if hasattr(socket, name)}

Lookup = Callable[[str, int], Awaitable[list[str]]]
"""From host and port to IP addresses; none when there is no such host; ``OSError`` when nobody can tell."""


class Limits(NamedTuple):
    """How much may be asked, and how fast.

    Attributes:
        per_host: requests to one host at once.
        total: requests at once.
        delay: seconds between the beginnings of two requests to one host.
        timeout: seconds for one request.
        redirects: that are followed for one URL.
        patience: the longest that a host is waited for when it says so, in seconds.
        longest_delay: a site whose robots.txt wishes more seconds between requests is not asked.
        seconds: for everything; what was not asked by then stays without an answer.
    """

    per_host: int = 2
    total: int = 16
    delay: float = 0.5
    timeout: float = 15.0
    redirects: int = 5
    patience: float = 20.0
    longest_delay: float = 30.0
    seconds: float = 600.0


class Asked(NamedTuple):
    """An answer with the seconds for which the server does not want to be asked again."""

    answer: Answer
    wait: float = 0.0


class _Reply(NamedTuple):
    status: int
    location: str = ""
    wait: float | None = None
    body: bytes = b""


class _StopError(Exception):
    """The answer is known before a server gave a status that counts."""

    def __init__(self, asked: Asked) -> None:
        super().__init__(asked.answer.reason)
        self.asked = asked


async def system_lookup(host: str, port: int) -> list[str]:
    """The addresses of a host as this machine knows them."""
    try:
        found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except socket.gaierror as error:
        if error.errno in _NO_SUCH_NAME:
            return []
        raise
    return [str(address[0]) for *_, address in found]


def ask(
    urls: Iterable[str],
    heard: Callable[[str, Asked], None],
    *,
    limits: Limits,
    allow_private: bool = False,
    lookup: Lookup = system_lookup,
) -> None:
    """Ask for each URL once.

    Args:
        urls: distinct, without fragments.
        heard: called with each URL that got an answer, as soon as it has.
        limits: how much and how fast.
        allow_private: whether private addresses and reserved names may be asked.
        lookup: gives the addresses of a host; each connection goes to one that was looked at.
    """
    asyncio.run(_ask_all(list(urls), heard, limits, allow_private, lookup))


async def _ask_all(
    urls: list[str], heard: Callable[[str, Asked], None], limits: Limits, allow_private: bool, lookup: Lookup
) -> None:
    connector = aiohttp.TCPConnector(
        limit=0, resolver=_Resolver(lookup, allow_private), ttl_dns_cache=300, enable_cleanup_closed=False
    )
    async with aiohttp.ClientSession(
        connector=connector,
        cookie_jar=aiohttp.DummyCookieJar(),
        timeout=aiohttp.ClientTimeout(total=limits.timeout),
        headers=_HEADERS,
        auto_decompress=False,
        trust_env=False,
    ) as session:
        client = _Client(session, limits, allow_private)

        async def one(url: str) -> None:
            heard(url, await client.ask(url))

        try:
            async with asyncio.timeout(limits.seconds), asyncio.TaskGroup() as group:
                for url in urls:
                    group.create_task(one(url))
        except TimeoutError:
            return
        finally:
            await client.close()


class _Resolver(AbstractResolver):
    """Gives connections only addresses that may be talked to, so that no later look-up can change them."""

    def __init__(self, lookup: Lookup, allow_private: bool) -> None:
        self._lookup = lookup
        self._allow_private = allow_private

    async def resolve(self, host: str, port: int = 0, family: int = 0) -> list[ResolveResult]:
        found = await self._lookup(host, port)
        if not found:
            raise _StopError(Asked(Answer(Verdict.DEAD, reason=host)))
        allowed = [address for address in found if self._allow_private or is_public(address)]
        if not allowed:
            raise _StopError(_unknown("private address"))
        return [
            {
                "hostname": host,
                "host": address,
                "port": port,
                "family": socket.AF_INET6 if ":" in address else socket.AF_INET,
                "proto": 0,
                "flags": socket.AI_NUMERICHOST,
            }
            for address in allowed
        ]

    async def close(self) -> None:
        """Nothing is held."""


class _Host:
    """When a host may be asked."""

    def __init__(self, limits: Limits) -> None:
        self.slots = asyncio.Semaphore(limits.per_host)
        self.delay = limits.delay
        self.robots: asyncio.Task[Robots] | None = None
        self._patience = limits.patience
        self._next = 0.0
        self._closed_until = 0.0

    async def turn(self) -> None:
        """Wait until the host may be asked again."""
        now = time.monotonic()
        closed = self._closed_until - now
        if closed > self._patience:
            raise _StopError(_unknown("asked too often", closed))
        begin = max(now, self._next, self._closed_until)
        self._next = begin + self.delay
        if begin > now:
            await asyncio.sleep(begin - now)

    def close(self, seconds: float) -> None:
        """The host wants no request for some time."""
        self._closed_until = max(self._closed_until, time.monotonic() + seconds)


class _Client:
    def __init__(self, session: aiohttp.ClientSession, limits: Limits, allow_private: bool) -> None:
        self._session = session
        self._limits = limits
        self._allow_private = allow_private
        self._total = asyncio.Semaphore(limits.total)
        self._hosts: dict[str, _Host] = {}

    async def close(self) -> None:
        """Give up on every robots.txt that is still awaited."""
        pending = [host.robots for host in self._hosts.values() if host.robots is not None]
        for task in pending:
            task.cancel()
        await asyncio.gather(*pending, return_exceptions=True)

    async def ask(self, url: str) -> Asked:
        """What the web says of a URL; errors of the network are answers as well."""
        try:
            return await self._followed(URL(url))
        except _StopError as stopped:
            return stopped.asked
        except aiohttp.ClientConnectorCertificateError as error:
            return _certificate(error)
        except TimeoutError:
            return _unknown("no answer in time")
        except aiohttp.ClientConnectorDNSError:
            return _unknown("name service failed")
        except aiohttp.ClientSSLError:
            return _unknown("no secure connection")
        except (aiohttp.ClientError, OSError):
            return _unknown("no connection")
        except ValueError:  # what is no URL, and host names that cannot be encoded
            return _unknown("not a URL")
        except Exception as error:  # one strange server must not end the run
            return _unknown(type(error).__name__)

    async def _followed(self, first: URL) -> Asked:
        """Go where the server sends us, a few steps far."""
        here, moved = first, first
        for_good = True
        seen = {first}
        for _ in range(self._limits.redirects + 1):
            reply = await self._page(here)
            if reply.status not in _REDIRECTS:
                return self._judged(first, moved, reply.status)
            if not reply.location:
                return _unknown("a redirect to nowhere")
            here = here.join(URL(reply.location)).with_fragment(None)
            if here in seen:
                return _unknown("redirects in a circle")
            seen.add(here)
            for_good = for_good and reply.status in _FOR_GOOD
            if for_good:
                moved = here
        return _unknown("too many redirects")

    def _judged(self, first: URL, moved: URL, status: int) -> Asked:
        if status in _GONE:
            return Asked(Answer(Verdict.DEAD, status))
        if status // 100 != 2 and status != _NOT_SATISFIABLE:
            return _unknown(f"HTTP {status}", status=status)
        if moved == first:
            return Asked(Answer(Verdict.FOUND, status))
        # Many sites send everything that is gone to their front page, or to a page that says so.
        if (moved.path == "/" and first.path != "/") or _NO_PAGE.search(moved.path):
            return _unknown("sent to another page", status=status)
        return Asked(Answer(Verdict.MOVED, status, str(moved)))

    async def _page(self, url: URL) -> _Reply:
        """The reply for a page; what HEAD says against it counts only when GET says the same."""
        self._refuse(url)
        host = self._host(url)
        robots = await self._robots(host, url)
        if robots.delay > self._limits.longest_delay:
            raise _StopError(_unknown("robots.txt"))
        if not robots.allows(url.raw_path_qs):
            raise _StopError(_unknown("robots.txt"))
        reply = await self._request("HEAD", url)
        if reply.status // 100 == 2 or reply.status in _REDIRECTS:
            return reply
        return await self._request("GET", url)

    def _refuse(self, url: URL) -> None:
        """Stop before an address that is not to be asked.

        Host names are judged when they are looked up; numbers never are, so they are judged here, and
        those that are no plain address are refused: the system reads ``0x7f.1`` as ``127.0.0.1``.
        """
        if url.scheme not in ("http", "https") or not url.raw_host:
            raise _StopError(_unknown("neither http nor https"))
        if url.raw_user is not None or url.raw_password is not None:
            raise _StopError(_unknown("a password in the URL"))
        if self._allow_private:
            return
        host = url.raw_host
        if (":" in host or _NUMBER.match(host)) and not is_public(host):
            raise _StopError(_unknown("private address"))
        if is_reserved_name(host):
            raise _StopError(_unknown("reserved name"))

    def _host(self, url: URL) -> _Host:
        site = str(url.origin())
        if site not in self._hosts:
            self._hosts[site] = _Host(self._limits)
        return self._hosts[site]

    async def _robots(self, host: _Host, url: URL) -> Robots:
        """What a site wishes; asked for once."""
        if host.robots is None:
            host.robots = asyncio.ensure_future(self._read_robots(host, url.origin() / "robots.txt"))
        return await asyncio.shield(host.robots)

    async def _read_robots(self, host: _Host, url: URL) -> Robots:
        here = url
        for _ in range(self._limits.redirects + 1):
            self._refuse(here)
            reply = await self._request("GET", here, _ROBOTS_SIZE)
            if reply.status not in _REDIRECTS or not reply.location:
                break
            here = here.join(URL(reply.location)).with_fragment(None)
        if reply.status // 100 == 5:
            raise _StopError(_unknown(f"HTTP {reply.status}", status=reply.status))
        if reply.status // 100 != 2:
            return Robots()
        robots = read_robots(reply.body.decode("utf-8", "replace"), AGENT)
        host.delay = max(host.delay, robots.delay)
        return robots

    async def _request(self, method: str, url: URL, size: int = 0) -> _Reply:
        """One request; one more after the time that a busy server names, if that is short."""
        host = self._host(url)
        wait = 0.0
        for _ in range(2):
            async with host.slots:
                await host.turn()
                async with self._total:
                    reply = await self._send(method, url, size)
                if reply.status != _TOO_MANY and (reply.status != _UNAVAILABLE or reply.wait is None):
                    return reply
                wait = self._limits.patience if reply.wait is None else reply.wait
                host.close(wait)
            if wait > self._limits.patience:
                break
        raise _StopError(_unknown(f"HTTP {reply.status}", wait, reply.status))

    async def _send(self, method: str, url: URL, size: int) -> _Reply:
        headers = {} if size or method == "HEAD" else {"Range": "bytes=0-1023"}
        async with self._session.request(method, url, allow_redirects=False, headers=headers) as response:
            body = bytearray()
            while len(body) < size:
                piece = await response.content.read(size - len(body))
                if not piece:
                    break
                body += piece
            if method != "HEAD":
                response.close()  # the rest of a page is not read
            given = response.headers
            return _Reply(
                response.status, given.get("Location", ""), _seconds(given.get("Retry-After", "")), bytes(body)
            )


def _unknown(reason: str, wait: float = 0.0, status: int = 0) -> Asked:
    return Asked(Answer(Verdict.UNKNOWN, status, reason=reason), wait)


def _certificate(error: aiohttp.ClientConnectorCertificateError) -> Asked:
    cause: Any = error.certificate_error
    if isinstance(cause, ssl.SSLCertVerificationError) and cause.verify_code in _WRONG_CERTIFICATES:
        return Asked(Answer(Verdict.CERTIFICATE, reason=cause.verify_message))
    return _unknown("no secure connection")


def _seconds(value: str) -> float | None:
    """The seconds of a ``Retry-After``, which is a number or a date; ``None`` when it is neither."""
    value = value.strip()
    if value.isascii() and value.isdigit():
        return float(value[:9])
    try:
        when = email.utils.parsedate_to_datetime(value)
    except ValueError:
        return None
    if when.tzinfo is None:
        when = when.replace(tzinfo=datetime.UTC)
    return max(0.0, (when - datetime.datetime.now(datetime.UTC)).total_seconds())
