"""A web server for tests: each path behaves as its name says."""

import ssl
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

CERTIFICATE = Path(__file__).parent / "self_signed.pem"
"""A certificate for ``localhost`` with its key, made for these tests; nothing trusts it."""


class Server(ThreadingHTTPServer):
    """Counts what it is asked and how many requests it answers at once."""

    daemon_threads = True

    def __init__(self, robots: str | None, slow_robots: bool) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.robots = robots
        self.slow_robots = slow_robots
        self.asked: Counter[str] = Counter()
        self.at_once = self.most_at_once = 0
        self.released = threading.Event()
        self.lock = threading.Lock()

    @property
    def port(self) -> int:
        return int(self.server_address[1])

    def url(self, path: str, host: str = "127.0.0.1", scheme: str = "http") -> str:
        return f"{scheme}://{host}:{self.port}{path}"


@contextmanager
def serving(robots: str | None = None, *, tls: bool = False, slow_robots: bool = False) -> Iterator[Server]:
    """A server that runs meanwhile.

    Args:
        robots: the text of its robots.txt; it has none when ``None``.
        tls: whether it speaks HTTPS, with a certificate that it signed itself.
        slow_robots: whether it keeps those waiting who ask for its robots.txt.
    """
    server = Server(robots, slow_robots)
    if tls:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(CERTIFICATE)
        server.socket = context.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.released.set()
        server.shutdown()
        server.server_close()
        thread.join()


class _Handler(BaseHTTPRequestHandler):
    server: Server
    protocol_version = "HTTP/1.1"

    def do_HEAD(self) -> None:
        self._serve("HEAD")

    def do_GET(self) -> None:
        self._serve("GET")

    def log_message(self, format: str, *arguments: object) -> None:
        """Silence."""

    def _serve(self, method: str) -> None:
        server = self.server
        with server.lock:
            server.asked[f"{method} {self.path}"] += 1
            server.at_once += 1
            server.most_at_once = max(server.most_at_once, server.at_once)
        try:
            self._answer(method)
        except OSError:  # the client went away, which is what some tests are about
            self.close_connection = True
        finally:
            with server.lock:
                server.at_once -= 1

    def _answer(self, method: str) -> None:
        path = self.path.partition("?")[0]
        if path == "/robots.txt":
            if self.server.slow_robots:
                self.server.released.wait(5)
            robots = self.server.robots
            self._send(404 if robots is None else 200, body=(robots or "").encode())
        elif path.startswith("/status/"):
            self._send(int(path.rpartition("/")[2]))
        elif path.startswith("/head-refused/"):
            self._send(int(path.rpartition("/")[2]) if method == "HEAD" else 200)
        elif path.startswith("/to/"):  # /to/301/next/path
            _, _, status, *rest = path.split("/", 3)
            self._send(int(status), location="/" + "".join(rest))
        elif path.startswith("/away/"):  # /away/302?the-location
            self._send(int(path.rpartition("/")[2]), location=self.path.partition("?")[2])
        elif path == "/circle":
            self._send(302, location="/circle/b")
        elif path == "/circle/b":
            self._send(302, location="/circle")
        elif path.startswith("/deeper/"):
            self._send(302, location=f"/deeper/{int(path.rpartition('/')[2]) + 1}")
        elif path == "/busy-once":
            first = self.server.asked["HEAD /busy-once"] == 1
            self._send(429 if first else 200, retry="0" if first else "")
        elif path.startswith("/busy"):
            self._send(429, retry="7200")
        elif path == "/slow":
            self.server.released.wait(5)
            self._send(200)
        elif path.startswith("/short"):
            time.sleep(0.02)
            self._send(200)
        elif path == "/huge":
            self._huge(method)
        else:
            self._send(200)

    def _send(self, status: int, location: str = "", retry: str = "", body: bytes = b"") -> None:
        self.send_response(status)
        for name, value in (("Location", location), ("Retry-After", retry)):
            if value:
                self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def _huge(self, method: str) -> None:
        """A body that never ends; HEAD is refused, so that it is asked for."""
        if method == "HEAD":
            self._send(405)
            return
        self.send_response(200)
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        self.close_connection = True
        while not self.server.released.is_set():
            self.wfile.write(b"10000\r\n" + b"x" * 65536 + b"\r\n")
            self.server.asked["chunks"] += 1
