"""Crawl speed and memory: a plain Scrapy spider and ours in turn, same site, same server, same run; prints the ratios.

python -m bench.crawl                       # 3,000 pages, three rounds
python -m bench.crawl --memory              # peak memory of ours at 2,000 and at 20,000 pages
"""

import argparse
import statistics
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def generated_site(pages: int) -> Iterator[str]:
    """The generated site in a process of its own; gives its address."""
    command = [sys.executable, "-m", "bench.generated_site", "--pages", str(pages)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        try:
            yield server.stdout.readline().strip()
        finally:
            server.terminate()


def run(module: str, address: str, concurrency: int, *more: str) -> tuple[int, float, int]:
    """Pages, seconds and peak kB of one crawl in a process of its own."""
    command = [sys.executable, "-m", module, address, str(concurrency), *filter(None, more)]
    out = subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()
    return int(out[0]), float(out[1]), int(out[2])


def speed(pages: int, rounds: int, concurrency: int) -> None:
    """Both crawls in turn, `rounds` times."""
    ratios = []
    with generated_site(pages) as address:
        for number in range(rounds):
            rates = []
            for module in ("bench.plain_spider", "bench.our_crawl"):
                found, seconds, peak = run(module, address, concurrency)
                if found != pages:
                    raise SystemExit(f"{module} found {found} of {pages} pages")
                rates.append(found / seconds)
                print(
                    f"round {number + 1} {module:20} {found} pages {seconds:7.2f} s {found / seconds:7.1f}/s peak {peak // 1024} MB"
                )
            ratios.append(rates[1] / rates[0])
    print(
        f"ours (storing) / plain (not storing): median {statistics.median(ratios):.2f}, all {[round(r, 2) for r in ratios]}"
    )


def memory(small: int, large: int, concurrency: int) -> None:
    """Peak memory of ours at two sizes."""
    peaks = []
    for pages in (small, large):
        with generated_site(pages) as address:
            found, seconds, peak = run("bench.our_crawl", address, concurrency)
        if found != pages:
            raise SystemExit(f"found {found} of {pages} pages")
        peaks.append(peak)
        print(f"{pages} pages: {seconds:.1f} s, {found / seconds:.1f}/s, peak {peak / 1024:.1f} MB")
    print(f"peak at {large} / peak at {small}: {peaks[1] / peaks[0]:.2f}")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=3000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--concurrency", type=int, default=16)
    parser.add_argument("--memory", action="store_true")
    options = parser.parse_args()
    if options.memory:
        memory(2000, 20000, options.concurrency)
    else:
        speed(options.pages, options.rounds, options.concurrency)
