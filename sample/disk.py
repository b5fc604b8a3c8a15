"""What the web server gives from its disk without asking SPIP: documents with their dates, pictures and styles of the skin."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from email.utils import parsedate_to_datetime

from sample import files
from sample.dates import http_date, midnight
from sample.formats import media_type
from sample.fronts.front import Front
from sample.truth import SampleFile
from sample.wire import Answer


def from_disk(front: Front, path: str, conditions: Mapping[str, str]) -> Answer | None:
    """The answer to a request for this path, decoded, without the first slash; None: SPIP is to be asked."""
    if path.startswith(front.addresses.files):
        below = path.removeprefix(front.addresses.files)
        file = next((one for one in front.truth.files.values() if one.path == below), None)
        return _file(front, file, conditions) if file and not file.missing else None
    if not re.match(r"(?:sites/[^/]+/)?local/|prive/|squelettes", path):
        return None
    if path.endswith(".gif"):
        return _plain("image/gif", files.GIF)
    if path.endswith(".png"):
        return _plain("image/png", files.png())
    if path.endswith(".jpg"):
        return _plain("image/jpeg", files.picture(960, 120) if "bandeau" in path else files.picture(90, 90))
    return _plain("text/css", b"body { font-family: sans-serif; }\n") if path.endswith(".css") else None


def _file(front: Front, file: SampleFile, conditions: Mapping[str, str]) -> Answer:
    """A document, dated from the article that holds it so that no clock is needed."""
    owner = front.truth.owner(file.id)
    day = file.put_on or (owner.date if owner else datetime.date(2008, 1, 1))
    changed = midnight(day) + datetime.timedelta(hours=10)
    tag = f'"{file.bytes:x}-{int(changed.timestamp()):x}"'
    validators = (("Last-Modified", http_date(changed)), ("ETag", tag))
    if _unchanged(conditions, tag, changed):
        return Answer(304, validators, b"")
    headers = (("Content-Type", media_type(file.ext)), ("Content-Length", str(file.bytes)), *validators)
    if files.is_large(file):
        return Answer(200, headers, b"", lambda: files.pieces(file), file.mishap)
    return Answer(200, headers, files.content(file), mishap=file.mishap)


def _unchanged(conditions: Mapping[str, str], tag: str, changed: datetime.datetime) -> bool:
    """The tag decides where both conditions are given."""
    asked = {key.lower(): value for key, value in conditions.items()}
    if "if-none-match" in asked:
        return asked["if-none-match"] in (tag, f"W/{tag}", "*")
    try:
        return changed <= parsedate_to_datetime(asked.get("if-modified-since", ""))
    except (TypeError, ValueError):
        return False


def _plain(kind: str, body: bytes) -> Answer:
    return Answer(200, (("Content-Type", kind), ("Content-Length", str(len(body)))), body)
