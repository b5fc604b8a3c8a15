"""One run of the file doors: chooses the door of each path given, goes through them, and says what came of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from archive.clock import Clock
from archive.given import check_file, hosts_of, shown
from archive.importing import UNFOLDED, ImportReport, import_file, retry_open_revisits
from archive.journal import FILE_NAME as JOURNAL
from archive.journal import read_journal
from archive.ledger import Ledger
from archive.mirror_import import import_mirror, mirror_hosts
from archive.setting_aside import set_leftovers_aside
from archive.withdrawing import take_over
from sites.errors import BadInput
from sites.registry import site_to_json
from sites.site import Site


@dataclass(frozen=True, slots=True)
class ImportRun:
    """What came of all paths given."""

    reports: tuple[ImportReport, ...]
    """One a path that could be used, in the order given."""
    refused: tuple[str, ...]
    """Why the others could not, a sentence each; each is a Problem."""
    open_revisits: int
    """Revisit records whose body no import has brought yet."""
    set_aside: tuple[str, ...]
    """Copies that an import left which was killed."""
    withdrawals: int
    """Withdrawals and restorations taken over from journals."""

    @property
    def exit_code(self) -> int:
        """5 when anything given is damaged or no archive, 4 when nothing in it is of this site, else 0."""
        if self.refused or any(report.damage for report in self.reports):
            return 5
        return 4 if self.reports and not any(map(_is_of_the_site, self.reports)) else 0


def _is_of_the_site(report: ImportReport) -> bool:
    return report.already or any(number for name, number in report.became.items() if name != "foreign")


def split_paths(paths: Sequence[Path]) -> tuple[tuple[Path, ...], dict[Path, str]]:
    """Paths that can be imported, and why the others cannot; for the captures/ of an archive what stands in it. BadInput when
    there is none of the first kind; Damage when one is the journal of an archive, and damaged."""
    good: list[Path] = []
    bad: dict[Path, str] = {}
    for path in chain.from_iterable(map(_opened, paths)):
        try:
            if not path.is_dir() and path.name != JOURNAL:
                check_file(path)
            good.append(path)
        except BadInput as error:
            bad[path] = str(error)
        except OSError as error:
            bad[path] = f"{shown(path)}: cannot be read: {error.strerror or error}"
    if not good:
        raise BadInput("; ".join(bad.values()))
    for path in good:
        if path.name == JOURNAL:
            read_journal(path)
    return tuple(good), bad


def _opened(path: Path) -> list[Path]:
    """The path; where it is the captures/ of an archive, as its journal tells, the files with records in it and the journal.
    Reports are none of them, nor what was unfolded of a file beside it."""
    if not (path / JOURNAL).is_file():
        return [path]
    return [
        file
        for file in sorted(path.iterdir())
        if file.name == JOURNAL
        or ((file.name.startswith("import-") or file.name.endswith(".warc.gz")) and not file.name.endswith(UNFOLDED))
    ]


def refuse_own(paths: Sequence[Path], captures: Path) -> None:
    """BadInput when one of these stands in captures/ of the very archive that is to take them, or is that folder: what is there is
    held, and would be copied beside itself. What was set aside in it may come in again."""
    own = captures.resolve()
    for path in paths:
        if own in (path.resolve(), path.resolve().parent):
            raise BadInput(
                f"{shown(path)}: stands in this archive already, which would copy it beside itself; to make a lost archive.db anew, "
                "`import` captures/ into a fresh --data folder"
            )


def hosts_in(paths: tuple[Path, ...]) -> tuple[str, ...]:
    """Hosts of the site that these files and folders hold. BadInput when they hold no page."""
    paths = tuple(path for path in paths if path.name != JOURNAL)
    files = tuple(path for path in paths if not path.is_dir())
    if not paths:
        raise BadInput(f"{JOURNAL} alone tells no host; give the WARC files that stand beside it as well")
    return hosts_of(files) if files else mirror_hosts(paths[0])


def run_import(
    ledger: Ledger, site: Site, paths: tuple[Path, ...], bad: dict[Path, str], *, agent: str, now: Clock
) -> ImportRun:
    """Take all paths in; one that fails does not harm the others. The ledger must be locked."""
    aside = set_leftovers_aside(ledger, agent, now)
    door = "mirror" if all(path.is_dir() for path in paths) else "warc"
    settings = {"site": site_to_json(site), "files": [shown(path.name) for path in paths]}
    crawl_id = ledger.begin_crawl(door, settings, {"fonds": agent}, now())
    refused = dict(bad)
    reports = []
    taken_over = sum(take_over(ledger, path) for path in paths if path.name == JOURNAL)
    for path in paths:
        if path.name == JOURNAL:
            continue
        take = import_mirror if path.is_dir() else import_file
        try:
            reports.append(take(ledger, site, path, crawl_id, agent=agent, now=now))
        except BadInput as error:
            refused[path] = str(error)
        except OSError as error:
            refused[path] = f"{shown(path)}: cannot be read: {error.strerror or error}"
    for path, reason in refused.items():
        ledger.record_problem(crawl_id, shown(path.name)[:150], "import", "not-an-archive", reason)
    left = retry_open_revisits(ledger, site, crawl_id)
    run = ImportRun(tuple(reports), tuple(refused.values()), left, aside, taken_over)
    counts = {"captures": sum(report.became.get("named", 0) for report in reports), "open_revisits": left}
    ledger.finish_crawl(crawl_id, "finished", run.exit_code, counts, now())
    return run
