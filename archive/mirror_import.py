"""The mirror door: makes a resource record of every file of a mirror folder and has it named; fetches nothing."""

import hashlib
from collections import Counter
from pathlib import Path

from archive.clock import Clock
from archive.given import shown, site_hosts
from archive.importing import ALREADY, ImportReport, all_or_nothing
from archive.ledger import Ledger
from archive.mirror import MirrorFile, mirror_files, too_long
from archive.naming import Named, Namer
from archive.warc_read import WarcRecord
from archive.warc_write import WarcWriter
from sites.address import take_apart
from sites.errors import BadInput
from sites.site import Site

_REMEDY = "give the folder that holds one named after the host, such as www.example.org/"
_LISTED = 50
"""Files without an address that are named one by one."""


def mirror_hosts(folder: Path) -> tuple[str, ...]:
    """Hosts of the site that a mirror folder holds. BadInput when no file of it tells an address."""
    pages: Counter[str] = Counter()
    for file in mirror_files(folder):
        if file.url is not None and file.media_type == "text/html":
            pages[take_apart(file.url).host] += 1
    return site_hosts(pages, (folder,))


def import_mirror(ledger: Ledger, site: Site, folder: Path, crawl_id: int, *, agent: str, now: Clock) -> ImportReport:
    """Take a mirror folder in, in one transaction. BadInput when no file of it tells an address of this site."""
    digest = _digest(folder)
    if ledger.db.execute(ALREADY, (digest,)).fetchone() is not None:
        return ImportReport(shown(folder), {}, {}, True, None)
    warcinfo = (
        ("software", agent),
        ("format", "WARC File Format 1.1"),
        ("description", "files of a mirror folder that another program made; addresses from their names or comments"),
    )
    writer = WarcWriter(ledger.captures_folder, f"mirror-{crawl_id:05d}", warcinfo, now)

    def undo() -> None:
        writer.abandon()
        for path in ledger.captures_folder.glob(f"mirror-{crawl_id:05d}-*"):
            path.unlink()

    with all_or_nothing(ledger, undo):
        became, homeless = _take(Namer(ledger, site, crawl_id, "mirror"), writer, folder, site)
        if not became["named"]:
            raise BadInput(f"{shown(folder)}: no file of it tells an address of {', '.join(site.hosts)}; {_REMEDY}")
        for path in homeless[:_LISTED]:
            message = f"{shown(path)}: neither its name nor a comment in it tells its address; {_REMEDY}"
            ledger.record_problem(crawl_id, shown(path), "import", "no-address", message)
        if len(homeless) > _LISTED:
            message = f"{len(homeless) - _LISTED} more files of {shown(folder.name)} tell no address"
            ledger.record_problem(crawl_id, shown(folder.name), "import", "no-address", message)
        writer.close()
        made = sorted(path.name for path in ledger.captures_folder.glob(f"mirror-{crawl_id:05d}-*"))
        detail = {"file": shown(folder.name), "sha256": digest, "made": made, "captures": became["named"]}
        ledger.record_event("import", agent, "done", shown(folder.name), detail, now())
    others = {"without an address": len(homeless)} if homeless else {}
    return ImportReport(shown(folder), dict(became), others, False, None)


def _take(namer: Namer, writer: WarcWriter, folder: Path, site: Site) -> tuple[Counter[Named], list[Path]]:
    became: Counter[Named] = Counter()
    homeless: list[Path] = []
    for file in mirror_files(folder, site.hosts):
        if file.url is None:
            homeless.append(file.path.relative_to(folder))
        elif take_apart(file.url).host not in site.hosts:
            became["foreign"] += 1
        elif too_long(file):
            became["unusable"] += 1
        else:
            record, name = _append(writer, file, file.url)
            became[namer.name(record, name)] += 1
    return became, homeless


def _append(writer: WarcWriter, file: MirrorFile, url: str) -> tuple[WarcRecord, str]:
    writer.rotate()
    block = file.path.read_bytes()
    written = writer.append("resource", url, file.moment, block, file.media_type)
    fields = (
        ("WARC-Type", "resource"),
        ("WARC-Record-ID", written.record_id),
        ("WARC-Target-URI", url),
        ("WARC-Date", file.moment.isoformat()),
        ("Content-Type", file.media_type),
    )
    return WarcRecord(fields, block, written.offset, written.length), written.file


def _digest(folder: Path) -> str:
    """SHA-256 over the paths and contents of all files of the folder."""
    digest = hashlib.sha256()
    for file in mirror_files(folder):
        digest.update(f"{file.path.relative_to(folder)}\n".encode("utf-8", "surrogateescape"))
        with file.path.open("rb") as stream:
            digest.update(hashlib.file_digest(stream, "sha256").digest())
    return digest.hexdigest()
