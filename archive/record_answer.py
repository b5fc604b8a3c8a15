"""What a record holds, as an answer of a server, and whether its digests agree; naming it is for the doors and the ledger."""

import base64
import binascii
import hashlib
from datetime import UTC, datetime

from archive.clock import moment_of
from archive.http_message import HttpMessage, parse_answer
from archive.warc_read import WarcRecord


def answer_of(record: WarcRecord) -> HttpMessage:
    """The answer in a response or revisit record; a resource record (ISO 28500 §6.4) holds the body alone, and counts as
    answered 200 with the media type it states. ValueError when the block is no HTTP answer."""
    if record.field("WARC-Type") != "resource":
        return parse_answer(record.block)
    media_type = (record.field("Content-Type") or "").encode("utf-8")
    headers = ((b"Content-Type", media_type),) if media_type else ()
    return HttpMessage(200, b"", headers, record.block, record.block, None)


def target_uri(record: WarcRecord) -> str:
    """WARC-Target-URI; WARC/1.0 files may write it in angle brackets (wget does)."""
    return _plain(record.field("WARC-Target-URI"))


def record_id(record: WarcRecord) -> str:
    """WARC-Record-ID without its brackets; empty where there is none."""
    return _plain(record.field("WARC-Record-ID"))


def _plain(value: str | None) -> str:
    return (value or "").strip().removeprefix("<").removesuffix(">")


def record_moment(text: str) -> datetime:
    """WARC-Date as an aware moment in UTC; the 12 to 17 digits of ARC are UTC too. ValueError for anything else."""
    if text.isdecimal() and 12 <= len(text) <= 17:
        return moment_of(text[:14].ljust(14, "0"))
    moment = datetime.fromisoformat(text)
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)


def digest_agrees(label: str, data: bytes) -> bool | None:
    """Whether `data` has the digest of a label such as `sha1:ABC…`, base 32 or hexadecimal; None: an algorithm or a form
    that is not known here.

    >>> digest_agrees("sha1:3I42H3S6NNFQ2MSVX7XZKYAYSCX5QBYJ", b"")
    True
    >>> digest_agrees("sha256:00", b"") is None
    True
    """
    name, _, value = label.strip().partition(":")
    name = name.lower().replace("-", "")
    if name not in ("sha1", "sha256", "sha512", "md5"):
        return None
    found = hashlib.new(name, data, usedforsecurity=False).digest()
    for decode in (bytes.fromhex, _base32):
        try:
            said = decode(value)
        except (ValueError, binascii.Error):
            continue
        if len(said) == len(found):
            return said == found
    return None


def _base32(text: str) -> bytes:
    return base64.b32decode(text.upper() + "=" * (-len(text) % 8))
