"""The date of publication beside other dates on its line, in its block or further down, where no name tells it."""

import time

import pytest
from lxml.html import HtmlElement

from articles.general import published
from articles.general.other_days import headed_as_end
from articles.layout.places import Places
from tests.articles.captures import PROSE, article

TEXT = f"<div class='texte'>{'<p>Les bassins ouvrent le samedi, de huit heures à midi, pour les familles du quartier.</p>' * 4}</div>"


def date_of(body: str) -> str | None:
    """The day that is read on a page of no known skin."""
    return article(body, "<title>Titre</title>").published_on


@pytest.mark.parametrize(
    ("said", "date"),
    [
        ("Mis en ligne le 23 février 2009 <i>Popularité : 12 %, visites : 43</i>", "2009-02-23"),
        ("Visites : 43, mis en ligne le 23 février 2009", "2009-02-23"),
        ("Tous droits réservés, mis en ligne le 23 février 2009", None),
        ("Encart publicitaire, 23 février 2009", None),
        ("Document mis en ligne le 23 février 2009", None),
        ("LLO, mis en ligne le 18 février 2014, consulté le 7 mars 2016.", "2014-02-18"),
        ("<b class='info'>Mise à jour : 13 mai 2011 | Nombre de visites : 43</b>", "2011-05-13"),
        ("<span class='pied'>Dernière mise à jour de cette page : 9 février 2010</span>", "2010-02-09"),
        ("<span class='pied'>Dernière mise à jour du site : 9 février 2010</span>", None),
    ],
)
def test_what_stands_behind_a_date_of_publication_takes_nothing_from_it(said: str, date: str | None) -> None:
    assert date_of(f"<h1>Titre</h1>{TEXT}<p>{said}</p>") == date


@pytest.mark.parametrize(
    ("first", "second", "date"),
    [
        ("Modifié le", "Publié le", "2022-05-31"),
        ("Publié le", "Modifié le", "2022-10-17"),
        ("Modifié le", "modifié encore le", "2022-10-17"),
    ],
)
def test_of_two_times_on_a_line_that_of_a_change_is_none(first: str, second: str, date: str) -> None:
    line = f"{first} <time datetime='2022-10-17'>17 octobre</time> – {second} <time datetime='2022-05-31'>31 mai</time>"
    assert date_of(f"<article><h1>Titre</h1><p>{line}</p>{TEXT}</article>") == date


@pytest.mark.parametrize(
    ("beside", "hour", "date"),
    [
        ("<span class='lieu'>Église</span>", " — 20h00", None),
        ("<span class='prix'>12 €</span>", " à 20:00", None),
        ("<span class='lieu'>Église</span>", "", "2015-03-14"),
        ("<span class='auteur'>Ana</span>", " à 20h00", "2015-03-14"),
    ],
)
def test_a_day_with_its_hour_beside_a_place_or_a_price_is_that_of_an_event(
    beside: str, hour: str, date: str | None
) -> None:
    assert date_of(f"<div><span class='date'>14 mars 2015{hour}</span> {beside}<h2>Titre</h2>{TEXT}</div>") == date


def test_a_date_below_a_linked_heading_after_the_text_is_that_of_another_article() -> None:
    page = f"<h1>Titre</h1>{TEXT}<div><h3>{{}}</h3><p>Publié le 2 mars 2015. Un poste est à pourvoir.</p></div>"
    assert date_of(page.format("<a href='Poste'>Un poste</a>")) is None
    assert date_of(page.format("Un poste")) == "2015-03-02"


@pytest.mark.parametrize(
    ("leaf", "date"),
    [
        ("<span>17</span><span>juin</span><span>2014</span>", "2014-06-17"),
        ("<b>mardi</b> <b>17</b><b>juin</b><b>2014</b>", "2014-06-17"),
        ("<b>17</b><span>juin 2014</span>", "2014-06-17"),
        ("<b>17</b>juin 2014", "2014-06-17"),
        ("<span>17</span><span>juin</span>", None),
        ("Fête :<span>17</span><span>juin</span><span>2014</span>", None),
    ],
)
def test_a_leaf_of_a_calendar_beside_the_title_is_its_day(leaf: str, date: str | None) -> None:
    assert date_of(f"<div><div class='calendrier'>{leaf}</div><h1>Titre</h1>{TEXT}</div>") == date


def test_what_follows_a_text_is_gone_through_once_however_many_dates_there_are(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []

    def counted(places: Places, last: int) -> set[HtmlElement]:
        asked.append(last)
        return headed_as_end(places, last)

    monkeypatch.setattr(published, "headed_as_end", counted)
    answers = "<div><h4>Réponse</h4><p><time datetime='2012-05-03'>3 mai</time> oui</p></div>" * 20
    article(f"<h1>Titre</h1><p>Publié le 3 mai 2012</p>{TEXT}<section>{answers}</section>")
    assert len(asked) == 1


@pytest.mark.parametrize(
    ("below", "date"),
    [
        ("<p>jeudi 12 mars 2009</p>", "2009-03-12"),
        ("<p>Zoé Martin, jeudi 12 mars 2009</p>", None),
        ("<p>12 mars 2009</p><p>13 avril 2010</p>", None),
        ("<p>Rendez-vous au bassin le 12 mars 2009</p>", None),
        ("<div>12/03/2009</div><b>début :</b>", None),
        ("<ul><li>Un</li><li>Deux</li><li>Trois</li></ul><ul><li>Quatre</li></ul><p>12 mars 2009</p>", None),
    ],
)
def test_a_day_alone_right_below_the_text_is_its_own_where_its_block_tells_no_other(
    below: str, date: str | None
) -> None:
    assert date_of(f"<div><h1>Titre</h1>{TEXT}{below}</div>") == date


@pytest.mark.parametrize("between", ["", "<p>En passant</p>"])
def test_a_day_above_the_title_is_near_through_the_blocks_of_a_grid(between: str) -> None:
    page = "<main><div><p class='x-Date'>14.03.2017</p></div><div><div><header>{}<h1>Titre</h1></header>{}</div></div></main>"
    assert date_of(page.format(between, TEXT)) == "2017-03-14"


def test_the_line_of_a_date_is_none_of_the_text() -> None:
    line = "<div class='dates'>Publié le <time datetime='2019-03-12'>12 mars 2019</time> | Maj le 15 mars</div>"
    found = article(
        f"<article><h1>Titre</h1><div class='hat'><p>Le tribunal leur donne raison.</p></div>{line}{PROSE}</article>"
    )
    assert (found.published_on, found.lead) == ("2019-03-12", "Le tribunal leur donne raison.")
    assert found.body_text.startswith("Les bassins")


@pytest.mark.parametrize(
    ("html", "date"),
    [
        ("<h1>Titre</h1><div class='texte'><i>(3 mai 2012)</i> <a href='#'>Imprimer</a></div>{}", "2012-05-03"),
        (
            "<h1>Titre</h1><p>Le 3 mai 2012, par Léa</p>{}<h5>PDF | 97 ko | Document publié le 2 mai 2012</h5>",
            "2012-05-03",
        ),
    ],
)
def test_a_date_in_brackets_and_days_of_files(html: str, date: str) -> None:
    assert article(f"<div>{html.format(TEXT)}</div>").published_on == date


def test_a_day_in_brackets_that_ends_a_title_is_the_date_where_the_page_shows_no_other() -> None:
    assert article(f"<div><h1>Un voyage (14.05.18)</h1>{TEXT}</div>").published_on == "2018-05-14"
    assert article(f"<div><h1>Séance du 14 mai 2018</h1>{TEXT}</div>").published_on is None


@pytest.mark.parametrize(
    ("html", "date"),
    [
        ("<div>3 mai 2012</div><h1>Titre</h1>{}", "2012-05-03"),
        ("jeudi 3 mai 2012<br><h1>Titre</h1><div>{}</div>", "2012-05-03"),
        ("<h1>Titre</h1><p class='q'>3 mai 2012, par Jeanne Essai</p><div>{}</div>", "2012-05-03"),
        ("<span>3 mai 2012, par Jeanne Essai</span><h1>Titre</h1><div>{}</div>", "2012-05-03"),
        (
            "<h1>Titre</h1><i>Ana</i><br>3 mai 2012<br><div>{}</div><b>Un son</b> : <a href='IMG/a.mp3'>a</a> (MP3, 1.1 Mo)",
            "2012-05-03",
        ),
    ],
)
def test_a_date_beside_the_title_needs_no_words(html: str, date: str) -> None:
    found = article(
        f"<div id='a'><a href='/'>Site</a></div><div id='b'>{html.format(PROSE)}</div><p>Mis à jour le 3 mars 2023</p>"
    )
    assert (found.published_on, found.body_text.count("Les bassins")) == (date, 3)


def test_a_day_in_one_row_with_the_author_below_the_text_is_the_date() -> None:
    row = "<table><tr><td><font>Le mercredi 15 mars 2006.</font></td><td>{} : <a href='auteur4.html'>A. Essai</a></td></tr></table>"
    files = "<table><tr><td><a href='IMG/pdf/a.pdf'>Plan</a><br>PDF - 12 ko</td></tr></table>" + "<p></p>" * 12
    for label, date in (("Par", "2006-03-15"), ("Concert avec", None)):
        page = f"<table><tr><td><h1>Titre</h1>{TEXT}{files}{row.format(label)}</td></tr></table>"
        assert article(page).published_on == date


@pytest.mark.parametrize(
    ("above", "date"),
    [
        ("<div><p>14.03.2017</p></div><div><div><p>Enquête</p></div></div>", "2017-03-14"),
        ("<div>18 mai 2013</div>", "2013-05-18"),
        ("<div>Affluence record du 18 mai 2013 au parc de Sarnoy, dit la commune</div>", None),
        ("<div>18 mai 2013</div><div>9 juin 2013</div>", None),
        ("<div class='menu'><p>18 mai 2013</p></div>", None),
        ("<div>samedi 18 mai 2013</div>", None),
        ("<div><span>Enquête</span> <span>samedi 18 mai 2013</span></div>", "2013-05-18"),
    ],
)
def test_the_one_day_alone_above_a_title_is_read_where_nothing_else_is_dated(above: str, date: str | None) -> None:
    assert date_of(f"<div>{above}</div><div><h2>Titre</h2>{TEXT}</div>") == date


@pytest.mark.parametrize("said", ["il y a 3 semaines", "3 weeks ago", "hace 3 semanas", "Hier"])
def test_the_day_behind_words_that_count_from_now_needs_no_name(said: str) -> None:
    line = "<p><abbr title='2013-05-02T10:22:00Z'>{}</abbr>, par Jeanne</p>"
    assert date_of(f"<h1>Titre</h1>{line.format(said)}{TEXT}") == "2013-05-02"
    assert date_of(f"<h1>Titre</h1>{line.format('Agence')}{TEXT}") is None


@pytest.mark.parametrize(
    "below",
    [
        "<p><a href='/spip.php?article5' title='Article du 3 mai 2010'>Hier et demain</a></p>",
        "<p title='3 mai 2010'>Il y a deux ans, les bassins ouvraient le lundi.</p>",
        "<h2>3 commentaires</h2><div><span title='3 mai 2010'>il y a 2 ans</span></div>",
        "<div><h3><a href='/spip.php?article5'>Autre chose</a></h3><span title='3 mai 2010'>il y a 2 ans</span></div>",
        "<div class='forum'><p class='date' title='3 mai 2010'>il y a 2 ans</p></div>",
    ],
)
def test_words_that_count_from_now_in_a_text_or_beside_what_follows_it_tell_no_day(below: str) -> None:
    assert date_of(f"<h1>Titre</h1>{TEXT}{below}") is None


def test_words_that_count_from_now_right_below_a_text_tell_its_day() -> None:
    assert date_of(f"<h1>Titre</h1>{TEXT}<p><span title='3 mai 2010'>il y a 2 ans</span></p>") == "2010-05-03"


def test_however_many_words_count_from_now_a_page_is_read_soon() -> None:
    others = "<h3><a href='/spip.php?article5'>Autre chose</a></h3>" + "<b title='3 mai 2010'>hier</b>" * 20_000
    begin = time.process_time()
    assert date_of(f"<h1>Titre</h1>{TEXT}<div>{others}</div>") is None
    assert time.process_time() - begin < 5
