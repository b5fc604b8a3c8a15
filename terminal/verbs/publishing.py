"""Verbs for what the public sees: a snapshot, Datasette on it, and what must not be shown."""

import sqlite3
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path

import click

from archive.clock import system_clock
from archive.holdings import archives_of_url, held_sites, kept_or_known
from archive.ledger import Ledger
from archive.opening import open_archive, open_for_reading
from archive.withdrawing import REASONS, thing_at
from archive.withdrawing import restore as restore_thing
from archive.withdrawing import withdraw as withdraw_thing
from database.holdings import bytes_of, shown_with_bytes
from publication.publisher import untold_of_publisher
from publication.serve import METADATA
from publication.serve import serve as serve_snapshot
from publication.snapshot import publish as publish_snapshot
from sites.errors import BadInput, FondsError
from sites.site import Site
from terminal.tables import say
from terminal.verbs.options import PROGRAM, data_option, out_option

_MOST_TOLD = 5
"""Of things that could not be read again, so many are named: one lost file of captures can take all with it."""


@click.command()
@click.argument("names", nargs=-1)
@out_option
@data_option
def publish(names: tuple[str, ...], out: Path | None, data: Path) -> int:
    """Write a fresh snapshot of the sites NAMES, or of all, for the public. 5 when stored bytes could not be read again."""
    sites = [kept_or_known(data, name) for name in dict.fromkeys(names)] or list(held_sites(data).values())
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
    _warn(report.path)
    for told in report.unread[:_MOST_TOLD]:
        click.echo(f"fonds: not in the snapshot: {told}", err=True)
    if report.unread:
        click.echo(
            f"fonds: {len(report.unread)} files and captured pages could not be read again and are not in the snapshot; "
            "put back what is missing or damaged under captures/, then publish again",
            err=True,
        )
    say("To browse it: python pipeline.py serve  (or: make serve)")
    if report.unread:
        return 5
    return 0 if report.articles else 4


@click.command()
@click.option("--port", type=click.IntRange(0, 65535), default=8001, show_default=True, help="Port on this machine.")
@click.option(
    "--host",
    default="127.0.0.1",
    show_default=True,
    help="Address to listen on; the default is reachable from this machine only.",
)
@out_option
@click.option("--no-sql", is_flag=True, help="Do not answer free SQL; else a second process does, on the next port.")
@click.option(
    "--address",
    help="How readers reach the site, as https://archives.example.org; named in feeds, maps and citations. "
    "Default: where it listens.",
)
@data_option
def serve(port: int, host: str, out: Path | None, no_sql: bool, address: str | None, data: Path) -> int:
    """Show the snapshot with Datasette, read-only, until Ctrl-C."""
    public_db = (out or data / "public") / "public.db"

    def announce(here: str) -> None:
        _warn(public_db)
        click.echo(here)

    return serve_snapshot(
        public_db, METADATA, host=host, port=port, with_sql=not no_sql, address=address, announce=announce
    )


def _warn(public_db: Path) -> None:
    for sentence in untold_of_publisher(public_db, METADATA):
        click.echo(f"fonds: {sentence}", err=True)


def _in_each_archive(data: Path, url: str, act: Callable[[Ledger, str], object]) -> tuple[str, set[str]]:
    """Act on the thing at this address in each archive that has it, for `publish` shows them all; its keys, and where, in words,
    and the digests of its bytes where it is a file. BadInput where none has it, or the act has nothing to do in any."""
    done: list[str] = []
    digests: set[str | None] = set()
    refused: BadInput | None = None
    for site in archives_of_url(data, url):
        with closing(open_archive(data / site.name)) as ledger:
            ledger.lock()
            try:
                identity = thing_at(ledger, url, monolingual=site.monolingual)
                act(ledger, identity)
            except BadInput as error:
                refused = error
            else:
                done.append(f"{identity} of {site.name}")
                digests.add(bytes_of(ledger.db, identity))
    if refused is not None and not done:
        raise refused
    return ", ".join(done), {digest for digest in digests if digest is not None}


def _tell_same_bytes(data: Path, digests: set[str]) -> None:
    """Tell where other sites show what was withdrawn of one: whether those are meant too is for the archivist."""
    for name in held_sites(data, lambda _: None) if digests else ():
        # What cannot be read is not published either, and must not make a withdrawal look as if it had failed.
        with suppress(FondsError, sqlite3.Error), closing(open_for_reading(data / name)) as ledger:
            for url in (url for digest in sorted(digests) for url in shown_with_bytes(ledger.db, digest)):
                say(f"note: {name} shows the same bytes as {url}; withdraw that address too, if it is meant")


@click.command()
@click.argument("url")
@click.option("--reason", type=click.Choice(REASONS), required=True, help="Kind of reason; the public is told it.")
@click.option("--note", help="Words for the archivist; never published.")
@data_option
def withdraw(url: str, reason: str, note: str | None, data: Path) -> int:
    """Hide an article or file from the public; the archive keeps it. In force with the next `publish`."""

    def act(ledger: Ledger, identity: str) -> None:
        withdraw_thing(ledger, identity, url, reason, note, agent=PROGRAM, now=system_clock)

    told, digests = _in_each_archive(data, url, act)
    _tell_same_bytes(data, digests)
    say(f"{told}: withdrawn ({reason}). What is served shows it until you publish: python pipeline.py publish")
    return 0


@click.command()
@click.argument("url")
@data_option
def restore(url: str, data: Path) -> int:
    """Undo a withdrawal. In force with the next `publish`."""

    def act(ledger: Ledger, identity: str) -> None:
        restore_thing(ledger, identity, url, agent=PROGRAM, now=system_clock)

    told, _ = _in_each_archive(data, url, act)
    say(f"{told}: no longer withdrawn. It is shown again once you publish: python pipeline.py publish")
    return 0
