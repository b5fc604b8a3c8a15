"""Files as other crawlers leave them, made by script, and how they are imported; what must come of it is for the tests."""

import base64
import gzip
import hashlib
import json
import zipfile
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from archive.import_run import ImportRun, run_import, split_paths
from archive.ledger import Ledger
from sites.site import Site

SITE = Site(name="essai", title="Site d'essai", hosts=("www.example.org",), licence="Licence d'essai")
ROOT = "http://www.example.org/"
MOMENT = datetime(2020, 1, 2, 3, 4, 5, tzinfo=UTC)
BODIES = tuple(f"<html><p>Page {number} {'é' * number}</p></html>".encode() * 40 for number in range(8))


def answer(body: bytes, head: bytes = b"Content-Type: text/html") -> bytes:
    return b"HTTP/1.1 200 OK\r\n%s\r\nContent-Length: %d\r\n\r\n%s" % (head, len(body), body)


def record(
    url: str, block: bytes, kind: str = "response", more: Sequence[tuple[str, str]] = (), length: int | None = None
) -> bytes:
    fields = [
        ("WARC-Type", kind),
        ("WARC-Record-ID", f"<urn:uuid:{hashlib.md5(url.encode() + kind.encode()).hexdigest()}>"),
        ("WARC-Date", "2014-05-06T07:08:09Z"),
        ("WARC-Target-URI", url),
        ("Content-Type", "application/http;msgtype=response"),
        *more,
        ("Content-Length", str(len(block) if length is None else length)),
    ]
    head = "WARC/1.0\r\n" + "".join(f"{key}: {value}\r\n" for key, value in fields) + "\r\n"
    return head.encode() + block + b"\r\n\r\n"


def pages() -> list[bytes]:
    return [record(f"{ROOT}spip.php?article{number}", answer(body)) for number, body in enumerate(BODIES, start=1)]


def zipped(records: Sequence[bytes]) -> list[bytes]:
    return [gzip.compress(data, mtime=0) for data in records]


def arc_line(url: str, body: bytes) -> bytes:
    block = answer(body)
    return f"{url} 192.0.2.1 20080102030405 text/html {len(block)}\n".encode() + block + b"\n"


def arc_pages() -> list[bytes]:
    about = b"1 0 Crawler\nURL IP-address Archive-date Content-type Archive-length\n"
    first = b"filedesc://x.arc 0.0.0.0 20080102030405 text/plain %d\n%s\n" % (len(about), about)
    return [first, *(arc_line(f"{ROOT}spip.php?article{n}", body) for n, body in enumerate(BODIES, start=1))]


def package(
    path: Path, members: dict[str, bytes], *, packed: bool = False, digests: dict[str, str] | None = None
) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED if packed else zipfile.ZIP_STORED) as made:
        for name, data in members.items():
            made.writestr(name, data)
        said = digests or {name: hashlib.sha256(data).hexdigest() for name, data in members.items()}
        listed = [{"name": name, "path": name, "hash": f"sha256:{value}"} for name, value in said.items()]
        made.writestr("datapackage.json", json.dumps({"profile": "data-package", "resources": listed}))
    return path


def take(ledger: Ledger, *paths: Path) -> ImportRun:
    good, bad = split_paths(paths)
    return run_import(ledger, SITE, good, bad, agent="Fonds test", now=lambda: MOMENT)


def held(ledger: Ledger) -> dict[str, bytes]:
    return {stored.url.removeprefix(ROOT): ledger.read_capture(stored).payload for stored in ledger.stored_captures()}


def problems(ledger: Ledger) -> list[tuple[str, str]]:
    return [tuple(row) for row in ledger.db.execute("SELECT kind, message FROM fetch_problems ORDER BY id")]


WHOLE = {f"spip.php?article{number}": body for number, body in enumerate(BODIES, start=1)}


def put(path: Path, *parts: bytes) -> Path:
    path.write_bytes(b"".join(parts))
    return path


SHA = "sha1:" + base64.b32encode(hashlib.sha1(BODIES[0]).digest()).decode()


def revisit(more: Sequence[tuple[str, str]], block: bytes = b"", url: str = f"{ROOT}spip.php?article1") -> bytes:
    raw = record(url, block, "revisit", more)
    return raw.replace(b"2014-05-06T07:08:09Z", b"2015-05-06T07:08:09Z", 1)


def id_of(url: str) -> str:
    return f"<urn:uuid:{hashlib.md5(url.encode() + b'response').hexdigest()}>"


REVISITS = {
    "by record": [("WARC-Refers-To", id_of(f"{ROOT}spip.php?article1"))],
    "by date": [
        ("WARC-Refers-To-Target-URI", f"{ROOT}spip.php?article1"),
        ("WARC-Refers-To-Date", "2014-05-06T07:08:09Z"),
    ],
    "by digest": [("WARC-Payload-Digest", SHA)],
    "by address": [("WARC-Profile", "http://netpreserve.org/warc/1.0/revisit/server-not-modified")],
}
