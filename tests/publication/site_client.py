"""The public site in this process, asked without a network, and a walk over everything it serves."""

import asyncio
import html
import json
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urldefrag, urljoin

from datasette.app import Datasette

from publication.serve import METADATA, PLUGINS, SETTINGS

ROOT = "http://localhost"
_LINK = re.compile(r"""(?:href|src|action)="([^"]*)"|<loc>([^<]*)</loc>""")


class SiteClient:
    """Asks a site and gives httpx answers; redirections are not followed."""

    def __init__(self, datasette: Datasette):
        self.datasette = datasette

    def get(self, path: str, headers: dict[str, str] | None = None) -> Any:
        """Answer to a GET for this path."""

        async def fetch() -> Any:
            return await self.datasette.client.get(path, headers=headers or {}, follow_redirects=False)

        return asyncio.run(fetch())

    def walk(self, start: Iterable[str], most: int = 1000) -> Iterator[tuple[str, Any]]:
        """Each address that can be reached from these, with its answer; at most so many."""
        waiting = list(start)
        seen = set(waiting)
        while waiting:
            assert len(seen) <= most, f"more than {most} addresses: {waiting[:5]}"
            path = waiting.pop(0)
            answer = self.get(path)
            yield path, answer
            found = [answer.headers["location"]] if "location" in answer.headers else []
            if re.search("html|xml", answer.headers.get("content-type", "")):
                found += [html.unescape(one or other) for one, other in _LINK.findall(answer.text)]
            for link in found:
                address = urldefrag(urljoin(ROOT + path, link))[0]
                # The same rows in another order, and how Datasette looks.
                if re.search(r"[?&]_sort|/-/static", address):
                    continue
                if address.startswith(ROOT + "/") and (short := address.removeprefix(ROOT)) not in seen:
                    seen.add(short)
                    waiting.append(short)


@contextmanager
def site_of(public_db: Path) -> Iterator[SiteClient]:
    """The site of a snapshot, as `serve` shows it."""
    words = json.loads(METADATA.read_text(encoding="utf-8"))
    settings: dict[str, Any] = {name: {"on": True, "off": False}.get(value, value) for name, value in SETTINGS.items()}
    settings = {name: int(value) if isinstance(value, str) else value for name, value in settings.items()}
    datasette = Datasette([], immutables=[str(public_db)], metadata=words, settings=settings, plugins_dir=str(PLUGINS))
    try:
        yield SiteClient(datasette)
    finally:
        datasette.executor.shutdown()
        for database in datasette.databases.values():
            database.close()
