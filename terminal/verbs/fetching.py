"""Verbs that bring bytes in, each ending with `build`: the demo, a crawl, the Wayback Machine, files of other crawlers."""

from contextlib import closing
from dataclasses import replace
from pathlib import Path

import click

from archive.clock import system_clock
from archive.holdings import choose_site, kept_or_known
from archive.import_run import hosts_in, refuse_own, run_import, split_paths
from archive.opening import open_archive
from sites.errors import BadInput, UnknownSite
from sites.registry import lab_site
from spiders.reach import unreachable_hosts
from spiders.run import CONTACT, run_crawl
from spiders.service import open_service
from spiders.wayback import run_wayback
from terminal.overview import import_tables, wayback_tables
from terminal.progress import CrawlProgress
from terminal.tables import crawl_tables, say
from terminal.verbs.options import DIGITS, PROGRAM, Contact, Seconds, data_option
from terminal.verbs.reading import read_into_rows

PIPELINE = Path(__file__).resolve().parents[2] / "pipeline.py"


@click.command()
@data_option
def demo(data: Path) -> int:
    """Crawl the four fronts of the sample site side by side, read and publish them, and hold the result against its truth."""
    from terminal.demo import run_demo  # the sample is needed by nothing else

    return run_demo(data, PIPELINE)


@click.command()
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
@click.option(
    "--contact",
    type=Contact(),
    default=CONTACT,
    show_default=True,
    help="Address in the user agent, for the host's people.",
)
@click.option("--no-build", is_flag=True, help="Keep captures only; read them later with `build`.")
@data_option
def crawl(
    target: str, name: str | None, allow_private: bool, delay: float | None, limit: int | None, concurrency: int,
    probe_ids: bool, contact: str, no_build: bool, data: Path,
) -> int:  # fmt: skip
    """Fetch a site, TARGET being its name or an address of it, and read what came. Goes on where it stood."""
    site = choose_site(data, target, name=name, allow_private=allow_private, delay=delay)
    unresolved = unreachable_hosts(site)
    with closing(open_archive(data / site.name, create=True)) as ledger:
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


@click.command()
@click.argument("target")
@click.option("--from", "from_date", type=DIGITS, default="", help="First day of the captures, as 2009 or 20090131.")
@click.option("--to", "to_date", type=DIGITS, default="", help="Last day of the captures.")
@click.option("--name", help="Make a site of the host of an address that has no site file yet.")
@click.option("--service", help="Base address of the service; default: as the site says.")
@click.option("--allow-private", is_flag=True, help="Let a new site be on a loopback or private address.")
@click.option("--delay", type=Seconds(), default=1.0, show_default=True, help="Seconds between two captures.")
@click.option("--limit", type=click.IntRange(min=1), help="Stop after so many captures: a try.")
@click.option("--refresh", is_flag=True, help="Ask the index anew, whatever an earlier run was answered.")
@click.option("--contact", type=Contact(), default=CONTACT, show_default=True, help="Address in the user agent.")
@click.option("--no-build", is_flag=True, help="Keep captures only; read them later with `build`.")
@data_option
def wayback(
    target: str, from_date: str, to_date: str, name: str | None, service: str | None, allow_private: bool, delay: float,
    limit: int | None, refresh: bool, contact: str, no_build: bool, data: Path,
) -> int:  # fmt: skip
    """Fetch a site out of the Wayback Machine, TARGET being its name or an address of it. Goes on where it stood."""
    digits = min(len(from_date), len(to_date))
    if from_date[:digits] > to_date[:digits]:
        raise BadInput(f"--from {from_date} is later than --to {to_date}")
    site = choose_site(data, target, name=name, allow_private=allow_private)
    site = replace(site, wayback=service) if service else site
    with closing(open_archive(data / site.name, create=True)) as ledger:
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


@click.command("import")
@click.argument("name")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--no-build", is_flag=True, help="Keep captures only; read them later with `build`.")
@data_option
def import_(name: str, paths: tuple[Path, ...], no_build: bool, data: Path) -> int:
    """Take WARC, ARC and WACZ files, and mirror folders of wget or HTTrack, into the archive of the site NAME; a new name
    takes its hosts from what is in them. Of another archive give its folder captures/, in which are its withdrawals as well."""
    good, bad = split_paths(paths)
    try:
        site = kept_or_known(data, name)
    except UnknownSite:
        hosts = hosts_in(good)
        site = replace(lab_site(f"http://{hosts[0]}/", name, allow_private=True), hosts=hosts, allow_private=False)
    refuse_own(good, data / site.name / "captures")
    with closing(open_archive(data / site.name, create=True)) as ledger:
        ledger.lock()
        run = run_import(ledger, site, good, bad, agent=PROGRAM, now=system_clock)
        import_tables(site, run)
        built = 0 if no_build else read_into_rows(ledger, site)
    return run.exit_code or built
