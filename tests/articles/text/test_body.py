"""Texts: blocks, lists, tables, notes, files, pictures, and HTML that says the same."""

import gc
import time

import lxml.html
import pytest

from articles.article import Article
from articles.cleaners import context_of, undo
from articles.text.body import FieldCleaner, finish, prepare
from articles.text.files import Origin
from tests.articles.captures import read

PUCE = '<img src="local/cache-vignettes/L8xH11/puce-1.gif" class="puce" alt="-" width="8" height="11" />&nbsp;'


def article(body: str, more: str = "") -> Article:
    """The article of a page of no known skin."""
    found = read(f"<html><body><h1>Titre</h1><div class='texte'>{body}</div>{more}</body></html>").article
    assert found is not None
    assert undo([e for e in found.edits if e.field == "body"], found.body_text) == found.raw_body_text
    return found


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
    assert article(html).body_text == text


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
    found = article(html)
    assert found.body_text == text
    assert found.body_html.replace("\n", "") == clean


def test_tags_over_several_elements_leave_text_and_html() -> None:
    found = article(
        "<p>[<strong>rouge</strong>]Un[</p><p>/rouge] deux</p><p>[noir]</p><p><em>[fond</em>&nbsp;marron]x<i>[/fond</i>]</p>"
    )
    assert found.body_text == "Un\n\ndeux\n\nx"
    assert found.body_html == "<p>Un</p><p>deux</p><p>x</p>"


def test_notes_are_apart_and_linked() -> None:
    found = article(
        "<p>Un mot<span class='spip_note_ref'>&nbsp;[<a href='#nb1' class='spip_note' title='[rouge]x' id='nh1'>1</a>]</span>.</p>",
        "<div class='notes'><h2>Notes</h2><div id='nb1'><p><span class='spip_note_ref'>[<a href='#nh1' class='spip_note'>1</a>]"
        "&nbsp;</span>[rouge]La[/rouge] note.</p></div></div>",
    )
    assert found.body_text == "Un mot[1]."
    assert found.notes == ("La note.",)
    assert found.body_html == '<p>Un mot[<a href="#nb1" id="nh1" rel="noopener noreferrer">1</a>].</p>'


def test_an_inline_model_leaves_the_text() -> None:
    found = article(
        "<p>Pièces à télécharger :</p><dl class='spip_document_3 spip_documents'><dt><a href='IMG/pdf/a_b.pdf' title='PDF - 163.9&nbsp;ko'"
        " type='application/pdf'><img src='prive/vignettes/pdf.png' alt='PDF - 163.9&nbsp;ko' /></a></dt>"
        "<dt class='spip_doc_titre'><strong>[rouge]Programme[/rouge]</strong></dt>"
        "<dd class='spip_doc_descriptif'>Du <b>1er</b>\n[rouge]juin[/rouge]</dd></dl><p>Fin</p>"
    )
    assert found.body_text == "Pièces à télécharger :\n\nFin"
    (file,) = found.attachments
    assert (file.path, file.title, file.raw_title) == ("pdf/a_b.pdf", "Programme", "[rouge]Programme[/rouge]")
    assert (file.type_label, file.stated_size, file.extension, file.place) == ("PDF", "163.9 ko", "pdf", "inline")
    assert file.description == "Du 1er juin"
    assert (
        undo([e for e in found.edits if e.field == "description/1"], file.description) == "Du 1er [rouge]juin[/rouge]"
    )
    assert (file.url, file.media_type_label) == ("http://www.example.org/IMG/pdf/a_b.pdf", "application/pdf")


def test_a_line_of_a_file_and_its_label_leaves_the_text() -> None:
    found = article("<p><a href='/IMG/pdf/a.pdf'>Programme</a><br />(PDF – 52.1&nbsp;ko)</p><p>Fin</p>")
    assert found.body_text == "Fin"
    assert [(f.title, f.stated_size) for f in found.attachments] == [("Programme", "52.1 ko")]


def test_a_file_linked_in_a_sentence_stays_in_it() -> None:
    found = article("<p>Lire le <a href='IMG/doc/a.doc'>règlement</a> (Word – 30 ko) avant.</p>")
    assert found.body_text == "Lire le règlement (Word – 30 ko) avant."
    assert [(f.title, f.type_label, f.stated_size) for f in found.attachments] == [("règlement", "Word", "30 ko")]


def test_a_file_is_listed_once() -> None:
    found = article(
        "<p>Voir <a href='IMG/pdf/a.pdf'>le plan</a>.</p>",
        "<div id='documents_joints'><h2>Documents joints</h2><ul><li><a href='IMG/pdf/a.pdf'>Plan</a> <small>(PDF - 3 ko)</small></li>"
        "<li><a href='IMG/pdf/b.pdf' type='application/pdf'></a></li></ul></div>",
    )
    assert [(f.path, f.title, f.stated_size, f.place) for f in found.attachments] == [
        ("pdf/a.pdf", "le plan", "3 ko", "inline"),
        ("pdf/b.pdf", "b.pdf", None, "joined"),
    ]


def test_pictures_are_no_attachments_and_portfolio_pictures_are() -> None:
    found = article(
        "<dl class='spip_document_4 spip_documents'><dt><img src='IMG/jpg/a.jpg' alt='Vue' /></dt><dt class='spip_doc_titre'>"
        "<strong>La salle</strong></dt></dl><p>x <img src='IMG/png/c.png' alt='' /></p>",
        "<div id='documents_portfolio'><ul><li><a href='IMG/jpg/b.jpg' type='image/jpeg' title='Le gymnase'>"
        "<img src='local/b.jpg' alt='Le gymnase' /></a></li></ul></div>",
    )
    assert found.body_text == "x"
    assert [(p.url, p.alt, p.caption) for p in found.pictures] == [
        ("http://www.example.org/IMG/jpg/a.jpg", "Vue", "La salle"),
        ("http://www.example.org/IMG/png/c.png", "", None),
    ]
    assert [(f.path, f.title, f.place) for f in found.attachments] == [("jpg/b.jpg", "Le gymnase", "portfolio")]


def test_html_is_safe_and_absolute() -> None:
    found = article(
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
    found = article(html)
    assert found.body_text == "- un\n- deux\n\nfin\n\n- trois"
    assert found.body_html == "<ul><li>un</li><li>deux</li></ul><p>fin</p><ul><li>trois</li></ul>"


def test_samples_of_code_stay_as_they_are() -> None:
    found = article(
        "<p>Taper <code class='spip_code'>[rouge]mot[/rouge]</code> ou [rouge]rien[/rouge].</p><pre>{{gras}}  {i}</pre>"
        "<div class='spip_cadre'>[->art12]</div><p>{seul}</p>"
    )
    assert found.body_text == "Taper [rouge]mot[/rouge] ou rien.\n\n{{gras}}  {i}\n\n[->art12]\n\n{seul}"
    assert found.links == ()


@pytest.mark.parametrize(
    "link",
    [
        "<a href='#' title='jean.d..åt..example.org' onclick=\"location.href=lancerlien('x,1a,y',',1a,'); return false;\">",
        "<a href='#' title='jean.d..&amp;aring;t..example.org'>",
        "<a href='#jean.d#mc#example.org#'>",
        "<a href='#' onclick=\"location.href=lancerlien('jean.d,0f3,example.org',',0f3,'); return false;\">",
        "<a href='#' onclick=\"location.href=lancerlien('jean.d','example.org')\">",
    ],
)
@pytest.mark.parametrize("sign", ["<span class='spancrypt'>&nbsp;</span>", "<span class='mcrypt'> chez </span>"])
def test_hidden_addresses_are_whole_again(link: str, sign: str) -> None:
    found = article(f"<p>Écrire à {link}jean.d{sign}example.org</a>.</p>")
    assert found.body_text == "Écrire à jean.d@example.org."
    assert [(one.url, one.kind, one.text) for one in found.links] == [
        ("mailto:jean.d@example.org", "mail", "jean.d@example.org")
    ]
    assert 'href="mailto:jean.d@example.org"' in found.body_html


def test_what_was_set_aside_is_put_back() -> None:
    found = article(
        "<p>Un <span class='base64javascript1 x' title='PGI+w6l0w6k8L2I+'></span> ici<span class='base64' title='?'></span></p>"
    )
    assert found.body_text == "Un été ici"


def test_links_and_notes_that_stand_as_typed_are_kept_apart() -> None:
    found = article(
        "<p>Lire [la [rouge]loi[/rouge]->art12], [ici->http://autre.example/x], [->doc3] et [nous->a@example.org]"
        "[[Voir [là->#b], {bis}.]].</p>"
    )
    assert found.body_text == "Lire la loi, ici, et nous[1]."
    assert found.notes == ("Voir là, bis.",)
    assert found.body_html.endswith('nous[<a href="#nb1" id="nh1" rel="noopener noreferrer">1</a>].</p>')
    assert [(link.url, link.text, link.kind) for link in found.links] == [
        ("http://www.example.org/spip.php?article12", "la loi", "article"),
        ("http://autre.example/x", "ici", "foreign"),
        ("http://www.example.org/spip.php?document3", "", "attachment"),
        ("mailto:a@example.org", "nous", "mail"),
        ("http://www.example.org/spip.php?article12#b", "là", "anchor"),
    ]


def test_typed_notes_are_numbered_after_the_printed_ones() -> None:
    found = article(
        "<p>Un[<a href='#nb1' class='spip_note' id='nh1'>1</a>] et deux [[Voir {{là}}.]], trois[[<*>Ou ici.]], [[<>sans appel]]"
        "quatre[[Non : [[ici]].]].</p>",
        "<div class='notes'><p>[<a href='#nh1' class='spip_note'>1</a>] La loi.</p></div>"
        "<div class='ps'><p>Cinq[[Fin]].</p></div>",
    )
    assert found.body_text == "Un[1] et deux[2], trois[*], quatre[4]."
    assert found.notes == ("La loi.", "Voir là.", "Ou ici.", "sans appel", "ici", "Non :[3].", "Fin")
    assert found.note_numbers == ("1", "2", "*", "", "3", "4", "5")
    assert found.postscript == "Cinq[5]."
    assert [
        found.body_html.count(f'<a href="#nb{n}" id="nh{n}" rel="noopener noreferrer">{n}</a>') for n in (1, 2, 4)
    ] == [1, 1, 1]


@pytest.mark.parametrize(
    ("html", "clean"),
    [
        ("<p>{{{Un titre}}}</p><p>Texte</p>", "<h3>Un titre</h3><p>Texte</p>"),
        ("<h2>a</h2><p>{{{**Un titre}}}</p>", "<h2>a</h2><h3>Un titre</h3>"),
        ("{{{Un titre}}}<br />Texte<br />suite", "<h3>Un titre</h3><p>Texte<br>suite</p>"),
        ("<p>{{{Un titre}}} puis</p>", "<p>Un titre puis</p>"),
        ("<p>Voici<br />-* un<br />-** deux<br />-** trois<br />-* quatre<br />fin</p>",
         "<p>Voici</p><ul><li>un<ul><li>deux</li><li>trois</li></ul></li><li>quatre</li></ul><p>fin</p>"),
        ("<p>-# un</p><p>-# <em>deux</em></p><p>fin</p>", "<ol><li>un</li><li><em>deux</em></li></ol><p>fin</p>"),
        ("<p>-* un<br />-# deux</p>", "<ul><li>un</li></ul><ol><li>deux</li></ol>"),
        ("<p>-*** un<br />-* deux<br />-*** trois</p>", "<ul><li>un</li><li>deux<ul><li>trois</li></ul></li></ul>"),
        ("<p>- un<br />- deux</p>", "<ul><li>un</li><li>deux</li></ul>"),
        ("<p>- un, seul</p>", "<p>- un, seul</p>"),
        ("<p>|{{a}}|{{b}}|<br />|c|{{d}}|<br />|||</p>",
         "<table><thead><tr><th>a</th><th>b</th></tr></thead><tbody><tr><td>c</td><td><strong>d</strong></td></tr></tbody></table>"),
        ("<p>||Titre|résumé||<br />|a|b|<br />|c|d|</p>",
         "<table><caption>Titre résumé</caption><tbody><tr><td>a</td><td>b</td></tr><tr><td>c</td><td>d</td></tr></tbody></table>"),
        ("<p>{{Gras}} et {italique}, {{a {b} c}}</p>", "<p><strong>Gras</strong> et <em>italique</em>, a <em>b</em> c</p>"),
        ("<p>{{Gr<i>as</i>}}</p>", "<p>Gr<em>as</em></p>"),
        ("<p>Un {ensemble}</p>", "<p>Un {ensemble}</p>"),
        ("<pre>{{{a}}}</pre><p>{{b}}</p>", "<pre>{{{a}}}</pre><p><strong>b</strong></p>"),
    ],
)  # fmt: skip
def test_what_was_typed_as_a_shortcut_becomes_what_it_meant(html: str, clean: str) -> None:
    assert article(html).body_html == clean


def test_headings_do_not_jump() -> None:
    found = article("<h3>a</h3><h6>b</h6><h6>c</h6><h4>d</h4><h3>e</h3><h5>f</h5>")
    assert found.body_html == "<h3>a</h3><h4>b</h4><h4>c</h4><h4>d</h4><h3>e</h3><h4>f</h4>"


def test_struck_words_are_shown_struck() -> None:
    assert (
        article("<p><strike>dix</strike> <del datetime='2012'>onze</del></p>").body_html
        == "<p><del>dix</del> <del>onze</del></p>"
    )


def test_a_file_in_place_of_a_film_is_kept() -> None:
    found = article("<p>Le film.</p><object><p>Sans lecteur&nbsp;: <a href='IMG/flv/a.flv'>le film</a></p></object>")
    assert [file.url for file in found.attachments] == ["http://www.example.org/IMG/flv/a.flv"]


def test_typewriter_is_code() -> None:
    assert article("<p>Écrire <tt>{{gras}}</tt>, [rouge]non[/rouge].</p>").body_text == "Écrire {{gras}}, non."


def test_a_formula_keeps_its_words_in_text_and_html() -> None:
    found = article(
        "<p>Soit <math><mi>x</mi><style>.a{}</style><annotation>x_1</annotation></math>, puis</p><p>la suite.</p>"
    )
    assert found.body_text == "Soit x, puis\n\nla suite."
    assert found.body_html == "<p>Soit x, puis</p><p>la suite.</p>"
