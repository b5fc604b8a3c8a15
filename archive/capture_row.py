"""A row of `captures` out of an answer and the place of its record; storing it is for the ledger."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from archive.capture import Fidelity, Source
from archive.clock import iso
from archive.http_message import HttpMessage


@dataclass(frozen=True, slots=True)
class RecordPlace:
    """Where a record stands."""

    file: str
    """File name under captures/."""
    offset: int
    """First byte in that file, as compressed."""
    length: int
    """Bytes it takes there."""


def capture_row(
    answer: HttpMessage,
    place: RecordPlace,
    *,
    record_id: str,
    url_id: int,
    crawl_id: int,
    fetched_at: datetime,
    block_sha256: str,
    source: Source,
    fidelity: Fidelity,
    truncated: str | None,
    payload_digest: str | None,
) -> dict[str, Any]:
    """Columns of `captures` but `id`, for a record with a body of its own. `fetched_at` is aware; `payload_digest` as
    WARC-Payload-Digest words it, None where nobody said it."""
    return {
        "record_id": record_id,
        "url_id": url_id,
        "crawl_id": crawl_id,
        "fetched_at": iso(fetched_at),
        "status": answer.status,
        "media_type": media_type(answer),
        "warc_file": place.file,
        "warc_offset": place.offset,
        "warc_length": place.length,
        "payload_sha256": hashlib.sha256(answer.payload).hexdigest(),
        "payload_bytes": len(answer.payload),
        "block_sha256": block_sha256,
        "source": source,
        "fidelity": fidelity,
        "truncated": truncated,
        "payload_digest": payload_digest,
        "etag": _text(answer, b"etag"),
        "last_modified": _text(answer, b"last-modified"),
        "revisit_of": None,
    }


def media_type(answer: HttpMessage) -> str | None:
    """Media type the server declared, lower case, without parameters; None: not said."""
    value = answer.header(b"content-type")
    return None if value is None else value.split(b";")[0].strip().lower().decode("latin-1") or None


def _text(answer: HttpMessage, name: bytes) -> str | None:
    value = answer.header(name)
    return value.decode("latin-1") if value else None
