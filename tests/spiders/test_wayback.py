"""The Wayback door: its index read once and never again, the good capture taken, the service left alone when it asks."""

import gzip
import json
import os
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from archive.ledger import Ledger
from archive.opening import open_archive
from sample.fronts import MAKERS
from sample.loading import load_truth
from sample.wayback import Held, StandIn, serve_wayback
from sample.wire import Answer
from sites.errors import BadInput
from sites.site import Site
from spiders.cdx import IndexRow, parse_page, wanted
from spiders.pace import Pace
from spiders.service import open_service
from spiders.wayback import WaybackReport, run_wayback
from tests.warc_files import iterate_records

ROOT = "http://www.example.org/"
SITE = Site(name="essai", title="Site d'essai", hosts=("www.example.org",), allow_private=True)
HTML = (("Content-Type", "text/html; charset=utf-8"),)


def page(number: int, words: str = "Bonjour.") -> Answer:
    body = (
        f'<html><head><meta name="generator" content="SPIP 3.2"><title>Article {number}</title></head><body>'
        f'<h1 class="crayon article-titre-{number}">Article {number}</h1><div class="texte"><p>{words}</p></div></body></html>'
    )
    return Answer(200, HTML, body.encode())


@pytest.fixture(autouse=True)
def own_cache(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    opened = open_archive(tmp_path / "essai", create=True)
    yield opened
    opened.close()


def run(ledger: Ledger, held: list[Held], **how: object) -> tuple[StandIn, WaybackReport]:
    stand_in = StandIn(MAKERS["spip21"]("http://127.0.0.1:1", load_truth()), held=held)
    for name in ("refuse_after", "page_rows"):
        if name in how:
            setattr(stand_in, name, how.pop(name))
    with serve_wayback(stand_in):
        site = Site(**{**{name: getattr(SITE, name) for name in SITE.__slots__}, "wayback": stand_in.base})
        with closing(open_service(site, program="Fonds 0", contact="x", delay=0)) as service:
            report = run_wayback(site, ledger, service, program="Fonds 0", now=lambda: datetime.now(UTC), **how)  # type: ignore[arg-type]
    ledger.close()
    return stand_in, report


def reopened(ledger: Ledger) -> Ledger:
    return open_archive(ledger.folder)


# -- the index ------------------------------------------------------------------------------------------------------


def test_the_resume_key_stands_after_a_blank_line() -> None:
    line = "org,example)/ 20140301090000 http://www.example.org/ text/html 200 ABC 512"
    rows, key, bad = parse_page(f"{line}\nrubbish\n\norg%2Cexample%29%2F+20140301090000%21\n")
    assert [row.original for row in rows] == [ROOT]
    assert (key, bad) == ("org%2Cexample%29%2F+20140301090000%21", 1)
    long = line.replace("512", "9" * 5000)
    assert [row.length for row in parse_page(f"{line}\n{long}")[0]] == [512, 0]
    assert parse_page("") == ([], None, 0)
    assert parse_page("org,example)/ 20149901090000 http://x/ text/html 200 A 1")[2] == 1


def row(
    url: str, timestamp: str, *, status: str = "200", mimetype: str = "text/html", digest: str = "", length: int = 5000
) -> IndexRow:
    return IndexRow(timestamp, f"{ROOT}{url}", mimetype, status, digest or url + timestamp, length)


def best(*rows: IndexRow) -> dict[str, list[str]]:
    found, _ = wanted(SITE, rows)
    return {one.key: [chosen.timestamp for _, chosen in one.candidates] for one in found}


def test_bad_captures_are_scored_out() -> None:
    rows = [
        row("spip.php?article1", "20100101000000"),
        row("spip.php?article1&var_recherche=x", "20110101000000"),
        row("spip.php?article1", "20120101000000", status="301"),
        row("spip.php?article1", "20130101000000", status="404"),
        row("spip.php?article1", "20140101000000", status="-", mimetype="warc/revisit"),
        row("spip.php?article1", "20150101000000", length=100),
        *(row(f"spip.php?article{number}", "20200101000000", digest="CLOSED") for number in range(1, 6)),
        row("IMG/pdf/a.pdf", "20100101000000", mimetype="application/pdf"),
        row("IMG/pdf/a.pdf", "20110101000000"),
        row("spip.php?page=login&url=x", "20100101000000"),
    ]
    found = best(*rows)
    assert found["article/1"] == ["20110101000000", "20100101000000", "20150101000000"]
    assert found["article/2"] == []
    assert found["attachment/pdf/a.pdf"] == ["20100101000000"]
    assert not any("login" in key for key in found)


def test_what_the_index_has_as_gone_only_is_gone() -> None:
    rows = [
        row("IMG/pdf/perdu.pdf", "20100101000000", status="404"),
        row("IMG/pdf/perdu.pdf", "20120101000000", status="410"),
        row("IMG/pdf/ferme.pdf", "20100101000000", mimetype="application/pdf"),
        row("IMG/pdf/ferme.pdf", "20120101000000", status="404"),
        row("IMG/pdf/repris.pdf", "20100101000000", status="-", mimetype="warc/revisit"),
    ]
    found, _ = wanted(SITE, rows)
    assert {one.key.rpartition("/")[2]: one.gone for one in found} == {
        "perdu.pdf": 410,
        "ferme.pdf": None,
        "repris.pdf": None,
    }


def test_the_index_is_asked_once_and_in_pages(ledger: Ledger) -> None:
    held = [Held(f"2014010100{number:02}00", f"{ROOT}spip.php?article{number}", page(number)) for number in range(30)]
    stand_in, report = run(ledger, held, page_rows=10)
    assert (report.finish, report.exit_code, report.searches, report.rows) == ("finished", 0, 3, 30)
    assert [bool(query.get("resumeKey")) for query in stand_in.searches] == [False, True, True]
    again, second = run(reopened(ledger), held, page_rows=10)
    # Another stand-in is another service, so the index is asked again; what was kept is not.
    assert (second.kept, second.held, len(again.mementos)) == (0, 30, 0)


def test_a_429_stops_and_the_next_run_goes_on(ledger: Ledger) -> None:
    held = [Held(f"2014010100{number:02}00", f"{ROOT}spip.php?article{number}", page(number)) for number in range(30)]
    stand_in = StandIn(MAKERS["spip21"]("http://127.0.0.1:1", load_truth()), held=held, page_rows=10, refuse_after=2)
    reports = []
    with serve_wayback(stand_in):
        site = Site(**{**{name: getattr(SITE, name) for name in SITE.__slots__}, "wayback": stand_in.base})
        for refuse_after in (2, 13, None):
            stand_in.refuse_after = refuse_after
            with closing(open_archive(ledger.folder)) as opened:
                with closing(open_service(site, program="Fonds 0", contact="x", delay=0)) as service:
                    now = lambda: datetime.now(UTC)  # noqa: E731
                    reports.append(run_wayback(site, opened, service, program="Fonds 0", now=now))
    assert [(r.finish, r.exit_code, r.searches) for r in reports] == [
        ("stopped", 3, 3),
        ("stopped", 3, 1),
        ("finished", 0, 0),
    ]
    assert "429" in (reports[0].message or "")
    assert len(stand_in.searches) == 3
    assert len(stand_in.mementos) == len(set(stand_in.mementos)) == 30
    assert [r.kept for r in reports] == [0, 10, 20]


def test_searches_keep_the_pace_across_processes(tmp_path: Path) -> None:
    clock = [1000.0]
    slept: list[float] = []

    def sleep(seconds: float) -> None:
        slept.append(seconds)
        clock[0] += seconds

    turns = []
    for _ in range(60):  # each turn by a Pace of its own, as another process would
        Pace(tmp_path / "pace.json", most=24, clock=lambda: clock[0], sleep=sleep).wait()
        turns.append(clock[0])
        clock[0] += 0.5
    assert all(turns[n + 24] - turns[n] >= 60 for n in range(len(turns) - 24))
    assert turns[-1] - turns[0] < 130
    (tmp_path / "pace.json").write_text("rubbish")
    Pace(tmp_path / "pace.json", most=24, clock=lambda: clock[0], sleep=sleep).wait()
    assert json.loads((tmp_path / "pace.json").read_text()) == [clock[0]]


def test_an_unknown_site_is_far_from_expected(ledger: Ledger) -> None:
    _, report = run(ledger, [Held("20140101000000", "http://other.example.org/", page(1))])
    assert (report.exit_code, report.rows) == (4, 0)


def test_a_private_service_needs_leave() -> None:
    with pytest.raises(BadInput, match="private"):
        open_service(
            Site(name="x", title="x", hosts=("h",), wayback="http://127.0.0.1:9"), program="F", contact="x", delay=0
        )


def test_who_has_no_home_is_told_what_to_set(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HOME", "XDG_CACHE_HOME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(os, "getuid", lambda: 4_000_000)
    site = Site(name="x", title="x", hosts=("h",), wayback="http://127.0.0.1:9", allow_private=True)
    with pytest.raises(BadInput, match="Set HOME or XDG_CACHE_HOME"):
        open_service(site, program="F", contact="x", delay=0)


# -- the mementos ---------------------------------------------------------------------------------------------------


def test_a_memento_is_kept_as_the_site_sent_it(ledger: Ledger) -> None:
    run(ledger, [Held("20140101000000", f"{ROOT}spip.php?article1", Answer(200, HTML, page(1).body))])
    with closing(reopened(ledger)) as opened:
        (stored,) = opened.stored_captures()
        assert (stored.fetched_at, stored.source, stored.fidelity) == (
            "2014-01-01T00:00:00.000000Z", "wayback", "reconstructed",
        )  # fmt: skip
        assert opened.read_capture(stored).payload == page(1).body
        records = list(iterate_records(opened.captures_folder / stored.warc_file))
    response = records[-1]
    assert response.field("WARC-Type") == "response"
    assert (response.field("WARC-Source-URI") or "").endswith(f"/web/20140101000000id_/{ROOT}spip.php?article1")
    assert b"content-type: text/html; charset=utf-8\r\n" in response.block
    assert [record.field("WARC-Type") for record in records] == [
        "warcinfo",
        "metadata",
        "request",
        "metadata",
        "response",
    ]
    assert b"Memento-Datetime" in records[3].block


def test_a_coded_body_is_kept_coded(ledger: Ledger) -> None:
    body = gzip.compress(page(1).body)
    coded = Answer(200, (*HTML, ("Content-Encoding", "gzip"), ("Transfer-Encoding", "chunked")), body)
    run(ledger, [Held("20140101000000", f"{ROOT}spip.php?article1", coded)])
    with closing(reopened(ledger)) as opened:
        (stored,) = opened.stored_captures()
        assert opened.read_capture(stored).payload == page(1).body
        assert opened.read_block(stored).endswith(body)
        assert b"chunked" not in opened.read_block(stored)


def test_a_service_that_gives_the_same_lines_for_ever_is_not_asked_for_ever(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    line = "org,example)/ 20140301090000 http://www.example.org/spip.php?article1 text/html 200 ABC 512\n"
    monkeypatch.setattr("sample.wayback.search", lambda service, _query: f"{line}\nkey{len(service.searches)}\n")
    stand_in, report = run(ledger, [Held("20140301090000", f"{ROOT}spip.php?article1", page(1))])
    assert (report.searches, report.kept) == (2, 1)
    assert len(stand_in.searches) == 2


def test_what_cannot_be_played_or_holds_no_article_gives_way_to_the_next(ledger: Ledger) -> None:
    address = f"{ROOT}spip.php?article1"
    missing = Answer(
        200, HTML, b"<html><head><title>Erreur 404</title></head><body><h1>404 : page introuvable</h1></body></html>"
    )
    held = [
        Held("20140101000000", address, page(1)),
        Held("20150101000000", address, missing),
        Held("20160101000000", address, page(1, "Jamais."), is_playable=False),
    ]
    stand_in, report = run(ledger, held)
    assert [path[5:19] for path in stand_in.mementos] == ["20160101000000", "20150101000000", "20140101000000"]
    assert (report.kept, report.without) == (2, 0)


def test_what_no_capture_gives_is_told(ledger: Ledger) -> None:
    held = [
        Held("20140101000000", f"{ROOT}spip.php?article1", page(1), is_playable=False),
        Held("20140101000000", f"{ROOT}spip.php?article2", Answer(404, HTML, b"x")),
    ]
    _, report = run(ledger, held)
    assert (report.kept, report.without, report.exit_code) == (0, 2, 0)
    with closing(reopened(ledger)) as opened:
        states = dict(opened.db.execute("SELECT identity, state || ' ' || rule FROM urls"))
        kinds = [row[0] for row in opened.db.execute("SELECT kind FROM fetch_problems")]
    assert states == {"article/1": "failed no-good-capture", "article/2": "failed no-good-capture"}
    assert kinds == ["no-good-memento"]


def test_a_limit_leaves_work_and_says_so(ledger: Ledger) -> None:
    held = [Held(f"2014010100{number:02}00", f"{ROOT}spip.php?article{number}", page(number)) for number in range(5)]
    _, report = run(ledger, held, limit=2)
    assert (report.finish, report.exit_code, report.kept) == ("limit", 3, 2)
    with closing(reopened(ledger)) as opened:
        assert len(list(opened.stored_captures())) == 2
