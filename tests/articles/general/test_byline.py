"""Author lines, older dates of writing and links to see online: in the stock skeletons' form and where only a name tells."""

import pytest

from articles.article import Article
from articles.words.byline import names_in
from tests.articles.captures import read


def article(beside_title: str, after_text: str = "") -> Article:
    """The article of a page of no known skin."""
    text = "<div class='texte'><p>Les bassins ouvrent le samedi, de huit heures à midi.</p></div>"
    found = read(f"<html><body><h1>Titre</h1>{beside_title}{text}{after_text}</body></html>").article
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("html", "author"),
    [
        ("<p class='info-publi'>le 3 mai 2012 <span class='auteurs'>par Jeanne Essai</span></p>", "Jeanne Essai"),
        (
            "<p>3 mai 2012, par <span class='vcard author'>A. Un</span>, <span class='vcard author'>B. Deux</span></p>",
            "A. Un, B. Deux",
        ),
        ("<p class='date'>jeudi 3 mai 2012, par Jeanne Essai</p>", "Jeanne Essai"),
        ("<p class='byline'>Publié le 3 mai 2012 par la mairie | 2 messages</p>", "la mairie"),
        ("<p class='byline'>par Jeanne Essai 1er avril 2020 à 10h12</p>", "Jeanne Essai"),
        ("<h3>par Jeanne Essai, B. Deux</h3>", "Jeanne Essai, B. Deux"),
        (
            "<p>Voyez <a href='spip.php?auteur2'>Jeanne Essai</a> et <a href='_B-Deux_'>B. Deux</a></p>",
            "Jeanne Essai, B. Deux",
        ),
        ("<p>créé le : 3 mai 2012 - auteur(s) : B. Deux</p>", "B. Deux"),
        ("<p>Parmi les premiers</p>", None),
        ("<p class='auteur'>3 mai 2012</p>", None),
        ("<p class='date'>3 mai 2012</p><ul class='menu'><li class='auteur'>Jeanne Essai</li></ul>", None),
        (f"<div class='author'>{'Une longue notice. ' * 20}</div>", None),
    ],
)
def test_author(html: str, author: str | None) -> None:
    assert article(html).author == author


def test_an_author_line_is_cleaned_and_the_way_back_kept() -> None:
    found = article("<p class='auteur'>par [rouge]Jeanne Essai[/rouge]</p>")
    assert found.author == "Jeanne Essai"
    assert {edit.field for edit in found.edits} == {"author"}


def test_an_older_date_of_writing_is_not_that_of_publication() -> None:
    found = article("<p class='info-publi'>(Date de rédaction antérieure : mars 2009). Mis en ligne le 4 juin 2012</p>")
    assert (found.published_on, found.written_on) == ("2012-06-04", "2009-03")
    assert found.written_raw == "Date de rédaction antérieure : mars 2009"
    assert article("<p class='info-publi'>Date de rédaction antérieure : 2009</p>").published_on is None


def test_see_online() -> None:
    found = article("", "<p class='hyperlien'>Voir en ligne : <a href='/bassins'>Les bassins</a></p>")
    assert (found.online_url, found.online_text) == ("http://www.example.org/bassins", "Les bassins")
    assert "Voir en ligne" not in found.body_text
    assert article("", "<p class='hyperlien'>Voir en ligne : bientôt</p>").online_url is None


@pytest.mark.parametrize("words", ["Voir en ligne : ", "<strong>Voir en ligne</strong> "])
def test_the_line_of_what_is_online_is_none_of_the_lead_that_it_ends(words: str) -> None:
    line = f"<p class='url'>{words}<a href='/bassins'>Les bassins</a></p>"
    found = article(f"<div class='chapo'><p>Tout sur les bassins d’hiver de la région.</p>{line}</div>")
    assert (found.online_text, found.lead) == ("Les bassins", "Tout sur les bassins d’hiver de la région.")


@pytest.mark.parametrize("text", ["", "par", "le 3 mai 2012", "2012", "par " + "x" * 200, "—"])
def test_lines_that_name_nobody(text: str) -> None:
    assert names_in(text) is None
