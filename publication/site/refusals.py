"""Plain answers in French for what is refused before a page is looked for, and which of Datasette's own files are there."""

import re
from collections.abc import Mapping
from pathlib import Path

import datasette

from publication.site.headers import App, Receive, Scope, Send

_READING = ("GET", "HEAD")
_FILES = sorted(path.name for path in (Path(datasette.__file__).parent / "static").iterdir() if path.is_file())
ELSEWHERE = rf"/(?!public(?:[/.?]|$)|-/static/(?:{'|'.join(map(re.escape, _FILES))})$).*$"
"""Every address but those of the database and of the files that Datasette's pages load: what else Datasette has tells of paths,
versions and settings, in words of its own."""


async def send_words(send: Send, status: int, words: str, headers: Mapping[str, str] | None = None) -> None:
    """An answer of these words, which nobody keeps."""
    told = {"content-type": "text/plain; charset=utf-8", "cache-control": "no-store", **(headers or {})}
    pairs = [(name.encode(), value.encode()) for name, value in told.items()]
    await send({"type": "http.response.start", "status": status, "headers": pairs})
    await send({"type": "http.response.body", "body": words.encode()})


def reading_only(app: App) -> App:
    """An ASGI app that is asked with GET and HEAD only: nothing here is changed by a reader."""

    async def answer(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["method"] not in _READING:
            words = "Ce site se lit seulement : il répond aux méthodes GET et HEAD.\n"
            await send_words(send, 405, words, {"allow": ", ".join(_READING)})
        else:
            await app(scope, receive, send)

    return answer
