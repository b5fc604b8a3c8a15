"""Where a text that no name tells begins and ends, the lines with a day that open or follow it, and its lead by its place."""

import pytest

from tests.articles.captures import PROSE, article

NOTICE = "Cette lettre peut être reprise par tous, pourvu que son origine soit dite au bas de la page."


def test_what_stands_behind_the_element_of_a_text_is_none_of_it() -> None:
    assert "Cette lettre" not in article(f"<div><h1>Titre</h1><div>{PROSE}</div><div>{NOTICE}</div></div>").body_text
    assert "Cette lettre" in article(f"<div><h1>Titre</h1><div>{PROSE}<div>{NOTICE}</div></div></div>").body_text


def test_lines_before_the_element_of_a_text_are_none_of_it() -> None:
    line = "<div>Envoyer la page à quelqu'un que vous connaissez bien</div>"
    assert article(f"<div><h1>Titre</h1>{line}<div>{PROSE}</div></div>").body_text.startswith("Les bassins")


def test_a_long_lead_is_no_element_of_a_text() -> None:
    lead = f"<p>{'Les bassins ouvrent le samedi, de huit heures à midi, et le dimanche matin. ' * 5}</p>"
    page = f"<div><h1>Titre</h1><div>{lead}</div><div><p>{NOTICE}</p></div></div>"
    assert "Cette lettre" in article(page).body_text


def test_what_spip_wrote_and_parts_of_one_text_stay() -> None:
    apart = f"<p class='spip'>{NOTICE}</p>"
    assert "Cette lettre" in article(f"<div><h1>Titre</h1><div>{PROSE}</div>{apart}</div>").body_text
    table = f"<table><tr><td>{PROSE}</td><td>{PROSE}</td></tr></table>"
    assert "Cette lettre" in article(f"<div><h1>Titre</h1>{table}<p>{NOTICE}</p></div>").body_text
    alike = f"<div class='bloc'>{PROSE}</div><div class='bloc'><p>{NOTICE}</p></div>"
    assert "Cette lettre" in article(f"<div><h1>Titre</h1>{alike}</div>").body_text
    halves = f"<div>{PROSE}</div><div>{PROSE}</div>"
    assert "Cette lettre" in article(f"<div><h1>Titre</h1>{halves}<p>{NOTICE}</p></div>").body_text


@pytest.mark.parametrize(
    "line",
    [
        "jeudi 28 septembre 2006<br>par <a href='spip.php?auteur3'>Le bureau</a><br>popularité : 37%",
        "jeudi 28 septembre 2006, par Jeanne Essai",
        "par Collectif Essai <span>| 28 septembre 2006 | traductions : [<a href='article7.html'>English</a>]</span>",
        "by Jeanne Essai, Paul Essai - 28 September 2006 - last update: 14 March 2014",
        "<span>28 septembre 2006</span> <span>Commission sportive</span> <span>1 312 vues</span>",
    ],
)
def test_a_line_with_a_day_that_opens_a_text_is_the_skin_s_where_it_says_who_or_how_often(line: str) -> None:
    found = article(f"<div><h1>Titre</h1><div><div>{line}</div>{PROSE}</div></div>")
    assert found.published_on == "2006-09-28"
    assert found.body_text.startswith("Les bassins")


def test_one_that_says_where_is_the_editor_s() -> None:
    line = "Salle Essai | 28 septembre 2006 | entrée libre, dans la limite des places que la commission a bien voulu nous laisser."
    assert article(f"<div><h1>Titre</h1><div><p>{line}</p>{PROSE}</div></div>").published_on is None


def test_a_change_alone_is_the_date_where_nothing_else_is_dated() -> None:
    page = "<div><h1>Titre</h1><div>{}</div><p>{}</p></div>"
    assert article(page.format(PROSE, "Dernière modification : 25/02/2020")).published_on == "2020-02-25"
    assert article(page.format(PROSE, "Dernière mise à jour du site : 25/02/2020")).published_on is None
    both = f"<p>Publié le 3 mai 2012</p>{PROSE}"
    assert article(page.format(both, "Dernière modification : 25/02/2020")).published_on == "2012-05-03"


LEAD = "<p>Après deux étés sans elle, la fête des bassins retrouve les quais du canal.</p>"


@pytest.mark.parametrize(
    "texts",
    [
        f"<div>{LEAD}</div><div>{PROSE}</div>",
        f"<div>Le quartier des écluses</div><br><div>{LEAD}</div><br><div>{PROSE}</div><div>Lu douze fois</div>",
        f"<div class='a7'>{LEAD}</div><div class='b2'>{PROSE}</div>",
        f"{LEAD}<hr>{PROSE}",
        f"{LEAD}<nav><p>Sommaire</p><ol><li><a href='#a'>Les bassins</a></li></ol></nav>{PROSE}",
    ],
)
def test_a_paragraph_in_a_block_of_its_own_or_before_a_break_is_the_lead(texts: str) -> None:
    found = article(f"<div><h1>Titre</h1>{texts}</div>")
    assert found.lead == "Après deux étés sans elle, la fête des bassins retrouve les quais du canal."
    assert found.body_text.startswith("Les bassins")


@pytest.mark.parametrize(
    "texts",
    [
        f"<div>{PROSE}</div><div>{LEAD}</div>",
        f"{LEAD}<hr class='spip'>{PROSE}",
        f"<div>{LEAD}{LEAD}</div><div>{PROSE}</div>",
        f"<div>{LEAD}{PROSE}</div>",
    ],
)
def test_one_of_several_alike_is_none(texts: str) -> None:
    assert article(f"<div><h1>Titre</h1>{texts}</div>").lead is None


def test_a_text_goes_on_behind_a_box_in_its_own_element() -> None:
    box = "<div><h4>À retenir</h4><p>Sans réponse dans les deux mois, oui.</p></div>"
    models = "<ul><li><a href='IMG/docx/essai.docx'>La déclaration</a> (Word, 42 ko)</li></ul>"
    last = "<p>En cas de doute, les services répondent le matin, et leur silence n'engage que les clubs.</p>"
    page = "<div><h1>Titre</h1><div>{}</div></div>"
    headed = PROSE.replace("<p>", "<h3 class='spip'>Les bassins</h3><p>", 1)
    assert "leur silence" in article(page.format(headed + box + models + last)).body_text
    assert "leur silence" not in article(page.format(f"{headed}<h4>Voir aussi</h4>{last}")).body_text


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<ul class='spip'><li><a href='spip.php?article3'>Un</a></li></ul>", "- Un"),
        ("<table class='spip'><tr><td>Lundi</td><td>8 h</td></tr></table>", "Lundi\t8 h"),
        (
            "<p><a class='spip_in' href='spip.php?article3'>La fiche</a> a changé de place.</p>",
            "La fiche a changé de place.",
        ),
        ("<div class='corps'><p>Fermé.</p></div>", "Fermé."),
        ("<p class='date'>3 mai 2012</p><div class='corps'><p>Fermé.</p></div>", "Fermé."),
        ("<ul class='spip'><li>Un</li></ul><h3>Voir aussi</h3><div><ul class='spip'><li>Deux</li></ul></div>", "- Un"),
        ("<div class='signatures'><p class='spip'>Trois noms</p></div>", ""),
        ("<ul><li><a href='spip.php?article3'>Un</a></li></ul>", ""),
    ],
)
def test_a_text_that_is_no_prose_is_what_the_editor_wrote_after_the_title(html: str, text: str) -> None:
    tools = "<p><a href='spip.php?page=imprimer&amp;id_article=12'>Imprimer</a></p>"
    assert article(f"<div><h1>Titre</h1>{html}{tools}</div>").body_text.strip() == text


def test_a_text_ends_where_readers_add_to_it() -> None:
    added = "<section><h2>Compléments d’info à l’article</h2><div><p>La mairie a deux mois pour faire appel.</p></div></section>"
    assert "appel" not in article(f"<article><h1>Titre</h1>{PROSE}{added}</article>").body_text


def test_a_heading_of_the_skin_ends_no_run_of_prose() -> None:
    found = article(
        f"<div><div><h1>Titre</h1>{PROSE}</div><div><h4>Paru dans le <a href='n3'>n° 3</a> du bulletin</h4></div></div>"
    )
    assert "Paru dans" not in found.body_text


LINES = "Le bassin ouvre le samedi pour les familles du quartier.<br><br>Il ferme en août, et le dimanche toute l'année durant."


def test_a_text_that_stands_loose_below_the_title_is_read() -> None:
    found = article(
        f"<div><a href='/'>Site</a></div><div><h1>Titre</h1><p class='d'>Publié le 3 mai 2012</p>{LINES}</div>"
    )
    assert (found.published_on, found.body_text) == ("2012-05-03", LINES.replace("<br><br>", "\n\n"))


def test_loose_words_go_on_with_a_text_until_others_follow() -> None:
    tools = "<div>Envoyer à <a href='https://links.example.org/'>Liens</a></div>"
    links = "<a href='spip.php?rubrique1'>Eau</a> | <a href='spip.php?rubrique2'>Bois</a> | encore"
    cell = f"<p><b>Titre</b></p>{PROSE}<br>La piscine.<br>{tools}{links}"
    found = article(f"<table><tr><td>{cell}</td></tr></table>", "<title>Titre</title>")
    assert found.body_text.endswith("familles du quartier.\n\nLa piscine.")


def test_several_paragraphs_are_the_text_whatever_their_block_is_called() -> None:
    picture = "<p><img src='IMG/jpg/a.jpg' alt='Le bassin'></p>"
    found = article(f"<div><h1>Titre</h1><div class='spip_documents'>{PROSE}{picture}{PROSE}</div></div>")
    assert found.body_text.startswith("Les bassins")
    assert [shown.alt for shown in found.pictures] == ["Le bassin"]
