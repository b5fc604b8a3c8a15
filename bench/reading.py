"""Reads saved pages with a gold standard beside public extractors, scores all by the scorer that lies with the pages, and times them.

    python -m bench.reading PAGES GOLD [--only SITE …] [--without SITE …] [--details]

PAGES: folder of saved pages and their scorer `score_pages.py`; GOLD: the gold standard. The pages live outside the project. Peers
(trafilatura, newspaper4k, readability-lxml) run where the interpreter has them: they need an environment of their own,
`pip install trafilatura newspaper4k readability-lxml`, then `pip install -r requirements.lock` (they ask for older versions of
two packages, and run with ours). A site is the first folder of a page's name.
"""

import argparse
import gc
import importlib
import importlib.util
import json
import statistics
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

from articles.saved import as_json, open_saved, read_saved
from articles.words.names import Names
from sites.identity import identify
from sites.registry import load_skeletons

_SHOWN = (
    "title",
    "date",
    "breadcrumb",
    "lead",
    "text",
    "phrase_recall",
    "noise_rate",
    "spill",
    "attachments",
    "overall",
)
Reader = Callable[[str, bytes], dict[str, Any]]


def _module(path: Path) -> Any:
    spec = importlib.util.spec_from_file_location(path.stem, path)
    if spec is None or spec.loader is None or not path.exists():
        raise SystemExit(f"{path}: no such file; PAGES must hold its scorer")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _peer(call: Callable[[bytes], dict[str, Any]], file: str, data: bytes) -> dict[str, Any]:
    return {"file": file, **call(data)}


def readers(pages: Path) -> dict[str, Reader]:
    """Ours, and the peers that can be imported here."""
    skeletons = load_skeletons()

    def ours(file: str, data: bytes) -> dict[str, Any]:
        page = open_saved(data, file, datetime.now(UTC))
        return as_json(file, page, read_saved(page, skeletons))

    found: dict[str, Reader] = {"fonds": ours}
    peers = _module(pages / "run_peers.py")
    for name, needs, call in (
        ("trafilatura", "trafilatura", peers.by_trafilatura),
        ("newspaper4k", "newspaper", peers.by_newspaper),
        ("readability-lxml", "readability", peers.by_readability),
    ):
        if importlib.util.find_spec(needs) is None:
            print(f"{name}: not in this environment, left out")
        else:
            found[name] = partial(_peer, call)
    return found


def score(pages: Path, gold_file: Path, files: list[str], details: bool) -> None:
    """One column a reader, one line a figure."""
    scorer = _module(pages / "score_pages.py")
    gold = [page for page in scorer.read_jsonl(gold_file) if page["file"] in files]
    summaries = {}
    for name, read in readers(pages).items():
        predictions = [read(page["file"], (pages / page["file"]).read_bytes()) for page in gold]
        rows = [scorer.score_page(page, row) for page, row in zip(gold, predictions, strict=True)]
        for page, row in zip(gold, rows, strict=True):
            row["noise_total"] = len(page["must_not_contain"])
            if details and name == "fonds":
                fell = [field for field in ("title", "date", "lead") if not row[field]] + (
                    ["breadcrumb"] if row["breadcrumb"] < 1 else []
                )
                print(
                    f"{page['file']}: {', '.join(fell) or 'all fields'}; missed {row['missed']}, noise {row['noise']}, "
                    f"attachments missed {row['attachments_missed']}, wrong {row['attachments_wrong']}"
                )
        carried = {field for field in scorer.FIELDS if any(field in row for row in predictions)}
        summaries[name] = scorer.summarise(rows, carried)
    print(f"{len(gold)} pages\n{'':16}" + "".join(f"{name:>18}" for name in summaries))
    for figure in _SHOWN:
        cells = (
            f"{summary[figure]:18.3f}" if summary[figure] is not None else f"{'n/a':>18}"
            for summary in summaries.values()
        )
        print(f"{figure:16}" + "".join(cells))


def _remembered() -> list[Any]:
    """The caches of names, addresses and lines that the reading fills from pages; compiled selectors are none."""
    modules = [module for name, module in sys.modules.items() if name.partition(".")[0] in ("articles", "sites")]
    values = [*(value for module in modules for value in vars(module).values()), Names.standing_in, Names.in_name]
    caches = [value for value in values if isinstance(value, type(identify)) and value.__name__ != "_plans"]
    return [cache for cache in caches if cache.cache_parameters()["maxsize"]]


def speed(pages: Path, rounds: int) -> None:
    """Pages a second of ours and of trafilatura over all pages of the folder, in turn, in processor time. Ours twice: `fonds`
    forgets between rounds what it remembers of pages, `fonds, warm` does not, and so knows all their names and addresses."""
    data = {str(path): path.read_bytes() for path in sorted(pages.rglob("*.html"))}
    skeletons = load_skeletons()
    now = datetime.now(UTC)

    def ours() -> None:
        for file, page in data.items():
            read_saved(open_saved(page, file, now), skeletons)

    ours()
    caches = _remembered()
    runs = {"fonds": ours, "fonds, warm": ours}
    if importlib.util.find_spec("trafilatura") is not None:
        trafilatura = importlib.import_module("trafilatura")

        def theirs() -> None:
            for page in data.values():
                trafilatura.bare_extraction(page, with_metadata=True, include_comments=False)

        theirs()
        runs["trafilatura"] = theirs
    taken: dict[str, list[float]] = {name: [] for name in runs}
    for _ in range(rounds):
        for name, run in runs.items():
            for cache in caches if name == "fonds" else ():
                cache.cache_clear()
            gc.collect()  # what one left behind is not to be cleared away in the time of the other
            begin = time.process_time()
            run()
            taken[name].append(time.process_time() - begin)
    for name, times in taken.items():
        print(
            f"{name:12} {len(data) / statistics.median(times):7.1f} pages/s, {1000 * statistics.median(times) / len(data):.1f} ms a page"
        )
    for name in ("fonds", "fonds, warm") if "trafilatura" in taken else ():
        ratios = [b / a for a, b in zip(taken[name], taken["trafilatura"], strict=True)]
        print(f"{name} / trafilatura: median {statistics.median(ratios):.1f} (asked 4, aim 8)")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pages", type=Path)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--only", nargs="*", default=[], help="Only pages of these sites.")
    parser.add_argument("--without", nargs="*", default=[], help="Leave the pages of these sites out.")
    parser.add_argument("--details", action="store_true", help="Ours, a line a page.")
    parser.add_argument("--rounds", type=int, default=5, help="Rounds of the timing; 0: none.")
    options = parser.parse_args()
    lines = options.gold.read_text(encoding="utf-8").splitlines()
    files = [json.loads(line)["file"] for line in lines if line.strip()]
    site = {file: file.partition("/")[0] for file in files}
    files = [f for f in files if (not options.only or site[f] in options.only) and site[f] not in options.without]
    score(options.pages, options.gold, files, options.details)
    if options.rounds:
        speed(options.pages, options.rounds)


if __name__ == "__main__":
    main()
