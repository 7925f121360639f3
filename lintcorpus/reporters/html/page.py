"""The page: its template, its styles and its scripts, and a policy that lets nothing else run."""

import base64
import hashlib
from collections.abc import Iterable
from importlib.resources import files
from typing import Any

from jinja2 import Environment, FunctionLoader, StrictUndefined
from markupsafe import Markup

from lintcorpus.reporters.html.embedded import embedded
from lintcorpus.reporters.html.words import WORDS

_SCRIPTS = (
    *("dom", "store", "route", "numbers", "filters", "table", "overview", "findings", "files"),
    *("pieces", "preview", "article", "difference", "clusters", "theme", "keys", "start"),
)
"""Modules of the page's script in their order; they share one function scope."""


def page(data: dict[str, Any], parts: Iterable[str], language: str) -> str:
    """The page as HTML.

    Args:
        data: what the page says at once, in terms of JSON.
        parts: further data as JSON that is fit for HTML.
        language: of everything that the page itself says, ``en`` or ``zh``.
    """
    words = WORDS[language]
    script = "(() => {\n" + "\n".join(_asset(f"{name}.js") for name in _SCRIPTS) + "})();\n"
    style = _asset("style.css")
    # Scripts that ours adds, the parts beside the page, may run: under file:// no source expression names them.
    policy = (
        "default-src 'none'; "
        f"script-src '{_digest(script)}' 'strict-dynamic'; style-src '{_digest(style)}'; "
        "base-uri 'none'; form-action 'none'"
    )
    return (
        _environment()
        .get_template("page.html.jinja")
        .render(
            language={"en": "en", "zh": "zh-CN"}[language],
            words=words,
            policy=policy,
            style=Markup(style),
            script=Markup(script),
            data=Markup(embedded({**data, "language": language, "words": words})),
            parts=[Markup(part) for part in parts],
        )
    )


def _environment() -> Environment:
    return Environment(
        loader=FunctionLoader(_asset), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )


def _asset(name: str) -> str:
    return files(__package__).joinpath("templates", name).read_text(encoding="utf-8")


def _digest(text: str) -> str:
    """The source expression of a policy for an element with exactly this text."""
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode("utf-8")).digest()).decode("ascii")
