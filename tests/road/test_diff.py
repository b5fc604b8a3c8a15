"""A page that changes between two crawls: its versions are listed, and what changed is told in words."""

import hashlib
import re
from contextlib import closing
from pathlib import Path

from archive.opening import open_archive
from tests.road.conftest import fonds
from tests.spiders.raw_server import RawServer, raw_server


def article(date: str) -> tuple[bytes, bool]:
    body = (
        '<html><head><title>Appel à projets</title><meta name="generator" content="SPIP 3.2"></head><body>'
        '<div class="cartouche"><h1 class="crayon article-titre-7">Appel à projets</h1></div>'
        f'<div class="texte"><p>Un premier paragraphe.</p><p>Le dossier est à rendre le {date} mars.</p></div>'
        f'<a href="spip.php?action=login&amp;jeton={date}">.</a></body></html>'
    ).encode()
    return b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: %d\r\n\r\n%s" % (
        len(body), body,
    ), False  # fmt: skip


def crawl(server: RawServer, folder: Path) -> str:
    address = f"http://127.0.0.1:{server.port}/spip.php?article7"
    result = fonds("crawl", address, "--name", "lab", "--allow-private", "--delay", "0", cwd=folder)
    assert result.returncode == 0, result.stderr
    return address


def test_two_versions_are_told_by_words(tmp_path: Path) -> None:
    with raw_server({"/spip.php?article7": article("3")}) as server:
        address = crawl(server, tmp_path)
        one = fonds("diff", address, cwd=tmp_path)
        assert one.returncode == 0, one.stderr
        assert "From version" not in one.stdout
        server.answers["/spip.php?article7"] = article("10")
        crawl(server, tmp_path)
    two = fonds("diff", address, cwd=tmp_path)
    assert two.returncode == 0, two.stderr
    assert "From version 1 to version 2" in two.stdout
    assert "changed: Le dossier est à rendre le [-3-]{+10+} mars." in two.stdout
    assert "(2 paragraphs unchanged)" in two.stdout
    proofs = re.findall(
        rf"version (\d): captured \S+,\s{re.escape(address)}\s(\S+) at (\d+), (urn:\S+),\ssha256 ([0-9a-f]{{64}})",
        two.stdout,
    )
    with closing(open_archive(tmp_path / "data" / "lab")) as ledger:
        for number, (version, file, offset, record_id, digest) in enumerate(proofs, start=1):
            stored = ledger.capture_by_record(record_id)
            assert stored is not None
            assert (version, file, int(offset), digest) == (
                str(number),
                stored.warc_file,
                stored.warc_offset,
                stored.payload_sha256,
            )
            assert hashlib.sha256(ledger.read_capture(stored).payload).hexdigest() == digest
    assert len({digest for *_, digest in proofs}) == 2
    back = fonds("diff", address, "--from", "2", "--to", "1", cwd=tmp_path)
    assert "[-10-]{+3+}" in back.stdout
    assert fonds("diff", address, "--from", "3", cwd=tmp_path).returncode == 2
    assert fonds("diff", f"{address}1", cwd=tmp_path).returncode == 2
