"""The client against a server on this machine; no test needs a network."""

import gc
from collections.abc import Callable
from dataclasses import dataclass

import pytest

pytest.importorskip("aiohttp", reason="the extra 'online' is not installed")

from lintcorpus.model.web import Answer, Verdict
from lintcorpus.online.addresses import is_public
from lintcorpus.online.fetch import Asked, Limits, Lookup, ask
from tests.online.server import Server, serving

QUICK = Limits(delay=0.0, timeout=3.0, patience=1.0, seconds=20.0)


def _asked(*urls: str, limits: Limits = QUICK, allow_private: bool = True, **more: Lookup) -> dict[str, Asked]:
    found: dict[str, Asked] = {}
    ask(urls, found.__setitem__, limits=limits, allow_private=allow_private, **more)
    return found


def _answer(url: str, **more: bool) -> Answer:
    return _asked(url, **more)[url].answer  # type: ignore[arg-type]


@dataclass
class Names:
    """A name service that knows what the test says, and what it was asked."""

    known: dict[str, list[str]]
    asked: int = 0

    async def __call__(self, host: str, port: int) -> list[str]:
        self.asked += 1
        return self.known.get(host, [])


@pytest.mark.parametrize(
    ("path", "verdict", "status"),
    [
        ("/status/200", Verdict.FOUND, 200),
        ("/status/204", Verdict.FOUND, 204),
        ("/status/404", Verdict.DEAD, 404),
        ("/status/410", Verdict.DEAD, 410),
        ("/status/401", Verdict.UNKNOWN, 401),
        ("/status/403", Verdict.UNKNOWN, 403),
        ("/status/500", Verdict.UNKNOWN, 500),
        ("/status/503", Verdict.UNKNOWN, 503),
        ("/head-refused/405", Verdict.FOUND, 200),
        ("/head-refused/403", Verdict.FOUND, 200),
        ("/head-refused/501", Verdict.FOUND, 200),
        ("/head-refused/404", Verdict.FOUND, 200),
        ("/to/302/status/200", Verdict.FOUND, 200),
        ("/to/302/to/301/new", Verdict.FOUND, 200),
        ("/to/307/status/404", Verdict.DEAD, 404),
        ("/to/301/status/410", Verdict.DEAD, 410),
        ("/to/301/status/503", Verdict.UNKNOWN, 503),
    ],
)
def test_a_status_is_judged(path: str, verdict: Verdict, status: int) -> None:
    with serving() as server:
        answer = _answer(server.url(path))
    assert (answer.verdict, answer.status) == (verdict, status)


@pytest.mark.parametrize(
    ("path", "target"),
    [
        ("/to/301/new", "/new"),
        ("/to/308/new?page=2", "/new"),
        ("/to/301/to/308/newest", "/newest"),
        ("/to/301/to/302/elsewhere", "/to/302/elsewhere"),  # only the first step is for good
    ],
)
def test_only_what_moved_for_good_has_a_new_address(path: str, target: str) -> None:
    with serving() as server:
        answer = _answer(server.url(path))
        assert (answer.verdict, answer.target) == (Verdict.MOVED, server.url(target))


@pytest.mark.parametrize("path", ["/to/301/", "/to/301/login", "/to/308/404.html", "/to/301/page-not-found"])
def test_being_sent_to_a_front_page_or_an_error_page_proves_nothing(path: str) -> None:
    with serving() as server:
        assert _answer(server.url(path)).verdict is Verdict.UNKNOWN


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("/circle", "redirects in a circle"),
        ("/deeper/1", "too many redirects"),
        ("/status/302", "a redirect to nowhere"),
        ("/away/301?file:///etc/passwd", "neither http nor https"),
        ("/away/302?http://user:secret@127.0.0.1/", "a password in the URL"),
    ],
)
def test_redirects_that_lead_astray_are_not_followed(path: str, reason: str) -> None:
    with serving() as server:
        answer = _answer(server.url(path))
    assert (answer.verdict, answer.reason) == (Verdict.UNKNOWN, reason)


def test_at_most_five_redirects_are_followed() -> None:
    with serving() as server:
        _answer(server.url("/deeper/1"))
        assert sum(count for path, count in server.asked.items() if "/deeper/" in path) == 6


def test_no_answer_in_time_proves_nothing() -> None:
    with serving() as server:
        url = server.url("/slow")
        answer = _asked(url, limits=QUICK._replace(timeout=0.2))[url].answer
    assert (answer.verdict, answer.reason) == (Verdict.UNKNOWN, "no answer in time")


def test_when_the_time_for_all_is_up_the_rest_stays_without_answer() -> None:
    with serving() as server:
        slow, quick = server.url("/slow"), server.url("/status/200")
        assert set(_asked(slow, quick, limits=QUICK._replace(seconds=0.5))) == {quick}


def test_nothing_is_left_behind_when_the_time_is_up(capfd: pytest.CaptureFixture[str]) -> None:
    with serving(slow_robots=True) as server:
        urls = [server.url(f"/status/200?{number}") for number in range(3)]
        assert _asked(*urls, limits=QUICK._replace(seconds=0.3)) == {}
    gc.collect()
    assert "never retrieved" not in capfd.readouterr().err


def test_a_body_without_end_is_not_read() -> None:
    with serving() as server:
        assert _answer(server.url("/huge")).verdict is Verdict.FOUND
        assert server.asked["chunks"] < 1000  # no more than the system's buffers take


def test_a_busy_server_is_asked_once_more_when_it_says_when() -> None:
    with serving() as server:
        assert _answer(server.url("/busy-once")).verdict is Verdict.FOUND
        assert server.asked["HEAD /busy-once"] == 2


def test_a_server_that_wants_to_be_left_alone_is() -> None:
    with serving() as server:
        urls = [server.url(f"/busy/{number}") for number in range(20)]
        found = _asked(*urls)
        assert {asked.answer.verdict for asked in found.values()} == {Verdict.UNKNOWN}
        assert all(asked.wait > 7000 for asked in found.values())
        assert sum(count for path, count in server.asked.items() if "/busy" in path) <= QUICK.per_host


def test_few_requests_at_once_for_one_host() -> None:
    with serving() as server:
        found = _asked(*(server.url(f"/short/{number}") for number in range(12)))
        assert len(found) == 12
        assert 1 <= server.most_at_once <= QUICK.per_host


def test_requests_to_one_host_begin_one_after_the_other(monkeypatch: pytest.MonkeyPatch) -> None:
    waits: list[float] = []

    async def sleep(seconds: float) -> None:
        waits.append(seconds)

    monkeypatch.setattr("lintcorpus.online.fetch.asyncio.sleep", sleep)
    with serving() as server:
        _asked(*(server.url(f"/status/200?{number}") for number in range(4)), limits=QUICK._replace(delay=50.0))
    assert len(waits) == 4  # all but the first, which was for robots.txt
    assert max(waits) > 150


def test_robots_are_respected() -> None:
    robots = "User-agent: *\nDisallow: /\n\nUser-agent: LintCorpus\nDisallow: /private/\nAllow: /private/open\n"
    with serving(robots) as server:
        found = _asked(*map(server.url, ("/private/a", "/private/open", "/else")))
        said = [found[server.url(path)].answer.verdict for path in ("/private/a", "/private/open", "/else")]
        assert said == [Verdict.UNKNOWN, Verdict.FOUND, Verdict.FOUND]
        assert server.asked["GET /robots.txt"] == 1
        assert not [path for path in server.asked if "/private/a" in path]


def test_a_site_that_wishes_long_pauses_is_not_asked() -> None:
    with serving("User-agent: *\nCrawl-delay: 3600\n") as server:
        answer = _answer(server.url("/a"))
    assert (answer.verdict, answer.reason) == (Verdict.UNKNOWN, "robots.txt")


def test_a_certificate_that_nobody_signed_is_told_apart() -> None:
    with serving(tls=True) as server:
        answer = _answer(server.url("/a", "localhost", "https"))
    assert (answer.verdict, answer.reason) == (Verdict.CERTIFICATE, "self-signed certificate")


def test_what_speaks_no_tls_proves_nothing() -> None:
    with serving() as server:
        assert _answer(server.url("/a", scheme="https")).verdict is Verdict.UNKNOWN


def test_nobody_listening_proves_nothing() -> None:
    with serving() as server:
        url = server.url("/a")
    assert _answer(url) == Answer(Verdict.UNKNOWN, reason="no connection")


def test_a_host_without_an_address_is_dead() -> None:
    url = "http://gone.lintcorpus-tests.org/a"
    assert _asked(url, lookup=Names({}))[url].answer == Answer(Verdict.DEAD, reason="gone.lintcorpus-tests.org")


def test_a_name_service_that_fails_proves_nothing() -> None:
    async def fails(host: str, port: int) -> list[str]:
        raise OSError("temporary failure")

    url = "http://tides.lintcorpus-tests.org/a"
    assert _asked(url, lookup=fails)[url].answer.verdict is Verdict.UNKNOWN


@pytest.mark.parametrize(
    "host",
    [
        *("127.0.0.1", "10.0.0.1", "192.168.1.1", "172.16.0.1", "169.254.169.254", "100.100.100.200", "0.0.0.0"),
        *("[::1]", "[fd00::1]", "[fe80::1]", "[::ffff:127.0.0.1]", "[64:ff9b::7f00:1]", "[2002:7f00:1::]"),
        *("2130706433", "0x7f000001", "0177.0.0.1", "127.1", "168.63.129.16"),
    ],
)
def test_private_addresses_are_refused_unless_that_is_wanted(host: str) -> None:
    with serving() as server:
        answer = _answer(server.url("/status/404", host), allow_private=False)
        assert (answer.verdict, answer.reason) == (Verdict.UNKNOWN, "private address")
        assert not server.asked


@pytest.mark.parametrize("address", ["8.8.8.8", "2001:4860:4860::8888", "::ffff:8.8.8.8", "64:ff9b::808:808"])
def test_public_addresses_are_told_from_those(address: str) -> None:
    assert is_public(address)
    assert not is_public("no address")


@pytest.mark.parametrize("address", ["127.0.0.1", "::ffff:127.0.0.1", "169.254.169.254"])
def test_a_name_of_a_private_address_is_refused(address: str) -> None:
    with serving() as server:
        url = server.url("/status/404", "tides.lintcorpus-tests.org")
        names = Names({"tides.lintcorpus-tests.org": [address]})
        found = _asked(url, allow_private=False, lookup=names)[url].answer
        assert (found.verdict, found.reason) == (Verdict.UNKNOWN, "private address")
        assert not server.asked


@pytest.mark.parametrize("name", ["localhost", "a.localhost", "db.internal", "tides.example.com", "x.test"])
def test_reserved_names_are_not_even_looked_up(name: str) -> None:
    names = Names({})
    url = f"http://{name}/"
    assert _asked(url, allow_private=False, lookup=names)[url].answer.reason == "reserved name"
    assert names.asked == 0


def test_addresses_are_looked_at_again_after_a_redirect(monkeypatch: pytest.MonkeyPatch) -> None:
    with serving() as server:
        names = Names({"a.lintcorpus-tests.org": ["127.0.0.1"], "b.lintcorpus-tests.org": ["169.254.169.254"]})
        monkeypatch.setattr("lintcorpus.online.fetch.is_public", lambda address: address == "127.0.0.1")
        url = server.url(f"/away/302?{server.url('/status/404', 'b.lintcorpus-tests.org')}", "a.lintcorpus-tests.org")
        found = _asked(url, allow_private=False, lookup=names)[url].answer
    assert (found.verdict, found.reason) == (Verdict.UNKNOWN, "private address")


def test_a_connection_goes_to_an_address_that_was_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    """A name that changes its mind between the look and the connection has no chance: there is one look-up only."""
    with serving() as server:
        names = Names({"a.lintcorpus-tests.org": ["10.0.0.1", "127.0.0.1"]})
        monkeypatch.setattr("lintcorpus.online.fetch.is_public", lambda address: address == "127.0.0.1")
        url = server.url("/status/404", "a.lintcorpus-tests.org")
        assert _asked(url, allow_private=False, lookup=names)[url].answer.verdict is Verdict.DEAD
        assert names.asked == 1


@pytest.mark.parametrize(
    "url",
    ["http://", "http://[::1", "http://a b/", "https://" + "a" * 300 + ".org/", "http://user:pass@a.org/", "ftp://a/"],
)
def test_what_is_no_address_of_the_web_is_not_asked(url: str) -> None:
    assert _asked(url, allow_private=False, lookup=Names({}))[url].answer.verdict in (Verdict.UNKNOWN, Verdict.DEAD)


def test_every_url_gets_its_own_answer() -> None:
    def paths(server: Server, build: Callable[[Server, int], str]) -> list[str]:
        return [build(server, number) for number in range(60)]

    with serving() as server:
        urls = paths(server, lambda at, number: at.url(f"/status/{404 if number % 3 == 0 else 200}?{number}"))
        found = _asked(*urls)
    assert [found[url].answer.verdict is Verdict.DEAD for url in urls] == [number % 3 == 0 for number in range(60)]
