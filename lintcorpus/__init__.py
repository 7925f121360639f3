"""A linter for corpora of scraped articles.

For use from Python see ``lintcorpus.library``: ``lint_text``, ``lint_file``, ``lint_records``, ``Linter`` and
``Settings`` can be imported from here. For plugins see ``lintcorpus.api``.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from lintcorpus.library import Issue, Linter, Settings, Severity, lint_file, lint_records, lint_text

__version__ = "0.1.0"
__all__ = ["Issue", "Linter", "Settings", "Severity", "__version__", "lint_file", "lint_records", "lint_text"]


def __getattr__(name: str) -> Any:
    """Import the library when it is first asked for: most imports of the package need none of it."""
    if name.startswith("__") or name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from lintcorpus import library

    return getattr(library, name)
