"""Printed sizes against the byte counts they can stand for."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from attachments.sizes import agrees, stated_interval

VECTORS = json.loads((Path(__file__).parent / "stated_sizes.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("vector", VECTORS, ids=[vector["stated"] for vector in VECTORS])
def test_interval(vector: dict[str, object]) -> None:
    expected = None if vector["low"] is None else (vector["low"], vector["high"])
    assert stated_interval(str(vector["stated"])) == expected


def test_agreement() -> None:
    assert agrees("163.9 ko", 167834) is True
    assert agrees("163.9 ko", 167936) is False
    assert agrees(None, 1) is None
    assert agrees("163.9 ko", None) is None
    assert agrees("PDF", 12) is None


def printed(size: int, *, floor: bool) -> str:
    """A size as SPIP prints it, up to 2.1 by flooring, then by rounding half up."""
    if size < 1024:
        return f"{size} octets"
    for unit, name in ((1024, "ko"), (1024**2, "Mo")):  # noqa: B007 - the unit found is used below
        if size < unit * 1024 or (floor and unit > 1024):
            tenths = size * 10 // unit if floor else (size * 20 + unit) // (2 * unit)
            break
    else:
        unit, name = 1024**3, "Go"
        hundredths = (size * 200 + unit) // (2 * unit)
        return f"{hundredths // 100}.{hundredths % 100:02}".rstrip("0").rstrip(".") + " Go"
    return f"{tenths // 10}.{tenths % 10}".removesuffix(".0") + f" {name}"


@given(size=st.integers(0, 1024**4), floor=st.booleans())
def test_what_spip_prints_of_a_size_agrees_with_it(size: int, floor: bool) -> None:
    assert agrees(printed(size, floor=floor), size)


@pytest.mark.parametrize(
    "words", [f"{'9' * 5000} octets", f"{'9' * 5000} ko", f"1,{'9' * 5000} Mo", f"1{' 000' * 2000} ko"]
)
def test_a_number_of_thousands_of_digits_is_no_size(words: str) -> None:
    assert agrees(words, 5) is None  # SQLite asks: an error would end each build


@given(st.text())
def test_no_words_break_it(words: str) -> None:
    interval = stated_interval(words)
    assert interval is None or 0 <= interval[0] <= interval[1]
