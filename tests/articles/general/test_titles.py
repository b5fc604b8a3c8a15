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


def test_what_the_head_says_behind_the_site_s_name_is_the_title_in_a_header_too() -> None:
    home = "<div id='haut'><a href='/'><img alt='Eau claire' src='logo.png'></a></div>"
    page = f"{home}<div class='entete'>{{}}<div class='chapo'><p>Le chapeau.</p></div></div>{TEXT}"
    found = article(page.format("<h2>Appel</h2><h1>Une régie</h1>"), "<title>Eau Claire | Une régie</title>")
    assert (found.title, found.lead) == ("Une régie", "Le chapeau.")
    # A slogan stands behind the site's name as well.
    slogan = article(
        f"{home}<h2 id='slogan'>À boire</h2><h1>Une régie</h1>{TEXT}", "<title>Eau claire - À boire</title>"
    )
    assert slogan.title == "Une régie"
    assert article(f"{home}{TEXT}", "<title>Eau claire : une régie</title>").title == "une régie"


@pytest.mark.parametrize(
    ("before", "title"),
    [("<a href='/'>Site</a><main>", "Le guichet"), ("<main><div class='entete'><h1>Site</h1></div>", "Le guichet")],
)
def test_a_header_in_the_main_part_is_the_article_s_own(before: str, title: str) -> None:
    head = "<div class='bloc-entete'><h1>Le guichet</h1><p class='date'>le 14 septembre 2016</p></div>"
    found = article(f"{before}{head}{PROSE}</main>", "<title>Le guichet - Presse - Site</title>")
    assert (found.title, found.published_on) == (title, "2016-09-14")


def test_headings_alone_with_the_title_are_the_lines_above_and_below_it() -> None:
    block = "<h2>Appel</h2><h1>Une régie</h1><h3>Trente communes écrivent</h3>"
    found = article(f"<div>{block}</div>{TEXT}")
    assert (found.surtitle, found.title, found.subtitle) == ("Appel", "Une régie", "Trente communes écrivent")
    dated = "<div class='etoiles'></div><p>Le 9 novembre 2015 | Par Hippolyte Varin</p>"
    found = article(f"<div>{block}{dated}</div>{TEXT}")
    assert (found.surtitle, found.subtitle) == (None, "Trente communes écrivent")
    assert article(f"<div><h1>Une régie</h1>{dated}<h3>Trente communes</h3></div>{TEXT}").subtitle is None
    assert article(f"<div>{block}<p>Beaucoup de mots.</p></div>{TEXT}").surtitle is None
    crumbs = "<p id='hierarchie'><a href='/'>Accueil</a> &gt; <a href='rubrique3.html'>Appel</a></p>"
    assert article(f"{crumbs}<div>{block}</div>{TEXT}").surtitle is None


def test_words_in_a_font_are_the_title_where_the_head_says_them_behind_the_site_s_name() -> None:
    home = "<a href='sommaire.php3'><img src='v.gif' alt='Voile du Lac'></a>"
    page = f"<table><tr><td>{home}</td></tr><tr><td>{{}}</td></tr><tr><td>{PROSE}</td></tr></table>"
    head = "<title>Voile du Lac - Réparer un safran</title>"
    found = article(page.format("<font><b>Réparer un safran</b></font><br>le 9 février 2004"), head)
    assert (found.title, found.published_on) == ("Réparer un safran", "2004-02-09")
    assert found.body_text.startswith("Les bassins")


@pytest.mark.parametrize(
    ("heading", "title", "date"),
    [
        ("Les bassins, <font size='-1'>&nbsp;11 octobre 2005</font>", "Les bassins", "2005-10-11"),
        ("Les bassins du <font>11 octobre 2005</font>", "Les bassins du 11 octobre 2005", None),
        ("Bassins : <em>11 octobre 2005</em> et après", "Bassins : 11 octobre 2005 et après", None),
    ],
)
def test_a_date_that_a_sign_parts_from_the_title_is_none_of_it(heading: str, title: str, date: str | None) -> None:
    found = article(f"<div><h3 class='titre'>{heading}</h3>{PROSE}</div>")
    assert (found.title, found.published_on) == (title, date)


def test_what_the_head_says_behind_site_and_section_is_the_title() -> None:
    page = "<p><a href='/'>Site</a></p><h1 class='titre-page'>Expositions mars 2009</h1><h2 class='titre'>Bois flottés</h2>"
    assert article(page + PROSE, "<title>Site : Expositions : Bois flottés</title>").title == "Bois flottés"
    assert article(page + PROSE, "<title>Site : Bois</title>").title == "Expositions mars 2009"
    artist = (
        "<p><a href='/'>Site</a></p>{}<h1 class='titre-page'>Ilse Marchetti</h1><h2 class='titre'>Bois flottés</h2>"
    )
    head = "<title>Site : Ilse Marchetti : Bois flottés</title>"
    link = "<p><a href='spip.php?rubrique12'>Ilse Marchetti</a></p>"
    assert article(artist.format(link) + PROSE, head).title == "Bois flottés"
    assert article(artist.format("") + PROSE, head).title == "Ilse Marchetti"
    signed = (artist.format(link) + PROSE).replace("Bois flottés", "Lettre 45 - juin")
    assert article(signed, head.replace("Bois flottés", "Lettre 45 - juin")).title == "Lettre 45 - juin"


def test_a_title_of_three_letters_is_one_where_the_head_begins_with_it_before_a_sign() -> None:
    page = f"<div><h1>Chapelle Saint-Aubin</h1></div><div><h2>Non</h2>{PROSE}</div>"
    assert article(page, "<title>Non - Chapelle Saint-Aubin - Le val</title>").title == "Non"


def test_a_heading_of_the_fourth_level_is_the_title_where_it_is_the_nearest_above_the_text() -> None:
    page = "<p><a href='/'>Site</a></p>{}<div><h4><b>Le marché rouvre</b></h4><div>{}</div></div><div><h4>Annonces</h4></div>"
    assert article(page.format("", PROSE), "<title>Site</title>").title == "Le marché rouvre"
    assert article(page.format("<h2>Le toit</h2>", PROSE), "<title>Site</title>").title == "Le toit"


def test_a_header_that_holds_most_of_the_page_is_none() -> None:
    page = "<p><a href='/'>Site</a></p><div id='header'><p>Menu</p><h1>Trier au bureau</h1>{}</div>"
    assert article(page.format(PROSE), "<title>Autre chose</title>").title == "Trier au bureau"


@pytest.mark.parametrize(("section", "title"), [("-Aide-", "Donner son avis"), ("Aide", "Ce soir : Aide")])
def test_where_the_head_names_site_and_section_the_heading_above_the_text_is_the_title(
    section: str, title: str
) -> None:
    menu = f"<ul id='menu'><li><a href='{section}'>Aide</a></li></ul>"
    page = f"<div><a href='-Une-'><img alt='Ce soir'></a></div>{menu}<div><h2>Donner son avis</h2>{PROSE}</div><div><h3>Services</h3></div>"
    assert article(page, "<title>Ce soir : Aide</title>").title == title


def test_what_versions_to_print_say_in_the_head_is_no_title() -> None:
    path = "<p>Accueil &gt; Actions &gt; <strong>Une épicerie au fond de la cour</strong></p>"
    page = f"{path}<table><tr><td><div><div>Une épicerie au fond de la cour</div></div></td></tr></table><div>{PROSE}</div>"
    found = article(page, "<title>Imprimer : Une épicerie au fond de la cour</title>")
    assert (found.title, [step.title for step in found.sections]) == ("Une épicerie au fond de la cour", ["Actions"])
    review = f"<p>Théâtre du Canal</p><div><h3>Un lac</h3>{PROSE}</div>"
    assert article(review, "<title>Ce soir : Imprimer une critique</title>").title == "Un lac"


def test_the_one_h1_of_a_page_is_the_title_though_it_stands_in_what_is_called_a_header() -> None:
    page = "<div><a href='/'>Site</a></div><div class='entete'><h2>Appel</h2><h1>{}</h1></div>" + PROSE
    assert article(page.format("Les bassins d’hiver"), "<title>Site</title>").title == "Les bassins d’hiver"
    linked = page.format("<a href='rubrique3.html'>Les bassins d’hiver</a>")
    assert article(linked, "<title>Site</title>").title != "Les bassins d’hiver"


def test_what_skins_write_above_a_part_is_no_title_whatever_they_call_it() -> None:
    page = f"<h3>Les bassins d’hiver</h3>{PROSE}<h2 class='titre'>Notes</h2><p>Une note.</p>"
    assert article(page, "<title>Site</title>").title == "Les bassins d’hiver"


def test_an_anchor_around_a_heading_leads_nowhere() -> None:
    """`<a name>` is a place to go to, as pages of 2003 mark their title; it was taken for a link home."""
    head = "<title>Les bassins d’hiver</title>"
    for heading in (
        "<a name='haut'><h2>Les bassins d’hiver</h2></a>",
        "<h2><a name='haut'>Les bassins d’hiver</a></h2>",
    ):
        found = article(f"<h3><a href='/'>Site</a></h3><div>{heading}{PROSE}</div>", head)
        assert found.title == "Les bassins d’hiver"
    sole = article(f"<div><a name='haut'><h2>Les bassins d’hiver</h2></a>{PROSE}</div>", "<title>Site</title>")
    assert sole.title == "Les bassins d’hiver"


def test_the_words_below_a_picture_are_no_title() -> None:
    picture = "<dl class='spip_documents'><dt><img src='IMG/a.jpg'></dt><dt class='spip_doc_titre'><strong>Le quai</strong></dt></dl>"
    page = TABLES.format("Le hangar 7", picture + PROSE)
    assert article(page, "<title>Site</title>").title == "Le hangar 7"


@pytest.mark.parametrize(("size", "title"), [("5", "Un refuge"), ("2", "Ministère")])
def test_a_run_of_paragraphs_may_begin_with_its_title_in_large_type(size: str, title: str) -> None:
    lines = f"<p align='center'><font size='{size}'><b>Un refuge</b></font></p><p align='center'><i>Discours, 3 mai 2003</i></p>"
    page = f"<table><tr><td><a href='/'>Ministère</a></td></tr></table><table><tr><td>{lines}{PROSE}</td></tr></table>"
    found = article(page, "<title>Ministère</title>")
    assert (found.title, found.published_on) == (title, "2003-05-03")
