"""What an editor, or who pretends to be one, may send to the language server."""

import io
import json
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from lintcorpus.app.compose import Request
from tests.robustness.debris import text_of
from tests.support import compiled_cards

_FOLDER = "file:///nowhere/posts"
_URIS = (f"{_FOLDER}/a.md", f"{_FOLDER}/b%20c.md", "untitled:1", "file:///", "", "nonsense", f"{_FOLDER}/a.jsonl", "\0")
_NUMBERS: tuple[Any, ...] = (0, 1, 3, 40, -1, 2**31, 2**63, 1.5, None, "1", [])
_LAST = 9999
"""Names the request that ends the session."""
_INTERNAL = -32603
"""The code of an answer that says that the server has failed."""


def checked(data: bytes) -> None:
    """Let a server answer to what was sent: all that it writes are whole messages, and none says that it failed."""
    from lintcorpus.server.features import make_server  # its packages are an extra

    sink = _Sink()
    with tempfile.TemporaryDirectory() as folder:
        request = Request(cwd=Path(folder), isolated=True, cache_dir=compiled_cards(), indexed=False)
        make_server(request).serve(io.BytesIO(data), sink)
    for answer in _answers(sink.written):
        assert answer["jsonrpc"] == "2.0"
        # pygls trips over requests that are under way when it is shut down; then its own answer says so.
        assert answer.get("id") == _LAST or answer.get("error", {}).get("code") != _INTERNAL, answer


class _Sink(io.BytesIO):
    """Remembers what was written when it is closed."""

    written = b""

    def close(self) -> None:
        self.written = self.getvalue()
        super().close()


def _answers(said: bytes) -> Iterator[dict[str, Any]]:
    source = io.BytesIO(said)
    while line := source.readline():
        length = 0
        while line.strip():
            name, _, value = line.partition(b":")
            length = int(value) if name.lower() == b"content-length" else length
            line = source.readline()
        yield json.loads(source.read(length))


def made(data: bytes) -> bytes:
    """Messages of an editor; some bytes choose them, the others what they say."""
    sent = [
        _framed(_message("initialize", 0, {"processId": None, "rootUri": _FOLDER, "capabilities": _abilities(data)}))
    ]
    sent.append(_framed(_message("initialized", None, {})))
    for at in range(0, len(data) - 3, 4):
        sent.append(_piece(data[at : at + 4], data, at + 1))
    sent.append(_framed(_message("shutdown", _LAST, None)))
    sent.append(_framed(_message("exit", None, None)))
    return b"".join(sent)


def _abilities(data: bytes) -> Any:
    whole = {"textDocument": {"codeAction": {"dataSupport": True, "resolveSupport": {"properties": ["edit"]}}}}
    pulls = {"textDocument": {"diagnostic": {}, "publishDiagnostics": {"relatedInformation": True}}}
    return (whole, pulls, {}, {"general": {"positionEncodings": ["utf-8"]}})[data[0] % 4 if data else 0]


def _piece(four: bytes, data: bytes, identity: int) -> bytes:
    kind, which, first, second = four
    uri = {"uri": _URIS[which % len(_URIS)]}
    text = text_of(data[second % max(1, len(data)) :][:60])
    places = [_NUMBERS[number % len(_NUMBERS)] for number in (first, second, first // 11, second // 11)]
    span = {"start": {"line": places[0], "character": places[1]}, "end": {"line": places[2], "character": places[3]}}
    opened = {"textDocument": {**uri, "languageId": "markdown", "version": places[0], "text": text}}
    actions = {"textDocument": uri, "range": span, "context": {"diagnostics": [{"range": span, "message": text}]}}
    messages: tuple[dict[str, Any], ...] = (
        _message("textDocument/didOpen", None, opened),
        _message("textDocument/didOpen", None, {"textDocument": {**opened["textDocument"], "version": 1}}),
        _message(
            "textDocument/didChange", None, {"textDocument": {**uri, "version": 2}, "contentChanges": [{"text": text}]}
        ),
        _message(
            "textDocument/didChange", None, {"textDocument": uri, "contentChanges": [{"range": span, "text": text}]}
        ),
        _message("textDocument/didSave", None, {"textDocument": uri}),
        _message("textDocument/didClose", None, {"textDocument": uri}),
        _message("textDocument/diagnostic", identity, {"textDocument": uri}),
        _message("textDocument/codeAction", identity, actions),
        _message("codeAction/resolve", identity, {"title": text, "data": places[0]}),
        _message("codeAction/resolve", identity, {"title": "x", "data": {"uri": uri["uri"], "fingerprint": text}}),
        _message("textDocument/hover", identity, {"textDocument": uri, "position": span["start"]}),
        _message("workspace/executeCommand", identity, {"command": "lintcorpus.checkWorkspace", "arguments": places}),
        _message("workspace/didChangeWatchedFiles", None, {"changes": [{**uri, "type": 1}]}),
        _message("$/cancelRequest", None, {"id": places[0]}),
        _message(text[:20], identity, places),
    )
    if kind % 16 < len(messages):
        return _framed(messages[kind % 16])
    raw = (b"{", b"[]", b"null", b'{"jsonrpc": "2.0"}', text.encode("utf-8", "surrogatepass"))[which % 5]
    return b"Content-Length: %d\r\n\r\n" % len(raw) + raw


def _message(method: str, identity: int | None, params: Any) -> dict[str, Any]:
    named = {} if identity is None else {"id": identity}
    return {"jsonrpc": "2.0", **named, "method": method, "params": params}


def _framed(message: dict[str, Any]) -> bytes:
    raw = json.dumps(message).encode()
    return b"Content-Length: %d\r\n\r\n" % len(raw) + raw
