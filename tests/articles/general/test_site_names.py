"""Titles of pages whose head and first heading say only what the site is called."""

import pytest

from tests.articles.captures import PROSE, article

TEXT = f"<div class='texte'>{'<p>Les bassins ouvrent le samedi, de huit heures à midi, et le dimanche matin.</p>' * 3}</div>"
HEADER = "<div id='header'><h1>Les Amis du marais</h1></div>"
PATH = "<p>» <a href='spip.php?page=sommaire'>Accueil</a> » <a href='spip.php?rubrique3'>{}</a></p>"


@pytest.mark.parametrize(
    ("page", "title"),
    [
        (f"{HEADER}<div><h3>Sorties</h3></div>{PATH.format('Hiver')}<div><h3>Le saule</h3>{TEXT}</div>", "Le saule"),
        (f"{HEADER}{PATH.format('Hiver')}<div>{TEXT}<h3>Et après</h3></div>", "Les Amis du marais"),
        (f"{PATH.format('Hiver')}{HEADER}<div><h3>Le saule</h3>{TEXT}</div>", "Les Amis du marais"),
    ],
)
def test_the_heading_right_below_the_breadcrumb_is_the_title_where_the_header_names_the_site(
    page: str, title: str
) -> None:
    assert article(page, "<title>Les Amis du marais</title>").title == title


@pytest.mark.parametrize(
    ("page", "title"),
    [
        (
            "<div id='header'><img alt='Les Amis du marais'></div><a href='rubrique3.html'>Voies</a>{}",
            "Le canal",
        ),
        (
            "<a href='rubrique3.html'>Voies</a><div id='logo'><img alt='Les Amis du marais'></div>{}",
            "Les Amis du marais",
        ),
    ],
)
def test_a_picture_before_any_link_names_the_site(page: str, title: str) -> None:
    body = page.format(f"<div><div class='titre'>Le canal</div>{TEXT}</div>")
    assert article(body, "<title>LES AMIS DU MARAIS</title>").title.casefold() == title.casefold()


@pytest.mark.parametrize(
    ("below", "title"),
    [
        ("<ul><li><a href='#un'>Un</a></li><li><a href='#deux'>Deux</a></li></ul>", "Le saule"),
        ("<ul><li><a href='spip.php?rubrique3'>Hiver</a></li></ul>", "Les Amis du marais"),
    ],
)
def test_a_heading_of_a_table_of_contents_may_be_the_title(below: str, title: str) -> None:
    page = f"<a href='/'>Les Amis du marais</a><div><h2>Le saule</h2>{below}{TEXT}</div>"
    assert article(page, "<title>Les Amis du marais</title>").title == title


@pytest.mark.parametrize(
    ("logo", "title"),
    [
        ("<img src='logo.png'>", "Le saule"),
        ("<p>Les Amis du marais, association</p>", "Les Amis du marais"),
        ("<img src='titre.png' alt='Les Amis du marais'>", "Les Amis du marais"),
    ],
)
def test_what_the_head_says_of_a_page_that_shows_it_nowhere_is_no_title_where_a_heading_stands_above_the_text(
    logo: str, title: str
) -> None:
    page = f"{logo}<div><h3>Le saule</h3>{TEXT}</div>"
    assert article(page, "<title>Les Amis du marais</title>").title == title


@pytest.mark.parametrize(("foot", "title"), [("", "Le saule"), ("<p>L’agenda des haies</p>", "L’agenda des haies")])
def test_a_motto_behind_the_site_s_name_is_no_title_where_the_page_shows_it_nowhere(foot: str, title: str) -> None:
    page = f"<p><a href='/'>Le marais</a></p><div><h2>Le saule</h2>{TEXT}</div><div><h3>Outils</h3>{foot}</div>"
    assert article(page, "<title>Le marais - L’agenda des haies</title>").title == title


def test_the_heading_above_the_block_called_a_text_is_the_title() -> None:
    column = "<div class='col_gauche'><h3>Lettre</h3><p>Laissez-nous une adresse, nous écrivons peu.</p></div>"
    item = f"<ul><li><h3>Le saule</h3><div class='texte'>{PROSE}</div></li></ul>"
    assert article(f"{column}<div class='col_princip'>{item}</div>", "<title>Le marais</title>").title == "Le saule"


def test_a_link_called_a_logo_names_the_site_and_a_bold_line_between_blocks_is_the_title() -> None:
    logo = "<header id='header'><a href='http://autre.example/projet/' class='logo'><strong>La rue</strong> Marcher droit</a></header>"
    page = (
        f"<div>{logo}<strong> Ce que dit la loi </strong>{PROSE}</div><div><h2>Contact</h2><p>Écrivez-nous.</p></div>"
    )
    assert article(page, "<title>La rue</title>").title == "Ce que dit la loi"
    assert article(page.replace(" class='logo'", ""), "<title>La rue</title>").title == "Ce que dit la loi"


def test_a_block_whose_name_only_holds_top_is_no_header_of_the_site() -> None:
    page = f"<p>{PROSE}</p><div class='middle-top-right'><h3>La halle</h3>{PROSE}</div>"
    assert article(page, "<title>Ronde</title>").title == "La halle"


@pytest.mark.parametrize(("above", "title"), [("", "Le canal"), ("<p>Menu</p>", "Les Amis du marais")])
def test_a_picture_above_all_words_names_the_site(above: str, title: str) -> None:
    picture = "<table><tr><td><img alt='Les Amis du marais'></td></tr></table><a href='rubrique3.html'>Voies</a>"
    page = f"{above}{picture}<div><p>Le canal</p>{TEXT}</div>"
    assert article(page, "<title>Les Amis du marais - Le canal</title>").title == title


def test_a_title_that_a_menu_says_too_stands_above_its_text() -> None:
    menu = "<td><a href='article3.html'>Le saule</a><br><b>Le canal</b><br><a href='article5.html'>Le bac</a></td>"
    day = "<font size='1'>Mise à jour : 3 mai 2012</font><br>"
    page = f"<table><tr>{menu}<td><font size='4'><b>Le canal</b></font><br>{day}{TEXT}</td></tr></table>"
    found = article(page, "<title>Le canal</title>")
    assert (found.title, found.published_on) == ("Le canal", "2012-05-03")
