"""One call's connection: it ends with the deadline, and another thread can cut it."""

from __future__ import annotations

import contextlib
import functools
import socket
import ssl
from types import ModuleType
from typing import Any

from companion.llm.model import Deadline

_CONNECT_SECONDS = 5.0  # a server that does not take a connection by then is not there


class Line:
    """What a provider's HTTP client needs so that we stay in charge of its connection.

    `status` and `headers` are those of the latest response, which some client libraries do not pass on.
    """

    def __init__(self, deadline: Deadline) -> None:
        self.deadline = deadline
        self.status: int | None = None
        self.headers: dict[str, str] = {}
        self.is_cut = False
        self._stream: Any = None
        self._clients: list[Any] = []

    def options(self, http: ModuleType, hosted: bool) -> dict[str, Any]:
        """Keywords for a client of `http`, which is httpx or its successor httpx2.

        Inside the house no proxy of the environment is asked, and nowhere is a redirect followed: both could carry
        the text elsewhere.
        """
        return {
            "event_hooks": {"request": [self._prepare], "response": [self._remember]},
            "follow_redirects": False,
            "trust_env": hosted,
            "verify": _ssl_context(http),
            "limits": http.Limits(max_keepalive_connections=0),
        }

    def client(self, http: ModuleType, hosted: bool, **more: Any) -> Any:
        """A client of `http` that closes with this line."""
        client = http.Client(**self.options(http, hosted), **more)
        self._clients.append(client)
        return client

    def cut(self) -> None:
        """End the connection, whatever the other side or a waiting thread is doing; also its clients' pools."""
        self.is_cut = True
        raw = self._stream.get_extra_info("socket") if self._stream is not None else None
        if raw is not None:
            # closing alone would not wake a thread that waits for data, and TLS' own shutdown would confuse it
            with contextlib.suppress(OSError):
                socket.socket.shutdown(raw, socket.SHUT_RDWR)

    def close(self) -> None:
        """Give the connection back; called by the thread that used it."""
        for client in self._clients:
            client.close()

    def _prepare(self, request: Any) -> None:
        left = max(self.deadline.remaining(), 0.001)  # 0 would mean "do not wait at all" to some layers
        within = {"read": left, "write": left, "pool": left, "connect": min(left, _CONNECT_SECONDS)}
        request.extensions.update(timeout=within, trace=self._trace)

    def _trace(self, event: str, info: dict[str, Any]) -> None:
        if event in {"connection.connect_tcp.complete", "connection.start_tls.complete"}:
            self._stream = info["return_value"]
            if self.is_cut:
                self.cut()

    def _remember(self, response: Any) -> None:
        self.status, self.headers = response.status_code, dict(response.headers)


@functools.lru_cache
def _ssl_context(http: ModuleType) -> ssl.SSLContext:
    """The library's own context, made once: reading the certificates takes longer than all the rest of a client."""
    context: ssl.SSLContext = http.create_ssl_context()
    return context
