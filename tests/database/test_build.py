"""Building the reading tables: what is read, what replaces what, and that going on gives what starting empty gives."""

from itertools import count
from typing import Any

import pytest

from attachments.guarded import Extractor
from database import readers
from database.build import SECONDS, build
from database.reader import read_stored
from sites.problem import Problem
from tests.database.reading_tables import contents, fill, only_article, run, titles, without_ids
from tests.database.small_archive import ROOT, SITE, SmallArchive, article, crumb, file_link, page, pdf_of


def test_article_is_stored_with_all_that_hangs_on_it(archive: SmallArchive) -> None:
    fill(archive, 1, 2)
    report = run(archive)
    assert (report.read, report.failed, report.articles, report.sections) == (2, 0, 1, 2)
    assert report.attachments == {"held": 1, "not-asked": 1}
    assert report.skeletons == {"dist": 1}
    row = only_article(archive)
    assert (row["url"], row["notes"], row["capture_id"]) == (f"{ROOT}spip.php?article1", "[1] une note", 1)
    db = archive.ledger.db
    assert [raw for (raw,) in db.execute("SELECT raw FROM edits ORDER BY position")] == ["[rouge]", "[/rouge]"]
    assert [title for (title,) in db.execute("SELECT title FROM sections ORDER BY id")] == ["Jeunesse", "Sports"]
    files = db.execute(
        "SELECT l.place, f.state, f.size_agrees FROM article_attachments l JOIN attachments f ON f.id = l.attachment_id "
        "ORDER BY l.position"
    )
    assert [tuple(file) for file in files] == [("joined", "held", 1), ("joined", "not-asked", None)]


def test_going_on_gives_the_same_rows_as_starting_empty(archive: SmallArchive) -> None:
    fill(archive, 1, 5)
    run(archive)
    fill(archive, 5, 9)
    assert run(archive).read == 8
    assert run(archive).read == 0
    grown = contents(archive)
    run(archive, full=True)
    assert contents(archive) == grown


@pytest.mark.parametrize(("step", "kept"), [(SECONDS / 2, 4), (0.0, 0)])
def test_what_was_read_before_a_kill_is_kept(
    archive: SmallArchive, monkeypatch: pytest.MonkeyPatch, step: float, kept: int
) -> None:
    fill(archive, 1, 5)

    def killed_at_six(ledger: Any, stored: Any, *others: Any) -> Any:
        if stored.id == 6:
            raise KeyboardInterrupt
        return read_stored(ledger, stored, *others)

    monkeypatch.setattr(readers, "read_stored", killed_at_six)
    ticks = count()
    with pytest.raises(KeyboardInterrupt):
        build(archive.ledger, SITE, {}, full=False, code="r1", clock=lambda: next(ticks) * step)
    assert len(archive.rows("readings")) == kept
    monkeypatch.setattr(readers, "read_stored", read_stored)
    assert run(archive).read == 8 - kept
    grown = contents(archive)
    run(archive, full=True)
    assert contents(archive) == grown


def test_texts_of_files_outlive_a_full_build_that_is_killed(
    archive: SmallArchive, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(archive, 1, 5)
    archive.keep(f"{ROOT}IMG/pdf/f3.pdf", pdf_of(300))

    def killed_at_pages(ledger: Any, stored: Any, *others: Any) -> Any:
        if stored.kind != "attachment":
            raise KeyboardInterrupt
        return read_stored(ledger, stored, *others)

    monkeypatch.setattr(readers, "read_stored", killed_at_pages)
    with pytest.raises(KeyboardInterrupt):
        run(archive, full=True)
    kept = archive.rows("contents")
    assert kept
    assert not archive.rows("readings")
    monkeypatch.setattr(readers, "read_stored", read_stored)
    monkeypatch.setattr(Extractor, "read", None)  # none is read again
    assert run(archive, full=True).failed == 0
    assert archive.rows("contents") == kept


def test_newer_captures_replace_older_ones_as_if_these_had_never_been_read(archive: SmallArchive) -> None:
    fill(archive, 1, 4)
    archive.keep(f"{ROOT}spip.php?article7", page("not-found", problems=(Problem("u", "read", "soft-404", "m"),)))
    run(archive)
    changed = article(
        2, title="Nouveau", links=(), sections=(crumb(9, "Ailleurs"),), attachments=(file_link("pdf/neuf.pdf"),)
    )
    archive.keep(changed.url, page(article=changed))
    archive.keep(f"{ROOT}spip.php?article7", page(article=article(7)))
    archive.keep(f"{ROOT}IMG/pdf/f3.pdf", b"")
    run(archive)
    assert titles(archive)["article/2"] == "Nouveau"
    grown = without_ids(archive)
    run(archive, full=True)
    assert without_ids(archive) == grown
    assert all(row[3] != "soft-404" for row in archive.rows("reading_problems"))


def test_newer_code_reads_again(archive: SmallArchive) -> None:
    fill(archive, 1, 4)
    run(archive)
    before = contents(archive)
    assert run(archive, code="r2").read == 6
    after = contents(archive)
    for table in ("readings", "version_readings"):
        assert {row[1] for row in after.pop(table)} == {"r2"}
        before.pop(table)
    assert after == before


def test_an_older_capture_counts_when_the_newest_holds_no_article(archive: SmallArchive) -> None:
    first = archive.keep(f"{ROOT}spip.php?article1", page(article=article(1)))
    archive.keep(f"{ROOT}spip.php?article1", page("not-found"))
    archive.keep(f"{ROOT}spip.php?article1", b"gone", status=404)
    run(archive)
    assert only_article(archive)["capture_id"] == first


def test_a_whole_capture_wins_over_a_newer_cut_one(archive: SmallArchive) -> None:
    first = archive.keep(f"{ROOT}spip.php?article1", page(article=article(1)))
    archive.keep(f"{ROOT}spip.php?article1", page(article=article(1, title="Coupé")), truncated="disconnect")
    run(archive)
    assert only_article(archive)["capture_id"] == first


def test_an_article_that_turns_out_to_be_something_else_goes(archive: SmallArchive) -> None:
    archive.keep(f"{ROOT}spip.php?article1", page(article=article(1, attachments=(file_link("pdf/a.pdf"),))))
    run(archive)
    archive.keep(f"{ROOT}spip.php?article1", page("listing"))
    report = run(archive)
    assert (report.articles, report.sections, report.attachments) == (0, 0, {})
