"""What capturing costs: storing against storing nothing, import against warcio alone, requests against resources; prints ratios.

python -m bench.capture                     # 3,000 pages; nine rounds of storing, three of import
"""

import argparse
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from warcio.archiveiterator import ArchiveIterator

from archive.clock import system_clock
from archive.import_run import run_import
from archive.opening import open_archive
from bench.crawl import generated_site, run
from sample.loading import load_truth
from sample.resources import resources
from sample.server import serve
from sites.registry import lab_site


def storing(pages: int, rounds: int, concurrency: int) -> None:
    """Our crawl with WARC and ledger, and the same spider that stores nothing, in turn."""
    ratios = []
    with generated_site(pages) as address:
        for number in range(rounds):
            rates = {}
            for where in ("nothing", ""):
                found, seconds, _ = run("bench.our_crawl", address, concurrency, where)
                if found != pages:
                    raise SystemExit(f"{found} of {pages} pages")
                rates[where] = found / seconds
            ratios.append(rates[""] / rates["nothing"])
            print(f"round {number + 1}: storing {rates['']:7.1f}/s, storing nothing {rates['nothing']:7.1f}/s")
    print(
        f"storing / storing nothing: median {statistics.median(ratios):.2f}, all {[round(r, 2) for r in ratios]} (asked 0.8)"
    )


def importing(pages: int, rounds: int, concurrency: int) -> None:
    """Import of the WARC of such a crawl, and warcio reading every payload of the same file, in turn."""
    ratios = []
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        with generated_site(pages) as address:
            run("bench.our_crawl", address, concurrency, str(folder))
        (file,) = (folder / "bench" / "captures").glob("live-*.warc.gz")
        site = lab_site(address, "bench", allow_private=True)
        for number in range(rounds):
            begin = time.perf_counter()
            with file.open("rb") as stream:
                records = sum(bool(record.content_stream().read()) for record in ArchiveIterator(stream))
            alone = time.perf_counter() - begin
            begin = time.perf_counter()
            ledger = open_archive(folder / f"import{number}", create=True)
            report = run_import(ledger, site, (file,), {}, agent="bench", now=system_clock)
            ledger.close()
            ours = time.perf_counter() - begin
            named = report.reports[0].became["named"]
            print(
                f"round {number + 1}: {file.stat().st_size / 1e6:.1f} MB, {records} records: warcio {alone:.2f} s, import {ours:.2f} s, "
                f"{named} captures"
            )
            ratios.append(alone / ours)
    print(
        f"import / warcio alone: median {statistics.median(ratios):.2f}, all {[round(r, 2) for r in ratios]} (asked 0.4)"
    )


def requests() -> None:
    """Requests of one crawl of each front of the sample against the resources that its truth lists."""
    for name in ("directorate", "spip21", "spip32"):
        asked: list[str] = []
        with tempfile.TemporaryDirectory() as folder:
            with serve(load_truth(), (name,), listener=lambda _front, _method, path: asked.append(path)) as (front,):  # noqa: B023
                command = [
                    sys.executable,
                    str(Path(__file__).resolve().parent.parent / "pipeline.py"),
                    "crawl",
                    f"{front.base}/",
                ]
                options = ["--name", "lab", "--allow-private", "--delay", "0", "--no-build", "--data", folder]
                subprocess.run([*command, *options], check=True, capture_output=True)
                needed = len(resources(front))
        print(f"{name:12} {len(asked)} requests, {needed} resources: {len(asked) / needed:.3f} (asked 1.15 at most)")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=3000)
    parser.add_argument("--storing-rounds", type=int, default=9, help="three of nine give medians from 0.76 to 0.87")
    parser.add_argument("--rounds", type=int, default=3, help="of import")
    parser.add_argument("--concurrency", type=int, default=16)
    options = parser.parse_args()
    requests()
    storing(options.pages, options.storing_rounds, options.concurrency)
    importing(options.pages, options.rounds, options.concurrency)
