"""Opening captures: honest, empty, binary, bottomless."""

import gc
import gzip
import time
from dataclasses import replace
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml.html import HtmlElement, document_fromstring

from articles.outcomes import Outcome
from articles.tree.links import base_of, find_links
from articles.tree.page import MAX_PAGE, open_page
from tests.articles.captures import capture, read


def test_a_page_knows_how_it_was_decoded() -> None:
    page = open_page(capture("<p>été".encode("cp1252"), content_type="text/html; charset=iso-8859-1"))
    assert (page.charset, page.charset_source) == ("windows-1252", "header")
    assert page.text == "<p>été"
    assert page.identity.key == "article/12"


@pytest.mark.parametrize("payload", [b"", b"   \n", b"<!-- nothing -->"])
def test_nothing_is_no_page(payload: bytes) -> None:
    page = open_page(capture(payload))
    assert page.tree is None
    assert [problem.kind for problem in page.problems] == ["empty-page"]
    assert read(payload).outcome == "unreadable"


def test_a_page_that_declares_an_encoding_in_xml_is_parsed() -> None:
    page = open_page(capture('<?xml version="1.0" encoding="iso-8859-1"?><html><body><p>é</p></body></html>'))
    assert page.tree is not None


def test_what_php_writes_before_a_page_does_not_end_its_head() -> None:
    warned = "<br />\n<b>Deprecated</b>:  Function a() is deprecated in <b>/w/b.php3</b> on line <b>97</b><br />\n"
    page = open_page(capture(f"{warned}{warned}<html><head><title>Titre</title></head><body>Texte</body></html>"))
    assert page.tree is not None
    assert page.tree.findtext("head/title") == "Titre"
    assert page.tree.findtext("body") == "Texte"


def test_null_bytes_do_not_end_the_page() -> None:
    page = open_page(capture(b"<body><p>un\x00deux</p><p>trois</p>"))
    assert page.tree is not None
    assert "trois" in page.tree.text_content()


def test_binary_is_unreadable() -> None:
    assert read(b"\x00\x01\x02\x03" * 400).outcome == "unreadable"


@pytest.mark.parametrize("tag", ["div", "b", "ul><li", "table><tr><td", "blockquote", "span"])
def test_bottomless_nesting_is_cut_and_reported(tag: str) -> None:
    html = "<html><body><h1>Titre</h1><div class='texte'>" + f"<{tag}>" * 100_000 + "fond"
    reading = read(html)
    assert "page-cut" in {problem.kind for problem in reading.problems}
    assert reading.outcome == "article"


@given(st.binary(max_size=400))
def test_no_bytes_stop_the_reading(payload: bytes) -> None:
    assert read(payload, content_type=None).outcome in get_args(Outcome)


@given(st.lists(st.sampled_from(
    ["<p>", "</p>", "<br>", "<ul>", "<li>", "</li>", "</ul>", "<table>", "<tr>", "<td>", "</td>", "</table>", "[rouge]", "[/rouge]",
     "mot ", "&nbsp;", "<img class='puce' alt='-' src='puce.gif'>", "<strong>", "</strong>", "<a href='IMG/pdf/x.pdf'>", "</a>",
     "(PDF – 3 ko)", "<dl class='spip_documents'>", "</dl>", "<pre>", "</pre>", "<form>", "<textarea class='spip_cadre'>", "<h3>",
     "</h3>", "<div>", "</div>", "<blockquote>", "<a class='spip_note' href='#nb1'>", "[", "\n"]), max_size=50))  # fmt: skip
def test_no_markup_stops_the_reading(pieces: list[str]) -> None:
    reading = read("<html><body><h1>Titre</h1><div class='texte'>" + "".join(pieces) + "</div>")
    assert reading.article is not None
    if "<pre>" not in pieces and "<textarea class='spip_cadre'>" not in pieces:  # a sample of code keeps its words
        assert "[rouge]" not in reading.article.body_html


def test_a_page_too_large_is_said_and_not_parsed() -> None:
    reading = read("<html><body><h1>Titre</h1><p>" + "x" * MAX_PAGE + "</p>")
    assert reading.article is None
    assert [problem.kind for problem in reading.problems] == ["page-too-large"]


def test_long_runs_of_blanks_cost_little() -> None:
    started = time.perf_counter()
    read("<html><body><h1>Titre</h1><div class='texte'>" + "[" * 20_000 + "&nbsp; " * 20_000 + "</div>")
    assert time.perf_counter() - started < 5  # 10 s before the look behind, a tenth of a second since


TEXT = "<p>Le service tient une permanence ouverte à tous, chaque semaine de l’année.</p>"
HEAD = "<html><head><title>Coupée</title></head><body><h1>Coupée</h1><div class='texte'>"


def kinds(payload: str | bytes) -> list[str]:
    return [problem.kind for problem in open_page(capture(payload)).problems]


def test_a_tag_of_many_attributes_costs_little() -> None:
    started = time.perf_counter()
    many = " ".join(f"a{number}='>'" for number in range(100_000))
    reading = read(f"{HEAD}<p {many}>Texte.</p>{TEXT}</div></body></html>")
    assert time.perf_counter() - started < 5  # a minute before there was a bound
    assert reading.article is not None
    assert reading.article.body_text.startswith("Texte.")
    assert [problem.kind for problem in reading.problems] == ["page-cut"]


def test_links_of_a_page_with_a_tag_of_many_attributes_cost_little() -> None:
    many = " ".join(f"a{number}=1" for number in range(100_000))
    started = time.perf_counter()
    found = find_links(capture(f"{HEAD}<p {many}><a href='suite'>Lien</a></div></body></html>"))
    assert time.perf_counter() - started < 5  # 40 s before there was a bound
    assert found is not None
    assert found.hrefs == ("suite",)


@pytest.mark.parametrize(
    ("base", "start"),
    [
        ("http://h.example/a/", "http://h.example/a/"),
        (" http://h.example/a/ ", "http://h.example/a/"),
        ("/a/", "http://www.example.org/a/"),  # browsers take a relative one too (HTML, 4.2.3)
        ("", "http://h.example/b/"),
        ("http://h.example:0/", "http://www.example.org/spip.php?article12"),
        ("mailto:a", "http://www.example.org/spip.php?article12"),
    ],
)
def test_a_crawl_follows_links_from_where_the_reading_has_them_start(base: str, start: str) -> None:
    page = f"<head><base target=a><base href='{base}'><base href='http://h.example/b/'></head><body><a href=suite>a</a>"
    found = find_links(capture(page))
    assert found is not None
    assert found.base == start
    assert base_of(document_fromstring(page).iter("base"), "http://www.example.org/spip.php?article12") == start


def test_a_long_attribute_is_none_too_many() -> None:
    data = "A" * 300_000
    assert kinds(f"{HEAD}<img src='data:image/png;base64,{data}'>{TEXT}</div></body></html>") == []


def test_many_empty_paragraphs_cost_little() -> None:
    started = time.perf_counter()
    read(HEAD + "<p></p><p>mot</p>" * 10_000 + "</div></body></html>")
    assert time.perf_counter() - started < 10  # each was looked for among all


@pytest.mark.parametrize(
    "end", ["<a href='x", "<", "</p", "<!-- remarque", "<script>var a = '", "<title>Un", "<textarea>a</p>", ""]
)
def test_a_page_that_breaks_off_is_kept_and_said(end: str) -> None:
    reading = read(HEAD + TEXT + end)
    assert reading.article is not None
    assert reading.article.body_text.startswith("Le service tient")
    assert [problem.kind for problem in reading.problems] == ["page-cut"]


@pytest.mark.parametrize(
    "page",
    [
        f"<h1>Sans corps</h1>{TEXT}",
        f"<html><body>{TEXT}</body>",
        f"<html><body>{TEXT}</html>",
        f"<html><body>{TEXT}<script>if (a<b) document.write('<!-- <p')</script></body></html><!-- 3 s -->",
        f"<html><body>{TEXT} 2 < 3 et <> <!----> <!--> -->fin<br/ ></body>",
        f"<html><body><a title='a > b' href=x>{TEXT}</a><TITLE>a <b</Title ></body>",
    ],
)
def test_a_whole_page_is_not_said_to_be_cut(page: str) -> None:
    assert kinds(page) == []


def test_half_a_character_at_the_end_leaves_the_others() -> None:
    page = open_page(capture(f"<html><body>{TEXT}</body></html> é".encode()[:-1], content_type="text/html"))
    assert page.charset == "utf-8"
    assert "l’année" in page.text
    assert page.text.endswith("</html> ")
    assert [problem.message for problem in page.problems] == ["the page ends in the middle of a character"]


def test_a_page_kept_as_gzip_is_unpacked() -> None:
    reading = read(gzip.compress(f"{HEAD}{TEXT}</div></body></html>".encode()))
    assert reading.article is not None
    assert reading.article.title == "Coupée"
    assert [problem.kind for problem in reading.problems] == ["gzip-page"]


def test_gzip_of_no_page_is_unreadable() -> None:
    for payload in (gzip.compress(b"%PDF-1.4"), gzip.compress(b"<html>" * 99)[:-30] + b"\xff" * 40, b"\x1f\x8brest"):
        reading = read(payload)
        assert (reading.outcome, [p.kind for p in reading.problems]) == ("unreadable", ["binary-page"])


def test_a_bomb_is_not_unpacked() -> None:
    assert kinds(gzip.compress(b"<html>" + b" " * (4 * MAX_PAGE))) == ["gzip-page", "page-too-large"]


@pytest.mark.parametrize("name", ["texte", "x"])
def test_a_page_is_let_go_once_it_is_read(name: str) -> None:
    """A function that holds itself held the tree as well, until all of memory was looked through."""
    text = "".join(f"<p>Le paragraphe {n} dit assez de mots pour compter comme prose.</p>" for n in range(9))
    html = f"<body><a href='/'>Accueil</a><h1>Titre</h1><div class='{name}'>{text}</div><p>Un pied.</p>"
    assert read(html).article is not None
    gc.collect()
    gc.disable()
    try:
        before = _elements()
        read(html)
        assert _elements() == before
    finally:
        gc.enable()


def _elements() -> int:
    return sum(isinstance(thing, HtmlElement) for thing in gc.get_objects())


def test_a_header_whose_moment_no_calendar_has_tells_no_year() -> None:
    headers = ((b"Last-Modified", b"Fri, 20 Jun 2014 08:34:12 +" + b"9" * 100),)
    assert open_page(replace(capture("<p>Publié le 16 juin"), headers=headers)).rendered == 2016
