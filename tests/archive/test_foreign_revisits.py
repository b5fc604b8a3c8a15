"""Revisits of other crawlers: each finds the body it confirms, whichever file comes first."""

from pathlib import Path

import pytest

from archive.ledger import Ledger
from tests.archive.given_files import (
    BODIES,
    REVISITS,
    ROOT,
    SHA,
    WHOLE,
    answer,
    held,
    pages,
    problems,
    put,
    revisit,
    take,
)


@pytest.mark.parametrize("how", REVISITS)
@pytest.mark.parametrize("order", ["body first", "revisit first"])
def test_a_revisit_finds_its_body_across_files(ledger: Ledger, tmp_path: Path, how: str, order: str) -> None:
    files = [put(tmp_path / "a.warc", *pages()), put(tmp_path / "b.warc", revisit(REVISITS[how]))]
    run = take(ledger, *(files if order == "body first" else files[::-1]))
    assert (run.exit_code, run.open_revisits, problems(ledger)) == (0, 0, [])
    stored = list(ledger.stored_captures())
    assert len(stored) == 9
    (again,) = (row for row in stored if row.revisit_of is not None)
    assert (again.status, again.url) == (304, f"{ROOT}spip.php?article1")
    assert ledger.read_capture(again).payload == BODIES[0]


def test_a_revisit_may_lean_on_another_address(ledger: Ledger, tmp_path: Path) -> None:
    same = revisit([("WARC-Payload-Digest", SHA)], answer(b"")[:-2], f"{ROOT}spip.php?article99")
    take(ledger, put(tmp_path / "a.warc", *pages(), same))
    assert held(ledger)["spip.php?article99"] == BODIES[0]


def test_a_revisit_without_a_body_waits_and_is_told(ledger: Ledger, tmp_path: Path) -> None:
    run = take(ledger, put(tmp_path / "b.warc", *pages()[1:], revisit(REVISITS["by record"])))
    assert (run.exit_code, run.open_revisits) == (0, 1)
    assert [kind for kind, _ in problems(ledger)] == ["open-revisit"]
    assert take(ledger, put(tmp_path / "a.warc", pages()[0])).open_revisits == 0
    assert held(ledger) == WHOLE
