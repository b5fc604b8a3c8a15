"""What reading in several processes gains: `build --full` of generated pages with 1 and 2 jobs, in turn; prints ratio and peak memory.

python -m bench.build                     # 5,000 pages, three rounds; memory at 500 and 5,000
"""

import argparse
import re
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from bench.crawl import generated_site, run

_PIPELINE = Path(__file__).resolve().parent.parent / "pipeline.py"
_BUILD = """
import resource, sys
from pathlib import Path
from archive.opening import open_archive
from database.build import build
from sites.registry import lab_site, load_skeletons
if __name__ == "__main__":
    ledger = open_archive(Path(sys.argv[1]))
    site = lab_site("http://127.0.0.1/", "bench", allow_private=True)
    report = build(ledger, site, load_skeletons(), full=True, jobs=int(sys.argv[2]))
    print(report.articles, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""


def build_once(folder: Path, jobs: int, pages: int) -> tuple[float, int]:
    """Seconds of a full build, start of the processes included, and peak kB of the one that writes."""
    begin = time.perf_counter()
    command = [sys.executable, "-c", _BUILD, str(folder / "bench"), str(jobs)]
    done = subprocess.run(command, check=True, capture_output=True, text=True, cwd=_PIPELINE.parent)
    seconds = time.perf_counter() - begin
    articles, peak = map(int, re.findall(r"\d+", done.stdout))
    if articles != pages:
        raise SystemExit(f"{articles} articles of {pages} pages")
    return seconds, peak


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=5000)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    peaks: dict[tuple[int, int], int] = {}
    ratios = []
    for pages in (options.pages // 10, options.pages):
        with tempfile.TemporaryDirectory() as temporary:
            folder = Path(temporary)
            with generated_site(pages) as address:
                run("bench.our_crawl", address, 16, str(folder))
            for number in range(options.rounds if pages == options.pages else 1):
                taken = {}
                for jobs in (1, 2):
                    taken[jobs], peaks[pages, jobs] = build_once(folder, jobs, pages)
                    print(
                        f"{pages} pages, round {number + 1}, {jobs} jobs: {taken[jobs]:6.1f} s, peak {peaks[pages, jobs] / 1024:.0f} MB"
                    )
                if pages == options.pages:
                    ratios.append(taken[1] / taken[2])
    print(f"1 job / 2 jobs: median {statistics.median(ratios):.2f}, all {[round(r, 2) for r in ratios]} (asked 1.5)")


if __name__ == "__main__":
    main()
