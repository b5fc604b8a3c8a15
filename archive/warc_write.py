"""Writes WARC 1.1 records as gzip members, byte for byte; which records belong together is for the keeper."""

import base64
import hashlib
import os
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import BinaryIO
from uuid import uuid4

from archive.clock import Clock, iso
from archive.http_message import LEVEL, gzip_member
from sites.errors import StorageFull

ROTATE_AT = 1_000_000_000
"""Bytes after which a new file is begun (ISO 28500 annex C asks for about 1 GB)."""


@dataclass(frozen=True, slots=True)
class WrittenRecord:
    """Where a record stands and what is in it."""

    record_id: str
    """WARC-Record-ID, `urn:uuid:…`."""
    file: str
    """File name under captures/."""
    offset: int
    """First byte of its gzip member."""
    length: int
    """Bytes of its gzip member."""
    block_sha256: str
    """Hexadecimal SHA-256 of its block."""


def new_record_id() -> str:
    """A fresh WARC-Record-ID without brackets."""
    return f"urn:uuid:{uuid4()}"


def sha1_label(data: bytes) -> str:
    """Digest as crawlers label it: `sha1:` and base 32."""
    return "sha1:" + base64.b32encode(hashlib.sha1(data, usedforsecurity=False).digest()).decode("ascii")


class WarcWriter:
    """Appends records to `NAME-NNNNN.warc.gz`. Not thread-safe: one writer a site."""

    def __init__(self, folder: Path, name: str, warcinfo: Sequence[tuple[str, str]], now: Clock):
        """`warcinfo`: fields of the warcinfo record that opens every file; `now`: the clock, aware UTC."""
        self._folder = folder
        self._name = name
        self._warcinfo = warcinfo
        self._now = now
        self._stream: BinaryIO | None = None
        self._file = ""
        self._size = 0
        self._number = 0
        self._info_id = ""

    def append(
        self,
        kind: str,
        url: str | None,
        moment: datetime,
        block: bytes,
        content_type: str,
        extra: Sequence[tuple[str, str]] = (),
        level: int = LEVEL,
    ) -> WrittenRecord:
        """Write one record; it is on disk for certain only after `sync`. StorageFull when the disk takes no more."""
        if self._stream is None:
            self._open_next()
        return self._write(kind, url, moment, block, content_type, extra, level)

    def rotate(self) -> None:
        """Let the next record begin a new file when this one is large enough. Called before the first record of an
        exchange, so that its records stay together."""
        if self._size >= ROTATE_AT:
            self.close()

    def sync(self) -> None:
        """Force what was appended to the disk. StorageFull when it takes no more."""
        if self._stream is not None:
            try:
                self._stream.flush()
                os.fsync(self._stream.fileno())
            except OSError as error:
                raise self._full(error) from error

    def close(self) -> None:
        """Sync and close the file."""
        if self._stream is not None:
            self.sync()
            self._stream.close()
            self._stream = None

    def abandon(self) -> None:
        """Close the file as it stands, after StorageFull."""
        if self._stream is not None:
            with suppress(OSError):  # what could not be flushed is named by no row
                self._stream.close()
            self._stream = None

    def _full(self, error: OSError) -> StorageFull:
        return StorageFull(
            f"{self._folder / self._file}: {error.strerror or error}; make room, then give the same command again"
        )

    def _open_next(self) -> None:
        self.close()
        while True:
            self._file = f"{self._name}-{self._number:05d}.warc.gz"
            self._number += 1
            if not (self._folder / self._file).exists():
                break
        try:
            self._stream = (self._folder / self._file).open("xb")
            # Else a power loss could leave rows that name a file the folder does not know.
            folder = os.open(self._folder, os.O_RDONLY)
            os.fsync(folder)
            os.close(folder)
        except OSError as error:
            raise self._full(error) from error
        self._size = 0
        block = "".join(f"{key}: {value}\r\n" for key, value in self._warcinfo).encode("utf-8")
        extra = (("WARC-Filename", self._file),)
        self._info_id = ""
        info = self._write("warcinfo", None, self._now(), block, "application/warc-fields", extra)
        self._info_id = info.record_id

    def _write(
        self,
        kind: str,
        url: str | None,
        moment: datetime,
        block: bytes,
        content_type: str,
        extra: Sequence[tuple[str, str]],
        level: int = LEVEL,
    ) -> WrittenRecord:
        digest = hashlib.sha256(block).hexdigest()
        given = dict(extra)
        record_id = given.pop("WARC-Record-ID", "") or new_record_id()
        fields = [("WARC-Type", kind), ("WARC-Record-ID", f"<{record_id}>"), ("WARC-Date", iso(moment))]
        if url is not None:
            fields.append(("WARC-Target-URI", url))
        if self._info_id:
            fields.append(("WARC-Warcinfo-ID", f"<{self._info_id}>"))
        fields += given.items()
        fields += [
            ("WARC-Block-Digest", f"sha256:{digest}"),
            ("Content-Type", content_type),
            ("Content-Length", str(len(block))),
        ]
        head = "WARC/1.1\r\n" + "".join(f"{key}: {value}\r\n" for key, value in fields) + "\r\n"
        member = gzip_member(b"".join((head.encode("utf-8"), block, b"\r\n\r\n")), level)
        assert self._stream is not None
        try:
            self._stream.write(member)
        except OSError as error:
            raise self._full(error) from error
        written = WrittenRecord(record_id, self._file, self._size, len(member), digest)
        self._size += len(member)
        return written
