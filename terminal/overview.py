"""What an archive holds, as tables: after a build, and for `status`."""

import json
from collections.abc import Sequence
from typing import Any

from archive.ledger import Ledger
from database.build import BuildReport
from sites.site import Site
from terminal.tables import console, table

_STATES = "SELECT state, count(*) FROM urls GROUP BY state ORDER BY 2 DESC"
_CAPTURES = "SELECT count(*), coalesce(sum(payload_bytes), 0), min(fetched_at), max(fetched_at) FROM captures"
_PROBLEMS = """
SELECT stage, kind, count(*) FROM (SELECT stage, kind FROM fetch_problems UNION ALL SELECT stage, kind FROM reading_problems)
GROUP BY 1, 2 ORDER BY 3 DESC"""


def build_tables(site: Site, report: BuildReport) -> None:
    """What a build came to."""
    rows: list[tuple[object, str]] = [(report.articles, "articles"), (report.sections, "sections")]
    rows += [(number, f"files: {state}") for state, number in sorted(report.attachments.items())]
    table(f"Read into rows for {site.name} ({report.read} captures read in this run)", ("number", "what"), rows)
    if report.problems:
        found = sorted(report.problems.items(), key=lambda item: -item[1])
        table("Problems met while reading", ("number", "kind"), [(number, kind) for kind, number in found])


def status_of(site: Site, ledger: Ledger) -> dict[str, Any]:
    """Where one archive stands, as plain values."""
    db = ledger.db
    number, size, first, last = db.execute(_CAPTURES).fetchone()
    crawl = ledger.last_crawl()
    return {
        "site": site.name,
        "hosts": list(site.hosts),
        "last_run": None
        if crawl is None
        else {key: crawl[key] for key in ("id", "door", "started_at", "finished_at", "finish", "exit_code")},
        "addresses": dict(db.execute(_STATES).fetchall()),
        "captures": number,
        "payload_bytes": size,
        "first_capture": first,
        "last_capture": last,
        "articles": db.execute("SELECT count(*) FROM articles").fetchone()[0],
        "attachments": dict(db.execute("SELECT state, count(*) FROM attachments GROUP BY state").fetchall()),
        "problems": [tuple(row) for row in db.execute(_PROBLEMS)],
    }


def status_tables(archives: Sequence[tuple[Site, Ledger]], *, as_json: bool) -> None:
    """Print where all archives of a data folder stand."""
    found = [status_of(site, ledger) for site, ledger in archives]
    if as_json:
        print(json.dumps(found, ensure_ascii=False, indent=1))
        return
    for status in found:
        run = status["last_run"]
        console().print(f"[bold]{status['site']}[/bold] ({', '.join(status['hosts'])})")
        if run is not None:
            ended = run["finish"] or "not ended: it runs, or was killed"
            console().print(
                f"last run: {run['door']} {run['id']} from {run['started_at']}: {ended}, exit code {run['exit_code']}"
            )
        console().print(
            f"{status['captures']} captures of {status['first_capture']} to {status['last_capture']}, "
            f"{status['articles']} articles, files: {_words(status['attachments'])}"
        )
        console().print(f"addresses: {_words(status['addresses'])}")
        if status["problems"]:
            table("problems", ("stage", "kind", "number"), status["problems"])


def _words(counts: dict[str, int]) -> str:
    return ", ".join(f"{number} {state}" for state, number in counts.items()) or "none"
