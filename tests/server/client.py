"""An editor as small as can be: speaks the protocol over pipes and remembers what it was told."""

import json
import os
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, Any, BinaryIO

_PATIENCE = 60.0
"""Seconds until an answer that does not come is a fault; on a busy machine a check may take some."""
MODERN: Mapping[str, Any] = {
    "textDocument": {
        "codeAction": {"resolveSupport": {"properties": ["edit"]}, "dataSupport": True},
        "hover": {"contentFormat": ["markdown", "plaintext"]},
        "publishDiagnostics": {"relatedInformation": True},
    },
    "workspace": {
        "workspaceEdit": {"documentChanges": True},
        "didChangeWatchedFiles": {"dynamicRegistration": True},
        "workspaceFolders": True,
    },
    "window": {"workDoneProgress": True},
}


class Client:
    """One connection.

    Args:
        source: what the server writes.
        sink: what the server reads.
    """

    def __init__(self, source: IO[bytes], sink: IO[bytes]) -> None:
        self._source, self._sink = source, sink
        self._number = 0
        self._heard: list[dict[str, Any]] = []
        self._news = threading.Condition()
        self._is_over = False
        self.open: dict[str, tuple[int, str]] = {}
        self.on_request: Callable[[dict[str, Any]], Any] = lambda message: None
        threading.Thread(target=self._listen, daemon=True).start()

    # The wire.

    def _listen(self) -> None:
        while (header := self._source.readline()).strip():
            length = int(header.split(b":")[1])
            while self._source.readline().strip():
                pass
            message = json.loads(self._source.read(length))
            if "method" in message and "id" in message:
                self._write({"id": message["id"], "result": self.on_request(message)})
            with self._news:
                self._heard.append(message)
                self._news.notify_all()
        with self._news:
            self._is_over = True
            self._news.notify_all()

    def _write(self, message: Mapping[str, Any]) -> None:
        data = json.dumps({"jsonrpc": "2.0", **message}).encode()
        with suppress(ValueError, BrokenPipeError):  # an answer when nobody is there any more
            self._sink.write(b"Content-Length: %d\r\n\r\n" % len(data) + data)
            self._sink.flush()

    def wait(self, wanted: Callable[[dict[str, Any]], bool], since: int = 0) -> dict[str, Any]:
        """The first message that is wanted, after the ones that were heard by a certain time."""
        with self._news:
            self._news.wait_for(lambda: self._find(wanted, since) or self._is_over, _PATIENCE)
            message = self._find(wanted, since)
            assert message is not None, f"never came; heard: {self._heard[since:]}"
            return message

    def _find(self, wanted: Callable[[dict[str, Any]], bool], since: int) -> dict[str, Any] | None:
        return next((message for message in self._heard[since:] if wanted(message)), None)

    @property
    def now(self) -> int:
        """How many messages were heard."""
        with self._news:
            return len(self._heard)

    def heard(self, method: str) -> list[dict[str, Any]]:
        """The parameters of all messages of a kind."""
        with self._news:
            return [message["params"] for message in self._heard if message.get("method") == method]

    def send(self, method: str, params: Any = None) -> int:
        """Ask for something without waiting; returns the number of the request."""
        self._number += 1
        self._write({"id": self._number, "method": method, "params": params})
        return self._number

    def answer(self, number: int) -> dict[str, Any]:
        """The whole answer to a request."""
        return self.wait(lambda message: message.get("id") == number and "method" not in message)

    def has_answer(self, number: int) -> bool:
        """Whether the answer to a request is there."""
        with self._news:
            return any(message.get("id") == number and "method" not in message for message in self._heard)

    def ask(self, method: str, params: Any = None) -> Any:
        """Ask and wait for the result."""
        answer = self.answer(self.send(method, params))
        assert "error" not in answer, answer["error"]
        return answer["result"]

    def tell(self, method: str, params: Any = None) -> None:
        """Send a notification."""
        self._write({"method": method, "params": params})

    # An editor's life.

    def begin(
        self,
        folders: Sequence[Path] = (),
        *,
        encodings: Sequence[str] = ("utf-16",),
        capabilities: Mapping[str, Any] = MODERN,
        locale: str = "en",
    ) -> dict[str, Any]:
        """Introduce the editor; returns what the server can do."""
        named = [{"uri": folder.as_uri(), "name": folder.name} for folder in folders]
        result = self.ask(
            "initialize",
            {
                "processId": None,
                "rootUri": named[0]["uri"] if named else None,
                "workspaceFolders": named,
                "locale": locale,
                "capabilities": {**capabilities, "general": {"positionEncodings": list(encodings)}},
            },
        )
        self.tell("initialized", {})
        capabilities_: dict[str, Any] = result["capabilities"]
        return capabilities_

    def opened(self, path: Path, text: str | None = None) -> list[dict[str, Any]]:
        """Open a file, or a text in its place, and return what is shown of it."""
        text = path.read_bytes().decode("utf-8") if text is None else text
        self.show(path.as_uri(), text)
        return self.diagnostics(path.as_uri())

    def show(self, uri: str, text: str, language_id: str = "markdown") -> None:
        """Open a text."""
        self.open[uri] = (1, text)
        item = {"uri": uri, "languageId": language_id, "version": 1, "text": text}
        self.tell("textDocument/didOpen", {"textDocument": item})

    def edit(self, uri: str, text: str) -> None:
        """Give an open text another content."""
        version = self.open[uri][0] + 1
        self.open[uri] = (version, text)
        identifier = {"uri": uri, "version": version}
        self.tell("textDocument/didChange", {"textDocument": identifier, "contentChanges": [{"text": text}]})

    def diagnostics(self, uri: str, since: int = 0) -> list[dict[str, Any]]:
        """What is shown of the newest version of an open text."""
        version = self.open[uri][0]

        def is_it(message: dict[str, Any]) -> bool:
            params = message.get("params") or {}
            is_sent = message.get("method") == "textDocument/publishDiagnostics" and params["uri"] == uri
            return is_sent and params.get("version") == version

        found: list[dict[str, Any]] = self.wait(is_it, since)["params"]["diagnostics"]
        return found

    def actions(self, uri: str, range_: Mapping[str, Any], only: Sequence[str] | None = None) -> list[dict[str, Any]]:
        """What can be done at a place."""
        context: dict[str, Any] = {"diagnostics": []} if only is None else {"diagnostics": [], "only": list(only)}
        params = {"textDocument": {"uri": uri}, "range": range_, "context": context}
        found: list[dict[str, Any]] = self.ask("textDocument/codeAction", params)
        return found

    def hang_up(self) -> None:
        """Be gone without a word."""
        with suppress(OSError):
            self._sink.close()

    def end(self) -> None:
        """Say goodbye."""
        self.ask("shutdown")
        self.tell("exit")


def applied(text: str, edits: Sequence[Mapping[str, Any]], encoding: str = "utf-16") -> str:
    """The text after the edits of the protocol, computed apart from the program."""
    places = []
    for edit in edits:
        start, end = edit["range"]["start"], edit["range"]["end"]
        places.append((offset(text, start, encoding), offset(text, end, encoding), edit["newText"]))
    for start_at, end_at, new in sorted(places, reverse=True):
        text = text[:start_at] + new + text[end_at:]
    return text


def offset(text: str, position: Mapping[str, int], encoding: str = "utf-16") -> int:
    """The index of a position: lines by hand, columns by encoding the line and cutting its bytes."""
    starts, at = [0], 0
    while at < len(text):
        at += 2 if text[at : at + 2] == "\r\n" else 1
        if text[at - 1] in "\r\n":
            starts.append(at)
    codec, width = {"utf-8": ("utf-8", 1), "utf-16": ("utf-16-le", 2), "utf-32": ("utf-32-le", 4)}[encoding]
    start = starts[position["line"]]
    rest = text[start:].encode(codec)
    return start + len(rest[: position["character"] * width].decode(codec))


def covered(text: str, diagnostic: Mapping[str, Any], encoding: str = "utf-16") -> str:
    """The text that a diagnostic marks."""
    place = diagnostic["range"]
    return text[offset(text, place["start"], encoding) : offset(text, place["end"], encoding)]


@contextmanager
def piped(serve: Callable[[BinaryIO, BinaryIO], object]) -> Iterator[Client]:
    """A client of a server that runs in a thread."""
    to_server, from_client = os.pipe()
    to_client, from_server = os.pipe()
    source, sink = os.fdopen(to_server, "rb"), os.fdopen(from_server, "wb")
    thread = threading.Thread(target=serve, args=(source, sink), daemon=True)
    thread.start()
    client = Client(os.fdopen(to_client, "rb"), os.fdopen(from_client, "wb"))
    try:
        yield client
        client.end()
        thread.join(_PATIENCE)
        assert not thread.is_alive()
    finally:
        client.hang_up()
