"""Tells which site and which page a source URL names."""

from typing import NamedTuple
from urllib.parse import parse_qsl, unquote, urlsplit

from lintcorpus.model.lazy import lazy

_WECHAT = "mp.weixin.qq.com"
_SECOND_LEVEL = frozenset(("ac", "co", "com", "edu", "gov", "net", "ne", "or", "org", "go"))
_TRACKING = lazy(r"(?:utm_|fbclid|gclid|ref$|from$|source$|share)")


class SourceUrl(NamedTuple):
    """What a URL says of where an article comes from.

    Attributes:
        host: in lower case, without ``www.``.
        site: the WeChat account as ``__biz=…``, else the domain that somebody registered; empty
            where a short WeChat link does not tell the account.
        page: names the page whatever scheme, tracking or fragment is written; empty where two
            writings of one page cannot be compared.
    """

    host: str
    site: str
    page: str


def source_url(url: str) -> SourceUrl | None:
    """Read a URL.

    Args:
        url: an absolute ``http`` or ``https`` URL; anything else gives ``None``.
    """
    try:
        parts = urlsplit(url.strip())
        host = (parts.hostname or "").removeprefix("www.")
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or "." not in host:
        return None
    query = dict(parse_qsl(parts.query.replace("&amp;", "&")))
    if host == _WECHAT:
        account = query.get("__biz", "")
        page = f"{account}/{query['mid']}/{query.get('idx', '')}" if account and "mid" in query else ""
        return SourceUrl(host, f"__biz={account}" if account else "", page)
    kept = sorted(f"{key}={value}" for key, value in query.items() if not _TRACKING.match(key))
    path = unquote(parts.path).removesuffix("/").removesuffix("/index.html").removesuffix(".html")
    return SourceUrl(host, _registered(host), f"{host}{path}?{'&'.join(kept)}")


def _registered(host: str) -> str:
    """The last two labels of a host, three where the second last is a class such as ``co.uk``'s."""
    labels = host.split(".")
    count = 3 if len(labels) > 2 and labels[-2] in _SECOND_LEVEL and len(labels[-1]) == 2 else 2
    return ".".join(labels[-count:])
