"""What the web said of a URL; checkers ask it, since they make no connections themselves."""

from enum import Enum
from typing import NamedTuple, Protocol


class Verdict(Enum):
    """What came of asking for a URL."""

    FOUND = "found"
    """Something is there."""
    MOVED = "moved"
    """It is there, and the server says that it has another address for good."""
    DEAD = "dead"
    """The server says that there is nothing, or there is no such host."""
    CERTIFICATE = "certificate"
    """The certificate of the server is expired, self-signed, or another host's."""
    UNKNOWN = "unknown"
    """Nobody can tell: no answer in time, an error of the server, access refused, or not to be asked."""


class Answer(NamedTuple):
    """What was learned about a URL.

    Attributes:
        verdict: what came of it.
        status: the last HTTP status; 0 when no server answered.
        target: for a URL that has moved, its new address.
        reason: a few English words on why nobody can tell, or what is wrong with a certificate.
        asked: the day on which it was asked, ``YYYY-MM-DD``.
    """

    verdict: Verdict
    status: int = 0
    target: str = ""
    reason: str = ""
    asked: str = ""


class Web(Protocol):
    """What is known of the web in a run."""

    def answer(self, url: str) -> Answer | None:
        """What was learned about a URL; ``None`` where it was not asked for."""
