"""Questions taken in turn: how many at a time, who is told what when one cannot be stopped, and long answers in pieces."""

import asyncio
from collections.abc import Mapping
from typing import Any

from publication.site.headers import App, Receive, Scope, Send
from publication.sql_turns import taken_in_turn


async def ask(app: App, path: str = "/public", pause: float = 0.0) -> tuple[int, bytes, int]:
    """Status, body and number of pieces of an answer, to a reader that pauses before each piece."""
    events: list[Mapping[str, Any]] = []

    async def take(event: Mapping[str, Any]) -> None:
        await asyncio.sleep(pause)
        events.append(event)

    async def nothing() -> None:
        return None

    await app({"type": "http", "path": path}, nothing, take)
    return events[0]["status"], b"".join(event["body"] for event in events[1:]), len(events) - 1


def answering(body: bytes, after: float = 0.0) -> App:
    async def app(_scope: Scope, _receive: Receive, send: Send) -> None:
        await asyncio.sleep(after)
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": body})

    return app


def test_a_long_answer_goes_in_pieces_and_an_empty_one_in_one() -> None:
    body = bytes(range(256)) * 1000
    assert asyncio.run(ask(taken_in_turn(answering(body)))) == (200, body, 4)
    assert asyncio.run(ask(taken_in_turn(answering(b"")))) == (200, b"", 1)


def test_two_at_a_time_ten_wait_and_more_are_asked_to_come_back() -> None:
    async def all_at_once() -> list[tuple[int, bytes, int]]:
        app = taken_in_turn(answering(b"x", 0.01))
        return await asyncio.gather(*(ask(app) for _ in range(20)))

    told = asyncio.run(all_at_once())
    assert [status for status, _, _ in told] == [200] * 12 + [503] * 8
    assert "Trop de questions" in told[-1][1].decode()


def test_all_who_wait_are_told_before_the_end() -> None:
    ended: list[bool] = []

    async def all_at_once() -> list[tuple[int, bytes, int]]:
        app = taken_in_turn(answering(b"x", 3), seconds=0.05, end=lambda: ended.append(True))
        told = await asyncio.gather(*(ask(app) for _ in range(5)))
        await asyncio.sleep(0.6)
        return told

    assert {(status, "Le service revient" in body.decode()) for status, body, _ in asyncio.run(all_at_once())} == {
        (503, True)
    }
    assert ended


def test_a_slow_reader_ends_nothing_and_holds_nobody_up() -> None:
    ended: list[bool] = []

    async def all_at_once() -> list[tuple[int, bytes, int]]:
        app = taken_in_turn(answering(b"x"), seconds=0.05, end=lambda: ended.append(True))
        return await asyncio.gather(*(ask(app, pause=0.1) for _ in range(2)), ask(app))

    assert [status for status, _, _ in asyncio.run(all_at_once())] == [200, 200, 200]
    assert not ended
