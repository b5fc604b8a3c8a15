"""Titles of pages of no known skin, and the lines above and below them."""

import pytest

from tests.articles.captures import PROSE, TEXT, article

TABLES = """
<table><tr><td><a href="index.php3"><img alt="Site" src="b.gif"></a></td></tr><tr><td><b>Menu</b><br>Un, deux</td><td><table>
<tr><td><font size="2">12 mai</font></td></tr><tr><td><font><strong>{}</strong></font></td></tr><tr><td>{}</td></tr>
</table></td></tr>
</table>
"""


def test_a_bold_line_above_the_text_is_the_title_where_the_head_names_only_the_site() -> None:
    assert article(TABLES.format("Le hangar 7", PROSE)).title == "Le hangar 7"
    assert article(TABLES.format("Le hangar 7", PROSE), "<title>Autre chose</title>").title == "Autre chose"
    assert article(TABLES.format("Le <a href='/'>hangar</a>", PROSE)).title == "Site"


def test_a_line_in_large_type_is_the_title_where_the_page_says_nothing_of_its_head() -> None:
    lines = "<font size='1'><i>Chantiers</i></font><br><font size='{}'><b>Le hangar 7</b></font><br><font size='1'>le 14 mars 2002</font>"
    for size, said, title in (("4", "", "Le hangar 7"), ("2", "", "Commune"), ("4", "<p>La commune</p>", "Commune")):
        page = said + TABLES.format("", PROSE).replace(
            "<td><font><strong></strong></font>", "<td>" + lines.format(size)
        )
        assert article(page, "<title>Commune</title>").title == title


def test_a_heading_that_the_breadcrumb_ends_with_is_the_title_in_a_header_too() -> None:
    crumbs = "<p id='hierarchie'><a href='/'>Accueil</a> &gt; <a href='rubrique3.html'>Eau</a> &gt; <strong>Titre</strong></p>"
    head = "<div class='entete'><h1>Titre</h1><div class='chapo'><p>Le chapeau.</p></div></div>"
    found = article(f"{crumbs}<div>{head}<p><a href='IMG/pdf/a.pdf'>Plan</a> (PDF - 12 ko)</p></div>")
    assert (found.title, found.lead) == ("Titre", "Le chapeau.")


def test_where_the_head_names_only_the_site_the_first_heading_of_the_skin_is_the_title() -> None:
    top = "<div><p><a href='/'>Site</a></p></div>"
    parts = "<h2 class='soustitre'>Plus bas</h2><h3 class='spip'>Une partie</h3>"
    found = article(f"{top}<div><h3 class='q'>Les bassins d’hiver</h3>{parts}{PROSE}</div>")
    assert found.title == "Les bassins d’hiver"
    assert (
        article(f"{top}<h1><a href='/'>Site</a></h1><div><h2>Les bassins d’hiver</h2>{PROSE}</div>").title
        == "Les bassins d’hiver"
    )
    news = "<div><h3>Brèves</h3><p>9 mai 2012 : <a href='breve3'>Le bassin rouvre</a></p></div>"
    day = "<h4 class='titre-jour'>Publié le 3 mai 2012</h4>"
    assert article(f"{top}{news}<div>{day}<h3>Les bassins d’hiver</h3>{PROSE}</div>").title == "Les bassins d’hiver"
    said = news.replace("Brèves", "Derniers messages")
    part = "<h2>Résumé</h2><p>Ils ouvrent enfin.</p>"
    assert article(f"{top}{said}<div><h3>Les bassins d’hiver</h3>{part}{PROSE}</div>").title == "Les bassins d’hiver"


def test_the_title_itself_is_no_subtitle_whatever_the_skin_calls_it() -> None:
    head = "<title>Le lavoir rouvre - La Mouette</title>"
    found = article(
        f"<h1><a href='/'>La Mouette</a></h1><div><h1 class='soustitre'>Le lavoir rouvre</h1>{TEXT}</div>", head
    )
    assert (found.title, found.subtitle) == ("Le lavoir rouvre", None)


@pytest.mark.parametrize(
    ("foot", "title"),
    [
        ("© 2014 Rives nettes. Tous droits réservés.", "Onze brouettes"),
        ("Copyright © Rives nettes 2012-2014 - contact", "Onze brouettes"),
        ("© 2014 Rives nettes et fils", "Rives nettes"),
    ],
)
def test_a_head_that_says_whose_rights_the_foot_reserves_names_the_site_only(foot: str, title: str) -> None:
    body = (
        f"<section id='title'><p>Ensemble</p></section><div><h3>Onze brouettes</h3>{TEXT}</div><footer>{foot}</footer>"
    )
    assert article(body, "<title>Rives nettes</title>").title == title


def test_a_heading_of_the_fifth_level_that_the_head_names_is_the_title() -> None:
    found = article(
        f"<div><h5 class='center'>Les tamaris</h5>{PROSE}</div>", "<title>Les tamaris - Le guetteur</title>"
    )
    assert found.title == "Les tamaris"
    assert found.body_text.startswith("Les bassins")


def test_a_text_below_the_title_is_no_line_above_it() -> None:
    intro = "Après onze mois passés au bord de la route, les deux cents vendeuses ont retrouvé leurs étals sous un toit bleu. "
    for words, surtitle in ((intro + intro, None), ("Le marché", "Le marché")):
        page = (
            f"<div><h1>Titre</h1><span class='surtitre'><p>{words}</p></span><div class='fulltext'>{PROSE}</div></div>"
        )
        assert article(page).surtitle == surtitle


def test_the_line_below_a_title_is_none_of_the_text() -> None:
    page = f"<div><h1>Titre</h1><p>12 mai 2009</p><div class='sous-titre'>Vingt-deux équipes</div>{PROSE}</div>"
    found = article(page)
    assert found.subtitle == "Vingt-deux équipes"
    assert "équipes" not in found.body_text
