"""The verbs of publication on a small archive: names given twice, stored bytes that are gone."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from archive.opening import open_archive
from pipeline import main
from tests.database.small_archive import pdf_of

PAGE = """<html><head><title>Les bassins - Essai</title><meta name="generator" content="SPIP 2.1.10" /></head>
<body><div id="content"><h1 class="crayon">Les bassins</h1><div class="texte"><p>{}</p>
<p><a href="IMG/pdf/plan.pdf">Le plan des bassins</a></p></div></div></body></html>"""


@pytest.fixture
def data(tmp_path: Path) -> Path:
    mirror = tmp_path / "mirror/www.example.org"
    (mirror / "IMG/pdf").mkdir(parents=True)
    (mirror / "spip.php?article1").write_text(PAGE.format("Ils ouvrent le samedi. " * 40))
    (mirror / "IMG/pdf/plan.pdf").write_bytes(pdf_of(900))
    assert main(["import", "essai", str(tmp_path / "mirror"), "--data", str(tmp_path / "data")]) == 0
    return tmp_path / "data"


def files_with_bytes(data: Path) -> int:
    with closing(sqlite3.connect(data / "public/public.db")) as db:
        return int(db.execute("SELECT count(*) FROM file_bytes").fetchone()[0])


def test_a_name_given_twice_is_published_once(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["publish", "essai", "essai", "--data", str(data)]) == 0, capsys.readouterr().err
    assert files_with_bytes(data) == 1


def test_stored_bytes_that_are_gone_are_told_and_the_rest_is_published(
    data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for file in (data / "essai/captures").glob("*.warc.gz"):
        file.unlink()
    capsys.readouterr()
    assert main(["publish", "--data", str(data)]) == 5
    told = capsys.readouterr().err
    assert "not in the snapshot: http://www.example.org/IMG/pdf/plan.pdf" in told
    assert "put back" in told
    assert files_with_bytes(data) == 0


@pytest.mark.parametrize("out", ["{data}/essai/archive.db/x", "{data}/" + "a" * 300])
def test_where_no_folder_can_be_is_bad_input(data: Path, capsys: pytest.CaptureFixture[str], out: str) -> None:
    assert main(["publish", "--data", str(data), "--out", out.format(data=data)]) == 2
    assert "give another path" in capsys.readouterr().err


def test_what_two_archives_hold_is_withdrawn_in_both(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    url = "http://www.example.org/spip.php?article1"

    def published() -> int:
        main(["publish", "--data", str(data)])
        with closing(sqlite3.connect(data / "public/public.db")) as db:
            return int(db.execute("SELECT count(*) FROM articles").fetchone()[0])

    (tmp_path / "mirror/www.example.org/spip.php?article2").write_text(PAGE.format("Ils ferment le lundi. " * 40))
    assert main(["import", "double", str(tmp_path / "mirror"), "--data", str(data)]) == 0
    assert published() == 3
    capsys.readouterr()
    assert main(["withdraw", url, "--reason", "personal-data", "--data", str(data)]) == 0
    assert "article/1 of double, article/1 of essai: withdrawn" in " ".join(capsys.readouterr().out.split())
    assert published() == 1
    assert main(["restore", url, "--data", str(data)]) == 0
    assert main(["restore", url, "--data", str(data)]) == 2
    assert published() == 3
    assert main(["withdraw", url.replace("article1", "article2"), "--reason", "other", "--data", str(data)]) == 0
    assert "article/2 of double: withdrawn" in " ".join(capsys.readouterr().out.split())


def test_the_same_bytes_on_another_site_are_told(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "mirror/www.example.org").rename(tmp_path / "mirror/www.example.net")
    assert main(["import", "voisin", str(tmp_path / "mirror"), "--data", str(data)]) == 0
    capsys.readouterr()
    open_archive(data / "corse", create=True).close()  # one with a site file, whose database is none any more
    (data / "corse/archive.db").write_bytes(b"no database, whatever its name says" * 99)
    file = "/IMG/pdf/plan.pdf"
    assert main(["withdraw", f"http://www.example.org{file}", "--reason", "personal-data", "--data", str(data)]) == 0
    told = " ".join(capsys.readouterr().out.split())
    assert f"note: voisin shows the same bytes as http://www.example.net{file}; withdraw" in told
    assert main(["withdraw", f"http://www.example.net{file}", "--reason", "personal-data", "--data", str(data)]) == 0
    assert "note: " not in capsys.readouterr().out
