"""Notes, links, addresses and shortcuts that a text shows as typed or hidden, and what they become."""

import pytest

from tests.articles.captures import article_with_text


def test_tags_over_several_elements_leave_text_and_html() -> None:
    found = article_with_text(
        "<p>[<strong>rouge</strong>]Un[</p><p>/rouge] deux</p><p>[noir]</p><p><em>[fond</em>&nbsp;marron]x<i>[/fond</i>]</p>"
    )
    assert found.body_text == "Un\n\ndeux\n\nx"
    assert found.body_html == "<p>Un</p><p>deux</p><p>x</p>"


def test_notes_are_apart_and_linked() -> None:
    found = article_with_text(
        "<p>Un mot<span class='spip_note_ref'>&nbsp;[<a href='#nb1' class='spip_note' title='[rouge]x' id='nh1'>1</a>]</span>.</p>",
        "<div class='notes'><h2>Notes</h2><div id='nb1'><p><span class='spip_note_ref'>[<a href='#nh1' class='spip_note'>1</a>]"
        "&nbsp;</span>[rouge]La[/rouge] note.</p></div></div>",
    )
    assert found.body_text == "Un mot[1]."
    assert found.notes == ("La note.",)
    assert found.body_html == '<p>Un mot[<a href="#nb1" id="nh1" rel="noopener noreferrer">1</a>].</p>'


def test_samples_of_code_stay_as_they_are() -> None:
    found = article_with_text(
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
    found = article_with_text(f"<p>Écrire à {link}jean.d{sign}example.org</a>.</p>")
    assert found.body_text == "Écrire à jean.d@example.org."
    assert [(one.url, one.kind, one.text) for one in found.links] == [
        ("mailto:jean.d@example.org", "mail", "jean.d@example.org")
    ]
    assert 'href="mailto:jean.d@example.org"' in found.body_html


def test_what_was_set_aside_is_put_back() -> None:
    found = article_with_text(
        "<p>Un <span class='base64javascript1 x' title='PGI+w6l0w6k8L2I+'></span> ici<span class='base64' title='?'></span></p>"
    )
    assert found.body_text == "Un été ici"


def test_links_and_notes_that_stand_as_typed_are_kept_apart() -> None:
    found = article_with_text(
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
    found = article_with_text(
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
    assert article_with_text(html).body_html == clean
