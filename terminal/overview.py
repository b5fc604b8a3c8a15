"""What an archive holds, as tables: after a build, and for `status`."""

import json
import sqlite3
import sys
from collections.abc import Iterable
from contextlib import closing
from dataclasses import asdict
from pathlib import Path
from typing import Any

from archive.figures import problem_counts, summary
from archive.frontier import Frontier
from archive.holdings import held_sites
from archive.import_run import ImportRun
from archive.ledger import Ledger
from archive.naming import Named
from archive.opening import open_for_reading
from database.build import BuildReport
from database.drift import FIELDS, counts_by_skeleton
from database.file_check import FileCheck
from database.holdings import holdings
from sites.errors import BadInput, Damage, FondsError
from sites.site import Site
from spiders.wayback import WaybackReport
from terminal.tables import console, say, table


def build_tables(site: Site, report: BuildReport, folder: Path) -> None:
    """What a build came to. `folder`: of the archive."""
    rows: list[tuple[object, str]] = [
        (report.articles, "articles"),
        (report.versions, "versions of them"),
        (report.sections, "sections"),
    ]
    rows += [(number, f"files: {state}") for state, number in sorted(report.attachments.items())]
    table(f"Read into rows for {site.name} ({report.read} captures read in this run)", ("number", "what"), rows)
    if report.skeletons:
        table(
            "Skins they were read with",
            ("number", "skeleton"),
            [(n, name) for name, n in sorted(report.skeletons.items())],
        )
    if report.problems:
        found = sorted(report.problems.items(), key=lambda item: -item[1])
        table("Problems met while reading", ("number", "kind"), [(number, kind) for kind, number in found])
        say(f"Their addresses: table reading_problems in {folder / 'archive.db'}; `show URL` tells those of one page")


def file_tables(site: Site, check: FileCheck) -> None:
    """What is not right with the files of a site."""
    table(f"Files of {site.name}", ("number", "state"), [(number, state) for state, number in check.states.items()])
    agreed, differ = check.sizes
    say(f"\n{check.files} files; of the sizes that pages state, {agreed} can be those of the files, {differ} cannot")
    rows = [(found.kind, found.url, found.detail) for found in check.findings]
    if rows and console().is_terminal:
        table("What is not right", ("what", "file", "seen"), rows)
    else:
        # For other programs: a line a finding, whole however long its address is.
        for row in rows:
            print("\t".join(" ".join(cell.split()) for cell in row))


def file_lines(check: FileCheck) -> None:
    """The same findings for programs: a JSON object a line, nothing else."""
    for found in check.findings:
        print(json.dumps(asdict(found), ensure_ascii=False))


_BECAME: tuple[tuple[Named, str], ...] = (
    ("named", "captures"),
    ("held", "held before"),
    ("foreign", "of other hosts"),
    ("open", "revisits without a body"),
    ("altered", "altered"),
    ("unusable", "unusable"),
)


def import_tables(site: Site, run: ImportRun) -> None:
    """What an import came to."""
    rows = [
        (
            report.file,
            *(report.became.get(name, 0) for name, _ in _BECAME),
            "already held" if report.already else "damaged" if report.damage else "whole",
        )
        for report in run.reports
    ]
    table(f"Imported into {site.name}", ("given", *(words for _, words in _BECAME), "state"), rows)
    for kept in run.set_aside:
        say(f"note: {kept}, left by an import that was killed, was set aside")
    if run.withdrawals:
        say(f"note: {run.withdrawals} withdrawals and restorations were taken over from the journal")
    if run.open_revisits:
        say(f"note: {run.open_revisits} revisits wait for the record with their body; import the file that holds it")
    if run.exit_code == 4:
        say(
            f"nothing in what was given is of {', '.join(site.hosts)}: another site, or a host that is missing in its data?"
        )
    for told in (*(report.damage for report in run.reports if report.damage), *run.refused):
        say(f"damage: {told}")


def wayback_tables(site: Site, report: WaybackReport) -> None:
    """What a run of the Wayback door came to."""
    rows: list[tuple[object, str]] = [
        (report.rows, f"lines of the index ({report.searches} searches made now)"),
        (report.things, "articles, files, lists and other things in them"),
        (report.kept, "captures kept in this run"),
        (report.held, "things held from an earlier run"),
        (report.without, "things without any capture that could be had"),
    ]
    table(f"Captures of {site.name} (run {report.crawl_id}: {report.finish})", ("number", "what"), rows)
    if report.refused:
        refused = sorted(report.refused.items(), key=lambda item: -item[1])
        table("Lines of the index not asked for", ("number", "rule"), [(number, rule) for rule, number in refused])
    if report.finish != "finished":
        say(f"note: {report.message}")
        say(f"To go on: python pipeline.py wayback {site.name}")


def status_of(site: Site, ledger: Ledger) -> dict[str, Any]:
    """Where one archive stands, as plain values."""
    number, size, first, last = summary(ledger.db)
    held = holdings(ledger.db)
    crawl = ledger.last_crawl()
    return {
        "site": site.name,
        "hosts": list(site.hosts),
        "last_run": None
        if crawl is None
        else {key: crawl[key] for key in ("id", "door", "started_at", "finished_at", "finish", "exit_code")},
        "addresses": Frontier(ledger.db, 0).tally(),
        "captures": number,
        "payload_bytes": size,
        "first_capture": first,
        "last_capture": last,
        "articles": held.articles,
        "attachments": dict(held.attachments),
        "found": counts_by_skeleton(ledger.db),
        "problems": [*problem_counts(ledger.db), *(("read", kind, number) for kind, number in held.problems.items())],
    }


def print_status(data: Path, *, as_json: bool) -> int:
    """Print where all archives of a data folder stand. One that cannot be read is told on stderr, and its exit code given."""
    refused: list[FondsError] = []
    found = []
    for name, site in held_sites(data, refused.append).items():
        try:
            with closing(open_for_reading(data / name)) as ledger:
                found.append(status_of(site, ledger))
        except FondsError as error:
            refused.append(error)
        except sqlite3.DatabaseError as error:
            refused.append(Damage(f"{data / name}: the database is damaged: {error}"))
    if not found and not refused:
        raise BadInput(f"{data}: no archive here; begin with `crawl SITE`, or try `demo`")
    if as_json:
        print(json.dumps(found, ensure_ascii=False, indent=1))
    else:
        status_tables(found)
    for told in refused:
        print(f"fonds: {told}", file=sys.stderr)
    return max((told.exit_code for told in refused), default=0)


def status_tables(found: Iterable[dict[str, Any]]) -> None:
    """Print what `status_of` told of each archive."""
    for status in found:
        run = status["last_run"]
        say(f"\n{status['site']} ({', '.join(status['hosts'])})")
        if run is not None:
            ended = run["finish"] or "not ended: it runs, or was killed"
            say(f"last run: {run['door']} {run['id']} from {run['started_at']}: {ended}, exit code {run['exit_code']}")
        say(
            f"{status['captures']} captures of {status['first_capture']} to {status['last_capture']}, "
            f"{status['articles']} articles, files: {_words(status['attachments'])}"
        )
        say(f"addresses: {_words(status['addresses'])}")
        if status["found"]:
            rows = [(name, *(counts[what] for what in ("pages", *FIELDS))) for name, counts in status["found"].items()]
            table("articles by skeleton, and how many have each field", ("skeleton", "articles", *FIELDS), rows)
        if status["problems"]:
            table("problems", ("stage", "kind", "number"), status["problems"])


def _words(counts: dict[str, int]) -> str:
    return ", ".join(f"{number} {state}" for state, number in counts.items()) or "none"
