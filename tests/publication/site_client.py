"""A walk over everything that the public site serves, in this process and without a network."""

import html
import re
from collections.abc import Iterable, Iterator
from typing import Any
from urllib.parse import urldefrag, urljoin

from datasette.app import Datasette

from tests.publication.small_site import get

ROOT = "http://localhost"
_LINK = re.compile(r"""(?:href|src|action)="([^"]*)"|<loc>([^<]*)</loc>""")


def walk(datasette: Datasette, start: Iterable[str], most: int = 1000) -> Iterator[tuple[str, Any]]:
    """Each address that can be reached from these, with its answer; at most so many."""
    waiting = list(start)
    seen = set(waiting)
    while waiting:
        assert len(seen) <= most, f"more than {most} addresses: {waiting[:5]}"
        path = waiting.pop(0)
        answer = get(datasette, path)
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
