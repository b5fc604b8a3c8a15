"""Captures that cannot be read: each is a problem, stays due, and the next is read."""

from tests.database.reading_tables import PDF, fill, run, titles, without_ids
from tests.database.small_archive import ROOT, SmallArchive, article, crumb, file_link, page


def test_a_page_that_breaks_the_reader_is_a_problem_and_the_next_is_read(archive: SmallArchive) -> None:
    archive.keep(f"{ROOT}spip.php?article1", KeyError("h1"))
    fill(archive, 2, 3)
    report = run(archive)
    assert (report.failed, report.articles, report.problems) == (1, 1, {"reader-failed": 1})
    assert "KeyError: 'h1'" in str(archive.rows("reading_problems"))
    again = run(archive)
    assert (again.read, again.failed, again.articles, again.problems) == (1, 1, 1, {"reader-failed": 1})


def test_a_damaged_capture_is_told_by_every_build_and_read_once_it_is_restored(archive: SmallArchive) -> None:
    older = archive.keep(f"{ROOT}spip.php?article1", page(article=article(1, title="Avant")))
    newer = archive.keep(f"{ROOT}spip.php?article1", page(article=article(1, title="Après")))
    archive.keep(f"{ROOT}spip.php?article2", page(article=article(2, attachments=(file_link("pdf/a.pdf"),))))
    file = archive.keep(f"{ROOT}IMG/pdf/a.pdf", PDF)
    archive.ledger.damaged = {newer, file}
    for _ in range(3):
        report = run(archive)
        assert (report.damaged, report.failed, report.problems) == (2, 0, {"damaged-capture": 2})
        assert titles(archive) == {"article/1": "Avant", "article/2": "Titre 2"}
        assert report.attachments == {"failed": 1}
        assert archive.ledger.db.execute("SELECT capture_id FROM articles").fetchone()[0] == older
    archive.ledger.damaged = set()
    report = run(archive)
    assert (report.read, report.damaged, report.problems, report.attachments) == (2, 0, {}, {"held": 1})
    assert titles(archive) == {"article/1": "Après", "article/2": "Titre 2"}
    assert run(archive).read == 0


def test_a_newer_capture_ends_the_matter_of_a_damaged_one(archive: SmallArchive) -> None:
    archive.ledger.damaged = {archive.keep(f"{ROOT}spip.php?article1", page(article=article(1)))}
    assert run(archive).damaged == 1
    archive.keep(f"{ROOT}spip.php?article1", page(article=article(1)))
    report = run(archive)
    assert (report.read, report.damaged, report.articles, report.problems) == (1, 0, 1, {})
    assert run(archive).read == 0


def test_what_was_read_before_the_damage_is_taken_back_by_newer_code(archive: SmallArchive) -> None:
    fill(archive, 1, 3)
    run(archive)
    archive.ledger.damaged = {1, 2}
    report = run(archive, code="r2")
    assert (report.read, report.damaged, report.articles) == (4, 2, 1)
    grown = without_ids(archive)
    run(archive, full=True, code="r2")
    assert without_ids(archive) == grown


def test_what_the_tables_refuse_is_a_problem(archive: SmallArchive) -> None:
    archive.keep(f"{ROOT}spip.php?article1", page(article=article(1, title="", sections=(crumb(5, "Reste"),))))
    report = run(archive)
    assert (report.failed, report.articles, report.sections, report.problems) == (1, 0, 0, {"row-refused": 1})
    assert run(archive).failed == 1
