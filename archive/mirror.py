"""Reads a mirror folder of wget or HTTrack: which file stands for which address, fetched when; taking it in is for importing."""

import mimetypes
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import NoReturn
from urllib.parse import quote

from archive.clock import http_date
from archive.warc_read import MAX_BLOCK
from sites.address import take_apart
from sites.errors import Unreadable

_MIRRORED = re.compile(rb"<!--\s*Mirrored from (\S+) by HTTrack[^>]{0,200}?(?:\],\s*([^>]{10,60}?))?\s*-->")
_TOOLS_COMMENT = b"Mirrored from "
_HOST = re.compile(r"(?:[a-z0-9-]+\.)+[a-z0-9-]+(?:[:+]\d{1,5})?|localhost(?:[:+]\d{1,5})?", re.IGNORECASE)
_ESCAPE = re.compile(r"%[0-9A-Fa-f]{2}")
_TOOLS_OWN = frozenset({"hts-log.txt", "hts-in_progress.lock", "backblue.gif", "fade.gif", "cookies.txt"})
"""Files that HTTrack adds to what it mirrors."""
_TOOLS_FOLDERS = frozenset({"hts-cache"})
_INDEX = re.compile(r"index\.html?(?=$|[?@])")
_SEARCHED = 64 * 1024
_TYPES = mimetypes.MimeTypes(filenames=())
"""Types by extension as Python knows them, whatever tables this machine has."""


@dataclass(frozen=True, slots=True)
class MirrorFile:
    """A file of the folder and the address it stands for."""

    path: Path
    """Where its bytes are: for a page whose links wget changed, the original that it kept beside (`.orig`)."""
    url: str | None
    """Address; None: neither its name nor a comment in it tells."""
    moment: datetime
    """When it was fetched, aware, UTC: as HTTrack's comment says, else the time of the file, which wget sets to the
    Last-Modified it was given."""
    media_type: str
    """By content for HTML, else by the extension."""


def mirror_files(folder: Path, hosts: tuple[str, ...] = ()) -> Iterator[MirrorFile]:
    """The files of a mirror in order of their paths; links to elsewhere are not followed. `hosts`: those of the site, which
    may name folders that do not look like hosts. Unreadable where a file or folder may not be read."""
    for path in _walk(folder):
        if path.suffix == ".orig" and path.with_suffix("").is_file():
            continue
        original = path.with_name(f"{path.name}.orig")
        source = original if original.is_file() and not original.is_symlink() else path
        size = source.stat().st_size
        try:
            with source.open("rb") as stream:
                data = stream.read(_SEARCHED)
                stream.seek(max(size - _SEARCHED, 0))
                last = stream.read(_SEARCHED)
        except OSError as error:
            _refuse(error)
        comment = _MIRRORED.search(data) or _MIRRORED.search(last)
        url = _mirrored_from(comment) if comment else _by_path(folder, path, hosts)
        modified = datetime.fromtimestamp(source.stat().st_mtime, UTC)
        yield MirrorFile(source, url, _moment(comment) or modified, _media_type(path, data, url))


def too_long(file: MirrorFile) -> bool:
    """Whether the file is longer than a record that is read."""
    return file.path.stat().st_size > MAX_BLOCK


def _walk(folder: Path) -> Iterator[Path]:
    for root, folders, names in os.walk(folder, onerror=_refuse):  # else it passes over a folder in silence
        folders[:] = sorted(name for name in folders if name not in _TOOLS_FOLDERS)
        for name in sorted(names):
            path = Path(root, name)
            if name not in _TOOLS_OWN and path.is_file() and not path.is_symlink():
                yield path


def _refuse(error: OSError) -> NoReturn:
    name = os.fsencode(error.filename or "").decode("utf-8", "backslashreplace")
    raise Unreadable(f"{name}: cannot be read: {error.strerror}; give the right to read it") from error


def address_in(data: bytes) -> str | None:
    """The address that HTTrack's comment in a page tells; None: there is no such comment."""
    comment = _MIRRORED.search(data) if _TOOLS_COMMENT in data else None
    return _mirrored_from(comment) if comment else None


def _mirrored_from(comment: re.Match[bytes]) -> str | None:
    address = comment[1].decode("utf-8", "replace")
    url = address if "://" in address else f"http://{address}"
    return url if take_apart(url).scheme in ("http", "https") else None


def _moment(comment: re.Match[bytes] | None) -> datetime | None:
    if comment is None or comment[2] is None:
        return None
    moment = http_date(comment[2].decode("latin-1").strip())
    return None if moment is None else moment.astimezone(UTC)


def _by_path(folder: Path, path: Path, hosts: tuple[str, ...]) -> str | None:
    """Address out of the names of the file and its folders, as wget and HTTrack make them: `host/path?query`."""
    parts = [folder.resolve().name, *path.relative_to(folder).parts]
    place = next((number for number, part in enumerate(parts[:-1]) if _is_host(part, hosts)), None)
    if place is None:
        return None
    host = parts[place].replace("+", ":").lower()
    *above, name = parts[place + 1 :]
    return f"http://{host}/" + "".join(f"{_quoted(part)}/" for part in above) + _target(name)


def _is_host(part: str, hosts: tuple[str, ...]) -> bool:
    return part.lower().replace("+", ":") in hosts or _HOST.fullmatch(part) is not None


def _target(name: str) -> str:
    """Last part of the address out of a file name.

    >>> _target("spip.php?article12.html"), _target("spip.php@rubrique3"), _target("index.html")
    ('spip.php?article12', 'spip.php?rubrique3', '')
    """
    name = _INDEX.sub("", name)
    # wget writes `@` for `?` where the file system is Windows', and with --adjust-extension adds `.html` to what had none.
    stem, mark, query = name.partition("?")
    if not mark and re.match(r".*\.php@", name):
        stem, mark, query = name.partition("@")
    if not mark:
        return _quoted(stem)
    return f"{_quoted(stem)}?{_quoted(re.sub(r'[.]html?$', '', query), '&=+;,/:@')}"


def _quoted(text: str, safe: str = "") -> str:
    """Percent-encoded bytes of a file name; a name that has escapes already keeps them."""
    return quote(os.fsencode(text), safe="!$'()*,;:@&=+~-._" + safe + ("%" if _ESCAPE.search(text) else ""))


def _media_type(path: Path, data: bytes, url: str | None) -> str:
    start = data[:2048].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith((b"<!doctype html", b"<html", b"<head")) or b"<html" in start:
        return "text/html"
    guess = _TYPES.guess_type(take_apart(url).path if url else path.name)[0] or _TYPES.guess_type(path.name)[0]
    return guess or "application/octet-stream"
