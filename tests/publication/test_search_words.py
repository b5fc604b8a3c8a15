"""What is French in the search: stems unite forms and keep words apart, folding agrees with the index, queries mean what they say."""

import sqlite3
import tomllib
from contextlib import closing
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from publication.french import fold, spellings, stem, without_elision
from publication.query import LONGEST, MOST_TERMS, Term, parse_query
from publication.ranking import CLOSE, OPEN, Scorer
from publication.widening import Group, match_expression

FAMILIES = tomllib.loads((Path(__file__).parent / "families.toml").read_text(encoding="utf-8"))


def test_stems_unite_forms_of_a_word_and_keep_words_apart() -> None:
    pairs = [pair for line in FAMILIES["together"] for pair in combinations(line.split(), 2)]
    united = sum(stem(one) == stem(other) for one, other in pairs)
    assert united / len(pairs) >= 6 / 7
    apart = [line.split() for line in FAMILIES["apart"]]
    assert sum(stem(words[0]) != stem(words[1]) for words in apart) / len(apart) >= 6 / 7


def test_singular_and_plural_are_always_united() -> None:
    nouns = [line.split() for line in FAMILIES["together"] if len(line.split()) == 2]
    assert len(nouns) > 60
    assert [words for words in nouns if stem(words[0]) != stem(words[1])] == []


@pytest.mark.parametrize(
    "pair",
    ["mars marée", "mois moi", "cours courir", "cours cour", "temps tempe", "mai maïs", "cours course", "fois foi"],
)
def test_months_and_words_that_end_in_s_stand_alone(pair: str) -> None:
    one, other = pair.split()
    assert stem(one) != stem(other)


@given(st.text())
def test_folding_and_stems_never_fail_and_fold_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)
    assert stem(text) == stem(fold(text))
    without_elision(text)


@given(st.text(alphabet="aàâäeéèêëiîïoôöuùûüÿcçñœæAÀÉÈÊÎÔÛÇŒÆ'’ -", min_size=1))
def test_words_are_parted_and_folded_as_the_index_does(text: str) -> None:
    """Any word of a text finds that text."""
    with closing(sqlite3.connect(":memory:")) as db:
        db.execute(
            "CREATE VIRTUAL TABLE temp.f USING fts5 (title, lead, body, text, marks, tokenize='unicode61 remove_diacritics 2')"
        )
        db.execute("INSERT INTO f VALUES (?, '', '', '', 'article')", (text,))
        for term in parse_query(text).wanted:
            phrases = tuple(tuple(words) for words in _ways(term.tokens))
            match = match_expression((Group(term, phrases, 1, False),), (), ())
            assert db.execute("SELECT count(*) FROM f WHERE f MATCH ?", (match,)).fetchone() == (1,), (term, match)


def _ways(tokens: tuple[str, ...]) -> list[list[str]]:
    ways: list[list[str]] = [[]]
    for token in tokens:
        ways = [[*way, spelling] for way in ways for spelling in _all_spellings(token)]
    return ways


def _all_spellings(token: str) -> set[str]:
    """Every mix of ligatures and letters in two."""
    known = {token}
    for pair, one in (("oe", "œ"), ("ae", "æ")):
        for _ in range(token.count(pair)):
            known |= {
                word[:at] + one + word[at + 2 :]
                for word in known
                for at in range(len(word))
                if word.startswith(pair, at)
            }
    return known


@pytest.mark.parametrize(
    ("typed", "wanted", "unwanted"),
    [
        ("Provence-Alpes-Côte d'Azur", [("compound", ("provence", "alpes", "cote")), ("word", ("azur",))], []),
        ("n° 12 du 16/06/2011", [("word", ("12",)), ("compound", ("16", "06", "2011"))], []),
        ("jeanne@example.org", [("compound", ("jeanne", "at", "example", "org"))], []),
        ("jeunesse/sport, 39,06 €", [("word", ("jeunesse",)), ("word", ("sport",)), ("compound", ("39", "06"))], []),
        ("subvent* sub*", [("prefix", ("subvent",)), ("word", ("sub",))], []),
        ("aujourd'hui l’Œuvre", [("compound", ("aujourd", "hui")), ("word", ("oeuvre",))], []),
        ("« en région » -l'eau", [("exact", ("en", "region"))], [("word", ("eau",))]),
        ('vélo -"service civique"', [("word", ("velo",))], [("exact", ("service", "civique"))]),
        ("sous-préfet - -- *", [("compound", ("sous", "prefet"))], []),
        ('pont "neuf', [("word", ("pont",)), ("word", ("neuf",))], []),
        ("e\u0301cole", [("word", ("ecole",))], []),
        ("AND (OR) body:NEAR", [("word", ("and",)), ("word", ("or",)), ("word", ("body",)), ("word", ("near",))], []),
        ("qu'est-ce que la VAE ?", [("word", ("vae",))], []),
        ("de la", [("word", ("de",)), ("word", ("la",))], []),
        ("", [], []),
    ],
)
def test_what_is_typed_is_understood(typed: str, wanted: list[object], unwanted: list[object]) -> None:
    query = parse_query(typed)
    assert [(term.kind, term.tokens) for term in query.wanted] == wanted
    assert [(term.kind, term.tokens) for term in query.unwanted] == unwanted


@given(st.text(max_size=200))
@example(":-0:0")
@example("<C'0")
@example(":-C'0")
def test_a_query_typed_again_from_its_terms_is_the_same(text: str) -> None:
    query = parse_query(text)
    again = parse_query(" ".join(term.typed for term in (*query.wanted, *query.unwanted)))
    assert [term.tokens for term in again.wanted] == [term.tokens for term in query.wanted]
    assert [term.tokens for term in again.unwanted] == [term.tokens for term in query.unwanted]
    assert len(query.wanted) <= MOST_TERMS


def test_only_so_much_is_read() -> None:
    assert parse_query("x" * LONGEST + " mot").wanted[0].tokens == ("x" * LONGEST,)


def test_what_was_typed_counts_more_than_its_other_forms() -> None:
    group = Group(Term("aidé", "word", ("aide",), "aidé"), (("aide",), ("aides",)), 5, False)
    scorer = Scorer((group,), 1000)
    texts = [f"un {OPEN}{word}{CLOSE} ici" for word in ("aidé", "Aide", "aides")]
    scores = [scorer.score((None, None, text, None)) for text in texts]
    assert scores == sorted(scores, reverse=True)
    assert len(set(scores)) == 3
    title, twice = scorer.score((texts[0], None, None, None)), scorer.score((None, None, " ".join(texts[:1] * 2), None))
    assert title > twice > scores[0] > 0
    assert scorer.score((None, "rien", "", None)) == 0


def test_ligatures_are_looked_for_both_ways() -> None:
    assert spellings("oeuvre") == ("oeuvre", "œuvre")
