"""Files in the reading tables: states of those that are not held, stated sizes, types and warnings."""

import pytest

from attachments.extraction import Extraction, PageText
from attachments.guarded import Extractor
from database.file_check import check_files
from tests.database.reading_tables import PDF, run
from tests.database.small_archive import ROOT, SmallArchive, article, file_link, page


def test_states_of_files_that_are_not_held(archive: SmallArchive) -> None:
    links = tuple(file_link(f"pdf/{name}.pdf") for name in ("gone", "broken", "unseen", "queued", "empty", "page"))
    archive.keep(f"{ROOT}spip.php?article1", page(article=article(1, attachments=links)))
    archive.know(f"{ROOT}IMG/pdf/gone.pdf", "fetched", 404)
    archive.know(f"{ROOT}IMG/pdf/broken.pdf", "failed")
    archive.know(f"{ROOT}IMG/pdf/queued.pdf", "queued")
    archive.keep(f"{ROOT}IMG/pdf/empty.pdf", b"")
    archive.keep(f"{ROOT}IMG/pdf/page.pdf", b"<!DOCTYPE html><html><body>Introuvable</body></html>")
    report = run(archive)
    states = {
        row["identity"].split("/")[-1]: row["state"] for row in archive.ledger.db.execute("SELECT * FROM attachments")
    }
    assert states == {
        "gone.pdf": "missing",
        "broken.pdf": "failed",
        "unseen.pdf": "not-asked",
        "queued.pdf": "not-asked",
        "empty.pdf": "empty",
        "page.pdf": "not-the-file",
    }
    assert report.problems == {"empty-file": 1, "not-the-file": 1}
    archive.keep(f"{ROOT}IMG/pdf/page.pdf", PDF)
    assert run(archive).attachments["held"] == 1
    archive.keep(f"{ROOT}IMG/pdf/page.pdf", b"<html>Introuvable</html>")
    assert run(archive).attachments["held"] == 1, "a bad capture must not push out a good one"


def test_sizes_are_compared_whatever_comes_first(archive: SmallArchive) -> None:
    archive.keep(f"{ROOT}IMG/pdf/a.pdf", PDF)
    inline = file_link("pdf/a.pdf", None, "ici", "inline")
    archive.keep(
        f"{ROOT}spip.php?article1", page(article=article(1, attachments=(inline, file_link("pdf/a.pdf", "9.7 ko"))))
    )
    run(archive)
    row = archive.ledger.db.execute("SELECT * FROM attachments").fetchone()
    assert (row["title"], row["stated_size"], row["size_agrees"]) == ("ici", "9.7 ko", 0)
    for _ in range(2):
        assert run(archive).problems == {"size-differs": 1}
    (problem,) = archive.ledger.db.execute("SELECT capture_id, message FROM reading_problems").fetchall()
    assert tuple(problem) == (1, "the site stated 9.7 ko, the file has 1059 bytes")


@pytest.mark.parametrize(("door", "agrees"), [("live", 0), ("mirror", None), ("file", None)])
def test_no_server_is_quoted_where_none_spoke(archive: SmallArchive, door: str, agrees: int | None) -> None:
    number = archive.keep(f"{ROOT}IMG/doc/a.doc", PDF)
    archive.ledger.db.execute(
        "UPDATE captures SET source = ?, media_type = 'application/msword' WHERE id = ?", (door, number)
    )
    run(archive)
    row = archive.ledger.db.execute("SELECT header_agrees, type_agrees FROM attachments").fetchone()
    assert tuple(row) == (agrees, 0)
    (message,) = archive.ledger.db.execute("SELECT message FROM reading_problems").fetchone()
    assert ("the server" in message) == (agrees == 0)
    finding = [found for found in check_files(archive.ledger.db).findings if found.kind == "other-type"]
    assert [("its name" in found.detail, "server" in found.detail) for found in finding] == [(True, agrees == 0)]


def test_a_warning_ends_when_recognition_has_filled_the_page(archive: SmallArchive) -> None:
    archive.keep(f"{ROOT}IMG/pdf/a.pdf", PDF)
    run(archive)
    db = archive.ledger.db
    assert [(found.kind, found.detail) for found in check_files(db).findings] == [("no-text", "1 of 1 pages")]
    db.execute("UPDATE content_pages SET text = 'Bonjour', source = 'ocr', confidence = 94")
    assert check_files(db).findings == ()


def test_a_file_that_took_too_long_is_tried_again_by_a_full_build_alone(
    archive: SmallArchive, monkeypatch: pytest.MonkeyPatch
) -> None:
    tries = []

    def slow(*given: object) -> Extraction:
        tries.append(given)
        return Extraction("timeout", "not read within 8 seconds")

    archive.keep(f"{ROOT}IMG/pdf/a.pdf", PDF)
    archive.keep(f"{ROOT}spip.php?article1", page(article=article(1, attachments=(file_link("pdf/a.pdf"),))))
    monkeypatch.setattr(Extractor, "read", slow)
    assert run(archive).problems == {"timeout-file": 1}
    run(archive)
    assert len(tries) == 1
    assert [(one.kind, one.detail) for one in check_files(archive.ledger.db).findings] == [
        ("not-read", "timeout: not read within 8 seconds")
    ]
    assert run(archive, full=True).problems == {"timeout-file": 1}
    assert len(tries) == 2
    monkeypatch.setattr(Extractor, "read", lambda *_: Extraction("read", pages=(PageText(1, None, "Aide"),)))
    assert run(archive, full=True).problems == {}
    assert check_files(archive.ledger.db).findings == ()


def test_a_file_for_which_the_machine_had_no_time_is_tried_again_by_the_next_build(
    archive: SmallArchive, monkeypatch: pytest.MonkeyPatch
) -> None:
    def busy(*_: object) -> Extraction:
        raise TimeoutError("not read within 32 seconds, of which the processor gave it 1.5: the machine is busy")

    archive.keep(f"{ROOT}IMG/pdf/a.pdf", PDF)
    archive.keep(f"{ROOT}spip.php?article1", page(article=article(1, attachments=(file_link("pdf/a.pdf"),))))
    monkeypatch.setattr(Extractor, "read", busy)
    report = run(archive)
    assert (report.failed, report.problems) == (1, {"reader-failed": 1})
    monkeypatch.undo()
    report = run(archive)
    assert (report.failed, report.problems, report.attachments) == (0, {}, {"held": 1})
