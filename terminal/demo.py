"""The demo: the three fronts of the sample crawled side by side, read, published, and held against the sample's own truth."""

import subprocess
import sys
import threading
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import TextIO

from archive.ledger import Ledger, open_archive
from sample.expected import Expected, ExpectedArticle, expected
from sample.fronts import Front
from sample.server import NAMES, serve
from sample.truth import load_truth
from sites.errors import BadInput
from terminal.tables import console, table

PORTS = (8471, 8472, 8473)
"""Fixed, so that a second demo finds its sites again as the same hosts."""

_ARTICLES = """
SELECT a.*, s.title AS section FROM articles AS a LEFT JOIN sections AS s ON s.id = a.section_id"""
_SECTION_PATH = """
WITH RECURSIVE up (id, title, parent_id, height) AS (
    SELECT id, title, parent_id, 0 FROM sections WHERE id = ?
    UNION ALL SELECT s.id, s.title, s.parent_id, up.height + 1 FROM sections AS s JOIN up ON s.id = up.parent_id)
SELECT title FROM up ORDER BY height DESC"""
_FILES_OF = """
SELECT f.identity, l.title, l.stated_size, l.place, f.bytes, f.size_agrees, f.state
FROM article_attachments AS l JOIN attachments AS f ON f.id = l.attachment_id WHERE l.article_id = ? ORDER BY l.position"""


def run_demo(data: Path, program: Path) -> int:
    """Do it all; exit code 0 only when every article and file of the truth was found, none twice and none invented."""
    try:
        with serve(load_truth(), NAMES, PORTS) as fronts:
            codes = _crawl_side_by_side(fronts, data, program)
    except OSError as error:
        raise BadInput(f"ports {PORTS} of this machine are wanted for the sample: {error.strerror or error}") from error
    if any(codes):
        console().print(f"a crawl ended with exit code {max(codes)}; its report is beside its captures")
        return max(codes)
    names = [_site_name(front) for front in fronts]
    code = subprocess.run(
        [sys.executable, str(program), "publish", *names, "--data", str(data)], check=False
    ).returncode
    rows = []
    wrong: list[str] = []
    for front in fronts:
        with closing(open_archive(data / _site_name(front))) as ledger:
            truth = expected(front)
            found = differences(ledger, truth)
            held = ledger.db.execute("SELECT count(*) FROM articles").fetchone()[0]
            files = ledger.db.execute("SELECT count(*) FROM attachments WHERE state = 'held'").fetchone()[0]
            rows.append((_site_name(front), held, len(truth.articles), files, len(truth.files), len(found)))
            wrong += [f"{_site_name(front)}: {line}" for line in found]
    table(
        "The archive against the sample's truth",
        ("site", "articles", "of", "files held", "of the truth's", "differences"),
        rows,
    )
    for line in wrong[:20]:
        console().print(line, markup=False)
    console().print("Browse it: make serve, then http://127.0.0.1:8001/")
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
        console().print("".join(last_words), markup=False)
    return codes


def _keep(stream: TextIO, lines: list[str]) -> None:
    with stream:
        lines += stream


def _pass_on(stream: TextIO) -> None:
    with stream:
        for line in stream:
            print(line, end="", file=sys.stderr, flush=True)


def differences(ledger: Ledger, truth: Expected) -> list[str]:
    """What an archive of a front has too little, too much or otherwise than the truth says; empty: nothing."""
    held = {row["url"]: row for row in ledger.db.execute(_ARTICLES)}
    wanted = {article.url: article for article in truth.articles}
    found = [f"missing article {url}" for url in wanted.keys() - held.keys()]
    found += [f"false article {url}: {held[url]['title']!r}" for url in held.keys() - wanted.keys()]
    for url in sorted(wanted.keys() & held.keys()):
        found += [f"{url}: {line}" for line in _article_differences(ledger, held[url], wanted[url])]
    numbers = [row["spip_id"] for row in held.values()]
    found += [
        f"article number {number} twice" for number in {n for n in numbers if n is not None and numbers.count(n) > 1}
    ]
    return found


def _article_differences(ledger: Ledger, row: object, article: ExpectedArticle) -> list[str]:
    """Field by field."""
    path = tuple(title for (title,) in ledger.db.execute(_SECTION_PATH, (row["section_id"],)))  # type: ignore[index]
    is_ = {
        "section path": (path, article.section_path),
        "notes": (row["notes"], "\n".join(f"[{n}] {note}" for n, note in enumerate(article.notes, 1)) or None),  # type: ignore[index]
    }
    for field in (
        "spip_id",
        "title",
        "surtitle",
        "subtitle",
        "lead",
        "body_text",
        "postscript",
        "category",
        "published_on",
    ):
        is_[field] = (row[field], getattr(article, field))  # type: ignore[index]
    files = [tuple(line) for line in ledger.db.execute(_FILES_OF, (row["id"],))]  # type: ignore[index]
    wanted = [
        (f"attachment/{a.path}", a.title, " ".join(a.stated_size.split()), a.bytes, int(a.agrees), "held")
        for a in article.attachments
    ]
    is_["files"] = (
        [(i, title, stated, size, agrees, state) for i, title, stated, _, size, agrees, state in files],
        wanted,
    )
    return [f"{field} is {found!r}, truth {truth!r}" for field, (found, truth) in is_.items() if found != truth]
