"""Days that a page of no known skin shows and that are none of its article: of events, lives, files, readers, other articles."""

import pytest

from tests.articles.captures import PROSE, TEXT, article


@pytest.mark.parametrize(
    ("html", "date"),
    [
        (
            "<article><h1>Titre</h1>{}<aside><time datetime='2016-04-25'></time></aside></article><time datetime='2016-03-02'></time>",
            "2016-04-25",
        ),
        ("<h1>Titre</h1>{}<div class='agenda'><time datetime='2017-06-04'>4 juin 2017</time> : fête</div>", None),
        ("<div><h1>Titre</h1>{}<div>17/11/2012</div><b>début :</b></div>", None),
        ("<div><h1>Titre</h1>{}<div>Publié le 17/11/2012</div></div>", "2012-11-17"),
        ("<div><h1>Titre</h1><dl><dd>Mercredi 8 juillet 2009, 14h00 - 14h40</dd></dl>{}</div>", None),
    ],
)
def test_dates_of_events_are_none_of_the_article(html: str, date: str | None) -> None:
    assert article(html.format(TEXT)).published_on == date


@pytest.mark.parametrize(
    ("line", "date"),
    [
        ("<p class='quand'>Du 12 octobre 2019 au 5 janvier 2020</p>", None),
        ("<p class='quand'>Tous les mercredis, à partir du 2 février 2011</p>", None),
        ("<p class='quand'>Jusqu'au 28 septembre 2023</p>", None),
        ("<p class='quand'>12 octobre 2019</p>", "2019-10-12"),
        ("<p class='quand'>Publié le 3 mai 2012, du lundi 7 au 12 mai</p>", "2012-05-03"),
        ("<p class='dateart'>Du 07/09/2023 au 28/09/2023</p>", "2023-09-07"),
    ],
)
def test_a_period_is_that_of_an_event_unless_the_skin_calls_it_the_article_s(line: str, date: str | None) -> None:
    assert article(f"<div><h1>Titre</h1>{line}{TEXT}</div>").published_on == date


def test_the_day_of_a_file_s_upload_is_none_of_the_article() -> None:
    row = "<tr><td>format Excel - 31.5 ko - téléchargé 212 fois - mis en ligne le 06/09/2013</td></tr>"
    files = f"<table><tr><td><a href='IMG/xls/plots.xls'>Plots</a></td></tr>{row}</table>"
    assert article(f"<div><h1>Titre</h1>{TEXT}{files}</div>").published_on is None


def test_days_of_a_list_that_leads_to_other_articles_are_theirs() -> None:
    others = "<li><time datetime='2020-05-06'>6 mai 2020</time><a href='Don.html'>Don de visières</a></li>" * 2
    lines = (
        "<p><small>Publié le</small><br><b>17 mars 2020</b></p><p><small>Révisé le</small><br><b>11 mai 2020</b></p>"
    )
    page = f"<div><h1>Titre</h1>{lines}{TEXT}<ul>{{}}</ul></div>"
    assert article(page.format(others)).published_on == "2020-03-17"
    own = "<li>Publié le <time datetime='2020-03-02'>2 mars 2020</time></li><li><a href='auteur3'>Nous</a></li>"
    assert article(f"<div><h1>Titre</h1><ul>{own}</ul>{TEXT}</div>").published_on == "2020-03-02"


def test_the_day_of_a_reader_s_judgement_is_none_of_the_article() -> None:
    judged = "<div><h3>{}</h3><p class='signature'>10 novembre 2015, par Cinoche</p><p>Je me suis endormi.</p></div>"
    page = f"<div><h1>Titre</h1>{TEXT}{judged}</div>"
    assert article(page.format("Vos avis")).published_on is None
    assert article(page.format("La rédaction")).published_on == "2015-11-10"


OTHER = "<a href='spip.php?article50'>Une autre séance</a>"


@pytest.mark.parametrize(
    "beside",
    [
        f"<div><h3>Brèves</h3><ul><li><abbr class='published' title='2012-04-09T10:00:00Z'>9 avril 2012</abbr> {OTHER}</li></ul></div>",
        f"<section><article><time datetime='2012-04-09'>9 avril 2012</time><h3>{OTHER}</h3></article></section>",
        f"<div><div class='hentry'><h3>{OTHER}</h3><time datetime='2012-04-09'>9 avril 2012</time></div></div>",
        "<div><h2>2 messages</h2><p><time datetime='2012-04-09'>9 avril 2012</time>, par Paul</p></div>",
    ],
)
def test_a_day_in_an_attribute_beside_another_article_or_an_answer_is_theirs(beside: str) -> None:
    page = f"<main><div><h1>Titre</h1>{{}}{TEXT}</div>{beside}</main>"
    assert article(page.format("")).published_on is None
    assert article(page.format("<p class='q'>lundi 3 mai 2010</p>")).published_on == "2010-05-03"


@pytest.mark.parametrize(("label", "date"), [("Quand", None), ("Date limite de dépôt", None), ("Date", "2012-04-09")])
def test_a_day_in_a_list_of_facts_is_what_its_label_says(label: str, date: str | None) -> None:
    facts = (
        f"<table><tr><td>Lieu</td><td>Salle des fêtes</td></tr><tr><td>{label}</td><td>9 avril 2012</td></tr></table>"
    )
    assert article(f"<div><h1>Titre</h1>{facts}{TEXT}</div>").published_on == date


@pytest.mark.parametrize(("link", "date"), [("spip.php?article50", None), ("spip.php?auteur4", "2012-04-09")])
def test_a_day_in_brackets_behind_a_link_is_of_what_that_leads_to(link: str, date: str | None) -> None:
    line = f"<p class='q'><a href='{link}'>Zoé Marin</a> (9 avril 2012)</p>"
    assert article(f"<div><h1>Titre</h1>{line}{TEXT}</div>").published_on == date


@pytest.mark.parametrize(
    "cell", ["mercredi 12 octobre 2011, 9h - 12h", "mercredi 12 octobre 2011", "12 octobre 2011, 14h à 17h"]
)
def test_the_days_of_a_programme_in_a_table_are_none_of_the_article(cell: str) -> None:
    table = f"<table class='spip'><tr><td>Chant</td><td>{cell}</td><td>École du Port</td></tr></table>"
    assert article(f"<div><h1>Titre</h1><div class='texte'>{table}{PROSE}</div></div>").published_on is None


def test_a_day_behind_what_is_marked_as_the_article_is_another_s() -> None:
    card = "<section><h2>À suivre</h2><div><h3><a href='/four'>Le four</a></h3><p>Au pied d'une tour.</p>{}</div></section>"
    day = "<time datetime='2022-03-01'>1er mars 2022</time>"
    assert article(f"<main><article><h1>Titre</h1>{PROSE}</article>{card.format(day)}</main>").published_on is None
    below = f"<main><article><h1>Titre</h1></article><div>{PROSE}</div><p>{day}</p></main>"
    assert article(below).published_on == "2022-03-01"


@pytest.mark.parametrize(
    ("line", "date"),
    [
        ("Depuis le 12 juin 2010, 53 messages de soutien sont arrivés.", None),
        ("12 juin 2010, 53 messages", "2010-06-12"),
        ("Le 12 juin 2010, nous avons reçu 240 visites.", None),
        ("Inès Essai, née le 3 mai 1936", None),
        ("Inès Essai, née à Lyon le 3 mai 1936", None),
        ("Inès Essai, mercredi 3 mai 2006", "2006-05-03"),
    ],
)
def test_a_day_of_a_life_and_what_came_since_a_day_date_no_article(line: str, date: str | None) -> None:
    assert article(f"<div><h1>Titre</h1><p>{line}</p>{PROSE}</div>", "<title>Titre</title>").published_on == date


@pytest.mark.parametrize(
    ("before", "date"), [("<a href='spip.php?article4'>Le lavoir</a><br>", None), ("<b>Retour</b><br>", "2012-05-03")]
)
def test_who_wrote_another_article_below_a_text_dates_that_one(before: str, date: str | None) -> None:
    line = f"<p>{before}3 mai 2012, par <a href='spip.php?auteur2'>Inès</a></p>"
    page = f"<div><h1>Titre</h1><div class='tx'>{PROSE}</div><div class='k'>{line}</div></div>"
    assert article(page, "<title>Titre</title>").published_on == date


def test_days_that_head_the_entries_of_a_diary_date_no_article() -> None:
    entries = f"<h3 class='spip'>Lundi 6 mai 2013</h3>{PROSE}<h3 class='spip'>Mardi 7 mai 2013</h3>{PROSE}"
    read = article(f"<div><h1>Titre</h1><div class='tx'>{entries}</div></div>", "<title>Titre</title>")
    assert read.published_on is None
    assert "Lundi 6 mai 2013" in read.body_text


@pytest.mark.parametrize(
    ("line", "date"),
    [
        ("Date limite : 3 juin 2013", None),
        ("Poste à pourvoir au 3 juin 2013", None),
        ("Inscriptions avant le 3 juin 2013", None),
        ("Posté le 3 juin 2013", "2013-06-03"),
        ("Inès, posté : 3 juin 2013", "2013-06-03"),
    ],
)
def test_until_when_something_is_asked_for_dates_no_article(line: str, date: str | None) -> None:
    assert article(f"<div><h1>Titre</h1><p>{line}</p>{PROSE}</div>", "<title>Titre</title>").published_on == date
