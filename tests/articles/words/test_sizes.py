"""Labels of files in the forms of each era (reference 2.2)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.words.sizes import find_label


@pytest.mark.parametrize(
    ("text", "kind", "size"),
    [
        ("(PDF - 163.9\u00a0ko)", "PDF", "163.9 ko"),
        ("(PDF – 163.9\u00a0ko)", "PDF", "163.9 ko"),
        ("PDF - 163.9 ko", "PDF", "163.9 ko"),
        ("PDF | 52,1 ko", "PDF", "52,1 ko"),
        ("( Word, 1.2 Mo )", "Word", "1.2 Mo"),
        ("(7 Zip – 2 Go)", "7 Zip", "2 Go"),
        ("(MP3 – 3.4 Mo)", "MP3", "3.4 Mo"),
        ("(opendocument text – 31 ko)", "opendocument text", "31 ko"),
        ("(PDF – 312 octets)", "PDF", "312 octets"),
        ("(EML – 2.1 ko)", "EML", "2.1 ko"),
        ("(PDF - 1.5 Mio)", "PDF", "1.5 Mio"),
        ("(PDF - 1.5 MiB)", "PDF", "1.5 MiB"),
        ("Programme (163 ko)", None, "163 ko"),
        ("Programme (PDF)", "PDF", None),
    ],
)
def test_forms(text: str, kind: str | None, size: str | None) -> None:
    label = find_label(text)
    assert label is not None
    assert (label.type, label.size) == (kind, size)


@pytest.mark.parametrize(
    "text", ["", "Programme", "(le 12 – 30 kobolds)", "(ouvert)", "de 10 à 20", "[PDF]", "(voir 3 - 4)"]
)
def test_no_label(text: str) -> None:
    assert find_label(text) is None


@given(st.text(max_size=80))
def test_no_text_stops_it(text: str) -> None:
    label = find_label(text)
    assert label is None or 0 <= label.start < label.end <= len(text)
