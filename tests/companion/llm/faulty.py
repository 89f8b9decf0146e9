"""A chat server on a loopback port that misbehaves as it is told."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterable, Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, NamedTuple, Self


class Asked(NamedTuple):
    """One request as it arrived; header names in lower case."""

    path: str
    headers: dict[str, str]
    body: dict[str, Any]


class Exchange:
    """What a behaviour can do with one request."""

    def __init__(self, handler: BaseHTTPRequestHandler, over: threading.Event) -> None:
        self._handler, self._over = handler, over

    def head(self, status: int = 200, kind: str = "text/event-stream", **headers: str) -> None:
        """Send status and headers; a body in chunks follows."""
        self._handler.send_response(status)
        fields = {"content-type": kind, "transfer-encoding": "chunked", **headers}
        for name, value in fields.items():
            self._handler.send_header(name.replace("_", "-"), value)
        self._handler.end_headers()

    def send(self, text: str) -> None:
        """Send one chunk of the body at once."""
        data = text.encode()
        self._handler.wfile.write(b"%x\r\n%s\r\n" % (len(data), data))

    def end(self) -> None:
        """End the body properly; without it the connection just closes."""
        self._handler.wfile.write(b"0\r\n\r\n")

    def wait(self, seconds: float = 30.0) -> bool:
        """Do nothing until the test is over or the time is; say whether the server still runs."""
        return not self._over.wait(seconds)


Behaviour = Callable[[Exchange], None]


class FaultyServer:
    """Speaks the OpenAI protocol at `base_url`; every request meets the next behaviour, the last one for ever.

    `asked` holds the requests. A context manager: the port is open inside.
    """

    def __init__(self, *behaviours: Behaviour) -> None:
        self.asked: list[Asked] = []
        self._behaviours = list(behaviours)
        self._over = threading.Event()
        self._server = _Server(("127.0.0.1", 0), self._handler())

    @property
    def origin(self) -> str:
        """The address without a path."""
        return f"http://127.0.0.1:{self._server.server_port}"

    @property
    def base_url(self) -> str:
        """The address that an OpenAI client wants."""
        return f"{self.origin}/v1"

    def __enter__(self) -> Self:
        threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._server.shutdown()
        self._server.server_close()

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        faulty = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self) -> None:
                body = json.loads(self.rfile.read(int(self.headers["content-length"])))
                headers = {name.lower(): value for name, value in self.headers.items()}
                behaviours = faulty._behaviours
                behaviour = behaviours.pop(0) if len(behaviours) > 1 else behaviours[0]
                faulty.asked.append(Asked(self.path, headers, body))
                self.close_connection = True
                behaviour(Exchange(self, faulty._over))

            def log_message(self, format: str, *args: object) -> None:
                """Keep quiet."""

        return Handler


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that hangs up is what these tests are about."""


# --- behaviours -------------------------------------------------------------------------------------------------------


def event(text: str = "", finish: str | None = None, delta: Mapping[str, Any] | None = None) -> str:
    """Return one event of an OpenAI stream."""
    choice = {"index": 0, "delta": {"content": text} if delta is None else delta, "finish_reason": finish}
    chunk = {"id": "x", "object": "chat.completion.chunk", "created": 0, "model": "m", "choices": [choice]}
    return f"data: {json.dumps(chunk)}\n\n"


def answers(*pieces: str, finish: str = "stop") -> Behaviour:
    """Answer well, or at least to the end."""
    return events(*(event(piece) for piece in pieces), event(finish=finish), "data: [DONE]\n\n")


def events(*parts: str, kind: str = "text/event-stream") -> Behaviour:
    """Send these chunks, whatever they are, and end properly."""

    def behave(exchange: Exchange) -> None:
        exchange.head(kind=kind)
        for part in parts:
            exchange.send(part)
        exchange.end()

    return behave


def status(code: int, body: str = "{}", **headers: str) -> Behaviour:
    """Refuse with a status."""

    def behave(exchange: Exchange) -> None:
        exchange.head(code, "application/json", **headers)
        exchange.send(body)
        exchange.end()

    return behave


def hangs(exchange: Exchange) -> None:
    """Take the request and never say a word."""
    exchange.wait()


def stalls(*pieces: str) -> Behaviour:
    """Begin an answer and then fall silent."""

    def behave(exchange: Exchange) -> None:
        exchange.head()
        for piece in pieces:
            exchange.send(event(piece))
        exchange.wait()

    return behave


def breaks_off(*pieces: str) -> Behaviour:
    """Begin an answer and close the connection."""

    def behave(exchange: Exchange) -> None:
        exchange.head()
        for piece in pieces:
            exchange.send(event(piece))

    return behave


def drips(parts: Iterable[str], seconds: float) -> Behaviour:
    """Send the parts with a pause before each."""

    def behave(exchange: Exchange) -> None:
        exchange.head()
        for part in parts:
            if not exchange.wait(seconds):
                return
            exchange.send(part)
        exchange.end()

    return behave
