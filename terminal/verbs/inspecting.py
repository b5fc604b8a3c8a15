"""Verbs that tell where things stand: an archive, its addresses, why one address, and what is not right with its files."""

from contextlib import closing
from pathlib import Path

import click

from archive.account import all_urls
from archive.crawl_log import crawl_log
from archive.holdings import kept_or_known, site_of_url
from archive.opening import open_for_reading
from database.file_check import check_files
from sites.errors import BadInput
from terminal.account import print_account, print_urls
from terminal.overview import file_lines, file_tables, print_status
from terminal.verbs.options import data_option

URL_STATES = ("queued", "fetched", "not-modified", "redirected", "failed", "skipped", "trap", "alias")


@click.command()
@click.option("--json", "as_json", is_flag=True, help="The same as JSON.")
@data_option
def status(as_json: bool, data: Path) -> int:
    """Say where things stand in the data folder."""
    return print_status(data, as_json=as_json)


@click.command()
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


@click.command()
@click.argument("url")
@data_option
def explain(url: str, data: Path) -> int:
    """Tell, without fetching, which rules decide on one address, and all the archive knows of it."""
    site = site_of_url(data, url)
    with closing(open_for_reading(data / site.name)) as ledger:
        print_account(ledger, site, url)
    return 0


@click.command()
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
