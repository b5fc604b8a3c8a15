"""Verbs that read what is held or saved, offline: into rows, for people who ask how, as a test pair, and version against version."""

from contextlib import closing
from pathlib import Path

import click

from archive.capture import Capture
from archive.holdings import kept_or_known, site_of_url
from archive.ledger import Ledger
from archive.opening import open_archive, open_for_reading
from archive.stored import StoredCapture
from articles.reading import read_page
from articles.tree.page import open_page
from attachments.guarded import Extractor
from database.build import build as build_rows
from database.contents import recognise_pages
from database.holdings import file_facts
from database.versions import captures_of, versions_of
from sites.address import normalise
from sites.errors import BadInput
from sites.identity import identify
from sites.registry import lab_site, load_skeletons
from sites.site import Site
from terminal.differences import print_difference, print_proof, print_versions
from terminal.fixture import known_facts, pair_of, write_pair
from terminal.overview import build_tables
from terminal.saved import page_of_file, print_saved, show_reading
from terminal.tables import say
from terminal.verbs.options import data_option, html_option


def read_into_rows(ledger: Ledger, site: Site, *, full: bool = False, unfinished: bool = False, jobs: int = 1) -> int:
    """`build`, its tables, and its exit code: 5 when stored bytes are damaged, 1 when a page broke the reader, 4 when far
    too few articles were found, or what was found on pages before no longer is."""
    report = build_rows(ledger, site, load_skeletons(), full=full, jobs=jobs)
    build_tables(site, report, ledger.folder)
    for change in report.drift:
        say(f"drift: {change}")
    if report.damaged or report.failed:
        return 5 if report.damaged else 1
    if not unfinished and (report.articles == 0 or report.articles < (site.expected_articles or 0)):
        expected = site.expected_articles or "at least one"
        say(f"{report.articles} articles, expected {expected}: look at the problems before trusting this.")
        return 4
    return 4 if report.drift else 0


@click.command()
@click.argument("name")
@click.option("--full", is_flag=True, help="Start empty: read everything again from the WARC files.")
@click.option("--jobs", type=click.IntRange(1, 64), default=1, show_default=True, help="Processes that read pages.")
@click.option(
    "--ocr", is_flag=True, help="Then recognise the text of scanned pages and pictures; needs tesseract with French."
)
@data_option
def build(name: str, full: bool, jobs: int, ocr: bool, data: Path) -> int:
    """Read the captures of the site NAME into articles and attachments, offline."""
    site = kept_or_known(data, name)
    if ocr:
        from attachments.recognition import tesseract  # readers of pictures take a quarter of the start of every verb

        if tesseract() is None:
            raise BadInput("--ocr needs tesseract with French, such as Debian's tesseract-ocr and tesseract-ocr-fra")
    with closing(open_archive(data / site.name)) as ledger:
        ledger.lock()
        code = read_into_rows(ledger, site, full=full, jobs=jobs)
        if ocr:
            with Extractor() as extractor:
                done = recognise_pages(ledger, extractor)
            say(f"Recognised: {done.pages} pages of {done.files} scanned files and pictures")
            for failure in done.failed:
                say(f"problem: {failure}")
        return code


def archived_page(ledger: Ledger, site: Site, url: str) -> tuple[StoredCapture, Capture]:
    """The newest whole capture of an address; BadInput where none is held."""
    identity = identify(url, monolingual=site.monolingual).key
    stored = ledger.capture_of(normalise(url, monolingual=site.monolingual), identity)
    if stored is None:
        state = ledger.url_state(identity)
        raise BadInput(
            f"{url}: no capture; " + (f"state {state[0]}, {state[1] or state[2]}" if state else "never seen")
        )
    return stored, ledger.read_capture(stored)


@click.command()
@click.argument("url")
@html_option
@data_option
def show(url: str, html: Path | None, data: Path) -> int:
    """Read one archived page and explain it: which rule found each field and what it beat, raw and clean, each edit."""
    site = site_of_url(data, url)
    with closing(open_for_reading(data / site.name)) as ledger:
        stored, capture = archived_page(ledger, site, url)
        file = file_facts(ledger.db, stored.identity)
    reading = read_page(open_page(capture, monolingual=site.monolingual), site, load_skeletons())
    show_reading(stored.url, reading, html, stored, file)
    return 0


@click.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path, readable=False))
@click.option("--url", help="Address the page had, for one PATH; default: as the page or its name tells.")
@click.option("--jsonl", "as_jsonl", is_flag=True, help="One JSON object a line instead of an explanation.")
@html_option
def read(paths: tuple[Path, ...], url: str | None, as_jsonl: bool, html: Path | None) -> int:
    """Read saved HTML files, or folders of them, without touching any archive."""
    return print_saved(paths, url, html, as_jsonl=as_jsonl)


@click.command()
@click.argument("source", metavar="URL|PATH")
@click.option("--name", required=True, help="Name of the pair: NAME.html and NAME.json.")
@click.option(
    "--out", type=click.Path(path_type=Path, file_okay=False), default=Path(), help="Folder of the pair; default: here."
)
@click.option("--url", help="Address the page of a PATH had; default: as the pair, the page or its name tells.")
@data_option
def fixture(source: str, name: str, out: Path, url: str | None, data: Path) -> int:
    """Make a test pair of an archived page or a saved file: the page as stored, and what is read on it, for a person to
    review. 4 when a pair that stood there says something else now, or is not reviewed yet."""
    page, expectation = pair_of(out, name)
    if "://" in source:
        if url is not None:
            raise BadInput("--url goes with a PATH: an archived page has its address")
        site = site_of_url(data, source)
        with closing(open_for_reading(data / site.name)) as ledger:
            _, capture = archived_page(ledger, site, source)
        return write_pair(capture, site, page, expectation)
    path = Path(source)
    again = url is None and page.exists() and path.exists() and page.samefile(path)
    known = known_facts(page, expectation) if again else None
    capture = page_of_file(path, url).capture if known is None else known[0]
    return write_pair(capture, lab_site(capture.url, "saved") if known is None else known[1], page, expectation)


@click.command()
@click.argument("url")
@click.option(
    "--from", "older", type=click.IntRange(min=1), help="Number of the older version; default: the last but one."
)
@click.option("--to", "newer", type=click.IntRange(min=1), help="Number of the newer version; default: the last.")
@data_option
def diff(url: str, older: int | None, newer: int | None, data: Path) -> int:
    """List the versions of an archived article, the captures they were read from, and what changed between two of them."""
    site = site_of_url(data, url)
    with closing(open_for_reading(data / site.name)) as ledger:
        versions = versions_of(ledger.db, identify(url, monolingual=site.monolingual).key)
        proofs = [(version, captures_of(ledger, version)) for version in versions]
    if not versions:
        raise BadInput(f"{url}: no article was read from it; see `explain {url}`")
    for number in (older, newer):
        if number is not None and number > len(versions):
            raise BadInput(f"{url}: no version {number}; the last is {versions[-1].number}")
    print_versions(versions)
    for version, captures in proofs:
        print_proof(version, captures)
    if len(versions) > 1 or older or newer:
        print_difference(versions[(older or max(len(versions) - 1, 1)) - 1], versions[(newer or len(versions)) - 1])
    return 0
