"""Mirror folders of wget and HTTrack: addresses are told by names and comments, and what tells none is refused."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from archive.import_run import hosts_in
from archive.ledger import Ledger
from tests.archive.given_files import ROOT, WHOLE, held, pages, problems, put, take


def test_a_mirror_of_wget(ledger: Ledger, tmp_path: Path) -> None:
    root = tmp_path / "mirror" / "www.example.org"
    (root / "IMG" / "pdf").mkdir(parents=True)
    put(root / "index.html", b"<html>Accueil</html>")
    put(root / "spip.php?article1.html", b"<html>converted</html>")
    put(root / "spip.php?article1.html.orig", b"<html>Un</html>")
    put(root / "spip.php@article2.html", b"<html>Deux</html>")
    put(root / "IMG" / "pdf" / "Compte rendu d'été.pdf", b"%PDF")
    (root / "link.html").symlink_to("/etc/hostname")
    (tmp_path / "mirror" / "other.example.net").mkdir()
    put(tmp_path / "mirror" / "other.example.net" / "index.html", b"<html>")
    put(tmp_path / "mirror" / "notes.html", b"<html>")
    run = take(ledger, tmp_path / "mirror")
    assert run.reports[0].became == {"named": 4, "foreign": 1}
    assert held(ledger) == {
        "": b"<html>Accueil</html>",
        "spip.php?article1": b"<html>Un</html>",
        "spip.php?article2": b"<html>Deux</html>",
        "IMG/pdf/Compte%20rendu%20d%27%C3%A9t%C3%A9.pdf": b"%PDF",
    }
    assert {(row.source, row.fidelity) for row in ledger.stored_captures()} == {("mirror", "reconstructed")}
    assert [kind for kind, _ in problems(ledger)] == ["no-address"]
    assert take(ledger, tmp_path / "mirror").reports[0].already


def test_a_mirror_of_httrack_tells_addresses_in_comments(ledger: Ledger, tmp_path: Path) -> None:
    root = tmp_path / "site"
    (root / "hts-cache").mkdir(parents=True)
    put(root / "hts-cache" / "new.txt", b"x")
    maker = b"HTTrack Website Copier/3.x [XR&CO'2014], Sun, 01 Jun 2014 10:00:00 GMT"
    comment = b"<!-- Mirrored from www.example.org/spip.php?article7 by %s -->" % maker
    put(root / "spip1a2b.html", b"<html>\n" + comment + b"<body>Sept</body></html>")
    assert hosts_in((root,)) == ("www.example.org",)
    take(ledger, root)
    (stored,) = ledger.stored_captures()
    assert (stored.url, stored.fetched_at) == (f"{ROOT}spip.php?article7", "2014-06-01T10:00:00.000000Z")


def test_a_mirror_whose_comment_tells_an_impossible_time(ledger: Ledger, tmp_path: Path) -> None:
    time = b"HTTrack Website Copier/3.x, Fri, 31 Dec 9999 23:59:59 -0500"
    put(tmp_path / "page.html", b"<!-- Mirrored from www.example.org/spip.php?article7 by %s --><body>Sept" % time)
    put(tmp_path / "hts-log.txt", b"x")
    take(ledger, tmp_path)
    (stored,) = ledger.stored_captures()
    assert (stored.url, stored.fetched_at[:2]) == (f"{ROOT}spip.php?article7", "20")


def test_a_mirror_whose_names_are_no_text(ledger: Ledger, tmp_path: Path) -> None:
    root = tmp_path / os.fsdecode(b"miroir \xe9t\xe9")
    (root / "www.example.org").mkdir(parents=True)
    put(root / "www.example.org" / os.fsdecode(b"caf\xe9.html"), b"<html>")
    put(root / os.fsdecode(b"\xe9gar\xe9.html"), b"<html>")
    run = take(ledger, root)
    assert run.reports[0].file.endswith("miroir \\xe9t\\xe9")
    assert held(ledger) == {"caf%E9.html": b"<html>"}
    assert problems(ledger)[0][1].startswith("\\xe9gar\\xe9.html: ")
    assert take(ledger, root).reports[0].already


def test_what_cannot_be_read_harms_nothing_else(
    ledger: Ledger, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: Any) -> None:
        raise PermissionError(13, "Permission denied")

    (tmp_path / "www.example.org").mkdir()
    put(tmp_path / "www.example.org" / "index.html", b"<html>")
    monkeypatch.setattr("archive.mirror_import._digest", refuse)
    run = take(ledger, tmp_path / "www.example.org", put(tmp_path / "a.warc", *pages()))
    assert (run.exit_code, run.refused) == (5, (f"{tmp_path}/www.example.org: cannot be read: Permission denied",))
    assert held(ledger) == WHOLE


@pytest.mark.parametrize("shut", ["www.example.org/a", "www.example.org/b.html"])
def test_a_mirror_that_may_not_be_read_whole_is_refused(
    ledger: Ledger, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, shut: str
) -> None:
    refused = str(tmp_path / shut)

    def refusing(real: Callable[..., Any]) -> Callable[..., Any]:
        def call(path: Any, *more: Any, **named: Any) -> Any:
            if str(path) == refused:
                raise PermissionError(13, "Permission denied", refused)
            return real(path, *more, **named)

        return call

    (tmp_path / "www.example.org/a").mkdir(parents=True)
    for name in ("a/1.html", "b.html", "c.html"):
        put(tmp_path / "www.example.org" / name, b"<html>")
    monkeypatch.setattr("os.scandir", refusing(os.scandir))
    monkeypatch.setattr(Path, "open", refusing(Path.open))
    run = take(ledger, tmp_path / "www.example.org")
    told = f"{refused}: cannot be read: Permission denied; give the right to read it"
    assert (run.exit_code, run.refused, held(ledger)) == (5, (told,), {})


def test_a_mirror_without_addresses_is_refused(ledger: Ledger, tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    put(tmp_path / "site" / "page.html", b"<html>")
    run = take(ledger, tmp_path / "site")
    assert run.exit_code == 5
    assert "www.example.org/" in run.refused[0]
    assert not list(ledger.captures_folder.glob("mirror-*"))
