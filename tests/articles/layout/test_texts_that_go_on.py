"""What is of a text though it stands outside the element that holds most of it, on pages of no known skin."""

import pytest

from tests.articles.captures import article

SENTENCE = "Les bassins ouvrent le samedi, de huit heures à midi, et le dimanche matin pour les familles du quartier."
FIRST = "Le petit bain reste fermé jusqu'à la fin du mois, le temps de changer les pompes et de repeindre le fond."
LATER = "La buvette du bord de l'eau sera tenue par les parents des nageurs, qui cherchent encore des volontaires."
LONG = f"<p>{SENTENCE}</p>" * 5


def text_of(html: str) -> str:
    found = article(f"<div class='w'><h1>Titre</h1>{html}</div>", "<title>Titre</title>")
    return f"{found.lead or ''} {found.body_text}"


@pytest.mark.parametrize(
    "html",
    [
        f"<div id='part-1'><p>{FIRST}</p></div><div id='part-2'>{LONG}</div><div id='part-3'><p>{LATER}</p></div>",
        f"<div><p>{FIRST}</p></div><div><h3>Un</h3>{LONG}</div><div><h3>Deux</h3><p>{LATER}</p></div>",
        f"<section id='a'><h2>A</h2><p>{FIRST}</p>{LONG}</section><section id='b'><h2>B</h2><p>{LATER}</p></section>",
        f"<div class='x'><p>{FIRST}</p>{LONG}</div><div class='z'>30 arbres</div><div class='y'><p>{LATER}</p><p>{FIRST}</p></div>",
        f"<table><tr><td><p>{FIRST}</p>{LONG}</td></tr><tr><td><p>{LATER}</p></td></tr></table>",
        f"<p>{FIRST}</p><div class='row'><div class='c8'>{LONG}</div><div class='c4'><p>Photo</p></div></div><p>{LATER}</p>",
        f"<p>{FIRST}</p><table><tr><td><img src='a.jpg'></td><td>{LONG}</td></tr></table><p>{LATER}</p>",
        f"<p>{FIRST}</p><div class='texteencadre-spip spip'>{LONG}</div><p>{LATER}</p>",
    ],
    ids=[
        "numbered blocks",
        "blocks with headings",
        "sections by id",
        "paragraphs alone",
        "rows of a table",
        "a row between paragraphs",
        "a table",
        "a box",
    ],
)
def test_paragraphs_behind_the_longest_part_of_a_text_are_of_it(html: str) -> None:
    text = text_of(html)
    assert FIRST in text
    assert LATER in text


@pytest.mark.parametrize(("name", "is_text"), [("texte-libre", True), ("notes texte-bas", False), ("contexte", False)])
def test_a_block_called_a_text_behind_another_is_of_it(name: str, is_text: bool) -> None:
    behind = f"<div class='{name}'><h2>Après</h2><p>{LATER}</p></div>"
    assert (LATER in text_of(f"<div class='onglets'>{LONG}</div>{behind}")) is is_text


@pytest.mark.parametrize("name", ["autres", "part-a", "css-3part"])
def test_what_is_called_otherwise_behind_a_text_is_none_of_it(name: str) -> None:
    assert LATER not in text_of(f"<div class='part-2'>{LONG}</div><div class='{name}'><p>{LATER}</p></div>")


@pytest.mark.parametrize("heading", ["<b>P.-S.</b>", "<b>Répondre à cet article</b>", "<h3>Messages</h3>"])
def test_hardly_anything_behind_what_ends_a_text_is_of_it(heading: str) -> None:
    behind = f"{heading}<br>{LATER} {LATER}</td><td>Brèves<br>{FIRST}"
    page = f"<table><tr><td><font size='5'><b>Titre</b></font><br>{LONG}{behind}</td></tr></table>"
    assert LATER not in article(page, "<title>Titre</title>").body_text


def test_numbers_tell_columns_apart_where_one_holds_the_title() -> None:
    page = f"<div class='w'><div class='c1'><h1>Titre</h1>{LONG}</div><div class='c2'><p>{LATER}</p></div></div>"
    assert LATER not in article(page, "<title>Titre</title>").body_text


@pytest.mark.parametrize("style", ["align='justify'", "style='text-align: justify'"])
def test_what_an_editor_aligned_begins_and_ends_with_short_lines(style: str) -> None:
    text = text_of(f"<p>Chères nageuses,</p><div {style}>{LONG}</div><p>Le bureau du club</p>")
    assert text.strip().startswith("Chères nageuses,")
    assert text.endswith("Le bureau du club")
    assert "Nouvelles" not in text_of(f"<p>Nouvelles</p><div {style}>{LONG}</div>")


def test_a_quotation_begins_and_ends_with_short_lines() -> None:
    text = text_of(f"<p>Voici la lettre du maire</p><blockquote>{LONG}</blockquote><p>Sans commentaire</p>")
    assert "Voici la lettre du maire" in text
    assert text.endswith("Sans commentaire")


@pytest.mark.parametrize(
    ("end", "is_text"),
    [
        ("<ul class='spip'><li>Inès</li><li>Paul</li></ul><p>Fin à minuit</p>", True),
        ("<table class='spip'><tr><td>Inès</td><td>Paul</td></tr></table><p>Fin à minuit</p>", True),
        ("<ul class='spip'><li><a class='spip_out' href='http://h.example/'>Inès</a></li><li>Paul</li></ul>", True),
        ("<ul class='spip'><li><a href='spip.php?article3'>Inès</a></li></ul>", False),
    ],
)
@pytest.mark.parametrize("frame", ["{}", "<div class='t'>{}</div>"])
def test_a_list_of_spip_ends_a_text_however_short_its_items(end: str, is_text: bool, frame: str) -> None:
    text = text_of(frame.format(f"{LONG}<p>Sont élus :</p>{end}"))
    assert ("Inès" in text) is is_text
    assert ("Sont élus" in text) is is_text


def test_a_call_for_gifts_behind_a_text_is_none_of_it() -> None:
    assert LATER not in text_of(f"<p>12 mai 2013</p><div class='t'>{LONG}</div><p>{LATER}</p>")
    assert LATER in text_of(f"<p>Un club de quartier</p><div class='t'>{LONG}</div><p>{LATER}</p>")


ASIDE = (
    "<div class='k'><h3>Sorties</h3><p>Samedi, bal au bord de l'eau, avec un repas partagé sous les tilleuls.</p></div>"
)


@pytest.mark.parametrize(
    ("opening", "is_text"),
    [
        ("<h3 class='spip'>Inès</h3><ul class='spip'><li>Paul</li></ul>", True),
        ("<h3 class='spip'>Inès</h3>", True),
        ("<ul class='spip'><li>Inès</li><li>Paul</li></ul>", True),
        ("<ul><li>Inès</li><li>Paul</li></ul>", False),
        ("<ul class='spip'><li><a href='spip.php?article3'>Inès</a></li></ul>", False),
    ],
)
def test_lists_and_headings_of_spip_open_a_text_beside_its_title(opening: str, is_text: bool) -> None:
    assert ("Inès" in text_of(f"{opening}<p>{SENTENCE}</p><p>{FIRST}</p>")) is is_text


def test_a_paragraph_and_a_list_hold_a_text_whatever_stands_beside() -> None:
    own = f"<div class='t'><p class='spip'>{SENTENCE} {FIRST}</p><ul class='spip'><li>Inès</li></ul></div>"
    text = text_of(own + ASIDE)
    assert text.endswith("Inès")


def test_a_table_beside_the_title_is_nearer_than_a_sentence_in_another_block() -> None:
    table = "<table class='spip'><tr><td>Petit bain</td><td>3</td></tr></table>"
    page = f"<div>{'<p>Un mot de plus.</p>' * 9}<div><div><h1>Titre</h1>{{}}</div>{ASIDE}</div></div>"
    assert "bal" not in article(page.format(table), "<title>Titre</title>").body_text
    assert "bal" in article(page.format(""), "<title>Titre</title>").body_text


@pytest.mark.parametrize("behind", ["<h3>Messages</h3>", "<p><a href='spip.php?page=imprimer'>Imprimer</a></p>"])
def test_what_is_aligned_ends_a_text_as_other_blocks_do(behind: str) -> None:
    assert LATER not in text_of(f"<div align='justify'>{LONG}{behind}<h3>Messages</h3><p>{LATER}</p></div>")


def test_what_aligns_a_whole_page_is_no_box_of_a_text() -> None:
    foot = "<p><a href='spip.php?page=plan'>Plan du site</a> | <a href='ecrire/'>Privé</a></p><p>Comité du bassin</p>"
    page = f"<div align='left'><a href='/'>Le club</a><h1>Titre</h1>{LONG}{foot}</div>"
    assert "Plan du site" not in article(page, "<title>Titre</title>").body_text


def test_a_list_of_spip_with_days_below_the_title_is_no_line_of_a_date() -> None:
    items = "<li>La Gazette, 3 mai 2012 : <a class='spip_out' href='http://h.example/'>Un bassin de plus</a></li>"
    assert "Un bassin de plus" in text_of(f"<p>12 mai 2013</p><div class='t'><ul class='spip'>{items}</ul></div>")


@pytest.mark.parametrize(("before", "is_text"), [("<h2>Introduction</h2>", True), ("", False)])
def test_a_heading_of_answers_among_others_is_a_part_of_the_text(before: str, is_text: bool) -> None:
    parts = f"{before}{LONG}<h2>Discussion</h2><p>{LATER}</p><h2>Conclusion</h2><p>{FIRST}</p>"
    assert (LATER in text_of(f"<div class='t'>{parts}</div>")) is is_text


@pytest.mark.parametrize(
    ("words", "is_text"),
    [("<b>Un bain de jouvence</b><br>", True), ("<i>par Inès Essai</i><br>", False), ("<b>3 mai 2012</b><br>", False)],
)
def test_words_in_bold_that_begin_what_holds_a_text_are_of_it(words: str, is_text: bool) -> None:
    shown = words.partition(">")[2].partition("<")[0]
    assert (shown in text_of(f"<p>Eau</p><div class='t'>{words}{LONG}</div>")) is is_text
    assert shown not in text_of(f"<p>Eau</p><div class='t'>{words}<h2>Bains</h2>{LONG}</div>")


@pytest.mark.parametrize(
    ("links", "is_end"),
    [
        ("<ul><li><a href='spip.php?article4'>Un</a></li><li><a href='spip.php?breve5'>Deux</a></li></ul>", True),
        (
            "<ul class='spip'><li><a href='spip.php?article4'>Un</a></li><li><a href='spip.php?article5'>Deux</a></li></ul>",
            False,
        ),
        ("<ul><li><a href='http://h.example/'>Un</a></li><li><a href='http://i.example/'>Deux</a></li></ul>", False),
    ],
)
def test_a_list_that_leads_about_the_site_ends_a_short_text(links: str, is_end: bool) -> None:
    text = text_of(
        f"<div class='t'><p>{FIRST}</p></div><div class='s'><h3>Sorties</h3>{links}<p>{LATER[:90]}.</p></div>"
    )
    assert (LATER[:90] not in text) is is_end


def test_the_way_back_to_the_top_below_each_part_ends_no_text() -> None:
    top = "<p><a href='#top'>Haut de page</a></p>"
    parts = f"<h3 class='spip'>Un</h3>{LONG}{top}<h3 class='spip'>Deux</h3><p>{LATER}</p>{top}"
    text = text_of(f"<div class='t'>{parts}</div>")
    assert LATER in text
    assert "Haut de page" not in text


def test_lists_under_headings_of_spip_end_a_text_beside_its_title() -> None:
    lists = "<h3 class='spip'>Le bureau</h3><ul class='spip'><li>Inès</li></ul>"
    assert "Inès" in text_of(f"{LONG}<ul class='spip'><li>Paul</li></ul>{lists}")
    assert "Inès" not in text_of(
        f"{LONG}<ul class='spip'><li>Paul</li></ul>{lists.replace('Le bureau', 'Documents joints')}"
    )


@pytest.mark.parametrize(("frame", "is_text"), [("{}", False), ("<div class='t'>{}</div>", True)])
def test_a_list_without_links_ends_what_holds_a_text_alone(frame: str, is_text: bool) -> None:
    assert ("Inès" in text_of(frame.format(f"{LONG}<ul><li>Inès</li><li>Paul</li></ul>"))) is is_text


@pytest.mark.parametrize(("name", "is_other"), [("art", True), ("partie", False)])
def test_a_title_in_a_block_called_like_the_title_s_begins_another_article(name: str, is_other: bool) -> None:
    own, other = (
        f"<div class='art'><h2>Titre</h2>{LONG}</div>",
        f"<div class='{name}'><h2>Autre</h2><p>{LATER}</p></div>",
    )
    page = article(f"<div>{own}{other}</div>", "<title>Titre</title>")
    assert LATER not in page.body_text
    longer = f"<div class='{name}'><h2>Autre</h2>{f'<p>{LATER}</p>' * 9}</div>"
    assert (LATER not in article(f"<div>{own}{longer}</div>", "<title>Titre</title>").body_text) is is_other


def test_a_table_of_short_cells_that_ends_a_text_is_of_it_to_its_last_row() -> None:
    rows = "".join(f"<tr><td>{n}</td><td>Pont {n}</td></tr>" for n in range(1, 9))
    begins = f"<table class='spip'><tr><td>0</td><td>{FIRST}</td></tr>{rows}</table>"
    assert "Pont 8" in text_of(
        f"<div>{LONG}{begins}</div><div><h2>Dans la même rubrique</h2><a href='a'>Autre</a></div>"
    )
