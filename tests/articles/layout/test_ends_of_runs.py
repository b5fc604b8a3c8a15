"""Where a text that no name tells ends: before whom to ask and what it refers to, and within its own cell."""

import pytest

from tests.articles.captures import article

PARAGRAPH = (
    "<p>Les bassins ouvrent le samedi, de huit heures à midi, et le dimanche matin pour les familles du quartier.</p>"
)
CONTACT = "<p>Direction des bassins, quai des Tanneurs, ouverte chaque matin de la semaine.</p>"


@pytest.mark.parametrize(
    ("below", "is_text"),
    [
        (f"<div class='actu-source'><h5>Source</h5>{CONTACT}</div>", False),
        (f"<div class='actu-texte'>{CONTACT}</div>", True),
    ],
)
def test_what_is_named_for_a_text_ends_it_where_other_names_follow(below: str, is_text: bool) -> None:
    page = f"<div class='actu'><h2>Titre</h2><div class='actu-texte'>{PARAGRAPH * 3}</div>{below}</div>"
    assert ("quai des Tanneurs" in article(page).body_text) is is_text


def test_whom_to_ask_stands_below_a_text_unless_there_is_no_other() -> None:
    page = "<div><h2>Titre</h2><div class='bloc'>{}</div><div class='contact-art'>{}</div></div>"
    head = "<title>Titre</title>"
    assert "quai des Tanneurs" not in article(page.format(PARAGRAPH * 3, CONTACT), head).body_text
    assert "quai des Tanneurs" in article(page.format("", CONTACT * 3), head).body_text


@pytest.mark.parametrize(
    ("below", "is_text"),
    [
        (
            "<center><small>Direction des bassins, quai des Tanneurs - <a href='plan.php3'>plan</a></small></center>",
            False,
        ),
        (f"<center>{CONTACT * 3}</center>", True),
    ],
)
def test_a_short_line_outside_the_cell_of_a_text_is_none_of_it(below: str, is_text: bool) -> None:
    page = f"<table><tr><td>Menu</td><td><p><b>Titre</b></p>{PARAGRAPH * 3}</td></tr></table>{below}"
    found = article(page, "<title>Titre</title>")
    assert found.title == "Titre"
    assert ("quai des Tanneurs" in found.body_text) is is_text


@pytest.mark.parametrize(
    ("head", "title"),
    [
        ("Les bassins - Piscine : on ouvre le samedi matin", "Piscine : on ouvre le samedi matin"),
        ("Horaires - Direction des bassins et des plages", "Horaires"),
    ],
)
def test_a_bold_line_that_the_head_says_behind_a_sign_is_the_title(head: str, title: str) -> None:
    site = "<p><font size='5'><b>Direction des bassins et des plages</b></font></p>"
    line = f"<p><font size='4'><b>{title}</b></font><br><i>mercredi 12 avril 2006</i></p>"
    found = article(f"<table><tr><td>{site}{line}{PARAGRAPH * 3}</td></tr></table>", f"<title>{head}</title>")
    assert found.title == title


@pytest.mark.parametrize(("href", "is_text"), [("#", True), ("javascript:;", True), ("spip.php?article3", False)])
def test_the_handle_of_a_tab_opens_the_text_below_it(href: str, is_text: bool) -> None:
    tabs = f"<div class='onglets'><div><h2 class='tab'><a href='{href}'>Objectifs</a></h2>{PARAGRAPH * 2}</div></div>"
    page = f"<div><h1>Titre</h1><p class='chapo'>Un samedi aux bassins, avec les enfants.</p>{tabs}</div>"
    assert ("Objectifs" in article(page, "<title>Titre</title>").body_text) is is_text


@pytest.mark.parametrize(
    ("page", "is_text"),
    [
        ("<div class='col'><h1>Titre</h1>{text}<div class='evenement'><h4>Dates</h4>{facts}</div></div>", False),
        ("<div class='col'><h1>Titre</h1><div class='evenement'>{text}<h4>Dates</h4>{facts}</div></div>", True),
        ("<div class='evenement'><h1>Titre</h1>{text}<h4>Dates</h4>{facts}</div>", True),
    ],
)
def test_when_something_takes_place_stands_below_a_text_in_a_block_of_its_own(page: str, is_text: bool) -> None:
    facts = (
        "<ul><li>Samedi 29 mars 2014 à 15 h</li></ul><p>Réservation au guichet des bassins, quatre euros la place.</p>"
    )
    found = article(page.format(text=PARAGRAPH * 3, facts=facts))
    assert ("quatre euros" in found.body_text) is is_text


@pytest.mark.parametrize(
    ("below", "is_text"),
    [
        (f"<div class='panel'><div class='panel-heading'><h3>Contact</h3></div><div>{CONTACT}</div></div>", False),
        (f"<h3>Contact</h3>{CONTACT}", True),
        (f"<div><h3 class='spip'>Contact</h3>{CONTACT}</div>", True),
        ("<p class='bio'>Odile Essai enseigne le dessin, quai des Tanneurs.</p>", False),
    ],
)
def test_a_box_of_the_skin_s_that_says_whom_to_ask_is_no_text(below: str, is_text: bool) -> None:
    found = article(f"<div><h1>Titre</h1>{PARAGRAPH * 3}{below}</div>")
    assert ("quai des Tanneurs" in found.body_text) is is_text


def test_what_is_named_for_a_text_and_holds_the_title_is_more_than_the_text() -> None:
    lead = "<div class='chap'><b>Sept minutes de manivelle relient les deux rives.</b></div>"
    above = "<div class='rub'><a href='rubrique5.html'>Voies</a></div><div class='titre'>Le canal</div>"
    page = f"<div id='texte'>{above}{lead}<div class='txt'>{PARAGRAPH * 3}</div></div>"
    found = article(page, "<title>Site - Le canal</title>")
    assert (found.title, found.lead) == ("Le canal", "Sept minutes de manivelle relient les deux rives.")
    assert found.body_text.startswith("Les bassins")


@pytest.mark.parametrize(
    ("first", "second", "is_text"),
    [
        ("<div><h1>Titre</h1>{}</div>", "<div><h1>Quai</h1>{}</div>", False),
        ("<div><div class='c'><h1>Titre</h1>{}</div></div>", "<div><div class='c'><h1>Quai</h1>{}</div></div>", False),
        ("<div class='c'><h2>Titre</h2>{}</div>", "<div class='c'><h2>Quai</h2>{}</div>", False),
        ("<div class='c'><h1>Titre</h1>{}</div>", "<div class='d'><h1>Quai</h1>{}</div>", True),
        ("<div><h1>Titre</h1></div><div><h1>Un</h1>{}</div>", "<div><h1>Quai</h1>{}</div>", True),
    ],
    ids=["first rank", "two blocks each", "second rank by name", "another name", "parts below the title alone"],
)
def test_a_text_ends_before_another_article_that_is_shown_as_it_is(first: str, second: str, is_text: bool) -> None:
    body = first.format(PARAGRAPH * 3) + second.format(CONTACT * 3)
    found = article(f"<div>{body}</div>", "<title>Titre</title>")
    assert (found.title, "quai des Tanneurs" in found.body_text) == ("Titre", is_text)
