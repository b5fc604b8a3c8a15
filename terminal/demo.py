"""The demo: the four fronts of the sample crawled side by side, read, published, and held against the sample's own truth."""

import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, closing
from pathlib import Path
from typing import TextIO

from archive.opening import open_archive
from attachments.document import HELD
from database.holdings import HeldArticle, HeldFile, held_articles, holdings
from sample.expected import Expected, ExpectedArticle, expected
from sample.fronts import Front
from sample.loading import load_truth
from sample.server import NAMES, serve
from sites.errors import BadInput
from terminal.tables import say, table

PORTS = (8471, 8472, 8473, 8474)
"""Fixed, so that a second demo finds its sites again as the same hosts."""

_SAME_FIELDS = (
    "spip_id", "title", "surtitle", "subtitle", "lead", "body_text", "postscript", "category", "published_on", "section_path",
)  # fmt: skip


def run_demo(data: Path, program: Path) -> int:
    """Do it all; exit code 0 only when every article and file of the truth was found, none twice and none invented."""
    with ExitStack() as serving:
        try:
            fronts = serving.enter_context(serve(load_truth(), NAMES, PORTS))
        except OSError as error:
            raise BadInput(f"the sample wants ports {PORTS} of this machine: {error.strerror or error}") from error
        codes = _crawl_side_by_side(fronts, data, program)
    if any(codes):
        worst = next(code for code in codes if code)
        say(f"a crawl ended with exit code {worst}; its report is beside its captures")
        return worst if worst > 0 else 1
    names = [_site_name(front) for front in fronts]
    code = subprocess.run(
        [sys.executable, str(program), "publish", *names, "--data", str(data)], check=False
    ).returncode
    rows = []
    wrong: list[str] = []
    for front in fronts:
        with closing(open_archive(data / _site_name(front))) as ledger:
            truth = expected(front)
            found = differences(ledger.db, truth)
            held = holdings(ledger.db)
            files = sum(number for state, number in held.attachments.items() if state in HELD)
            there = sum(file.bytes is not None for file in truth.files)
            unread = sum(len(article.unread) for article in truth.articles)
            rows.append((_site_name(front), held.articles, len(truth.articles), files, there, len(found), unread))
            wrong += [f"{_site_name(front)}: {line}" for line in found]
    table(
        "The archive against the sample's truth",
        ("site", "articles", "of", "files held", "of the truth's", "differences", "known ones"),
        rows,
    )
    for line in wrong[:20]:
        say(line)
    say("Browse it: make serve, then http://127.0.0.1:8001/")
    return code or (4 if wrong else 0)


def _site_name(front: Front) -> str:
    return f"sample-{front.name}"


def _crawl_side_by_side(fronts: Sequence[Front], data: Path, program: Path) -> list[int]:
    """One process a site, since Scrapy's reactor starts once a process; their lines are passed on as they come."""
    running = []
    for front in fronts:
        command = [sys.executable, str(program), "crawl", f"{front.base}/", "--name", _site_name(front)]
        command += ["--allow-private", "--delay", "0", "--data", str(data)]
        process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        assert process.stdout is not None
        assert process.stderr is not None
        last_words: list[str] = []
        threads = [
            threading.Thread(target=_keep, args=(process.stdout, last_words)),
            threading.Thread(target=_pass_on, args=(process.stderr,)),
        ]
        for thread in threads:
            thread.start()
        running.append((process, threads, last_words))
    codes = []
    for process, threads, last_words in running:
        codes.append(process.wait())
        for thread in threads:
            thread.join()
        say("".join(last_words))
    return codes


def _keep(stream: TextIO, lines: list[str]) -> None:
    with stream:
        lines += stream


def _pass_on(stream: TextIO) -> None:
    with stream:
        for line in stream:
            print(line, end="", file=sys.stderr, flush=True)


def differences(db: sqlite3.Connection, truth: Expected) -> list[str]:
    """What an archive of a front has too little, too much or otherwise than the truth says; empty: nothing."""
    held = {article.url: article for article in held_articles(db)}
    wanted = {article.url: article for article in truth.articles}
    found = [f"missing article {url}" for url in wanted.keys() - held.keys()]
    found += [f"false article {url}: {held[url].title!r}" for url in held.keys() - wanted.keys()]
    for url in sorted(wanted.keys() & held.keys()):
        found += [f"{url}: {line}" for line in _article_differences(held[url], wanted[url])]
    numbers = [article.spip_id for article in held.values() if article.spip_id is not None]
    found += [f"article number {number} twice" for number in set(numbers) if numbers.count(number) > 1]
    return found


def _article_differences(held: HeldArticle, wanted: ExpectedArticle) -> Iterator[str]:
    """Field by field, then the files; what the sample knows to be read wrongly is passed over."""
    for field in _SAME_FIELDS:
        if field in wanted.unread:
            continue
        if getattr(held, field) != getattr(wanted, field):
            yield f"{field} is {getattr(held, field)!r}, truth {getattr(wanted, field)!r}"
    notes = "\n".join(f"[{number}] {note}" for number, note in enumerate(wanted.notes, 1)) or None
    if held.notes != notes and "notes" not in wanted.unread:
        yield f"notes are {held.notes!r}, truth {notes!r}"
    files = tuple(
        HeldFile(
            f"attachment/{a.path}", a.title, " ".join((a.stated_size or "").split()) or None, a.bytes, a.agrees, a.state
        )
        for a in wanted.attachments
    )
    if held.files != files and "attachments" not in wanted.unread:
        yield f"files are {held.files!r}, truth {files!r}"
