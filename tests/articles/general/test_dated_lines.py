"""Which of the days that a page of no known skin shows is that of its article: not an event's, a file's or another article's."""

import pytest

from tests.articles.captures import PROSE, TEXT, article


def test_a_page_that_was_created_is_dated_and_news_beside_it_are_others() -> None:
    foot = (
        "<p class='page-info'>Page rédigée par le service, créée le 14 septembre 2015, révisée le 11 janvier 2016</p>"
    )
    news = "<aside><article><h3><a href='/Nocturnes'>Nocturnes</a></h3><time datetime='2016-04-04'>4 avril 2016</time></article></aside>"
    page = f"<main><h1>Titre</h1>{TEXT}{{}}</main>{news}"
    assert article(page.format(foot)).published_on == "2015-09-14"
    assert article(page.format("")).published_on is None


def test_an_aside_of_the_article_s_own_part_tells_its_day() -> None:
    facts = "<aside><ul><li><b>Publié le</b> 09.07.2020</li><li><b>Modifié le</b> 21.09.2020</li></ul></aside>"
    page = f"<h1>Titre</h1>{TEXT}"
    assert article(f"<main id='contenu'>{facts}{page}</main>").published_on == "2020-07-09"
    assert article(f"{facts}<main id='contenu'>{page}</main>").published_on is None


def test_the_line_that_answers_an_article_tells_its_day_and_a_reader_s_does_not() -> None:
    page = f"<div><h1>Titre</h1>{TEXT}<p class='postdata'>{{}}</p></div>"
    foot = "2 messages| <a href='forum7'>Répondre à cet article</a> | Le 7 avril 2007"
    assert article(page.format(foot)).published_on == "2007-04-07"
    assert article(page.format("Le 7 avril 2007, dans <a href='rubrique2'>Airs</a>")).published_on == "2007-04-07"
    assert article(page.format("Le 9 avril 2007, par Solange")).published_on is None


def test_how_an_article_is_cited_tells_when_it_was_put_online_and_ends_its_text() -> None:
    cited = "<div><h2>Pour citer cet article</h2><p>Marchal, H., vol. 3, mis en ligne le 12 mai 2010, consulté le 4 octobre 2012.</p></div>"
    found = article(f"<div><h1>Titre</h1><div class='txt'>{PROSE}</div>{cited}</div>")
    assert found.published_on == "2010-05-12"
    assert "consulté" not in found.body_text


@pytest.mark.parametrize(
    "time",
    [
        "<time class='published' title='2014-06-12T09:20:11Z'>12 juin</time>",
        "<time pubdate title='2014-06-12'>jeudi</time>",
    ],
)
def test_a_time_may_have_its_day_in_its_title(time: str) -> None:
    changed = "<p><time class='modified' title='2014-09-30T09:00:00Z'>Dernière modification le 30 septembre</time></p>"
    assert article(f"<div><h1>Titre</h1><p>{time}</p>{TEXT}{changed}</div>").published_on == "2014-06-12"


def test_a_change_is_told_before_what_is_around_its_day() -> None:
    changed, made = (f"<b><time datetime='2014-{day}'>{day}</time></b>" for day in ("09-30", "06-12"))
    line = f"mise à jour : {changed} parution : {made}"
    assert article(f"<div><h1>Titre</h1><p>{line}</p>{TEXT}</div>").published_on == "2014-06-12"


def test_a_row_of_metadata_that_ends_a_text_tells_its_day() -> None:
    row = "<div class='metadonne'><p>terrain | version 2 | <small>18 février 2008, par Ana</small></p></div>"
    found = article(f"<div><h1>Titre</h1><div class='docu'>{PROSE}</div>{row}</div>")
    assert found.published_on == "2008-02-18"
    assert "version 2" not in found.body_text


@pytest.mark.parametrize(
    "item", ["<a href='auteur7'>Zoé</a>", "dans <a href='rubrique2'>Airs</a>", "<a href='#forum'>2</a>"]
)
def test_a_day_in_an_item_with_its_author_section_or_answers_is_the_article_s(item: str) -> None:
    meta = f"<ul><li><time datetime='2010-05-03'>3 mai 2010</time> {item}</li></ul>"
    assert article(f"<div><h1>Titre</h1>{meta}{TEXT}</div>").published_on == "2010-05-03"


@pytest.mark.parametrize(
    "line",
    [
        "par <a href='auteur4'>Zoé Marin</a> , lundi 3 mai 2010 21:12 - <a href='rubrique2'>Courses</a> .",
        "3 mai 2010 - Dernier ajout 9 avril 2012",
        "Communiqué de presse - 3 mai 2010",
    ],
)
def test_a_line_above_the_title_tells_its_day_with_its_author_or_the_last_change(line: str) -> None:
    above = f"<span class='q'>{line}</span><p class='surtitre'>Séances</p>"
    assert article(f"<div>{above}<h1>Titre</h1>{TEXT}</div>").published_on == "2010-05-03"


def test_a_day_right_below_the_title_of_an_article_without_a_text_is_its_own() -> None:
    files = "<dl><dt><a href='IMG/pdf/plan.pdf'>Plan</a></dt><dd>PDF - 12 ko</dd></dl>"
    assert article(f"<div><h1>Titre</h1><h6 class='q'>3 mai 2010</h6>{files}</div>").published_on == "2010-05-03"


@pytest.mark.parametrize(
    ("line", "date"),
    [
        ("Actualisé le 22 mai 2012 <a href='#'>Imprimer</a> <a href='#'>Envoyer à un ami</a>", "2012-05-22"),
        ("22 mai 2012 <a href='#'>Imprimer</a>", "2012-05-22"),
        ("Page imprimée le 22 mai 2012", None),
    ],
)
def test_a_button_to_print_takes_nothing_from_the_day_beside_it(line: str, date: str | None) -> None:
    page = f"<div><h1>Titre</h1><div class='barre'><span class='date'>{line}</span></div>{TEXT}</div>"
    assert article(page).published_on == date


def test_the_change_of_an_article_is_told_in_either_order() -> None:
    page = f"<div><h2 class='titre-article'>Titre</h2>{TEXT}<p>Contact</p><p>{{}}</p></div>"
    assert article(page.format("Article mis à jour le 9 février 2011")).published_on == "2011-02-09"
    assert article(page.format("Site mis à jour le 9 février 2011")).published_on is None


def test_what_a_plugin_makes_editable_is_no_date_by_that_name() -> None:
    text = f"<div class='crayon article-texte-12 texte'>{PROSE}<p><strong>Jeudi 20 novembre</strong></p>{PROSE}</div>"
    read = article(f"<article><h1 class='crayon article-titre-12'>Titre</h1>{text}</article>")
    assert read.published_on is None
    assert "Jeudi 20 novembre" in read.body_text


@pytest.mark.parametrize(
    ("aside", "date"),
    [
        ("<p class='li-aside'><strong>21 janvier 2013</strong></p>", "2013-01-21"),
        ("<aside><p>21 janvier 2013</p><p>Réunion des parents</p></aside>", None),
        (
            "<p class='social'>par <a href='auteur/zoe-6'>Zoé</a> <span class='date'>21 janvier 2013</span> <a href='#f'>3 avis</a></p>",
            "2013-01-21",
        ),
    ],
)
def test_an_aside_between_title_and_text_that_says_a_day_alone_dates_the_article(aside: str, date: str | None) -> None:
    assert article(f"<div><h2>Titre</h2>{aside}{TEXT}</div>", "<title>Titre</title>").published_on == date


def test_a_day_behind_a_comment_beside_the_title() -> None:
    assert article(f"<div><!-- date --> 3 mai 2012 <h1>Titre</h1>{TEXT}</div>").published_on == "2012-05-03"
    assert article(f"<div><h1>Titre</h1><!-- date --> 3 mai 2012 {TEXT}</div>").published_on == "2012-05-03"


def test_a_moment_as_the_database_has_it_is_printed_by_a_skin_without_a_filter() -> None:
    side = "<div class='col'><p>Odile Essai</p><p>{}</p><p class='arbo'><a href='/'>Accueil</a> &gt; Titre</p></div>"
    for shown, date in (("2016-04-12 09:15:00", "2016-04-12"), ("2016-04-12", None)):
        assert article(f"<div>{side.format(shown)}<div><h2>Titre</h2>{PROSE}</div></div>").published_on == date


def test_the_day_of_making_is_meant_beside_that_of_a_change() -> None:
    page = f"<div><h1>Titre</h1>{TEXT}<p class='dates'>{{}}</p></div>"
    line = "Mise à jour : 5 juin 2007 - Création : 2 mai 2007"
    assert article(page.format(line)).published_on == "2007-05-02"
    assert article(page.replace(" class='dates'", "").format(line)).published_on == "2007-05-02"


def test_a_line_called_the_foot_of_the_block_of_the_article_says_when_it_was_published() -> None:
    page = f"<div id='large'><h2>Tract du 3 mai 2007</h2>{PROSE}<p class='spip'>Le bureau, réuni le 3 mai 2007</p>{{}}</div>"
    line = "<p class='note_bas'>Publié par le bureau le jeudi 10 mai 2007, à 18:12 - <a href='imprimer.php3'>Imprimer</a></p>"
    assert article(page.format(line), "<title>Tract du 3 mai 2007</title>").published_on == "2007-05-10"


def test_how_often_an_article_was_read_takes_nothing_from_its_day() -> None:
    facts = "<dt>Auteur</dt><dd>Odile Essai</dd><dt>Date</dt><dd>17 novembre 2009</dd><dt>Rubrique</dt><dd><a href='/'>Cours</a></dd>"
    page = f"<div><h1>Titre</h1><dl class='infos'>{facts}<dt>Visites</dt><dd>341</dd></dl>{TEXT}</div>"
    assert article(page).published_on == "2009-11-17"
    foot = "<p>18234 visites depuis le 1er septembre 2001</p>"
    assert article(f"<div><h1>Titre</h1>{TEXT}{foot}</div>").published_on is None


def test_words_that_say_how_long_ago_have_the_day_in_an_attribute() -> None:
    line = "<p class='infos'><span class='infos__date' title='14/09/2023'>il y a 2 ans</span></p>"
    later = "<p>Prochaine distribution le samedi 30 septembre 2023.</p>"
    head = "<title>Titre</title><meta property='article:published_time' content='2023-09-14T08:00:00+02:00'>"
    for shown, date in ((line, "2023-09-14"), ("", None)):
        assert (
            article(f"<article><h1>Titre</h1>{shown}{TEXT}<aside>{later}</aside></article>", head).published_on == date
        )


def test_of_a_change_and_the_making_in_one_line_the_making_counts() -> None:
    line = "<p>Dernière mise à jour : 14 juin 2014, créé le 12 mai 2013</p>"
    assert article(f"<div><h1>Titre</h1>{TEXT}{line}</div>", "<title>Titre</title>").published_on == "2013-05-12"


def test_of_several_days_loose_beside_the_title_the_first_alone_counts() -> None:
    loose = f"<h3>Titre</h3>12 mai 2013<br>{PROSE}<b>Messages</b><br>de Lucie, 14 mai 2013<br>Bravo à toutes."
    read = article(f"<table><tr><td>{loose}</td></tr></table>", "<title>Titre</title>")
    assert read.published_on == "2013-05-12"


def test_a_day_above_the_title_may_have_its_author_on_the_next_line() -> None:
    above = "<div>3 mai 2010<br><a href='_Zoe-Marin_'>Zoé Marin</a></div>"
    assert (
        article(f"<div><div>{above}<h2>Titre</h2></div>{TEXT}</div>", "<title>Titre</title>").published_on
        == "2010-05-03"
    )


def test_who_wrote_and_when_above_a_title_in_a_section_of_its_own() -> None:
    line = "<span><a href='/'>Accueil</a> | Par <a href='auteur/zoe-marin'>Zoé Marin</a> | <b></b> 3 mai 2010</span>"
    page = f"<div>{line}<h2>Titre</h2></div><div>{TEXT}</div>"
    assert article(page, "<title>Titre</title>").published_on == "2010-05-03"


@pytest.mark.parametrize("lines", ["{changed}{day}", "{day}{changed}"])
def test_beside_a_day_alone_the_last_addition_dates_no_article(lines: str) -> None:
    between = lines.format(changed="<div>Dernier ajout : mercredi 12 mai 2010</div>", day="<h3>lundi 3 mai 2010</h3>")
    assert article(f"<div><h1>Titre</h1>{between}{TEXT}</div>").published_on == "2010-05-03"


def test_who_wrote_and_both_days_may_be_one_long_line_that_opens_a_text() -> None:
    line = "Por Amparo Ruivo<br>Publicado el 3 de mayo de 2010 a las 9:15 | Última modificación: 8 de noviembre de 2014 a las 10:05"
    found = article(f"<div><h1>Titre</h1><p class='q'>{line}</p><div>{PROSE}</div></div>", "<title>Titre</title>")
    assert found.published_on == "2010-05-03"
    assert "Publicado" not in found.body_text


def test_what_a_footnote_says_was_published_is_something_else() -> None:
    note = (
        "<p>[<a href='#nh1' id='nb1' class='spip_note'>1</a>] Ce conte fut publié dans la lettre de février 2006.</p>"
    )
    found = article(f"<div><h1>Titre</h1><p class='detail'>2 avril 2011 par Rédaction, Maud Orn</p>{TEXT}{note}</div>")
    assert found.published_on == "2011-04-02"


def test_a_day_in_a_text_that_is_called_for_a_date_is_none_of_publication() -> None:
    said = "<p>Le 4 mars 1998, tout était déjà fermé.</p>"
    found = article(f"<h2>Le carnet</h2><div class='date'>{said}{PROSE * 2}</div>")
    assert (found.published_on, "déjà fermé" in found.body_text) == (None, True)
    assert (
        article(f"<h2>Le carnet</h2><div class='date'><p>Le 4 mars 1998</p></div>{PROSE}").published_on == "1998-03-04"
    )


def test_the_title_said_again_tells_no_day() -> None:
    path = "<p class='ariane'><a href='/'>Accueil</a> &gt; <a href='rubrique3'>Fêtes</a> &gt; <strong>Le 14 juillet 2012</strong></p>"
    beside = "<ul><li><a href='article4'>Le lavoir</a></li><li>Le 14 juillet 2012</li></ul>"
    page = f"{path}<div><h1>Le 14 juillet 2012</h1>{{}}{TEXT}</div>{beside}"
    head = "<title>Le 14 juillet 2012 - Commune</title>"
    assert article(page.format(""), head).published_on is None
    assert article(page.format("<p class='date'>Le 14 juillet 2012</p>"), head).published_on == "2012-07-14"


@pytest.mark.parametrize(
    ("days", "date"), [("créé", None), ("Date de création : 8 octobre 2008<br>Mise à jour", "2008-10-08")]
)
def test_when_a_page_was_made_and_changed_stands_below_whom_to_ask(days: str, date: str | None) -> None:
    below = f"<div class='bas'><div>Contact : g.abgrall@example.org</div><div>{days} : 21 janvier 2009</div></div>"
    assert article(f"<div><h1>Titre</h1>{TEXT}{below}</div>", "<title>Titre</title>").published_on == date


@pytest.mark.parametrize(("label", "date"), [("Date de création", "2007-03-12"), ("Date limite", "2007-04-04")])
def test_the_cell_before_a_day_says_what_it_is(label: str, date: str) -> None:
    rows = f"<tr><td>{label}</td><td>: 12 mars 2007</td></tr><tr><td>Mise à jour</td><td>: 4 avril 2007</td></tr>"
    page = f"<div><h1>Titre</h1><table>{rows}</table>{TEXT}</div>"
    assert article(page, "<title>Titre</title>").published_on == date


@pytest.mark.parametrize(
    ("end", "date"),
    [("Services techniques, 28 avril 2004", "2004-04-28"), ("Assemblée du quartier le 28 avril 2004", None)],
)
def test_a_text_is_dated_by_what_signs_it(end: str, date: str | None) -> None:
    page = f"<div><h1>Titre</h1>{PROSE}<p>{PROSE[:90]}</p><p align='right'>{end}</p></div>"
    assert article(page, "<title>Titre</title>").published_on == date
