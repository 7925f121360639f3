"""The format ``sarif``: what consumers of SARIF 2.1.0 rely on, checked by structure."""

import hashlib
import io
import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any
from urllib.parse import unquote

import pytest

from lintcorpus.model.card import Card, FixPolicy, Measured, Variant
from lintcorpus.model.document import Document
from lintcorpus.model.finding import Diagnostic, Frame, Place, RelatedPlace, Severity, State, text_digest
from lintcorpus.model.fix import Edit, Fix, Safety
from lintcorpus.model.result import Artifact, Problem, ReportOptions, Result
from lintcorpus.model.span import Position, Span
from lintcorpus.reporters import sarif
from lintcorpus.reporters.line_hash import line_hashes
from lintcorpus.reporters.sarif_files import artifact_location


def written(result: Result, language: str = "en") -> str:
    stream = io.StringIO()
    sarif.report(result, stream, ReportOptions(language=language))
    return stream.getvalue()


def run_of(result: Result, language: str = "en") -> Any:
    return json.loads(written(result, language))["runs"][0]


def strings(data: Any) -> Iterator[str]:
    if isinstance(data, str):
        yield data
    elif isinstance(data, dict):
        for value in data.values():
            yield from strings(value)
    elif isinstance(data, list):
        for value in data:
            yield from strings(value)


@pytest.fixture
def rich(
    result: Callable[..., Result],
    diagnostic: Callable[..., Diagnostic],
    place: Callable[..., Place],
    card: Callable[..., Card],
) -> Result:
    """A result with everything that the format can hold."""
    text = "😀标题\n前文，，后文\n末段"
    fixes = (
        Fix((Edit(Span(7, 8), ""), Edit(Span(13, 13), "。")), Safety.SAFE),
        Fix((Edit(Span(6, 8), "。"),), Safety.UNSAFE),
        Fix((Edit(Span(6, 8), "；"),), Safety.SHOW),
    )
    related = (
        RelatedPlace(place("一，，", "，，", "b c/#二.md"), "the [first] copy"),
        RelatedPlace(place("x", "x"), ""),
    )
    empty = Place("a.md", Position(2, 3, 6), Position(2, 3, 6), Frame("前文", "", "", (False, False, False)))
    cards = {
        "PUN001": card(tags=("zh", "marks", "zh")),
        "LNK001": card(
            id="LNK001",
            name="unbalanced-link-bracket",
            family="links",
            severity=Severity.ERROR,
            confidence="medium",
            fix=FixPolicy(None, reason={"en": "Nobody knows where the link ends"}),
            variants={"": Variant({"en": "No closing bracket in {text}."})},
        ),
    }
    return result(
        diagnostic(text, "，，", fixes=fixes, related=related, evidence={"widths": (1, 2)}),
        diagnostic(
            place=empty,
            severity=Severity.INFO,
            state=State.SUPPRESSED,
            suppressed_by="comment",
            reason="a quotation",
        ),
        diagnostic(text, "后文\n末段", severity=Severity.ERROR, state=State.BASELINED, fingerprint=""),
        diagnostic(rule="LNK001", params={"text": "[点击](https://evil.example/)"}, path="/srv/外.md"),
        cards=cards,
        root="/home/somebody/corpus",
        problems=(Problem("plugin", "plugin x 1.0 failed"), Problem("note", "nothing to cache.")),
    )


def test_the_frame_of_the_file(rich: Result) -> None:
    data = json.loads(written(rich))
    run = data["runs"][0]
    assert data["version"] == "2.1.0"
    assert data["$schema"].endswith("sarif-schema-2.1.0.json")
    assert run["columnKind"] == "unicodeCodePoints"
    assert run["newlineSequences"] == ["\r\n", "\n", "\r"]
    assert run["tool"]["driver"]["name"] == "lintcorpus"
    assert list(run["originalUriBaseIds"]) == ["SRCROOT"]
    assert "uri" not in run["originalUriBaseIds"]["SRCROOT"]


def test_no_empty_string_and_no_path_of_the_machine(rich: Result) -> None:
    output = written(rich)
    assert all(strings(json.loads(output)))
    assert "somebody" not in output
    assert output == written(rich)


def test_rules(rich: Result) -> None:
    rules = run_of(rich)["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == ["LNK001", "PUN001"]
    assert rules[1] == {
        "id": "PUN001",
        "name": "DoubledMark",
        "shortDescription": {"text": "A mark stands twice."},
        "fullDescription": {"text": "A mark stands twice. Nobody writes two commas on purpose."},
        "help": {
            "text": "A mark stands twice.\nNobody writes two commas on purpose.\nFix (safe): Keep one mark.\n"
            "lintcorpus explain PUN001",
            "markdown": "**PUN001 doubled-mark**: A mark stands twice.\n\nNobody writes two commas on purpose.\n\n"
            "Fix (safe): Keep one mark.\n\n`lintcorpus explain PUN001`",
        },
        "helpUri": "urn:lintcorpus:rule:PUN001",
        "messageStrings": {"default": {"text": "Doubled mark “{0}”."}},
        "defaultConfiguration": {"level": "warning"},
        "properties": {
            "precision": "high",
            "problem.severity": "warning",
            "tags": ["punctuation", "zh", "marks"],
        },
    }
    assert rules[0]["name"] == "UnbalancedLinkBracket"
    assert rules[0]["defaultConfiguration"] == {"level": "error"}
    assert rules[0]["properties"]["precision"] == "medium"
    assert "Nobody knows where the link ends." in rules[0]["help"]["text"]
    assert "Fix (" not in rules[0]["help"]["text"]


def test_limits_of_github(result: Callable[..., Result], card: Callable[..., Card]) -> None:
    made = card(why={"en": "long " * 400}, tags=tuple(f"t{n}" for n in range(20)), severity=Severity.INFO)
    rule = run_of(result(cards={made.id: made}))["tool"]["driver"]["rules"][0]
    assert len(rule["fullDescription"]["text"]) == 1024
    assert len(rule["properties"]["tags"]) == 10
    assert rule["properties"]["problem.severity"] == "recommendation"
    assert rule["defaultConfiguration"]["level"] == "note"


def test_every_result_names_its_rule(rich: Result) -> None:
    run = run_of(rich)
    rules = run["tool"]["driver"]["rules"]
    assert [item["ruleId"] for item in run["results"]] == ["PUN001", "PUN001", "PUN001", "LNK001"]
    assert all(rules[item["ruleIndex"]]["id"] == item["ruleId"] for item in run["results"])
    assert [item["level"] for item in run["results"]] == ["warning", "note", "error", "warning"]
    assert all(item["message"]["text"].endswith(".") for item in run["results"])


def test_regions_count_code_points(rich: Result) -> None:
    physical = run_of(rich)["results"][0]["locations"][0]["physicalLocation"]
    assert physical["artifactLocation"] == {"uri": "a.md", "uriBaseId": "SRCROOT"}
    assert physical["region"] == {
        "startLine": 2,
        "startColumn": 3,
        "endLine": 2,
        "endColumn": 5,
        "charOffset": 6,
        "charLength": 2,
        "snippet": {"text": "，，"},
    }
    assert physical["contextRegion"] == {
        "startLine": 2,
        "startColumn": 1,
        "endLine": 2,
        "endColumn": 7,
        "charOffset": 4,
        "charLength": 6,
        "snippet": {"text": "前文，，后文"},
    }


def test_an_empty_place_has_no_snippet_but_a_context(rich: Result) -> None:
    physical = run_of(rich)["results"][1]["locations"][0]["physicalLocation"]
    assert physical["region"]["charLength"] == 0
    assert physical["region"]["startColumn"] == physical["region"]["endColumn"] == 3
    assert "snippet" not in physical["region"]
    assert physical["contextRegion"]["snippet"] == {"text": "前文"}


def test_a_place_of_several_lines_quotes_nothing_that_it_does_not_hold(rich: Result) -> None:
    physical = run_of(rich)["results"][2]["locations"][0]["physicalLocation"]
    assert physical["region"] == {
        "startLine": 2,
        "startColumn": 5,
        "endLine": 3,
        "endColumn": 3,
        "charOffset": 8,
        "charLength": 5,
    }
    assert "contextRegion" not in physical


def test_a_context_is_larger_than_its_region(
    result: Callable[..., Result], diagnostic: Callable[..., Diagnostic]
) -> None:
    physical = run_of(result(diagnostic("，，", "，，")))["results"][0]["locations"][0]["physicalLocation"]
    assert "contextRegion" not in physical


def test_related_locations_are_linked(rich: Result) -> None:
    item = run_of(rich)["results"][0]
    assert [place["id"] for place in item["relatedLocations"]] == [1, 2]
    assert item["relatedLocations"][0]["message"] == {"text": "the [first] copy"}
    assert "message" not in item["relatedLocations"][1]
    assert item["message"]["text"] == "Doubled mark “，，”. See [the \\[first\\] copy](1), [2](2)."


def test_an_article_cannot_put_a_link_into_a_message(rich: Result) -> None:
    assert run_of(rich)["results"][3]["message"]["text"] == "No closing bracket in [点击] (https://evil.example/)."


def test_messages_in_chinese(rich: Result) -> None:
    run = run_of(rich, "zh")
    assert run["language"] == "zh"
    assert run["results"][0]["message"]["text"] == "标点“，，”重复。参见[the \\[first\\] copy](1)、[2](2)。"
    assert run["results"][1]["message"]["text"] == "标点“，，”重复。"


def test_fixes(rich: Result) -> None:
    fixes = run_of(rich)["results"][0]["fixes"]
    assert [fix["properties"]["applicability"] for fix in fixes] == ["safe", "unsafe"]
    assert fixes[0]["description"] == {"text": "Keep one mark."}
    (change,) = fixes[0]["artifactChanges"]
    assert change["artifactLocation"] == {"uri": "a.md", "uriBaseId": "SRCROOT"}
    assert change["replacements"] == [
        {
            "deletedRegion": {
                "startLine": 2,
                "startColumn": 4,
                "endLine": 2,
                "endColumn": 5,
                "charOffset": 7,
                "charLength": 1,
            }
        },
        {"deletedRegion": {"charOffset": 13, "charLength": 0}, "insertedContent": {"text": "。"}},
    ]


def test_places_of_edits_agree_with_the_text(
    result: Callable[..., Result], diagnostic: Callable[..., Diagnostic]
) -> None:
    text = "一二\n三四五，\r\n六七，八\n九十"
    fix = Fix(tuple(Edit(Span(at, at + 1), "x") for at in range(len(text) - 1)), Safety.SAFE)
    made = result(diagnostic(text, "五，\r\n六七，", fixes=(fix,)))
    (change,) = run_of(made)["results"][0]["fixes"][0]["artifactChanges"]
    placed = [item["deletedRegion"] for item in change["replacements"] if "startLine" in item["deletedRegion"]]
    assert {region["startLine"] for region in placed} == {2, 3}
    lines = ["一二\n", "三四五，\r\n", "六七，八\n", "九十"]
    for region in placed:
        line = lines[region["startLine"] - 1]
        assert line[region["startColumn"] - 1 : region["endColumn"] - 1] == text[region["charOffset"]]


def test_states(rich: Result) -> None:
    results = run_of(rich)["results"]
    assert [item["baselineState"] for item in results] == ["new", "new", "unchanged", "new"]
    assert [item["suppressions"] for item in results] == [
        [],
        [{"kind": "inSource", "justification": "a quotation"}],
        [{"kind": "external"}],
        [],
    ]


def test_fingerprints(rich: Result) -> None:
    results = run_of(rich)["results"]
    assert results[0]["fingerprints"] == {"lintcorpus/v1": "1-00112233445566778899"}
    assert results[0]["partialFingerprints"] == {"lintcorpus/v1": "1-00112233445566778899"}
    assert "fingerprints" not in results[2]


def test_problems_become_notifications(rich: Result, result: Callable[..., Result]) -> None:
    (invocation,) = run_of(rich)["invocations"]
    assert invocation == {
        "executionSuccessful": False,
        "toolExecutionNotifications": [
            {
                "level": "error",
                "message": {"text": "plugin x 1.0 failed."},
                "descriptor": {"id": "NTE002", "index": 1},
                "properties": {"kind": "plugin"},
            },
            {
                "level": "note",
                "message": {"text": "nothing to cache."},
                "descriptor": {"id": "NTE004", "index": 3},
                "properties": {"kind": "note"},
            },
        ],
    }
    descriptors = run_of(rich)["tool"]["driver"]["notifications"]
    for item in invocation["toolExecutionNotifications"]:
        assert descriptors[item["descriptor"]["index"]]["id"] == item["descriptor"]["id"]
    assert run_of(result())["invocations"] == [{"executionSuccessful": True}]


@pytest.mark.parametrize(
    ("path", "uri"),
    [
        ("a b/c#d?.md", "a%20b/c%23d%3F.md"),
        ("新闻/100%.md", "%E6%96%B0%E9%97%BB/100%25.md"),
        ("a:b.md", "a%3Ab.md"),
        ("坏\udce4.md", "%E5%9D%8F%E4.md"),
        ("\ud800.md", "%ED%A0%80.md"),
    ],
)
def test_relative_paths(path: str, uri: str) -> None:
    assert artifact_location(path) == {"uri": uri, "uriBaseId": "SRCROOT"}


@pytest.mark.parametrize(
    ("path", "uri"),
    [
        ("/srv/外 文.md", "file:///srv/%E5%A4%96%20%E6%96%87.md"),
        ("C:/texts/a b.md", "file:///C:/texts/a%20b.md"),
        ("//server/share/a.md", "file://server/share/a.md"),
    ],
)
def test_absolute_paths(path: str, uri: str) -> None:
    assert artifact_location(path) == {"uri": uri}


def test_uris_lead_back_to_the_path() -> None:
    path = "深圳/一 二&三;[四].md"
    assert unquote(artifact_location(path)["uri"]) == path


def test_hostile_text_is_escaped(result: Callable[..., Result], diagnostic: Callable[..., Diagnostic]) -> None:
    output = written(result(diagnostic("x\udc80\x9b\u202e", "\udc80\x9b\u202e")))
    output.encode()
    assert not any(char in output for char in "\x9b\u202e")
    region = json.loads(output)["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["region"]
    assert region["snippet"] == {"text": "\udc80\x9b\u202e"}


def test_a_clean_run_still_lists_its_rules(result: Callable[..., Result]) -> None:
    run = run_of(result())
    assert run["results"] == []
    assert len(run["tool"]["driver"]["rules"]) == 1


def test_messages_are_also_given_by_template_and_arguments(rich: Result) -> None:
    results = run_of(rich)["results"]
    assert results[1]["message"] == {"id": "default", "text": "Doubled mark “，，”.", "arguments": ["，，"]}
    rules = run_of(rich)["tool"]["driver"]["rules"]
    template = rules[results[1]["ruleIndex"]]["messageStrings"]["default"]["text"]
    assert template.replace("{0}", "，，") == results[1]["message"]["text"]


@pytest.mark.parametrize("message", ["{count:,} marks", "{mark!r} is doubled", "Is {mark} doubled?"])
def test_a_message_that_sarif_cannot_template_is_text_only(
    result: Callable[..., Result], diagnostic: Callable[..., Diagnostic], card: Callable[..., Card], message: str
) -> None:
    made = card(variants={"": Variant({"en": message})})
    run = run_of(result(diagnostic(params={"mark": "，，", "count": 1200}), cards={made.id: made}))
    assert set(run["results"][0]["message"]) == {"text"}
    assert "messageStrings" not in run["tool"]["driver"]["rules"][0]


def test_braces_of_a_message_are_not_placeholders(
    result: Callable[..., Result], diagnostic: Callable[..., Diagnostic], card: Callable[..., Card]
) -> None:
    made = card(variants={"": Variant({"en": "{{x}} stands for {mark} and {mark}"})})
    run = run_of(result(diagnostic(), cards={made.id: made}))
    assert run["tool"]["driver"]["rules"][0]["messageStrings"]["default"]["text"] == "{{x}} stands for {0} and {0}."
    assert run["results"][0]["message"]["text"] == "{x} stands for ，， and ，，."


@pytest.mark.parametrize(
    ("precision", "read", "word"),
    [(1.0, 60, "very-high"), (0.95, 60, "high"), (0.8, 60, "medium"), (0.5, 60, "low"), (0.5, 4, "high")],
)
def test_precision_is_the_measured_one_when_enough_was_read(
    result: Callable[..., Result], card: Callable[..., Card], precision: float, read: int, word: str
) -> None:
    made = card(measured=Measured(precision, read, "2026-11-22"))
    properties = run_of(result(cards={made.id: made}))["tool"]["driver"]["rules"][0]["properties"]
    assert properties["precision"] == word
    assert properties["measured"] == {"precision": precision, "read": read, "date": "2026-11-22"}


def test_rules_that_do_not_run_by_default_say_so(result: Callable[..., Result], card: Callable[..., Card]) -> None:
    cards = {"A001": card(id="A001"), "A002": card(id="A002", enabled=False), "A003": card(id="A003", status="preview")}
    rules = run_of(result(cards=cards))["tool"]["driver"]["rules"]
    assert [rule["defaultConfiguration"].get("enabled", True) for rule in rules] == [True, False, False]


def test_errors_and_new_ones_are_kept_and_the_cut_is_told(
    result: Callable[..., Result], diagnostic: Callable[..., Diagnostic]
) -> None:
    found = [
        diagnostic(path="a.md", severity=Severity.INFO),
        diagnostic(path="b.md", severity=Severity.ERROR, state=State.BASELINED),
        diagnostic(path="c.md", severity=Severity.WARNING),
        diagnostic(path="d.md", severity=Severity.ERROR),
    ]

    def run(most: int) -> Any:
        stream = io.StringIO()
        sarif.report(result(*found), stream, ReportOptions(sarif_max_results=most))
        return json.loads(stream.getvalue())["runs"][0]

    def paths(most: int) -> list[str]:
        uris = [item["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for item in run(most)["results"]]
        return [uri.removesuffix(".md") for uri in uris]

    assert [paths(most) for most in (1, 2, 3, 4, 0)] == [["d"], ["c", "d"], ["a", "c", "d"], list("abcd"), list("abcd")]
    (told,) = run(1)["invocations"][0]["toolExecutionNotifications"]
    assert told["level"] == "warning"
    assert told["message"]["text"].startswith("3 of 4 results are left out")
    assert told["properties"] == {"kind": "cut", "leftOut": 3}
    assert run(1)["invocations"][0]["executionSuccessful"]
    assert "toolExecutionNotifications" not in run(4)["invocations"][0]


def test_a_file_that_was_not_checked_is_a_failure_of_the_run(
    result: Callable[..., Result], diagnostic: Callable[..., Diagnostic], card: Callable[..., Card], bare_place: Place
) -> None:
    engine = card(
        id="RUN003", family="run", severity=Severity.ERROR, variants={"": Variant({"en": "Left alone: {why}"})}
    )
    made = diagnostic(rule="RUN003", place=bare_place, params={"why": "too large"})
    stream = io.StringIO()
    sarif.report(result(made, cards={"RUN003": engine}), stream, ReportOptions(exit_code=3))
    (invocation,) = json.loads(stream.getvalue())["runs"][0]["invocations"]
    assert (invocation["executionSuccessful"], invocation["exitCode"]) == (False, 3)
    (told,) = invocation["toolExecutionNotifications"]
    assert told["associatedRule"] == {"id": "RUN003", "index": 0}
    assert told["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "gone.md"
    assert told["message"]["text"] == "Left alone: too large."


TEXT = "第一行\n\n前文，，\r\n后文\n末段\n"


def _read_again(text: str, encoding: str = "utf-8", path: str = "a.md", container: str = "") -> Any:
    artifact = Artifact(Document(path, text, encoding), text.encode(encoding), container)
    return {path: artifact}.get


def test_files_that_can_be_read_again_are_artifacts(
    result: Callable[..., Result], diagnostic: Callable[..., Diagnostic]
) -> None:
    run = run_of(result(diagnostic(TEXT), diagnostic(path="b.md"), reread=_read_again(TEXT, "gbk")))
    raw = TEXT.encode("gbk")
    assert run["artifacts"] == [
        {
            "location": {"uri": "a.md", "uriBaseId": "SRCROOT"},
            "length": len(raw),
            "roles": ["analysisTarget"],
            "encoding": "GBK",
            "hashes": {"sha-256": hashlib.sha256(raw).hexdigest()},
            "mimeType": "text/markdown",
        }
    ]
    places = [item["locations"][0]["physicalLocation"]["artifactLocation"] for item in run["results"]]
    assert places == [
        {"uri": "a.md", "uriBaseId": "SRCROOT", "index": 0},
        {"uri": "b.md", "uriBaseId": "SRCROOT"},
    ]


def test_the_hash_of_the_line_is_githubs(result: Callable[..., Result], diagnostic: Callable[..., Diagnostic]) -> None:
    made = result(diagnostic(TEXT), diagnostic(path="b.md"), reread=_read_again(TEXT))
    partial = [item["partialFingerprints"] for item in run_of(made)["results"]]
    assert partial[0]["primaryLocationLineHash"] == line_hashes(TEXT, [3])[3]
    assert "primaryLocationLineHash" not in partial[1]


def test_a_file_that_changed_meanwhile_gives_no_hash_and_no_snippet(
    result: Callable[..., Result], diagnostic: Callable[..., Diagnostic]
) -> None:
    made = diagnostic(TEXT, "，，\r\n后文")
    made = replace(made, place=made.place._replace(digest=text_digest("，，\r\n后文")))
    same = run_of(result(made, reread=_read_again(TEXT)))["results"][0]
    other = run_of(result(made, reread=_read_again(TEXT.replace("后文", "旧文"))))["results"][0]
    moved = run_of(result(made, reread=_read_again("新\n" + TEXT)))["results"][0]
    assert same["locations"][0]["physicalLocation"]["region"]["snippet"] == {"text": "，，\r\n后文"}
    assert same["locations"][0]["physicalLocation"]["contextRegion"]["snippet"] == {"text": "前文，，\r\n后文"}
    assert "primaryLocationLineHash" in same["partialFingerprints"]
    for item in (other, moved):
        assert "snippet" not in item["locations"][0]["physicalLocation"]["region"]
        assert "primaryLocationLineHash" not in item["partialFingerprints"]


def test_a_context_of_whole_lines_has_the_lines_around(
    result: Callable[..., Result], diagnostic: Callable[..., Diagnostic]
) -> None:
    text = "一\n二\n三\n四"
    physical = run_of(result(diagnostic(text, "二\n三"), reread=_read_again(text)))["results"][0]["locations"][0]
    region = physical["physicalLocation"]["contextRegion"]
    assert (region["startLine"], region["endLine"], region["snippet"]) == (1, 4, {"text": text})
    alone = run_of(result(diagnostic("二", "二"), reread=_read_again("二")))["results"][0]["locations"][0]
    assert "contextRegion" not in alone["physicalLocation"]


def test_lines_of_utf16_have_no_hash_since_github_would_see_others(
    result: Callable[..., Result], diagnostic: Callable[..., Diagnostic]
) -> None:
    run = run_of(result(diagnostic(TEXT), reread=_read_again(TEXT, "utf-16-le")))
    assert "primaryLocationLineHash" not in run["results"][0]["partialFingerprints"]
    assert run["artifacts"][0]["encoding"] == "UTF-16LE"


def test_places_of_all_edits_are_known_from_the_text(
    result: Callable[..., Result], diagnostic: Callable[..., Diagnostic]
) -> None:
    fix = Fix((Edit(Span(0, 1), ""), Edit(Span(len(TEXT), len(TEXT)), "完")), Safety.SAFE)
    (made,) = run_of(result(diagnostic(TEXT, fixes=(fix,)), reread=_read_again(TEXT)))["results"][0]["fixes"]
    first, last = [item["deletedRegion"] for item in made["artifactChanges"][0]["replacements"]]
    assert (first["startLine"], first["startColumn"], first["endColumn"]) == (1, 1, 2)
    assert (last["startLine"], last["startColumn"]) == (6, 1)


def test_a_part_of_a_file_is_a_fragment_of_its_uri(
    result: Callable[..., Result], diagnostic: Callable[..., Diagnostic]
) -> None:
    path = "数据/dump 1.jsonl#第 2 篇"
    run = run_of(
        result(diagnostic(TEXT, path=path), reread=_read_again(TEXT, path=path, container="数据/dump 1.jsonl"))
    )
    uri = run["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert uri == "%E6%95%B0%E6%8D%AE/dump%201.jsonl#%E7%AC%AC%202%20%E7%AF%87"
    whole, part = run["artifacts"]
    assert (whole["location"]["uri"], part["location"]["uri"]) == (uri.partition("#")[0], uri)
    assert part["parentIndex"] == 0
    assert "primaryLocationLineHash" not in run["results"][0]["partialFingerprints"]
