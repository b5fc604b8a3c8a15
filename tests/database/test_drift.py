"""Drift: what was always found and no longer is, decided on counts, and met by a build of a small archive."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from database.build import build
from database.drift import FIELDS, Tally, drift
from terminal.overview import status_of, status_tables
from terminal.verbs.reading import read_into_rows
from tests.database.small_archive import SITE, SmallArchive, article, make_archive, page


def tally(**skeletons: tuple[int, dict[str, int]]) -> Tally:
    """Pages by skeleton, and those of them without a field."""
    made = Tally()
    for name, (pages, missing) in skeletons.items():
        made.pages[name] = pages
        for field in FIELDS:
            made.found[name, field] = pages - missing.get(field, 0)
    return made


@pytest.mark.parametrize(
    ("before", "now", "told"),
    [
        (tally(), tally(dist=(50, {"date": 50})), []),
        (tally(dist=(20, {})), tally(dist=(10, {})), []),
        (tally(dist=(20, {"date": 1})), tally(dist=(10, {"date": 6})), ["date: found on 19 of 20"]),
        (tally(dist=(20, {"date": 2})), tally(dist=(10, {"date": 10})), []),
        (tally(dist=(20, {})), tally(dist=(10, {"date": 5})), []),
        (tally(dist=(20, {})), tally(dist=(9, {"date": 9})), []),
        (tally(dist=(19, {})), tally(dist=(10, {"date": 10})), []),
        (tally(dist=(20, {"lead": 20})), tally(dist=(10, {"lead": 10})), []),
        # Half of a site has no dates, but one skeleton always had.
        (
            tally(dist=(30, {}), other=(30, {"date": 30})),
            tally(dist=(10, {"date": 10})),
            ["date: found on 30 of 30 articles before, on 0 of 10 pages read now (skeleton dist)"],
        ),
        (
            tally(dist=(30, {})),
            tally(general=(10, {})),
            ["no skeleton of its own matched 0 % of 30 articles, but 100 %"],
        ),
        (
            tally(dist=(30, {})),
            tally(general=(10, {"date": 10})),
            [
                "no skeleton of its own",
                "date: found on 30 of 30 articles before, on 0 of 10 pages read now (all skeletons)",
            ],
        ),
        (tally(dist=(80, {}), general=(20, {})), tally(dist=(56, {}), general=(44, {})), []),
        (tally(dist=(80, {}), general=(20, {})), tally(dist=(55, {}), general=(45, {})), ["no skeleton of its own"]),
        (tally(general=(30, {})), tally(general=(30, {})), []),
        (tally(general=(30, {})), tally(dist=(30, {})), []),
    ],
)
def test_what_is_told(before: Tally, now: Tally, told: list[str]) -> None:
    found = drift(before, now)
    assert len(found) == len(told), found
    assert all(sentence.startswith(start) for sentence, start in zip(found, told, strict=True)), found


@pytest.fixture
def archive(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> SmallArchive:
    made = make_archive(tmp_path / "essai", monkeypatch)
    for number in range(1, 26):
        one = article(number)
        made.keep(one.url, page(article=one))
    return made


def test_a_field_that_vanishes_ends_the_build_with_4(archive: SmallArchive, capsys: pytest.CaptureFixture[str]) -> None:
    assert read_into_rows(archive.ledger, SITE) == 0
    rows = archive.rows("field_counts")
    assert ("dist", "date", 25, 25) in rows
    assert ("dist", "files", 25, 0) in rows
    assert read_into_rows(archive.ledger, SITE) == 0
    for number in range(1, 13):
        one = replace(article(number), published_on=None, published_raw=None)
        archive.keep(one.url, page(article=one))
    capsys.readouterr()
    assert read_into_rows(archive.ledger, SITE) == 4
    said = " ".join(capsys.readouterr().out.split())
    assert "drift: date: found on 25 of 25 articles before, on 0 of 12 pages read now (skeleton dist)" in said
    assert ("dist", "date", 25, 13) in archive.rows("field_counts")
    assert read_into_rows(archive.ledger, SITE) == 0
    archive.ledger.close()


def test_a_skeleton_that_stops_matching_is_told_by_a_full_build(archive: SmallArchive) -> None:
    assert build(archive.ledger, SITE, {}, full=False, code="r1").drift == ()
    for payload in [f"page {number}".encode() for number in range(1, 26)]:
        archive.pages[payload] = page(article=replace(archive.pages[payload].article, skeleton="general"))
    report = build(archive.ledger, SITE, {}, full=True, code="r2")
    assert report.drift == (
        "no skeleton of its own matched 0 % of 25 articles, but 100 % of the 25 pages read now: dist matched 100 % and now 0 %",
    )
    assert build(archive.ledger, SITE, {}, full=True, code="r2").drift == ()
    archive.ledger.close()


def test_status_shows_the_counts(archive: SmallArchive, capsys: pytest.CaptureFixture[str]) -> None:
    build(archive.ledger, SITE, {}, full=False, code="r1")
    print(json.dumps([status_of(SITE, archive.ledger)]))
    found = json.loads(capsys.readouterr().out)[0]["found"]
    assert found == {"dist": {"pages": 25, "title": 25, "date": 25, "trail": 25, "body": 25, "lead": 25, "files": 0}}
    status_tables([status_of(SITE, archive.ledger)])
    assert "how many have each field" in capsys.readouterr().out
    archive.ledger.close()
