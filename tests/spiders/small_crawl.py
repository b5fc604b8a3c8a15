"""A crawl of a raw server by the command line: answers it is given, what it asked for, and what became of each address."""

import sqlite3
from contextlib import closing
from pathlib import Path
from subprocess import CompletedProcess

from tests.road.conftest import fonds
from tests.spiders.raw_server import RawServer
from tests.spiders.wire_answers import sized

ARTICLE = sized(b"<html><body><h1>Un article</h1><div class='texte'><p>Des mots.</p></div></body></html>")
PLAIN = b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n"


def home(*hrefs: str) -> tuple[bytes, bool]:
    return sized("".join(f'<a href="{href}">x</a>' for href in hrefs).encode())


def moved(target: str) -> tuple[bytes, bool]:
    return f"HTTP/1.1 301 Moved\r\nLocation: {target}\r\nContent-Length: 0\r\n\r\n".encode(), False


def status(line: str) -> tuple[bytes, bool]:
    return f"HTTP/1.1 {line}\r\nContent-Length: 0\r\n\r\n".encode(), False


def crawl(server: RawServer, folder: Path, *more: str) -> CompletedProcess[str]:
    return fonds(
        *(
            "crawl",
            f"http://127.0.0.1:{server.port}/",
            "--name",
            "lab",
            "--allow-private",
            "--delay",
            "0",
            "--no-build",
            *more,
        ),
        cwd=folder,
    )


def asked(server: RawServer) -> list[str]:
    return [request.split(b" ", 2)[1].decode() for request in server.requests]


def states(folder: Path) -> dict[str, tuple[str, str | None]]:
    with closing(sqlite3.connect(folder / "data" / "lab" / "archive.db")) as db:
        rows = db.execute("SELECT url, state, rule FROM urls").fetchall()
    return {"/" + url.split("/", 3)[3]: (state, rule) for url, state, rule in rows}
