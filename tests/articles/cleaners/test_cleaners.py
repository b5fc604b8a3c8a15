"""Cleaners by example and by property: examples stand in examples/*.toml."""

import time
import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.cleaners import CLEANERS, Context, clean, context_of, undo
from articles.cleaners.colours import NAMES

FOLDER = Path(__file__).parent / "examples"
EXAMPLES = [
    pytest.param(example, id=f"{path.stem}-{number}")
    for path in sorted(FOLDER.glob("*.toml"))
    for number, example in enumerate(tomllib.loads(path.read_text(encoding="utf-8"))["example"], start=1)
]

# Texts made of the pieces that matter, so that broken and nested tags come up often.
PIECES = st.sampled_from(
    ["[", "]", "/", "[/", "rouge", "noir", "fond ", "or", "[rouge]", "[/rouge]", "/blanc]", "[/", "[noir", "[/]", " ", "\xa0",
     "\n", "\n\n", "- ", "\t", "++++", "__6__", "[sommaire]", "mot", "é", "\xad", "\x85", "<bloc>", "{", "}", "\\", "[orange]",
     "{{", "}}", "{{{", "}}}", "{", "}", "->", "[mot->", "http://a.example/x", "art12", "[[", "]]", "[?", "[#a<-]", "|", "[ABC|",
     "Abcd efgh]",
     "-* ", "-# ", "\n|", "|\n", "----", "\n_ ", "-? ", "\n-! ", "<quote>", "</quote>", "<code>", "</code>", "<doc12|center>",
     "<multi>", "</multi>", "[fr]", "[en]", "<:a:>", "~", "~:", "#TITRE", "<BOUCLE_a(B)>", "[(", ")]", "[/", "/]", "[*", "*]",
     "@@CS_SUITE@@",
     "@@", "\x01", "\x03", "user", "..åt..", " chez ", "a.b", "<o:p>", "\uf0b7 ",
     "\uf0a7 ", "\uf0d8 ", "\uf076 ", "\uf06e ", "\uf0fc ", "\uf0e0", "\uf02d ",
     "Normal\n0\n21\nfalse false false ", "· \xa0", "<!--[if x]>", "<![endif]-->", "&", "eacute;",
     "&amp;", "Ã", "©", "â€™", "(…)", "…", "[fond ma", "[ bleu clair ", "Warning: a in b on line 3", "12", "Mot"]
)  # fmt: skip
TEXTS = st.one_of(st.lists(PIECES, max_size=40).map("".join), st.text(max_size=80))
CONTEXTS = st.builds(
    Context,
    closers=st.booleans(),
    colours=st.integers(0, 3),
    shortcuts=st.booleans(),
    next_note=st.none() | st.sampled_from([1, 9, 999]),
)


@pytest.mark.parametrize("example", EXAMPLES)
def test_example(example: dict[str, Any], request: pytest.FixtureRequest) -> None:
    if example["kind"] == "known-failing":
        request.applymarker(pytest.mark.xfail(strict=True, reason=example["why"]))
    raw = example["raw"]
    result = clean(raw)
    assert result.text == (raw if example["kind"] == "must-not-change" else example["clean"])
    assert undo(result.edits, result.text) == raw
    assert clean(result.text).text == result.text


def test_there_are_68_names() -> None:
    assert len(NAMES) == 68


@pytest.mark.parametrize("name", NAMES)
def test_every_name_in_every_form(name: str) -> None:
    for opener, closer in ((f"[{name}]", f"[/{name}]"), (f"[fond {name}]", "[/fond]"), (f"[bg {name}]", f"/{name}]")):
        assert clean(f"Un {opener}mot{closer if closer[0] == '[' else ' ' + closer} ici").text == "Un mot ici"


def test_a_closer_elsewhere_on_the_page_makes_an_opener_a_tag() -> None:
    assert clean("[noir] Titre", Context(closers=True)).text == "Titre"
    assert clean("[noir] Titre", Context()).text == "[noir] Titre"


def test_cleaners_have_names_of_their_own_and_reasons() -> None:
    assert len({cleaner.name for cleaner in CLEANERS}) == len(CLEANERS)
    assert all(cleaner.reason.endswith(".") for cleaner in CLEANERS)


@given(TEXTS, st.none() | CONTEXTS)
def test_cleaning_is_undone_exactly(text: str, context: Context | None) -> None:
    result = clean(text, context, "body")
    assert undo(result.edits, result.text) == text
    assert all(edit.field == "body" for edit in result.edits)


@given(TEXTS, st.none() | CONTEXTS)
def test_cleaning_twice_is_cleaning_once(text: str, context: Context | None) -> None:
    once = clean(text, context).text
    assert clean(once, context).text == once


@given(TEXTS)
def test_changes_come_in_order_and_never_lengthen(text: str) -> None:
    for cleaner in CLEANERS:
        done = 0
        for change in cleaner.find(text, context_of(text)):
            assert done <= change.start < change.end <= len(text)
            assert len(change.replacement) <= change.end - change.start
            done = change.end


@given(TEXTS, CONTEXTS)
def test_without_its_signs_a_cleaner_finds_nothing(text: str, context: Context) -> None:
    for cleaner in CLEANERS:
        assert not cleaner.find(text.translate(dict.fromkeys(map(ord, cleaner.signs))), context)


@given(TEXTS)
def test_every_character_comes_from_the_raw_text(text: str) -> None:
    result = clean(text)
    if result.origins is None:
        assert result.text == text
        return
    assert len(result.origins) == len(result.text)
    assert all(a <= b for a, b in zip(result.origins, result.origins[1:], strict=False))
    assert all(0 <= origin < len(text) for origin in result.origins)


@given(TEXTS, TEXTS, TEXTS, CONTEXTS)
def test_a_sample_of_code_stays_whole(before: str, sample: str, after: str, context: Context) -> None:
    text = before + sample + after
    result = clean(text, context, "body", [(len(before), len(before) + len(sample))])
    assert sample in result.text
    assert undo(result.edits, result.text) == text


@pytest.mark.parametrize(
    "unit",
    ["[", "{{", "[a->", "[[ ", "<multi>", "<!--[if x]>", "|x|\n", "\xa0 ", "&#1", "@@A", "[fond ", "[?a", "[(a", "#A{"],
)
def test_a_text_made_to_annoy_costs_what_its_length_costs(unit: str) -> None:
    """Notes of blanks took eight seconds for 60,000 characters before their pattern had one way to match."""

    def seconds(number: int) -> float:
        start = time.process_time()
        clean("[[" + unit * number + "…", Context(closers=True, colours=9, shortcuts=True))
        return time.process_time() - start

    assert seconds(4000) < 8 * max(min(seconds(1000) for _ in range(3)), 0.05)
