"""Texts: blocks, lists, tables, and HTML that says the same; in a time that grows as they do."""

import gc
import time

import lxml.html
import pytest

from articles.cleaners import context_of
from articles.text.body import FieldCleaner, finish, prepare
from articles.text.files import Origin
from tests.articles.captures import article_with_text, read

PUCE = '<img src="local/cache-vignettes/L8xH11/puce-1.gif" class="puce" alt="-" width="8" height="11" />&nbsp;'


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>Un\n  deux</p><p>trois</p>", "Un deux\n\ntrois"),
        ("<p>Un<br />deux</p>", "Un\ndeux"),
        ("<p>Un <strong>mot</strong>, <i>deux</i> .</p>", "Un mot, deux ."),
        ("<p>1<sup>er</sup> juin</p>", "1er juin"),
        ("<p>Un&nbsp;: deux</p>", "Un\u00a0: deux"),
        ("<h3 class='spip'>Titre</h3><p>Texte</p>", "Titre\n\nTexte"),
        ("<ul><li>un</li><li><p>deux</p></li></ul>", "- un\n- deux"),
        ("<ul><li>un<ul><li>deux</li></ul></li><li>trois</li></ul>", "- un\n- deux\n- trois"),
        ("<table><tr><th>a</th><th>b</th></tr><tr><td>c<br/>d</td><td>&nbsp;</td></tr></table>", "a\tb\nc d\t"),
        ("<table><tr><td></td><td>b</td></tr></table><p>x</p>", "\tb\n\nx"),
        ("<blockquote><p>un</p><p>deux</p></blockquote>", "un\n\ndeux"),
        ("<p>&nbsp;</p><p>un</p><p> </p>", "un"),
        ("<pre>a\nb</pre>", "a\nb"),
        ("<form><textarea class='spip_cadre' readonly>code</textarea></form>", "code"),
        ("un<p>deux</p>trois", "un\n\ndeux\n\ntrois"),
        ("<p>a<script>x()</script><!-- y -->b<style>p{}</style></p>", "ab"),
        ("<p>à user<span class='spancrypt'>&nbsp;</span>example.org</p>", "à user@example.org"),
        ("<h3><img src='local/cache-texte/1.png' alt='Un titre' /></h3>", "Un titre"),
        ("<dl><dt>terme</dt><dd>sens</dd></dl>", "terme\nsens"),
        ("<p>un</p><p hidden>deux</p><p style='color:red; DISPLAY : none'>trois</p>", "un"),
        ("<p>un</p><div class='blocs_destination blocs_invisible' style='display:none'>deux</div>", "un\n\ndeux"),
        ("<p>un</p><p style='display:block'>deux</p>", "un\n\ndeux"),
        ("<p>un</p><video>Votre navigateur…</video><object data='a.swf'>Flash</object><audio>b</audio>", "un"),
        ("<p>Il dit <q>oui</q>, <q>« non »</q><q> </q>.</p>", "Il dit «\xa0oui\xa0», « non » ."),
        ("<p><del>dix</del> <s>onze</s> douze</p>", "dix onze douze"),
    ],
)
def test_blocks(html: str, text: str) -> None:
    assert article_with_text(html).body_text == text


@pytest.mark.parametrize(
    ("html", "text", "clean"),
    [
        (f"<p>Voici&nbsp;:\n<br />{PUCE}un\n<br />{PUCE}deux</p>", "Voici\u00a0:\n\n- un\n- deux",
         "<p>Voici&nbsp;:</p><ul><li>un</li><li>deux</li></ul>"),
        (f"<p>{PUCE}un</p><p>{PUCE}deux</p>", "- un\n- deux", "<ul><li>un</li><li>deux</li></ul>"),
        (f"<p>{PUCE}un<br />suite<br /><br />fin</p>", "- un\nsuite\n\nfin",
         "<ul><li>un<br>suite</li></ul><p>fin</p>"),
        ("<p>a<br /><span class='spip-puce ltr'><b>–</b></span>&nbsp;un</p>", "a\n\n- un", "<p>a</p><ul><li>un</li></ul>"),
        (f"<p><strong>{PUCE}un<br />{PUCE}deux</strong></p>", "- un\n- deux",
         "<p><strong>- un<br>- deux</strong></p>"),
        (f"{PUCE}un<h3>x</h3>", "- un\n\nx", "<ul><li>un</li></ul><h3>x</h3>"),
        (f"<p>{PUCE}[rouge]<br />{PUCE}deux[/rouge]</p>", "- deux", "<ul><li>deux</li></ul>"),
    ],
)  # fmt: skip
def test_image_bullets_are_lists(html: str, text: str, clean: str) -> None:
    found = article_with_text(html)
    assert found.body_text == text
    assert found.body_html.replace("\n", "") == clean


def test_html_is_safe_and_absolute() -> None:
    found = article_with_text(
        "<p onclick='x()' style='color:red'>Un <a href='spip.php?article3' title='t'>lien</a>, <a href='javascript:x()'>deux</a>,"
        " <a href='http://autre.example/'>trois</a>, <a href='mailto:a@example.org'>quatre</a> &lt;script&gt; <span>5</span></p>"
        "<iframe src='x'></iframe><object><param></object>"
    )
    assert found.body_html == (
        '<p>Un <a href="http://www.example.org/spip.php?article3" rel="noopener noreferrer">lien</a>, '
        '<a rel="noopener noreferrer">deux</a>, <a href="http://autre.example/" rel="noopener noreferrer">trois</a>, '
        '<a href="mailto:a@example.org" rel="noopener noreferrer">quatre</a> &lt;script&gt; 5</p>'
    )
    assert [(link.kind, link.text) for link in found.links] == [
        ("article", "lien"),
        ("foreign", "trois"),
        ("mail", "quatre"),
    ]


@pytest.mark.parametrize(
    "pattern",
    ["<p><strong>{}</strong></p>", "<p>{}</p>", "{}"],
    ids=["in bold", "in a paragraph", "bare"],
)
def test_thousands_of_bullets_are_read_in_a_time_that_grows_with_their_number(pattern: str) -> None:
    """Five thousand in bold took six seconds; four times as many may take four times as long, not sixteen."""

    def seconds(number: int) -> float:
        bullets = '<br><img src="puce.gif" alt="-"> x' * number
        start = time.process_time()
        found = read(f"<html><body><h1>Titre</h1><div class='texte'>{pattern.format(bullets)}</div></body></html>")
        assert found.article is not None
        assert found.article.body_text.count("- x") == number
        return time.process_time() - start

    gc.disable()  # what the collector takes grows with all that a test run holds, not with the page
    try:
        few = min(seconds(1250) for _ in range(3))
        assert min(seconds(5000) for _ in range(2)) < 8 * few
    finally:
        gc.enable()


@pytest.mark.parametrize(
    "unit",
    ["x&nbsp;[<a href='#nb1' class='spip_note'>1</a>]", "-** [rouge]x<br>", "|a|{{b}}|<br>", "<i>{{x}}</i> ", "x[[note]] ",
     "<td>[rouge]</td>", "<a href='IMG/pdf/a.pdf'>x</a> (PDF - 3 ko) ", "<div class='spip_documents'><img src='a.png'></div>"],
)  # fmt: skip
def test_a_text_of_thousands_costs_what_their_number_costs(unit: str) -> None:
    """Twenty thousand calls of notes took ten seconds while bs4 looked for each node among its siblings."""
    origin = Origin("http://www.example.org/", frozenset({"example.org"}))

    def seconds(number: int) -> float:
        element = lxml.html.fromstring(f"<div><p>{unit * number}</p></div>")
        start = time.process_time()
        prepared = prepare([element], origin)
        finish(prepared, origin, FieldCleaner(context_of(prepared.prose)), "body")
        return time.process_time() - start

    gc.disable()
    try:
        assert min(seconds(4000) for _ in range(2)) < 8 * max(min(seconds(1000) for _ in range(3)), 0.05)
    finally:
        gc.enable()


def test_paragraphs_of_one_bullet_between_others_are_lists() -> None:
    html = f"<p>{PUCE}un</p><p>{PUCE}deux</p><p>fin</p><p>{PUCE}trois</p>"
    found = article_with_text(html)
    assert found.body_text == "- un\n- deux\n\nfin\n\n- trois"
    assert found.body_html == "<ul><li>un</li><li>deux</li></ul><p>fin</p><ul><li>trois</li></ul>"


@pytest.mark.parametrize("before", ["/sport/article/le-stage", "http://www.example.org/sport/article/le-stage", ""])
def test_a_place_on_the_page_itself_may_be_told_with_its_path(before: str) -> None:
    html = (
        "<html><head><base href='http://www.example.org/'></head><body><h1>Titre</h1><div class='texte'>"
        f"<p>Un<span class='spip_note_ref'>&nbsp;[<a href='{before}#nb1' class='spip_note' id='nh1'>1</a>]</span>, "
        f"<a href='{before}#bas'>plus bas</a> et <a href='/sport/#b'>ailleurs</a>.</p></div>"
        f"<div class='notes'><div id='nb1'><p>[<a href='{before}#nh1' class='spip_note'>1</a>] La loi.</p></div></div></body></html>"
    )
    found = read(html, "http://www.example.org/sport/article/le-stage").article
    assert found is not None
    assert found.notes == ("La loi.",)
    assert [(one.kind, one.url.partition("org")[2]) for one in found.links if one.text != "1"] == [
        ("anchor", "/sport/article/le-stage#bas"),
        ("section", "/sport/#b"),
    ]
    assert '<a href="#nb1" id="nh1" rel="noopener noreferrer">1</a>' in found.body_html


def test_headings_do_not_jump() -> None:
    found = article_with_text("<h3>a</h3><h6>b</h6><h6>c</h6><h4>d</h4><h3>e</h3><h5>f</h5>")
    assert found.body_html == "<h3>a</h3><h4>b</h4><h4>c</h4><h4>d</h4><h3>e</h3><h4>f</h4>"


def test_struck_words_are_shown_struck() -> None:
    assert (
        article_with_text("<p><strike>dix</strike> <del datetime='2012'>onze</del></p>").body_html
        == "<p><del>dix</del> <del>onze</del></p>"
    )


def test_typewriter_is_code() -> None:
    assert (
        article_with_text("<p>Écrire <tt>{{gras}}</tt>, [rouge]non[/rouge].</p>").body_text == "Écrire {{gras}}, non."
    )


def test_a_formula_keeps_its_words_in_text_and_html() -> None:
    found = article_with_text(
        "<p>Soit <math><mi>x</mi><style>.a{}</style><annotation>x_1</annotation></math>, puis</p><p>la suite.</p>"
    )
    assert found.body_text == "Soit x, puis\n\nla suite."
    assert found.body_html == "<p>Soit x, puis</p><p>la suite.</p>"
