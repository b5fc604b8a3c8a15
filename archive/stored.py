"""One row of `captures` with the address it answers, and the queries that find such rows; which is asked for when is for the ledger."""

from dataclasses import dataclass

from archive.capture import Fidelity, Source
from archive.http_message import PASSING

CAPTURES = """
SELECT c.id, u.url, u.identity, u.kind, c.status, c.media_type, c.payload_sha256, c.payload_bytes, c.record_id,
       c.warc_file, c.warc_offset, c.warc_length, c.fetched_at, c.source, c.fidelity, c.truncated, c.etag,
       c.last_modified, c.payload_digest, c.revisit_of
FROM captures AS c JOIN urls AS u ON u.id = c.url_id
"""
CAPTURES_AFTER = CAPTURES + "WHERE c.id > ? ORDER BY c.id LIMIT 500"
CAPTURES_BETWEEN = CAPTURES + "WHERE c.id BETWEEN ? AND ? ORDER BY c.id"
CAPTURES_OF_URL = CAPTURES + "WHERE u.url = ? ORDER BY c.id DESC"
CAPTURE_OF_IDENTITY = CAPTURES + "WHERE u.identity = ? ORDER BY c.status = 200 DESC, c.id DESC LIMIT 1"
CAPTURE_BY_ID = CAPTURES + "WHERE c.id = ?"
NEWEST_OF_ROW = (
    CAPTURES
    + f"WHERE c.url_id = ? AND c.status NOT IN ({', '.join(map(str, sorted(PASSING)))}) ORDER BY c.id DESC LIMIT 1"
)
CAPTURE_BY_RECORD = CAPTURES + "WHERE c.record_id = ?"
BODY_AT = (
    CAPTURES + "WHERE u.url = ? AND substr(c.fetched_at, 1, 19) = ? AND c.revisit_of IS NULL ORDER BY c.id LIMIT 1"
)
BODY_BEFORE = """WHERE u.url = ? AND c.fetched_at < ? AND c.status = 200 AND c.revisit_of IS NULL
ORDER BY c.fetched_at DESC, c.id DESC LIMIT 1"""
BODY_WITH_DIGEST = """WHERE c.payload_digest = ? AND c.revisit_of IS NULL
ORDER BY c.status = 200 DESC, u.url = ? DESC, c.id LIMIT 1"""

INSERT_CAPTURE = """
INSERT INTO captures (record_id, url_id, crawl_id, fetched_at, status, media_type, warc_file, warc_offset, warc_length,
                      payload_sha256, payload_bytes, block_sha256, source, fidelity, truncated, payload_digest, etag,
                      last_modified, revisit_of)
VALUES (:record_id, :url_id, :crawl_id, :fetched_at, :status, :media_type, :warc_file, :warc_offset, :warc_length,
        :payload_sha256, :payload_bytes, :block_sha256, :source, :fidelity, :truncated, :payload_digest, :etag,
        :last_modified, :revisit_of)"""


@dataclass(frozen=True, slots=True)
class StoredCapture:
    """One row of `captures` with the address it answers; `Ledger.read_capture` fetches its bytes."""

    id: int
    """Row number, in order of arrival."""
    url: str
    """Address as requested."""
    identity: str
    """Key of the thing it stands for."""
    kind: str
    """Kind of that thing."""
    status: int
    """HTTP status."""
    media_type: str | None
    """As the server declared it, without parameters; None: not said."""
    payload_sha256: str
    """Hexadecimal."""
    payload_bytes: int
    """Length of the decoded body."""
    record_id: str
    """`urn:uuid:…`."""
    warc_file: str
    """Relative to captures/."""
    warc_offset: int
    """First byte."""
    warc_length: int
    """Bytes in the file."""
    fetched_at: str
    """ISO 8601, UTC."""
    source: Source
    """Door."""
    fidelity: Fidelity
    """`as-sent` or `reconstructed`."""
    truncated: str | None
    """Why the body is short; None: whole."""
    etag: str | None
    """ETag as sent; None: none."""
    last_modified: str | None
    """Last-Modified as sent; None: none."""
    payload_digest: str | None
    """As WARC-Payload-Digest labels it, `sha1:…`; None: not known."""
    revisit_of: int | None
    """Row number of the capture that holds its body; None: its record does."""
