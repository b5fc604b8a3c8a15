"""Revisits: answers that only confirm a body that is held, as WARC 1.1 words them; appending them is for the keeper."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from archive.http_message import split_head
from archive.stored import StoredCapture
from archive.warc_write import sha1_label

_PROFILES = "http://netpreserve.org/warc/1.1/revisit/"
NOT_MODIFIED = _PROFILES + "server-not-modified"
"""Profile of an answer 304 (ISO 28500 §6.7.3)."""
IDENTICAL = _PROFILES + "identical-payload-digest"
"""Profile of the same body sent again (ISO 28500 §6.7.2)."""
_OF_NOTHING = sha1_label(b"")
_BODY_COLUMNS = ("payload_sha256", "payload_bytes", "media_type")


@dataclass(frozen=True, slots=True)
class Revisit:
    """What a revisit record holds, and what it leans on."""

    of: StoredCapture
    """Capture that holds the body; never a revisit itself."""
    block: bytes
    """Block of the record: the head of the answer, or nothing for a 304."""
    fields: tuple[tuple[str, str], ...]
    """Fields of the record beyond the common ones."""

    def row(self, own: Mapping[str, Any]) -> dict[str, Any]:
        """The row of `captures`: of the answer's own row what the answer says, the rest as the body's capture has it."""
        body = {name: getattr(self.of, name) for name in _BODY_COLUMNS}
        validators = {name: own[name] or getattr(self.of, name) for name in ("etag", "last_modified")}
        return {**own, **body, **validators, "payload_digest": self.of.payload_digest, "revisit_of": self.of.id}


def not_modified(of: StoredCapture) -> Revisit:
    """A 304. Its block is empty: pywb replays one that carries the headers of the 304 as an empty page. Of an empty file the
    digest is left out, for pywb takes that one as leave to look for no other record, and finds no headers in this one."""
    fields = _fields(of, NOT_MODIFIED)
    return Revisit(of, b"", tuple(field for field in fields if field != ("WARC-Payload-Digest", _OF_NOTHING)))


def identical(of: StoredCapture, held: bytes, received: bytes) -> Revisit | None:
    """The same body again; None unless the bytes after the head are the same as sent, chunk by chunk: the head and the
    body that is held must give back what the wire brought."""
    head, body = split_head(received)
    if not head or split_head(held)[1] != body:
        return None
    # ISO 28500 §6.7.2: a revisit that leaves the body out says so.
    return Revisit(of, head, (*_fields(of, IDENTICAL), ("WARC-Truncated", "length")))


def _fields(of: StoredCapture, profile: str) -> tuple[tuple[str, str], ...]:
    fields = [
        ("WARC-Profile", profile),
        ("WARC-Refers-To", f"<{of.record_id}>"),
        ("WARC-Refers-To-Target-URI", of.url),
        ("WARC-Refers-To-Date", of.fetched_at),
    ]
    if of.payload_digest:
        fields.append(("WARC-Payload-Digest", of.payload_digest))
    return tuple(fields)
