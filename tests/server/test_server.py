"""What an editor is told, over real pipes, by a server in a thread."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("pygls", reason="the extra 'lsp' is not installed")

from lintcorpus.app.compose import Request
from lintcorpus.server.features import CHECK_WORKSPACE, make_server
from tests.server.client import MODERN, Client, applied, covered, piped
from tests.support import compiled_cards

LINE = "他说😀👩‍🚀 渔港，，有很多船，见[渔港年报](https://example.com/report)]。"
TEXT = f"# 渔港的一年\n\n{LINE}\n"
ORIGIN = {"line": 0, "character": 0}
SETTINGS = "select: [PUN001, LNK001, RUN]\n"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = tmp_path / "project"
    folder.mkdir()
    (folder / "lintcorpus.yaml").write_text(SETTINGS, encoding="utf-8")
    return folder


@pytest.fixture
def client(root: Path) -> Iterator[Client]:
    with piped(make_server(Request(cwd=root, cache_dir=compiled_cards())).serve) as connected:
        yield connected


def put(root: Path, name: str, text: str) -> Path:
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode("utf-8"))
    return path


def codes(shown: list[dict[str, Any]]) -> list[str]:
    return [item["code"] for item in shown]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-32"])
def test_places_are_right_in_every_encoding(client: Client, root: Path, encoding: str) -> None:
    can = client.begin([root], encodings=[encoding])
    assert can["positionEncoding"] == encoding
    path = put(root, "a.md", TEXT)
    shown = client.opened(path)
    assert [(item["code"], covered(TEXT, item, encoding)) for item in shown] == [
        ("PUN001", "，，"),
        ("LNK001", "[渔港年报](https://example.com/report)]"),
    ]
    assert [item["severity"] for item in shown] == [2, 1]
    assert all(item["source"] == "lintcorpus" for item in shown)
    assert all(item["codeDescription"]["href"].endswith(".yaml") for item in shown)
    fix, *_ = client.actions(path.as_uri(), shown[0]["range"], ["quickfix"])
    edits = client.ask("codeAction/resolve", fix)["edit"]["documentChanges"][0]["edits"]
    assert applied(TEXT, edits, encoding) == TEXT.replace("，，", "，")


def test_the_first_encoding_that_both_know_is_taken(client: Client, root: Path) -> None:
    assert client.begin([root], encodings=["utf-7", "utf-8", "utf-16"])["positionEncoding"] == "utf-8"


def test_the_text_of_the_editor_is_checked_and_not_that_of_the_disk(client: Client, root: Path) -> None:
    client.begin([root])
    path = put(root, "a.md", "# 渔港\n\n没有错。\n")
    assert client.opened(path) == []
    client.edit(path.as_uri(), TEXT)
    assert codes(client.diagnostics(path.as_uri())) == ["PUN001", "LNK001"]
    assert path.read_text(encoding="utf-8") == "# 渔港\n\n没有错。\n"
    client.edit(path.as_uri(), "# 渔港\n\n还是没有错。\n")
    assert client.diagnostics(path.as_uri()) == []


def test_of_many_changes_only_the_last_is_checked(client: Client, root: Path) -> None:
    client.begin([root])
    path = put(root, "a.md", "# 渔港\n")
    client.opened(path)
    for count in range(1, 6):
        client.edit(path.as_uri(), f"# 渔港\n\n{'船' * count}，，\n")
    assert codes(client.diagnostics(path.as_uri())) == ["PUN001"]
    sent = client.heard("textDocument/publishDiagnostics")
    assert [item["version"] for item in sent if item["uri"] == path.as_uri()] == [1, 6]


def test_line_ends_of_windows(client: Client, root: Path) -> None:
    client.begin([root])
    text = TEXT.replace("\n", "\r\n")
    path = put(root, "a.md", text)
    shown = client.opened(path)
    assert [covered(text, item) for item in shown] == ["，，", "[渔港年报](https://example.com/report)]"]
    (every,) = client.actions(path.as_uri(), shown[0]["range"], ["source.fixAll"])
    edits = client.ask("codeAction/resolve", every)["edit"]["documentChanges"][0]["edits"]
    assert applied(text, edits) == text.replace("，，", "，").replace(")]", ")")


def test_a_line_separator_is_no_line_end(client: Client, root: Path) -> None:
    client.begin([root])
    text = f"# 渔港\n\n前\u2028半\x0c句\u0085。\n\n{LINE}\n"
    path = put(root, "a.md", "# 渔港\n")
    client.opened(path)
    client.edit(path.as_uri(), text)
    assert "，，" in [covered(text, item) for item in client.diagnostics(path.as_uri())]


def test_a_byte_order_mark_that_the_editor_sends_moves_nothing(client: Client, root: Path) -> None:
    client.begin([root])
    text = "\ufeff渔港，，有船。\n"
    path = put(root, "a.md", text)
    assert [covered(text, item) for item in client.opened(path, text)] == ["，，"]


def test_repairs_name_their_safety_and_safe_ones_are_preferred(client: Client, root: Path) -> None:
    client.begin([root])
    path = put(root, "a.md", TEXT)
    shown = client.opened(path)
    fix, disable = client.actions(path.as_uri(), shown[1]["range"], ["quickfix"])
    assert (fix["title"], fix["isPreferred"]) == ("Remove the stray bracket (LNK001, safe)", True)
    assert fix["diagnostics"] == [shown[1]]
    assert "isPreferred" not in disable
    edits = client.ask("codeAction/resolve", fix)["edit"]["documentChanges"][0]
    assert edits["textDocument"] == {"uri": path.as_uri(), "version": 1}
    assert applied(TEXT, edits["edits"]) == TEXT.replace(")]", ")")


def test_an_editor_that_asks_once_gets_the_edits_at_once(client: Client, root: Path) -> None:
    client.begin([root], capabilities={})
    path = put(root, "a.md", TEXT)
    shown = client.opened(path)
    found = client.actions(path.as_uri(), shown[0]["range"])
    assert [item["kind"] for item in found] == ["quickfix", "quickfix", "source.fixAll.lintcorpus"]
    assert applied(TEXT, found[0]["edit"]["changes"][path.as_uri()]) == TEXT.replace("，，", "，")


def test_all_safe_repairs_are_those_of_a_fix_run(client: Client, root: Path) -> None:
    from lintcorpus.cli import main

    client.begin([root])
    path = put(root, "a.md", TEXT)
    client.opened(path)
    nowhere = {"start": ORIGIN, "end": ORIGIN}
    (every,) = client.actions(path.as_uri(), nowhere, ["source.fixAll.lintcorpus"])
    edits = client.ask("codeAction/resolve", every)["edit"]["documentChanges"][0]["edits"]
    config = str(root / "lintcorpus.yaml")
    assert main(["--config", config, "--fix", "--no-journal", "--no-cache", "--quiet", str(path)]) == 0
    assert applied(TEXT, edits) == path.read_text(encoding="utf-8") != TEXT


def test_a_comment_allows_a_finding_in_its_line(client: Client, root: Path) -> None:
    client.begin([root])
    path = put(root, "a.md", TEXT)
    shown = client.opened(path)
    *_, disable = client.actions(path.as_uri(), shown[1]["range"], ["quickfix"])
    edits = client.ask("codeAction/resolve", disable)["edit"]["documentChanges"][0]["edits"]
    text = applied(TEXT, edits)
    assert text == TEXT.replace(LINE, f"{LINE} <!-- lintcorpus-disable-line LNK001 -->")
    client.edit(path.as_uri(), text)
    assert codes(client.diagnostics(path.as_uri())) == ["PUN001"]


def test_a_comment_goes_above_a_heading_and_nowhere_into_a_header(client: Client, root: Path) -> None:
    client.begin([root])
    text = "---\ntitle: 渔港，，一年\n---\n\n# 渔港，，一年\n\n船在岸边。\n"
    path = put(root, "a.md", text)
    shown = client.opened(path)
    heading = next(item for item in shown if item["range"]["start"]["line"] == 4)
    *_, disable = client.actions(path.as_uri(), heading["range"], ["quickfix"])
    edits = client.ask("codeAction/resolve", disable)["edit"]["documentChanges"][0]["edits"]
    comment = "<!-- lintcorpus-disable-next-line PUN001 -->\n# 渔港"
    assert applied(text, edits) == text.replace("# 渔港", comment)


def test_an_action_for_a_text_that_changed_does_nothing(client: Client, root: Path) -> None:
    client.begin([root])
    path = put(root, "a.md", TEXT)
    shown = client.opened(path)
    fix, *_ = client.actions(path.as_uri(), shown[0]["range"], ["quickfix"])
    client.edit(path.as_uri(), "# 渔港\n")
    assert "edit" not in client.ask("codeAction/resolve", fix)
    assert "gone" in client.heard("window/showMessage")[-1]["message"]


def test_a_hover_shows_the_page_of_the_rule(client: Client, root: Path) -> None:
    client.begin([root], locale="zh-cn")
    path = put(root, "a.md", TEXT)
    shown = client.opened(path)
    where = {"textDocument": {"uri": path.as_uri()}}
    found = client.ask("textDocument/hover", {**where, "position": shown[0]["range"]["start"]})
    assert found["contents"]["kind"] == "markdown"
    assert found["contents"]["value"].startswith("**PUN001 doubled-mark")
    assert "原因" in found["contents"]["value"]
    assert found["range"] == shown[0]["range"]
    assert client.ask("textDocument/hover", {**where, "position": ORIGIN}) is None


def test_the_setting_wins_over_the_language_of_the_editor(client: Client, root: Path) -> None:
    (root / "lintcorpus.yaml").write_text(f"{SETTINGS}lang: zh\n", encoding="utf-8")
    client.begin([root], locale="en")
    shown = client.opened(put(root, "a.md", TEXT))
    assert "标点" in shown[0]["message"] or "应" in shown[0]["message"]


def test_known_findings_are_hints(client: Client, root: Path) -> None:
    from lintcorpus.cli import main

    path = put(root, "a.md", TEXT)
    config = ["--config", str(root / "lintcorpus.yaml"), "--no-cache", "--quiet"]
    assert main(["baseline", "create", *config, str(root)]) == 0
    client.begin([root])
    shown = client.opened(path)
    assert [item["severity"] for item in shown] == [4, 4]
    fix, *_ = client.actions(path.as_uri(), shown[0]["range"], ["quickfix"])
    assert client.ask("codeAction/resolve", fix)["edit"]


def test_settings_that_change_count_at_once(client: Client, root: Path) -> None:
    seen: list[dict[str, Any]] = []
    client.on_request = seen.append
    client.begin([root])
    path = put(root, "a.md", TEXT)
    assert codes(client.opened(path)) == ["PUN001", "LNK001"]
    client.wait(lambda message: message.get("method") == "client/registerCapability")
    patterns = [item["globPattern"] for item in seen[0]["params"]["registrations"][0]["registerOptions"]["watchers"]]
    assert any("lintcorpus" in pattern for pattern in patterns)
    since = client.now
    config = root / "lintcorpus.yaml"
    config.write_text("select: [LNK001]\n", encoding="utf-8")
    client.tell("workspace/didChangeWatchedFiles", {"changes": [{"uri": config.as_uri(), "type": 2}]})
    assert codes(client.diagnostics(path.as_uri(), since)) == ["LNK001"]


def test_wrong_settings_are_said_once_and_shown_at_their_place(client: Client, root: Path) -> None:
    client.begin([root])
    config = root / "lintcorpus.yaml"
    config.write_text("fail-on: error\nselct: [LNK001]\n", encoding="utf-8")
    path, other = put(root, "a.md", TEXT), put(root, "b.md", TEXT)
    assert client.opened(path) == client.opened(other) == []
    said = client.heard("window/showMessage")
    assert len(said) == 1
    assert "selct" in said[0]["message"]
    shown = [item for item in client.heard("textDocument/publishDiagnostics") if item["uri"] == config.as_uri()]
    assert [item["range"]["start"]["line"] for item in shown[0]["diagnostics"]] == [1]
    since = client.now
    config.write_text(SETTINGS, encoding="utf-8")
    client.tell("textDocument/didSave", {"textDocument": {"uri": path.as_uri()}})
    assert codes(client.diagnostics(path.as_uri(), since)) == ["PUN001", "LNK001"]
    client.diagnostics(other.as_uri(), since)
    shown = [item for item in client.heard("textDocument/publishDiagnostics") if item["uri"] == config.as_uri()]
    assert shown[-1]["diagnostics"] == []


def test_duplicates_name_the_other_file(client: Client, root: Path) -> None:
    (root / "lintcorpus.yaml").write_text("select: [DUP006]\ncorpus: [articles]\n", encoding="utf-8")
    body = "# 渔港的一年\n\n" + "".join(f"第{n}天，码头上来了{n}条船，卸下{n * 3}筐鱼。\n\n" for n in range(1, 30))
    put(root, "articles/a.md", body)
    path = put(root, "articles/b.md", body)
    client.begin([root])
    (shown,) = client.opened(path)
    (related,) = shown["relatedInformation"]
    assert related["location"]["uri"] == (root / "articles" / "a.md").as_uri()
    client.edit(path.as_uri(), "# 别的\n\n什么也没有。\n")
    assert client.diagnostics(path.as_uri()) == []


def test_what_is_no_article_is_left_alone(client: Client, root: Path) -> None:
    settings = f"{SETTINGS}corpus: [articles]\nexclude: [articles/old/]\n"
    (root / "lintcorpus.yaml").write_text(settings, encoding="utf-8")
    client.begin([root])
    for name in ("README.md", "articles/old/a.md", "articles/a.py", "articles/a.jsonl"):
        assert client.opened(put(root, name, TEXT)) == []
    assert codes(client.opened(put(root, "articles/a.md", TEXT))) == ["PUN001", "LNK001"]


def test_each_folder_has_its_settings(client: Client, root: Path, tmp_path: Path) -> None:
    second = tmp_path / "second"
    put(second, "lintcorpus.yaml", "select: [LNK001]\n")
    outside = tmp_path / "outside"
    put(outside, "lintcorpus.yaml", "select: [PUN001]\n")
    client.begin([root, second])
    assert codes(client.opened(put(root, "a.md", TEXT))) == ["PUN001", "LNK001"]
    assert codes(client.opened(put(second, "a.md", TEXT))) == ["LNK001"]
    assert codes(client.opened(put(outside, "deep/a.md", TEXT))) == ["PUN001"]


def test_a_text_without_a_file(client: Client, root: Path) -> None:
    client.begin([root])
    client.show("untitled:Untitled-1", TEXT)
    assert codes(client.diagnostics("untitled:Untitled-1")) == ["PUN001", "LNK001"]
    client.show("untitled:Untitled-2", TEXT, "python")
    assert client.diagnostics("untitled:Untitled-2") == []


def test_a_comment_without_use_is_faded_and_can_be_taken_away(client: Client, root: Path) -> None:
    client.begin([root])
    text = "# 渔港\n\n船在岸边。 <!-- lintcorpus-disable-line LNK001 -->\n"
    path = put(root, "a.md", text)
    (shown,) = client.opened(path)
    assert (shown["code"], shown["tags"]) == ("RUN001", [1])
    fix, *_ = client.actions(path.as_uri(), shown["range"], ["quickfix"])
    edits = client.ask("codeAction/resolve", fix)["edit"]["documentChanges"][0]["edits"]
    assert applied(text, edits) == "# 渔港\n\n船在岸边。 \n"


def test_no_action_changes_the_encoding(client: Client, root: Path) -> None:
    (root / "lintcorpus.yaml").write_text("select: [ENC, PUN001]\n", encoding="utf-8")
    client.begin([root])
    text = "# 渔港的一年\n\n" + "码头上有很多船，鱼贩子一早就来了。\n" * 20 + "\n最后一句，，完。\n"
    path = root / "a.md"
    path.write_bytes(text.encode("gb18030"))
    shown = client.opened(path, text)
    assert codes(shown) == ["ENC001", "PUN001"]
    assert [item["data"]["do"] for item in client.actions(path.as_uri(), shown[0]["range"], ["quickfix"])] == [
        "disable"
    ]
    (every,) = client.actions(path.as_uri(), shown[0]["range"], ["source"])
    edits = client.ask("codeAction/resolve", every)["edit"]["documentChanges"][0]["edits"]
    assert applied(text, edits) == text.replace("，，", "，")


def test_a_damaged_baseline_is_said(client: Client, root: Path) -> None:
    baseline = put(root, ".lintcorpus/baseline.jsonl", "{broken\n")
    client.begin([root])
    path = put(root, "a.md", TEXT)
    assert client.opened(path) == []
    assert "baseline.jsonl:1" in client.heard("window/showMessage")[0]["message"]
    since = client.now
    baseline.unlink()
    client.tell("workspace/didChangeWatchedFiles", {"changes": [{"uri": baseline.as_uri(), "type": 3}]})
    assert codes(client.diagnostics(path.as_uri(), since)) == ["PUN001", "LNK001"]


def test_half_of_a_surrogate_pair_ends_nothing(client: Client, root: Path) -> None:
    client.begin([root])
    path = put(root, "a.md", "# 渔港\n")
    text = "# 渔港\ud83d\n\n船，，鱼。\n"
    client.opened(path)
    client.edit(path.as_uri(), text)
    (shown,) = client.diagnostics(path.as_uri())
    assert shown["range"]["start"] == {"line": 2, "character": 1}


def test_a_closed_file_shows_nothing(client: Client, root: Path) -> None:
    client.begin([root])
    path = put(root, "a.md", TEXT)
    client.opened(path)
    since = client.now
    client.tell("textDocument/didClose", {"textDocument": {"uri": path.as_uri()}})
    sent = client.wait(lambda message: message.get("method") == "textDocument/publishDiagnostics", since)
    assert sent["params"]["diagnostics"] == []


def test_an_editor_that_pulls_is_sent_nothing(client: Client, root: Path) -> None:
    pulling = {
        "textDocument": {**MODERN["textDocument"], "diagnostic": {}},
        "workspace": {**MODERN["workspace"], "diagnostics": {"refreshSupport": True}},
    }
    can = client.begin([root], capabilities=pulling)
    assert can["diagnosticProvider"]["interFileDependencies"] is True
    path = put(root, "a.md", TEXT)
    client.show(path.as_uri(), TEXT)
    where = {"textDocument": {"uri": path.as_uri()}}
    report = client.ask("textDocument/diagnostic", where)
    assert (report["kind"], codes(report["items"])) == ("full", ["PUN001", "LNK001"])
    again = client.ask("textDocument/diagnostic", {**where, "previousResultId": report["resultId"]})
    assert again == {"kind": "unchanged", "resultId": report["resultId"]}
    client.edit(path.as_uri(), "# 渔港\n")
    assert client.ask("textDocument/diagnostic", {**where, "previousResultId": report["resultId"]})["items"] == []
    client.tell("textDocument/didSave", where)
    client.wait(lambda message: message.get("method") == "workspace/diagnostic/refresh")
    assert client.heard("textDocument/publishDiagnostics") == []


def test_a_request_can_be_cancelled(client: Client, root: Path) -> None:
    client.begin([root], capabilities={"textDocument": {"diagnostic": {}}})
    path = put(root, "a.md", TEXT * 200)
    client.show(path.as_uri(), TEXT * 200)
    where = {"textDocument": {"uri": path.as_uri()}}
    numbers = [client.send("textDocument/diagnostic", where) for _ in range(4)]
    client.tell("$/cancelRequest", {"id": numbers[-1]})
    assert client.answer(numbers[-1])["error"]["code"] == -32800
    assert client.answer(numbers[0])["result"]["kind"] == "full"


def test_long_work_keeps_nobody_waiting(client: Client, root: Path) -> None:
    client.begin([root], capabilities={"textDocument": {"diagnostic": {}}})
    path = put(root, "a.md", "# 渔港\n")
    client.show(path.as_uri(), TEXT * 2000)
    where = {"textDocument": {"uri": path.as_uri()}}
    long = client.send("textDocument/diagnostic", where)
    short = client.send("textDocument/hover", {"textDocument": {"uri": "file:///nowhere.md"}, "position": ORIGIN})
    assert client.answer(short)["result"] is None
    assert client.has_answer(long) is False
    assert len(client.answer(long)["result"]["items"]) == 4000


def test_the_whole_workspace_with_progress(client: Client, root: Path) -> None:
    client.begin([root])
    for number in range(25):
        put(root, f"a{number:02}.md", TEXT)
    opened = root / "a00.md"
    client.opened(opened, "# 未保存\n")
    done = client.ask("workspace/executeCommand", {"command": CHECK_WORKSPACE, "arguments": []})
    assert done == {"files": 25, "findings": 48, "cancelled": False}
    kinds = [item["value"]["kind"] for item in client.heard("$/progress")]
    assert kinds == ["begin", "report", "report", "end"]
    sent = {item["uri"]: item["diagnostics"] for item in client.heard("textDocument/publishDiagnostics")}
    last = root / "a24.md"
    assert [covered(TEXT, item) for item in sent[last.as_uri()]] == ["，，", "[渔港年报](https://example.com/report)]"]
    assert sent[opened.as_uri()] == []
    last.write_text("# 渔港\n", encoding="utf-8")
    since = client.now
    client.ask("workspace/executeCommand", {"command": CHECK_WORKSPACE, "arguments": []})
    gone = client.wait(lambda message: (message.get("params") or {}).get("uri") == last.as_uri(), since)
    assert gone["params"]["diagnostics"] == []


def test_a_check_of_the_workspace_can_be_ended(client: Client, root: Path) -> None:
    for number in range(50):
        put(root, f"a{number:02}.md", TEXT)

    def cancel(message: dict[str, Any]) -> None:
        if message["method"] == "window/workDoneProgress/create":
            tokens.append(message["params"]["token"])

    tokens: list[str] = []
    client.on_request = cancel
    client.begin([root])
    number = client.send("workspace/executeCommand", {"command": CHECK_WORKSPACE, "arguments": []})
    client.wait(lambda message: message.get("method") == "$/progress")
    client.tell("window/workDoneProgress/cancel", {"token": tokens[0]})
    done = client.answer(number)["result"]
    assert done["cancelled"] is True
    assert done["files"] < 50
    assert [item["value"]["kind"] for item in client.heard("$/progress")][-1] == "end"
