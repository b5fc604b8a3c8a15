"""The command line and the story of a run, one thin verb a step; all work is done in the rooms.

Not Scrapy's item pipeline, which this project does not use: the road from a site to a published snapshot.
"""

import signal

if __name__ == "__main__" and signal.getsignal(signal.SIGINT) is signal.default_int_handler:
    # The imports take a second. Until they are done nothing is begun, and Ctrl-C ends it at once, without a traceback.
    signal.signal(signal.SIGINT, signal.SIG_DFL)

import math
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path

import click

from archive.account import all_urls
from archive.capture import Capture
from archive.crawl_log import crawl_log
from archive.holdings import choose_site, held_sites, kept_or_known, site_of_url
from archive.import_run import hosts_in, run_import, split_paths
from archive.ledger import Ledger, StoredCapture, open_archive, open_for_reading, system_clock
from archive.withdrawing import REASONS, thing_at
from archive.withdrawing import restore as restore_thing
from archive.withdrawing import withdraw as withdraw_thing
from articles.page import open_page
from articles.reading import read_page
from attachments.guarded import Extractor
from database.build import build as build_rows
from database.contents import recognise_pages
from database.file_check import check_files
from database.holdings import file_facts
from database.versions import versions_of
from publication.serve import serve as serve_snapshot
from publication.snapshot import publish as publish_snapshot
from sites.address import normalise
from sites.errors import BadInput, UnknownSite
from sites.identity import identify
from sites.registry import lab_site, load_skeletons
from sites.site import MAX_DELAY, Site
from spiders.reach import unreachable_hosts
from spiders.run import CONTACT, run_crawl
from spiders.service import open_service
from spiders.wayback import run_wayback
from terminal.account import print_account, print_urls
from terminal.differences import print_difference, print_versions
from terminal.fixture import known_facts, pair_of, write_pair
from terminal.leaving import leave, output_closed
from terminal.overview import build_tables, file_lines, file_tables, import_tables, print_status, wayback_tables
from terminal.progress import CrawlProgress
from terminal.saved import capture_of_file, print_saved, show_reading
from terminal.tables import crawl_tables, say


class DateDigits(click.ParamType[str]):
    """A bound in time as an index takes it: digits from a year to a second; hyphens are left out."""

    name = "date"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The digits."""
        digits = value.replace("-", "")
        if digits and (not digits.isdecimal() or len(digits) not in (4, 6, 8, 14)):
            self.fail(f"{value!r} is no date such as 2009, 2009-01 or 20090131", param, ctx)
        return digits


class Seconds(click.FloatRange):
    """A time to wait; `nan`, which lies in every range, is none."""

    def __init__(self) -> None:
        super().__init__(0, MAX_DELAY)

    def convert(self, value: float, param: click.Parameter | None, ctx: click.Context | None) -> float:
        """The number."""
        seconds = float(super().convert(value, param, ctx))
        if math.isnan(seconds):
            self.fail(f"{value!r} is no number of seconds", param, ctx)
        return seconds


class Verbs(click.Group):
    """The verbs. When nobody reads the output any more, as behind `| head`, click itself would end with 1, an unexpected error."""

    def invoke(self, ctx: click.Context) -> object:
        """Run the verb; gives its exit code."""
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            return output_closed()


PROGRAM = "Fonds 0.1.0"
URL_STATES = ("queued", "fetched", "not-modified", "redirected", "failed", "skipped", "trap", "alias")
METADATA = Path(__file__).resolve().parent / "datasette-metadata.json"

DIGITS = DateDigits()

data_option = click.option(
    "--data",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("data"),
    show_default=True,
    help="Folder of the archives.",
)
out_option = click.option(
    "--out", type=click.Path(path_type=Path, file_okay=False), help="Folder of the snapshot; default: DATA/public."
)
html_option = click.option(
    "--html",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write the explanation to this file, as one page of HTML.",
)


@click.group(cls=Verbs, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option("0.1.0", prog_name="Fonds")
def cli() -> None:
    """Fonds: from a legacy SPIP site to a browsable archive, every byte kept.

    Exit codes: 0 done, 1 unexpected error, 2 bad input, 3 unfinished or stopped, 4 far from what was expected, 5 damage, 6 gaps.
    """


@contextmanager
def archive_of(data: Path, site: Site, *, create: bool = False) -> Iterator[Ledger]:
    """The archive of a site, closed at the end whatever happens."""
    with closing(open_archive(data / site.name, create=create)) as ledger:
        yield ledger


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


@cli.command()
@click.argument("target")
@click.option("--name", help="Make a site of the host of an address that has no site file yet.")
@click.option("--allow-private", is_flag=True, help="Let a new site be on a loopback or private address.")
@click.option("--delay", type=Seconds(), help="Seconds between two requests; robots.txt may ask for more.")
@click.option("--limit", type=click.IntRange(min=1), help="Stop after so many pages and files: a try.")
@click.option(
    "--concurrency", type=click.IntRange(1, 64), default=1, show_default=True, help="Connections to the host."
)
@click.option(
    "--probe-ids", is_flag=True, help="At the end ask for numbers of articles and sections that no link names."
)
@click.option("--contact", default=CONTACT, show_default=True, help="Address in the user agent, for the host's people.")
@click.option("--no-build", is_flag=True, help="Keep captures only; read them later with `build`.")
@data_option
def crawl(
    target: str, name: str | None, allow_private: bool, delay: float | None, limit: int | None, concurrency: int,
    probe_ids: bool, contact: str, no_build: bool, data: Path,
) -> int:  # fmt: skip
    """Fetch a site, TARGET being its name or an address of it, and read what came. Goes on where it stood."""
    site = choose_site(data, target, name=name, allow_private=allow_private, delay=delay)
    unresolved = unreachable_hosts(site)
    with archive_of(data, site, create=True) as ledger:
        with CrawlProgress(site.name) as progress:
            report = run_crawl(
                site, ledger, program=PROGRAM, now=system_clock, contact=contact, limit=limit, concurrency=concurrency,
                probe_ids=probe_ids, on_progress=progress.show, on_stop=progress.stopping,
            )  # fmt: skip
        crawl_tables(report, unresolved)
        code = report.exit_code
        if not no_build and report.finish != "storage-full":
            built = read_into_rows(ledger, site, unfinished=code != 0)
            code = code or built
    for message in report.messages if code == 4 or report.finish in ("storage-full", "unreachable") else ():
        click.echo(f"fonds: {message}", err=True)
    if code == 3:
        say(f"Stopped; {report.progress.queued} addresses wait. To go on: python pipeline.py crawl {site.name}")
    elif code != 4:
        say(f"Next: python pipeline.py publish {site.name} && python pipeline.py serve")
    return code


@cli.command()
@click.argument("target")
@click.option("--from", "from_date", type=DIGITS, default="", help="First day of the captures, as 2009 or 20090131.")
@click.option("--to", "to_date", type=DIGITS, default="", help="Last day of the captures.")
@click.option("--name", help="Make a site of the host of an address that has no site file yet.")
@click.option("--service", help="Base address of the service; default: as the site says.")
@click.option("--allow-private", is_flag=True, help="Let a new site be on a loopback or private address.")
@click.option("--delay", type=Seconds(), default=1.0, show_default=True, help="Seconds between two captures.")
@click.option("--limit", type=click.IntRange(min=1), help="Stop after so many captures: a try.")
@click.option("--refresh", is_flag=True, help="Ask the index anew, whatever an earlier run was answered.")
@click.option("--contact", default=CONTACT, show_default=True, help="Address in the user agent.")
@click.option("--no-build", is_flag=True, help="Keep captures only; read them later with `build`.")
@data_option
def wayback(
    target: str, from_date: str, to_date: str, name: str | None, service: str | None, allow_private: bool, delay: float,
    limit: int | None, refresh: bool, contact: str, no_build: bool, data: Path,
) -> int:  # fmt: skip
    """Fetch a site out of the Wayback Machine, TARGET being its name or an address of it. Goes on where it stood."""
    site = choose_site(data, target, name=name, allow_private=allow_private)
    site = replace(site, wayback=service) if service else site
    with archive_of(data, site, create=True) as ledger:
        with CrawlProgress(site.name) as progress:
            with closing(open_service(site, program=PROGRAM, contact=contact, delay=delay)) as opened:
                report = run_wayback(
                    site, ledger, opened, program=PROGRAM, now=system_clock, from_date=from_date, to_date=to_date,
                    limit=limit, refresh=refresh, on_progress=progress.show,
                )  # fmt: skip
        wayback_tables(site, report)
        built = 0
        if not no_build and report.finish != "storage-full":
            built = read_into_rows(ledger, site, unfinished=report.exit_code != 0)
    if report.exit_code:
        click.echo(f"fonds: {report.message}", err=True)
    return report.exit_code or built


@cli.command("import")
@click.argument("name")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--no-build", is_flag=True, help="Keep captures only; read them later with `build`.")
@data_option
def import_(name: str, paths: tuple[Path, ...], no_build: bool, data: Path) -> int:
    """Take WARC, ARC and WACZ files, and mirror folders of wget or HTTrack, into the archive of the site NAME; a new name
    takes its hosts from what is in them. Beside the files of another archive give its journal.jsonl, for its withdrawals."""
    good, bad = split_paths(paths)
    try:
        site = kept_or_known(data, name)
    except UnknownSite:
        hosts = hosts_in(good)
        site = replace(lab_site(f"http://{hosts[0]}/", name, allow_private=True), hosts=hosts, allow_private=False)
    with archive_of(data, site, create=True) as ledger:
        ledger.lock()
        run = run_import(ledger, site, good, bad, agent=PROGRAM, now=system_clock)
        import_tables(site, run)
        built = 0 if no_build else read_into_rows(ledger, site)
    return run.exit_code or built


@cli.command()
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
    with archive_of(data, site) as ledger:
        ledger.lock()
        code = read_into_rows(ledger, site, full=full, jobs=jobs)
        if ocr:
            with Extractor() as extractor:
                done = recognise_pages(ledger, extractor)
            say(f"Recognised: {done.pages} pages of {done.files} scanned files and pictures")
            for failure in done.failed:
                say(f"problem: {failure}")
        return code


@cli.command()
@click.argument("name")
@click.option("--attachments", is_flag=True, required=True, help="The files that articles announce.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line for each finding, and nothing else.")
@data_option
def check(name: str, attachments: bool, as_json: bool, data: Path) -> int:  # noqa: ARG001 - the verb will check more than files
    """Tell what is not right with the files of the site NAME: missing, cut off, protected, of another size or type. 6 for gaps."""
    site = kept_or_known(data, name)
    with closing(open_for_reading(data / site.name)) as ledger:
        found = check_files(ledger.db)
    if as_json:
        file_lines(found)
    else:
        file_tables(site, found)
    return 6 if any(finding.is_gap for finding in found.findings) else 0


def archived_page(data: Path, url: str) -> tuple[Site, StoredCapture, Capture]:
    """The newest whole capture of an address, and its site; BadInput where none is held."""
    site = site_of_url(data, url)
    with closing(open_for_reading(data / site.name)) as ledger:
        identity = identify(url, monolingual=site.monolingual).key
        stored = ledger.capture_of(normalise(url, monolingual=site.monolingual), identity)
        if stored is None:
            state = ledger.url_state(identity)
            raise BadInput(
                f"{url}: no capture; " + (f"state {state[0]}, {state[1] or state[2]}" if state else "never seen")
            )
        return site, stored, ledger.read_capture(stored)


@cli.command()
@click.argument("url")
@html_option
@data_option
def show(url: str, html: Path | None, data: Path) -> int:
    """Read one archived page and explain it: which rule found each field and what it beat, raw and clean, each edit."""
    site, stored, capture = archived_page(data, url)
    reading = read_page(open_page(capture, monolingual=site.monolingual), site, load_skeletons())
    with closing(open_for_reading(data / site.name)) as ledger:
        file = file_facts(ledger.db, stored.identity)
    show_reading(stored.url, reading, html, stored, file)
    return 0


@cli.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path, readable=False))
@click.option("--url", help="Address the page had, for one PATH; default: as the page or its name tells.")
@click.option("--jsonl", "as_jsonl", is_flag=True, help="One JSON object a line instead of an explanation.")
@html_option
def read(paths: tuple[Path, ...], url: str | None, as_jsonl: bool, html: Path | None) -> int:
    """Read saved HTML files, or folders of them, without touching any archive."""
    return print_saved(paths, url, html, as_jsonl=as_jsonl)


@cli.command()
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
        site, _, capture = archived_page(data, source)
        return write_pair(capture, site, page, expectation)
    path = Path(source)
    again = url is None and page.exists() and path.exists() and page.samefile(path)
    known = known_facts(page, expectation) if again else None
    capture = capture_of_file(path, url) if known is None else known[0]
    return write_pair(capture, lab_site(capture.url, "saved") if known is None else known[1], page, expectation)


@cli.command()
@click.argument("url")
@click.option(
    "--from", "older", type=click.IntRange(min=1), help="Number of the older version; default: the last but one."
)
@click.option("--to", "newer", type=click.IntRange(min=1), help="Number of the newer version; default: the last.")
@data_option
def diff(url: str, older: int | None, newer: int | None, data: Path) -> int:
    """List the versions of an archived article and show what changed between two of them, by paragraphs and words."""
    site = site_of_url(data, url)
    with closing(open_for_reading(data / site.name)) as ledger:
        versions = versions_of(ledger.db, identify(url, monolingual=site.monolingual).key)
    if not versions:
        raise BadInput(f"{url}: no article was read from it; see `explain {url}`")
    for number in (older, newer):
        if number is not None and number > len(versions):
            raise BadInput(f"{url}: no version {number}; the last is {versions[-1].number}")
    print_versions(versions)
    if len(versions) > 1 or older or newer:
        print_difference(versions[(older or max(len(versions) - 1, 1)) - 1], versions[(newer or len(versions)) - 1])
    return 0


@cli.command()
@click.argument("name")
@click.option("--state", type=click.Choice(URL_STATES), help="Only addresses in this state.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
@click.option("--log", "as_log", is_flag=True, help="One line an answer, in the field order of a Heritrix crawl log.")
@data_option
def urls(name: str, state: str | None, as_json: bool, as_log: bool, data: Path) -> int:
    """List every address that the archive of the site NAME ever saw, and what became of it."""
    if as_log and (state or as_json):
        raise BadInput("--log goes with neither --state nor --json")
    with closing(open_for_reading(data / kept_or_known(data, name).name)) as ledger:
        if as_log:
            for line in crawl_log(ledger.db):
                click.echo(line)
            return 0
        print_urls(all_urls(ledger.db, state), as_json=as_json)
    return 0


@cli.command()
@click.argument("url")
@data_option
def explain(url: str, data: Path) -> int:
    """Tell, without fetching, which rules decide on one address, and all the archive knows of it."""
    site = site_of_url(data, url)
    with closing(open_for_reading(data / site.name)) as ledger:
        print_account(ledger, site, url)
    return 0


@cli.command()
@click.option("--json", "as_json", is_flag=True, help="The same as JSON.")
@data_option
def status(as_json: bool, data: Path) -> int:
    """Say where things stand in the data folder."""
    return print_status(data, as_json=as_json)


@cli.command()
@click.argument("names", nargs=-1)
@out_option
@data_option
def publish(names: tuple[str, ...], out: Path | None, data: Path) -> int:
    """Write a fresh snapshot of the sites NAMES, or of all, for the public."""
    sites = [kept_or_known(data, name) for name in names] or list(held_sites(data).values())
    if not sites:
        raise BadInput(f"{data}: nothing to publish; begin with `crawl SITE`, or try `demo`")
    archives: list[tuple[Site, Ledger]] = []
    try:
        archives = [(site, open_archive(data / site.name)) for site in sites]
        report = publish_snapshot(archives, out or data / "public", program=PROGRAM)
    finally:
        for _, ledger in archives:
            ledger.close()
    say(
        f"{report.path}: {report.articles} articles, {report.files} files, {report.gaps} gaps; snapshot {report.snapshot_id[:12]}"
    )
    say("To browse it: python pipeline.py serve  (or: make serve)")
    return 0 if report.articles else 4


@cli.command()
@click.argument("url")
@click.option("--reason", type=click.Choice(REASONS), required=True, help="Kind of reason; the public is told it.")
@click.option("--note", help="Words for the archivist; never published.")
@data_option
def withdraw(url: str, reason: str, note: str | None, data: Path) -> int:
    """Hide an article or file from the public; the archive keeps it. In force with the next `publish`."""
    site = site_of_url(data, url)
    with archive_of(data, site) as ledger:
        ledger.lock()
        identity = thing_at(ledger, url, monolingual=site.monolingual)
        withdraw_thing(ledger, identity, url, reason, note, agent=PROGRAM, now=system_clock)
    say(f"{identity}: withdrawn ({reason}). What is served shows it until you publish: python pipeline.py publish")
    return 0


@cli.command()
@click.argument("url")
@data_option
def restore(url: str, data: Path) -> int:
    """Undo a withdrawal. In force with the next `publish`."""
    site = site_of_url(data, url)
    with archive_of(data, site) as ledger:
        ledger.lock()
        identity = thing_at(ledger, url, monolingual=site.monolingual)
        restore_thing(ledger, identity, url, agent=PROGRAM, now=system_clock)
    say(f"{identity}: no longer withdrawn. It is shown again once you publish: python pipeline.py publish")
    return 0


@cli.command()
@click.option("--port", type=click.IntRange(0, 65535), default=8001, show_default=True, help="Port on this machine.")
@click.option(
    "--host",
    default="127.0.0.1",
    show_default=True,
    help="Address to listen on; the default is reachable from this machine only.",
)
@out_option
@click.option("--no-sql", is_flag=True, help="Do not answer free SQL; else a second process does, on the next port.")
@data_option
def serve(port: int, host: str, out: Path | None, no_sql: bool, data: Path) -> int:
    """Show the snapshot with Datasette, read-only, until Ctrl-C."""
    public_db = (out or data / "public") / "public.db"
    return serve_snapshot(public_db, METADATA, host=host, port=port, with_sql=not no_sql)


@cli.command()
@data_option
def demo(data: Path) -> int:
    """Crawl the four fronts of the sample site side by side, read and publish them, and hold the result against its truth."""
    from terminal.demo import run_demo  # the sample is needed by nothing else

    return run_demo(data, Path(__file__).resolve())


def main(arguments: list[str] | None = None) -> int:
    """Run the command line; its exit code."""
    try:
        return leave(lambda: int(cli.main(args=arguments, standalone_mode=False) or 0))
    except click.ClickException as error:
        error.show()
        return 2
    except click.Abort:
        click.echo("fonds: stopped", err=True)
        return 3


if __name__ == "__main__":
    if signal.getsignal(signal.SIGINT) is signal.SIG_DFL:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    sys.exit(main())
