"""Paths as URIs."""

from urllib.parse import quote

from lintcorpus.model.lazy import lazy

_DRIVE = lazy(r"[A-Za-z]:/")


def quoted(path: str) -> str:
    """A path, percent-encoded; bytes that were no UTF-8 come back as they were in the file system."""
    try:
        raw = path.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:
        raw = path.encode("utf-8", "surrogatepass")
    return quote(raw, safe="/")


def file_uri(path: str) -> str | None:
    """The ``file:`` URI of an absolute path, or ``None`` for a relative one."""
    if _DRIVE.match(path):
        return f"file:///{path[:2]}{quoted(path[2:])}"
    if path.startswith("//"):
        return f"file:{quoted(path)}"
    if path.startswith("/"):
        return f"file://{quoted(path)}"
    return None
