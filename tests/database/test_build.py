"""Building the reading tables: what is read, what replaces what, and that going on gives what starting empty gives."""

from dataclasses import replace
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from articles.article import Article, Section
from attachments.guarded import Extractor
from database import readers
from database.build import SECONDS, BuildReport, build
from database.file_check import check_files
from database.reader import read_stored
from sites.problem import Problem
from tests.database.small_archive import (
    ROOT,
    SITE,
    SmallArchive,
    article,
    crumb,
    file_link,
    make_archive,
    page,
    pdf_of,
    section_page,
)

TABLES = (
    "readings",
    "sections",
    "articles",
    "attachments",
    "article_attachments",
    "links",
    "pictures",
    "edits",
    "reading_problems",
    "version_texts",
    "version_readings",
    "article_versions",
    "originals",
)
PDF = pdf_of(1059)


@pytest.fixture
def archive(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    made = make_archive(tmp_path / "essai", monkeypatch)
    yield made
    made.ledger.close()


def run(archive: SmallArchive, *, full: bool = False, code: str = "r1") -> BuildReport:
    return build(archive.ledger, SITE, {}, full=full, code=code)


def contents(archive: SmallArchive) -> dict[str, list[tuple[Any, ...]]]:
    return {table: archive.rows(table) for table in TABLES}


def without_ids(archive: SmallArchive) -> list[Any]:
    """What the tables say, with keys in place of row numbers."""
    db = archive.ledger.db
    statements = (
        "SELECT capture_id, code, outcome, identity, skeleton FROM readings",
        (
            "SELECT s.identity, s.url, s.title, p.identity, s.capture_id "
            "FROM sections s LEFT JOIN sections p ON p.id = s.parent_id"
        ),
        (
            "SELECT a.identity, a.url, a.title, a.body_text, a.capture_id, s.identity "
            "FROM articles a LEFT JOIN sections s ON s.id = a.section_id"
        ),
        "SELECT identity, url, state, capture_id, sha256, title, stated_size, size_agrees FROM attachments",
        (
            "SELECT a.identity, l.position, f.identity FROM article_attachments l "
            "JOIN articles a ON a.id = l.article_id JOIN attachments f ON f.id = l.attachment_id"
        ),
        "SELECT a.identity, l.position, l.url FROM links l JOIN articles a ON a.id = l.article_id",
        "SELECT a.identity, e.position, e.raw FROM edits e JOIN articles a ON a.id = e.article_id",
        "SELECT capture_id, kind, message FROM reading_problems",
    )
    return [sorted((tuple(row) for row in db.execute(statement)), key=repr) for statement in statements]


def fill(archive: SmallArchive, start: int, end: int) -> None:
    for number in range(start, end):
        one = article(number, attachments=(file_link(f"pdf/f{number}.pdf"), file_link("pdf/commun.pdf")))
        archive.keep(one.url, page(article=one))
        archive.keep(f"{ROOT}IMG/pdf/f{number}.pdf", PDF)


def titles(archive: SmallArchive) -> dict[str, str]:
    return dict(archive.ledger.db.execute("SELECT identity, title FROM articles").fetchall())


def only_article(archive: SmallArchive) -> Any:
    rows = archive.ledger.db.execute("SELECT * FROM articles").fetchall()
    assert len(rows) == 1
    return rows[0]


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


@pytest.mark.parametrize("slug_first", [True, False])
def test_two_addresses_of_one_article_are_one_row_under_its_canonical_address(
    archive: SmallArchive, slug_first: bool
) -> None:
    canonical = f"{ROOT}Un-titre"
    both = [
        (canonical, page(article=article(12, slug="Un-titre"))),
        (f"{ROOT}spip.php?article12", page(article=article(12, url=canonical))),
    ]
    for url, content in both if slug_first else reversed(both):
        archive.keep(url, content)
    run(archive)
    row = only_article(archive)
    assert (row["identity"], row["url"]) == ("article/12", canonical)


@pytest.mark.parametrize("slug_first", [True, False])
def test_a_slug_meets_its_number_by_the_canonical_address(archive: SmallArchive, slug_first: bool) -> None:
    canonical = f"{ROOT}Un-titre"
    unnumbered: Article = article(None, slug="Un-titre")
    words = {"title": unnumbered.title, "body_text": unnumbered.body_text}
    both = [
        (canonical, page(article=unnumbered)),
        (f"{ROOT}spip.php?article12", page(article=article(12, url=canonical, **words))),
    ]
    for url, content in both if slug_first else reversed(both):
        archive.keep(url, content)
        run(archive)
    assert only_article(archive)["identity"] == "article/12"


def test_one_canonical_address_on_every_page_does_not_lose_articles(archive: SmallArchive) -> None:
    for number in (1, 2, 3):
        archive.keep(f"{ROOT}spip.php?article{number}", page(article=article(number, url=ROOT)))
    report = run(archive)
    assert (report.articles, report.problems) == (3, {"address-taken": 2})


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (1, 2, 0)])
@pytest.mark.parametrize("claimed", ["Z-titre", "spip.php?article9", "Jamais-vu"])
def test_pages_that_all_print_one_address_stay_apart(
    archive: SmallArchive, claimed: str, order: tuple[int, ...]
) -> None:
    """One `rel=canonical` on all pages: that of one of them by slug or number, or of none."""
    canonical = ROOT + claimed
    number = 9 if claimed == "spip.php?article9" else None
    own = article(9) if number else article(None, slug="Z-titre", title="Titre Z", body_text="Z")
    pages = [
        (own.url, replace(own, url=canonical)),
        *(
            (f"{ROOT}{slug}", article(None, slug=slug, url=canonical, spip_id=number, title=slug, body_text=slug))
            for slug in ("A-titre", "B-titre")
        ),
    ]
    for place in order:
        archive.keep(pages[place][0], page(article=pages[place][1]))
    report = run(archive)
    assert (report.articles, report.problems) == (3, {"address-taken": 2}), titles(archive)
    assert set(titles(archive).values()) == {own.title, "A-titre", "B-titre"}
    urls = [row[0] for row in archive.ledger.db.execute("SELECT url FROM articles")]
    assert canonical in urls
    if claimed != "Jamais-vu":
        holder = archive.ledger.db.execute("SELECT title, spip_id FROM articles WHERE url = ?", (canonical,)).fetchone()
        assert tuple(holder) == (own.title, own.spip_id), "the address is that of the page asked for there"
    assert run(archive).read == 0
    grown = without_ids(archive)
    run(archive, full=True)
    assert without_ids(archive) == grown


def test_a_number_that_claims_the_address_of_another_article_does_not_swallow_it(archive: SmallArchive) -> None:
    archive.keep(f"{ROOT}spip.php?article12", page(article=article(12, url=f"{ROOT}Un-titre")))
    archive.keep(f"{ROOT}Un-titre", page(article=article(None, slug="Un-titre", title="Autre", body_text="Autre")))
    report = run(archive)
    assert titles(archive) == {"article/12": "Titre 12", "article/Un-titre": "Autre"}
    assert report.problems == {"address-taken": 1}


def test_equal_pages_that_differ_later_part_again(archive: SmallArchive) -> None:
    canonical = f"{ROOT}Z-titre"
    same = article(None, slug="Z-titre")
    archive.keep(canonical, page(article=same))
    archive.keep(f"{ROOT}A-titre", page(article=replace(same, identity=article(None, slug="A-titre").identity)))
    assert run(archive).articles == 1
    archive.keep(canonical, page(article=replace(same, title="Nouveau")))
    report = run(archive)
    assert (report.articles, report.problems) == (2, {"address-taken": 1})
    grown = without_ids(archive)
    run(archive, full=True)
    assert without_ids(archive) == grown


def test_a_language_is_part_of_a_section_on_a_site_of_several(archive: SmallArchive) -> None:
    english = Section("Youth", "Youth", f"{ROOT}spip.php?rubrique1&lang=en")
    for number, way in ((1, crumb(1, "Jeunesse")), (2, english)):
        archive.keep(f"{ROOT}spip.php?article{number}", page(article=article(number, sections=(way,))))
    site = replace(SITE, languages=("fr", "en"))
    assert build(archive.ledger, site, {}, full=False, code="r1").sections == 2
    assert build(archive.ledger, SITE, {}, full=True, code="r1").sections == 1


def test_an_article_that_turns_out_to_be_something_else_goes(archive: SmallArchive) -> None:
    archive.keep(f"{ROOT}spip.php?article1", page(article=article(1, attachments=(file_link("pdf/a.pdf"),))))
    run(archive)
    archive.keep(f"{ROOT}spip.php?article1", page("listing"))
    report = run(archive)
    assert (report.articles, report.sections, report.attachments) == (0, 0, {})


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


def test_sections_come_from_crumbs_and_from_their_own_pages(archive: SmallArchive) -> None:
    archive.keep(f"{ROOT}spip.php?article1", page(article=article(1, sections=(crumb(1, "Jeun…"), crumb(2, "Sports")))))
    archive.keep(f"{ROOT}spip.php?rubrique1", section_page(1, "Jeunesse"))
    archive.keep(
        f"{ROOT}spip.php?article2", page(article=article(2, sections=(crumb(1, "Jeun…"), crumb(3, "Vie associative"))))
    )
    run(archive)
    rows = {row["identity"]: row for row in archive.ledger.db.execute("SELECT * FROM sections")}
    assert {key: row["title"] for key, row in rows.items()} == {
        "section/1": "Jeunesse",
        "section/2": "Sports",
        "section/3": "Vie associative",
    }
    assert rows["section/3"]["parent_id"] == rows["section/1"]["id"]


def test_sections_that_go_round_in_a_circle_are_a_problem(archive: SmallArchive) -> None:
    archive.keep(f"{ROOT}spip.php?rubrique1", section_page(1, "A", (crumb(2, "B"),)))
    archive.keep(f"{ROOT}spip.php?rubrique2", section_page(2, "B", (crumb(1, "A"),)))
    assert run(archive).problems == {"section-cycle": 1}


def test_equal_content_has_an_equal_digest(archive: SmallArchive) -> None:
    for number in (1, 2):
        one = article(number, title="Même", body_text="Même", category=str(number))
        archive.keep(one.url, page(article=one))
    run(archive)
    assert len({row[0] for row in archive.ledger.db.execute("SELECT content_sha256 FROM articles")}) == 1
