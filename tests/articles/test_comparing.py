"""Comparing two texts: what is told gives both back, and paragraphs that are alike are told word by word."""

from hypothesis import given
from hypothesis import strategies as st

from articles.comparing import compare

paragraphs = st.lists(st.text(alphabet="ab é.\n", min_size=1, max_size=12), max_size=6)


@given(paragraphs, paragraphs)
def test_both_texts_can_be_rebuilt(older: list[str], newer: list[str]) -> None:
    changes = compare(older, newer)
    assert [change.older for change in changes if change.kind != "added"] == older
    assert [change.newer for change in changes if change.kind != "removed"] == newer


@given(paragraphs)
def test_a_text_beside_itself_has_no_change(text: list[str]) -> None:
    assert {change.kind for change in compare(text, text)} <= {"same"}


def test_a_changed_word_is_told_with_the_paragraph_around_it() -> None:
    (change,) = compare(["Le dossier est à rendre le 3 mars."], ["Le dossier est à rendre le 10 mars."])
    assert change.kind == "changed"
    assert [(piece.kind, piece.text) for piece in change.pieces] == [
        ("same", "Le dossier est à rendre le "),
        ("removed", "3"),
        ("added", "10"),
        ("same", " mars."),
    ]


def test_paragraphs_without_common_words_went_and_came() -> None:
    changes = compare(["Un.", "Ancien paragraphe."], ["Un.", "Rien qui ressemble, vraiment : autre chose !"])
    assert [change.kind for change in changes] == ["same", "removed", "added"]


def test_a_paragraph_of_enormous_length_is_not_compared_word_by_word() -> None:
    changes = compare(["a " * 60_000], ["a " * 60_000 + "b"])
    assert [change.kind for change in changes] == ["removed", "added"]
