"""Which archives a data folder holds, and which site a name or an address means there; what is in them is for the ledger."""

import sqlite3
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from archive.opening import open_for_reading
from sites.address import take_apart
from sites.errors import BadInput, Damage, FondsError, UnknownSite, Unreadable
from sites.registry import find_site, lab_site, load_sites, site_from_json
from sites.site import Site, may_be_name


def held_sites(data: Path, tell: Callable[[FondsError], object] | None = None) -> dict[str, Site]:
    """Sites with an archive in this folder, by name: as their file says, or as their newest run kept them. `tell` is given what is
    wrong with an archive that cannot be read, which then is left out; None: it is raised."""
    files = load_sites()
    held = {}
    for folder in sorted(data.iterdir()) if data.is_dir() else ():
        name = folder.name
        try:
            if not _holds_archive(folder):
                continue
            site = files.get(name) or kept_site(folder)
        except FondsError as error:
            if tell is None:
                raise
            tell(error)
            continue
        if site is not None:
            held[name] = site
    return held


def _holds_archive(folder: Path) -> bool:
    """Whether an archive.db stands in this folder. Unreadable where it may be an archive's and nobody is let in: `glob` passes it
    over in silence, and a whole site would be missing in what is published."""
    try:
        return (folder / "archive.db").exists()
    except OSError as error:
        if not may_be_name(folder.name):  # `lost+found` of a disk of its own, say
            return False
        raise Unreadable(f"{folder}: cannot be looked into: {error.strerror}; give the right to read it") from error


def kept_site(folder: Path) -> Site | None:
    """The site as its newest run kept it in `crawls`; None when there is no archive or no run. Damage where it can't be told."""
    if not _holds_archive(folder):
        return None
    ledger = open_for_reading(folder)
    try:
        settings = ledger.kept_settings()
    except sqlite3.DatabaseError as error:
        raise Damage(f"{folder}: the database is damaged: {error}") from error
    finally:
        ledger.close()
    return None if settings is None else site_from_json(settings["site"])


def choose_site(
    data: Path, target: str, *, name: str | None = None, allow_private: bool = False, delay: float | None = None
) -> Site:
    """The site a person means: an address with `name` makes a laboratory site; else a site file or an archive with this
    name or host. UnknownSite when there is none; BadInput when the name is taken by another host."""
    if "://" not in target and name is not None:
        raise BadInput(f"--name {name} goes with an address, such as `crawl http://{target}/ --name {name}`")
    if name is None:
        site = kept_or_known(data, target) if "://" not in target else site_of_url(data, target)
    else:
        site = lab_site(target, name)
        if name in load_sites():
            raise BadInput(f"{name} is the name of a site file; choose another --name, or say `crawl {name}`")
        # An archive made by `import` may know more hosts than the address names.
        kept = kept_site(data / name)
        if kept is not None and set(kept.hosts).isdisjoint(site.hosts):
            raise BadInput(f"{data / name} holds {', '.join(kept.hosts)}, not {site.hosts[0]}; choose another --name")
        site = kept or site
    site = replace(site, allow_private=site.allow_private or allow_private)
    return site if delay is None else replace(site, delay=delay)


def kept_or_known(data: Path, name: str) -> Site:
    """The site of this name: its file, or what its archive kept. UnknownSite when there is neither."""
    # Any other name could lead out of the data folder.
    kept = kept_site(data / name) if may_be_name(name) and name not in load_sites() else None
    try:
        return kept or find_site(name)
    except UnknownSite as error:
        archives = ", ".join(path.parent.name for path in sorted(data.glob("*/archive.db"))) or "none"
        raise UnknownSite(f"{error}. Archives in {data}: {archives}") from None


def archives_of_url(data: Path, url: str) -> list[Site]:
    """The sites of all archives of the data folder that hold this address's host: one may be archived under two names. An archive that
    cannot be read is left out, for it cannot be published either. Where there is none, as `site_of_url`."""
    host = take_apart(url).host
    held = held_sites(data, lambda _: None).values()
    return [site for site in held if host in site.hosts] or [site_of_url(data, url)]


def site_of_url(data: Path, url: str) -> Site:
    """The site that this address belongs to: an archive of the data folder first, then a site file. UnknownSite when none."""
    host = take_apart(url).host
    refused: list[FondsError] = []
    for site in held_sites(data, refused.append).values():
        if host in site.hosts:
            return site
    if not host:
        raise UnknownSite(f"{url!r} is no address; give it whole, with http://")
    try:
        return find_site(url)
    except UnknownSite as error:
        if refused:  # it may be in an archive that cannot be read
            raise refused[0] from None
        raise UnknownSite(f"no site has the host {host!r}; to make one: `crawl {url} --name NAME`") from error
