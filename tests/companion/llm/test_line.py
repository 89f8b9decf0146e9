"""A line is cut in every state: before, while and after it connects."""

from __future__ import annotations

import httpx
import httpx2
import pytest

from companion.llm import Deadline
from companion.llm.line import Line
from tests.companion.llm.faulty import FaultyServer, events, hangs, status
from tests.companion.llm.sample import LONG


@pytest.mark.parametrize("http", [httpx, httpx2])
def test_a_line_that_was_cut_before_it_connected_carries_nothing(http: object) -> None:
    line = Line(Deadline(LONG))
    line.cut()
    with FaultyServer(hangs) as server, pytest.raises(Exception, match="(?i)disconnect|pipe|reset|terminat|eof"):
        line.client(http, hosted=False).post(server.base_url, json={})  # type: ignore[arg-type]
    line.close()
    assert server.asked == []


@pytest.mark.parametrize("http", [httpx, httpx2])
def test_it_remembers_status_and_headers(http: object) -> None:
    line = Line(Deadline(LONG))
    with FaultyServer(status(429, retry_after="7")) as server:
        line.client(http, hosted=False).post(server.base_url, json={})  # type: ignore[arg-type]
    line.close()
    assert (line.status, line.headers["retry-after"]) == (429, "7")


def test_in_the_house_no_proxy_of_the_environment_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    line = Line(Deadline(LONG))
    with FaultyServer(events("here")) as server, FaultyServer(events("elsewhere")) as proxy:
        monkeypatch.setenv("HTTP_PROXY", proxy.origin)
        monkeypatch.setenv("ALL_PROXY", proxy.origin)
        assert line.client(httpx, hosted=False).post(server.base_url, json={}).text == "here"
    line.close()
    assert proxy.asked == []
