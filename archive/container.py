"""Which stretches of a given file hold records: all of it, or members of a package (WACZ); reading them is for others."""

import gzip
import hashlib
import json
import struct
import zipfile
import zlib
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any

_ZIP = b"PK\x03\x04"
_LOCAL_HEADER = struct.Struct("<4s22xHH")
"""Signature, then the lengths of name and extra field (APPNOTE 4.3.7); the central directory may say others."""
_RECORDS = (".warc", ".warc.gz", ".arc", ".arc.gz")
_MAX_LIST = 16 * 1024 * 1024
_PIECE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Stretch:
    """A run of bytes that holds records."""

    member: str
    """Name of the member of a package; empty: the file itself."""
    start: int
    """First byte in the file."""
    end: int
    """Byte after the last one."""
    is_packed: bool = False
    """True: the package compressed it, so its records have no place of their own in the file."""


@dataclass(slots=True)
class Contents:
    """What a file holds for us."""

    stretches: list[Stretch] = field(default_factory=list)
    """Where records are."""
    troubles: list[tuple[str, str]] = field(default_factory=list)
    """Short stable name and sentence of what is wrong with the package."""


def contents_of(path: Path) -> Contents:
    """Where records are in this file. A package whose list of members is lost is one stretch: as WACZ stores its members
    uncompressed, their records can still be found."""
    size = path.stat().st_size
    with path.open("rb") as stream:
        begin = stream.read(4)
    whole = Contents([Stretch("", 0, size)])
    if begin != _ZIP:
        return whole
    try:
        return _members(path)
    except (zipfile.BadZipFile, NotImplementedError, OSError, ValueError, struct.error) as error:
        whole.troubles.append(
            ("damaged-package", f"its list of members cannot be read ({error}); searched for records")
        )
        return whole


def _members(path: Path) -> Contents:
    found = Contents()
    with zipfile.ZipFile(path) as package, path.open("rb") as stream:
        digests = _stated_digests(package, found)
        for info in package.infolist():
            if not info.filename.lower().endswith(_RECORDS):
                continue  # indexes, pages and logs of other programs: kept in the file, not read
            if _leaves_its_folder(info.filename):
                found.troubles.append(("unsafe-member", f"member {info.filename[:200]!a} leaves its folder; not read"))
            elif info.flag_bits & 1:
                found.troubles.append(("encrypted-member", f"member {info.filename!a} is encrypted; not read"))
            else:
                start = _start_of_data(stream, info)
                packed = info.compress_type != zipfile.ZIP_STORED
                found.stretches.append(Stretch(info.filename, start, start + info.compress_size, packed))
                _check_digest(package, info, digests.get(info.filename), found)
    return found


def _start_of_data(stream: Any, info: zipfile.ZipInfo) -> int:
    stream.seek(info.header_offset)
    signature, name, extra = _LOCAL_HEADER.unpack(stream.read(_LOCAL_HEADER.size))
    if signature != _ZIP:
        raise zipfile.BadZipFile(f"no member at {info.header_offset}")
    return info.header_offset + _LOCAL_HEADER.size + int(name) + int(extra)


def _leaves_its_folder(name: str) -> bool:
    parts = PurePosixPath(name.replace("\\", "/")).parts
    return ".." in parts or name.startswith(("/", "\\")) or ":" in name


def _stated_digests(package: zipfile.ZipFile, found: Contents) -> dict[str, str]:
    """SHA-256 of members as datapackage.json states them (WACZ 1.1.1 §5.2.6)."""
    try:
        with package.open("datapackage.json") as stream:
            resources = json.loads(stream.read(_MAX_LIST))["resources"]
        return {str(r["path"]): str(r["hash"]).removeprefix("sha256:") for r in resources if "hash" in r}
    except (KeyError, TypeError, ValueError, RecursionError, zipfile.BadZipFile, zlib.error, EOFError) as error:
        found.troubles.append(("package-without-list", f"datapackage.json cannot be read ({error}); digests unchecked"))
        return {}


def _check_digest(package: zipfile.ZipFile, info: zipfile.ZipInfo, stated: str | None, found: Contents) -> None:
    if stated is None:
        return
    digest = hashlib.sha256()
    try:
        with package.open(info) as stream:
            while piece := stream.read(_PIECE):
                digest.update(piece)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError) as error:
        found.troubles.append(("digest-mismatch", f"member {info.filename!a} is damaged: {error}"))
        return
    if digest.hexdigest() != stated.lower():
        message = f"member {info.filename!a} has SHA-256 {digest.hexdigest()}, datapackage.json says {stated}"
        found.troubles.append(("digest-mismatch", message))


def unfold(path: Path, stretch: Stretch, target: Path, most: int) -> bool:
    """Write to `target` a packed member as it was before, or what a gzip file holds that compresses many records in one
    piece. False when it was cut after `most` bytes, or breaks off. OSError when the disk takes no more."""
    with ExitStack() as stack:
        copy = stack.enter_context(target.open("xb"))
        source: Any = stack.enter_context(path.open("rb"))
        if stretch.member:
            source = stack.enter_context(stack.enter_context(zipfile.ZipFile(path)).open(stretch.member))
        if not stretch.is_packed:
            source = stack.enter_context(gzip.GzipFile(fileobj=source))
        written = 0
        while written <= most:
            try:
                piece = source.read(_PIECE)
            except (gzip.BadGzipFile, zipfile.BadZipFile, zlib.error, EOFError):
                return False
            if not piece:
                return True
            copy.write(piece)
            written += len(piece)
    return False
