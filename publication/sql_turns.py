"""Lets the process that answers free SQL take two questions at a time, and ends it when one cannot be stopped.

`free_sql` starts it anew. SQLite's own limit of time works between two steps of a query only, not inside a function or a
search of the full-text index.
"""

import asyncio
import contextlib
import os
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from publication.site.headers import App, Receive, Scope, Send
from publication.site.refusals import send_words

_AT_A_TIME = 2
_MOST_WAITING = 10
_MOST_SECONDS = 10.0
"""Of one request: twice what Datasette gives a query."""
_MOST_READING = 60.0
"""Seconds in which an answer is to be taken: until then it stands in memory, up to fifty megabytes."""
_PIECE = 64 * 1024
_LAST_SECONDS = 0.5
"""Until those who wait have been told."""
_AGAIN = {"retry-after": "10"}
_BUSY = "Trop de questions attendent déjà. Posez la vôtre de nouveau dans une minute.\n"
_OVER = (
    "Une question qu’on ne pouvait pas interrompre a été arrêtée, et avec elle celles qui attendaient. Le service revient dans "
    "quelques secondes ; posez la vôtre de nouveau, plus étroite si c’était la longue.\n"
)


def end_process() -> None:
    """End it at once: a thread that SQLite holds would be waited for."""
    os._exit(os.EX_TEMPFAIL)


def taken_in_turn(app: App, *, seconds: float = _MOST_SECONDS, end: Callable[[], None] = end_process) -> App:
    """An ASGI app that answers two requests at a time; `end` is called once one has been silent for so many seconds."""
    turns = asyncio.Semaphore(_AT_A_TIME)
    over = asyncio.Event()
    inside = 0

    async def answer(scope: Scope, receive: Receive, send: Send) -> None:
        nonlocal inside
        if scope["type"] != "http" or scope["path"].startswith("/-/static/"):
            await app(scope, receive, send)
        elif inside >= _AT_A_TIME + _MOST_WAITING:
            await send_words(send, 503, _BUSY, _AGAIN)
        else:
            inside += 1
            try:
                await answer_in_turn(scope, receive, send)
            finally:
                inside -= 1

    async def answer_in_turn(scope: Scope, receive: Receive, send: Send) -> None:
        has_begun = is_closed = False

        async def send_once(event: Mapping[str, Any]) -> None:
            nonlocal has_begun
            if not is_closed:
                has_begun = True
                for piece in _pieces(event):
                    await send(piece)

        async def take_turn() -> None:
            async with turns:
                work = asyncio.ensure_future(app(scope, receive, send_once))
                done, _ = await asyncio.wait({work}, timeout=seconds)
            if not done and not has_begun:
                over.set()
                asyncio.get_running_loop().call_later(_LAST_SECONDS, end)
                return
            # Who reads slowly has been answered, and holds nobody up.
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(work, _MOST_READING)

        turn = asyncio.ensure_future(take_turn())
        ending = asyncio.ensure_future(over.wait())
        await asyncio.wait({turn, ending}, return_when=asyncio.FIRST_COMPLETED)
        if not over.is_set():
            ending.cancel()
            await turn
            return
        is_closed = True
        if not has_begun:
            await send_words(send, 503, _OVER, _AGAIN)

    return answer


def _pieces(event: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """An event, a long body in pieces: of a whole one the server would keep a copy for each reader, however slow."""
    body = event.get("body", b"")
    starts = range(0, len(body), _PIECE) or range(1)
    for start in starts:
        is_last = start == starts[-1]
        more = event.get("more_body", False) if is_last else True
        yield {**event, "body": body[start : start + _PIECE], "more_body": more} if len(starts) > 1 else event
