"""Which stretches of a given file hold records: all of it, or members of a package (WACZ); reading them is for others."""

import hashlib
import json
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from archive.inflate import Inflater

_ZIP = b"PK\x03\x04"
_LOCAL_HEADER = struct.Struct("<4s22xHH")
"""Signature, then the lengths of name and extra field (APPNOTE 4.3.7); the central directory may say others."""
_RECORDS = (".warc", ".warc.gz", ".arc", ".arc.gz")
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
"""Ways of packing members that WACZ writers use; the others of ZIP are not read."""
_MAX_LIST = 16 * 1024 * 1024
_PIECE = 1024 * 1024
_MAX_UNFOLDED, _ALWAYS_UNFOLDED = 20 * 1024**3, 1024**3
"""Bytes that a file compressed in one piece may unfold to at most, and that it may whatever its own length."""
_RATIO = 100
"""Beyond that, how many times its own length it may unfold to: text gives 5 to 30, a bomb 1000."""


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
    crc: int | None = None
    """CRC-32 of the packed member as it was before; None: not packed."""


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
            elif info.compress_type not in _METHODS:
                message = f"member {info.filename!a} is packed by method {info.compress_type}; not read"
                found.troubles.append(("packed-member", message))
            else:
                start = _start_of_data(stream, info)
                crc = None if info.compress_type == zipfile.ZIP_STORED else info.CRC
                stretch = Stretch(info.filename, start, start + info.compress_size, crc is not None, crc)
                found.stretches.append(stretch)
                _check_digest(package, info, digests.get(info.filename), found)
    return found


def _start_of_data(stream: BinaryIO, info: zipfile.ZipInfo) -> int:
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
        if package.getinfo("datapackage.json").compress_type not in _METHODS:
            raise ValueError("it is packed in a way that is not read")
        with package.open("datapackage.json") as stream:
            resources = json.loads(stream.read(_MAX_LIST))["resources"]
        return {str(r["path"]): str(r["hash"]).removeprefix("sha256:") for r in resources if "hash" in r}
    except (KeyError, TypeError, ValueError, RuntimeError, zipfile.BadZipFile, zlib.error, EOFError, OSError) as error:
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


def unfold(path: Path, stretch: Stretch, target: Path) -> str | None:
    """Write to `target` a packed member as it was before, or what a gzip file holds that compresses many records in one
    piece. None when all of it came out, else why not; what came out before stays. OSError when the disk takes no more."""
    size = stretch.end - stretch.start
    most = min(_MAX_UNFOLDED, max(_ALWAYS_UNFOLDED, _RATIO * size))
    written = crc = 0
    with path.open("rb") as source, target.open("xb") as copy:
        source.seek(stretch.start)
        pieces = _members_of(Inflater(source, size), -15 if stretch.is_packed else 31)
        while True:
            try:
                piece = next(pieces, b"")
            except (zlib.error, EOFError) as error:
                return f"breaks off ({error})"
            if not piece:
                return None if stretch.crc in (None, crc) else "does not give the CRC-32 the package states"
            written += len(piece)
            if written > most:
                return f"would go on, more than {_RATIO} times as long as it is packed"
            crc = zlib.crc32(piece, crc)
            copy.write(piece)


def _members_of(inflater: Inflater, window_bits: int) -> Iterator[bytes]:
    yield from inflater.member(window_bits)
    while left := inflater.skip_filling():
        if window_bits < 0:
            raise EOFError(f"{left} bytes follow its end")
        yield from inflater.member(window_bits)
