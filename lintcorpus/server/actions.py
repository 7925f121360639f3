"""What an editor offers to do about findings; the work itself is done when one is chosen."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from lsprotocol import types

from lintcorpus.model.finding import Diagnostic
from lintcorpus.model.fix import Fix, Safety
from lintcorpus.model.span import Span
from lintcorpus.server.checking import all_repaired, one_repaired
from lintcorpus.server.state import Checked
from lintcorpus.server.suppression import allowed

FIX_ALL = "source.fixAll.lintcorpus"
KINDS: Sequence[types.CodeActionKind | str] = (types.CodeActionKind.QuickFix, FIX_ALL)
_WORDS = {
    "en": {
        Safety.SAFE: "{title} ({rule}, safe)",
        Safety.UNSAFE: "{title} ({rule}, unsafe: read it over)",
        Safety.SHOW: "{title} ({rule}, only a suggestion)",
        "disable": "Allow {rule} here by a comment",
        "all": "lintcorpus: apply all safe fixes",
        "gone": "the text has changed, and this finding is gone",
        "withdrawn": "the fix was withdrawn: {reason}",
        "no place": "no comment can allow {rule} here; 'lintcorpus accept {fingerprint}' does, beside the article",
    },
    "zh": {
        Safety.SAFE: "{title}（{rule}，安全）",
        Safety.UNSAFE: "{title}（{rule}，不安全，请核对）",
        Safety.SHOW: "{title}（{rule}，仅供参考）",
        "disable": "用注释允许此处的 {rule}",
        "all": "lintcorpus：应用全部安全修复",
        "gone": "文本已变，此问题不复存在",
        "withdrawn": "修复已撤回：{reason}",
        "no place": "此处无法用注释允许 {rule}；可运行 lintcorpus accept {fingerprint}，记在文章之外",
    },
}


def offered(
    checked: Checked,
    span: Span,
    only: Sequence[types.CodeActionKind | str] | None,
    language: str,
    shown: Callable[[Diagnostic], types.Diagnostic],
) -> list[types.CodeAction]:
    """The actions for a place, without their edits.

    Args:
        checked: a buffer with its findings.
        span: where the cursor or the selection is.
        only: the kinds that are asked for; ``None`` for all.
        language: of titles.
        shown: gives the diagnostic as the editor has it.
    """
    actions: list[types.CodeAction] = []
    if _is_asked(types.CodeActionKind.QuickFix, only):
        here = [item for item in checked.diagnostics if item.span.touches(span)]
        for item in here:
            actions.extend(_fixes(checked, item, language, shown(item)))
        if checked.app.plan_of(checked.document.path).inline:
            actions.extend(_disable(checked, item, language, shown(item)) for item in _one_of_each_rule(here))
    if _is_asked(FIX_ALL, only):
        title = _WORDS[language]["all"]
        actions.append(types.CodeAction(title, FIX_ALL, data={"do": "all", "uri": checked.buffer.uri}))
    return actions


def resolved(checked: Checked, data: dict[str, Any], language: str) -> tuple[str | None, str]:
    """What the text is to be after an action.

    Args:
        checked: the buffer as it is now.
        data: of the action.
        language: of what is said.

    Returns:
        The text of the document, or ``None`` and why the action does nothing, if that is worth saying.
    """
    words = _WORDS[language]
    if data.get("do") == "all":
        text = checked.document.text if checked.document.lossy else all_repaired(checked)
        return (text, "") if text != checked.document.text else (None, "")
    item = next((item for item in checked.diagnostics if item.fingerprint == data.get("fingerprint")), None)
    if item is None:
        return None, words["gone"]
    if data.get("do") == "disable":
        allowing = allowed(checked, item)
        no_place = words["no place"].format(rule=item.rule, fingerprint=item.fingerprint)
        return allowing, "" if allowing is not None else no_place
    fixes = dict(_usable(checked, item))
    fix = fixes.get(data.get("index", -1))
    if fix is None:
        return None, words["gone"]
    text, reason = one_repaired(checked, item, fix)
    return (text, "") if text != checked.document.text else (None, words["withdrawn"].format(reason=reason))


def _fixes(checked: Checked, item: Diagnostic, language: str, shown: types.Diagnostic) -> Iterator[types.CodeAction]:
    card = checked.result.cards[item.rule]
    for index, fix in _usable(checked, item):
        title = _WORDS[language][fix.safety].format(title=card.fix_title(fix.title, language), rule=item.rule)
        yield types.CodeAction(
            title,
            types.CodeActionKind.QuickFix,
            diagnostics=[shown],
            is_preferred=True if fix.safety is Safety.SAFE else None,
            data={"do": "fix", "uri": checked.buffer.uri, "fingerprint": item.fingerprint, "index": index},
        )


def _usable(checked: Checked, item: Diagnostic) -> Iterator[tuple[int, Fix]]:
    """The fixes of a finding that an editor can apply, with their numbers: they change the text and nothing else."""
    if not checked.document.lossy:
        yield from ((index, fix) for index, fix in enumerate(item.fixes) if fix.edits and not fix.encoding)


def _disable(checked: Checked, item: Diagnostic, language: str, shown: types.Diagnostic) -> types.CodeAction:
    return types.CodeAction(
        _WORDS[language]["disable"].format(rule=item.rule),
        types.CodeActionKind.QuickFix,
        diagnostics=[shown],
        data={"do": "disable", "uri": checked.buffer.uri, "fingerprint": item.fingerprint},
    )


def _one_of_each_rule(items: Sequence[Diagnostic]) -> list[Diagnostic]:
    """Findings that each need a comment of their own: one allows all of its rule in the line."""
    return list({(item.rule, item.place.start.line): item for item in reversed(items)}.values())[::-1]


def _is_asked(kind: str, only: Sequence[types.CodeActionKind | str] | None) -> bool:
    """Whether a kind, or one that it belongs to, is asked for."""
    if only is None:
        return True
    names = [item.value if isinstance(item, types.CodeActionKind) else item for item in only]
    own = kind.value if isinstance(kind, types.CodeActionKind) else kind
    return any(name == "" or own == name or own.startswith(f"{name}.") for name in names)
