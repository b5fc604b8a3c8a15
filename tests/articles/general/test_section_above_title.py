"""Headings in a row where head and header name only the site: which is the section's, the title's, the lead's."""

import pytest

from tests.articles.captures import article

PARAGRAPH = (
    "<p>Les bassins ouvrent le samedi, de huit heures à midi, et le dimanche matin pour les familles du quartier.</p>"
)
PATH = (
    "<p class='ici'><a href='/'>Accueil</a> &gt; <a href='/transports'>Transports</a> &gt; <a href='/ter'>TER</a></p>"
)
HEAD = "<title>Région</title>"
SITE = "<div id='t'><h1><a href='/'>Région</a></h1></div>"


@pytest.mark.parametrize(
    ("headings", "title"),
    [
        ("<h2>TER</h2><div><h3>Un train toutes les heures</h3>{}</div>", "Un train toutes les heures"),
        ("<h2>TER</h2><div>{}<h3>Le prix</h3>{}</div>", "TER"),
        ("<h2>TER</h2><div><h3 class='spip'>Le prix</h3>{}</div>", "TER"),
        ("<h2>Les trains</h2><div><h3>Le prix</h3>{}</div>", "Les trains"),
    ],
)
def test_a_heading_that_says_a_step_of_the_breadcrumb_is_the_section_s_above_another(headings: str, title: str) -> None:
    body = headings.replace("{}", PARAGRAPH * 3)
    assert article(f"{SITE}{PATH}{body}", HEAD).title == title


@pytest.mark.parametrize(
    ("heading", "is_lead"),
    [
        ("<h4>Le cadencement s'étend aux lignes de la vallée, du matin au soir.</h4>", True),
        ("<h4>Le cadencement s'étend aux lignes de la vallée, du matin au soir</h4>", False),
        ("<h4 class='spip'>Le cadencement s'étend aux lignes de la vallée, du matin au soir.</h4>", False),
    ],
)
def test_a_heading_that_ends_as_sentences_do_is_the_lead(heading: str, is_lead: bool) -> None:
    found = article(f"<div><h2>Titre</h2>{heading}{PARAGRAPH * 3}</div>", "<title>Titre</title>")
    assert (found.lead is not None) is is_lead
    assert ("cadencement" in found.body_text) is not is_lead


def test_lines_beside_the_title_in_its_header_are_none_of_the_text() -> None:
    header = "<header><h1>Titre</h1><p>Propos recueillis par <a href='a'>Sara</a> <span>le 7 juin 2016</span> en 4 minutes</p></header>"
    found = article(f"<article>{header}<div>{PARAGRAPH * 3}</div></article>", "<title>Titre</title>")
    assert (found.published_on, found.lead) == ("2016-06-07", None)
    assert "recueillis" not in found.body_text
