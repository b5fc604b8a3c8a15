"""Which pages of no known kind are articles although their texts are short, or they are files alone."""

from datetime import UTC, datetime

import pytest

from articles.saved import read_saved, saved_capture
from sites.registry import load_skeletons
from tests.articles.captures import article, read

SHORT = "<p>Le comité se réunit six fois par an, et ses avis sont notifiés dans la semaine.</p>"
FILES = "<ul><li><a href='IMG/pdf/avril.pdf'>Avril</a></li><li><a href='IMG/pdf/mai.pdf'>Mai</a></li></ul>"
ADDRESS = "http://www.example.org/Comptes-rendus"


def page(below: str) -> str:
    return f"<html><head><title>Titre</title></head><body><div><h1>Titre</h1>{below}</div></body></html>"


@pytest.mark.parametrize(
    ("below", "outcome"),
    [(FILES, "article"), (SHORT, "other"), ("<img src='IMG/arton12.jpg'><a href='Autre-page'>Suite</a>", "other")],
)
def test_a_title_with_files_below_it_makes_an_article_whatever_its_address(below: str, outcome: str) -> None:
    assert read(page(below), ADDRESS).outcome == outcome


@pytest.mark.parametrize(("below", "outcome"), [(SHORT, "article"), ("<p>Voir plus bas.</p>", "other")])
def test_of_a_page_that_a_person_kept_a_short_text_is_enough(below: str, outcome: str) -> None:
    capture = saved_capture(page(below).encode(), "comptes-rendus.html", datetime(2026, 1, 1, tzinfo=UTC))
    assert read_saved(capture, load_skeletons()).outcome == outcome


@pytest.mark.parametrize(
    ("below", "outcome"),
    [
        ("<p>jeudi 10 mai 2007</p>", "article"),
        ("<p>10 mai 2007</p><p>12 mai 2007</p>", "other"),
        ("<p>10 mai 2007</p><a href='spip.php?article4'>La suite</a>", "other"),
    ],
)
def test_a_title_and_its_day_alone_make_an_article_of_a_page_that_a_person_kept(below: str, outcome: str) -> None:
    data = page(below).encode()
    assert (
        read_saved(saved_capture(data, "annonce.html", datetime(2026, 1, 1, tzinfo=UTC)), load_skeletons()).outcome
        == outcome
    )
    assert read(page(below), ADDRESS).outcome == "other"


def test_the_class_of_the_body_names_the_article() -> None:
    found = read("<html><body class='fr article rub28 art116'><div><h1>Titre</h1></div></body></html>", ADDRESS)
    assert found.article is not None
    assert found.article.spip_id == 116


@pytest.mark.parametrize(
    ("kind", "outcome"), [("fiche", "article"), ("article", "article"), ("rubrique", "section"), ("recherche", "other")]
)
def test_a_kind_of_page_that_a_site_alone_knows_says_nothing_of_what_it_is(kind: str, outcome: str) -> None:
    whole = page(SHORT * 2).replace("<body>", f"<body class='page_{kind}'>")
    assert read(whole, ADDRESS).outcome == outcome


def test_a_short_description_above_texts_of_others_makes_no_article() -> None:
    other = "<div><h3><a href='Autre-page'>Autre page</a></h3><p>Un avis de plus, rendu hier soir.</p></div>"
    address = "http://www.example.org/Avis"
    menu = "<a href='spip.php?rubrique3'>Avis</a>"
    assert read(page(menu + SHORT + other), address).outcome == "article"
    assert read(page(menu + SHORT + other + other), address).outcome == "other"


@pytest.mark.parametrize(
    ("words", "is_lead"), [("Rapport, mercredi 12 mars 2014", False), ("Trois forêts, dix ans.", True)]
)
def test_a_line_with_a_day_above_the_title_is_no_lead_whatever_its_name(words: str, is_lead: bool) -> None:
    found = article(f"<div><p class='chapeau'>{words}</p><h1>Titre</h1><div class='texte'>{SHORT * 3}</div></div>")
    assert (found.lead is not None) is is_lead


def test_a_lead_may_be_longer_than_all_the_rest_of_a_small_page() -> None:
    lead = "Le comité des bassins se réunit six fois par an, et ses avis sont notifiés dans la semaine qui suit. " * 3
    found = article(f"<div><h1>Titre</h1><div class='chapo'><p>{lead}</p></div><p>Venez donc au bassin.</p></div>")
    assert (found.lead, found.body_text) == (lead.strip(), "Venez donc au bassin.")
