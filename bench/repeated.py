"""Repeats a random element of a random page until it has 400 kB, reads that, and tells what took long; what took long before is for tests.

python -m bench.repeated [--seconds N] [--seed N]
"""

import argparse
import random
import time
from datetime import UTC, datetime
from pathlib import Path

import lxml.html
from lxml import etree

from articles.saved import open_saved, read_saved
from sites.registry import load_skeletons

_PAGES = Path(__file__).parent.parent / "tests" / "pages"
_SIZE = 400_000
_LONGEST = 20_000
"""Bytes of an element: of a longer one there would be few."""
_SLOW = 1.5
"""Seconds of processor time; a page of that size takes half of that by right."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=int, default=300, help="How long to go on.")
    parser.add_argument("--seed", type=int, default=1, help="Of what is drawn.")
    options = parser.parse_args()
    draw = random.Random(options.seed)
    pages = sorted(_PAGES.rglob("*.html"))
    skeletons, end = load_skeletons(), time.monotonic() + options.seconds
    read, slowest = 0, 0.0
    while time.monotonic() < end:
        page = draw.choice(pages)
        tree = lxml.html.document_fromstring(page.read_bytes())
        element = draw.choice([e for e in tree.iter() if isinstance(e.tag, str) and e.tag not in ("html", "body")])
        source = etree.tostring(element, encoding="utf-8", method="html")
        if len(source) > _LONGEST:
            continue
        place = etree.Element("repeated")
        element.addnext(place)
        whole = etree.tostring(tree, encoding="utf-8", method="html")
        data = whole.replace(b"<repeated></repeated>", source * (_SIZE // len(source)))
        start = time.process_time()
        read_saved(open_saved(data, page.name, datetime.now(UTC)), skeletons)
        taken = time.process_time() - start
        read, slowest = read + 1, max(slowest, taken)
        if taken > _SLOW:
            print(f"{taken:.1f} s: {page.name}, {source[:120]!r}", flush=True)
    print(f"{read} pages of {_SIZE // 1000} kB, the slowest {slowest:.1f} s")


if __name__ == "__main__":
    main()
