"""Which pages of no known kind are articles although their texts are short, or they are files alone."""

from datetime import UTC, datetime

import pytest

from articles.saved import open_saved, read_saved
from sites.registry import load_skeletons
from tests.articles.captures import PROSE, TEXT, article, read

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
    capture = open_saved(page(below).encode(), "comptes-rendus.html", datetime(2026, 1, 1, tzinfo=UTC))
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
        read_saved(open_saved(data, "annonce.html", datetime(2026, 1, 1, tzinfo=UTC)), load_skeletons()).outcome
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


SECTION = """
<nav><a href='/'>Accueil</a> / <a href='spip.php?rubrique2'>Eau</a></nav>
<section><h2>Titre</h2><p class='d'>Mis en ligne le 3 avril 2013</p><div class='jtxt'><p>{}</p></div>
<ul class='docs'><li><a href='IMG/pdf/a.pdf'>Plan</a> (PDF, 120 ko)</li></ul></section>
<aside><a href='spip.php?article9'>Autre article</a></aside>"""


@pytest.mark.parametrize("sentences", [1, 2, 3])
@pytest.mark.parametrize(
    "page",
    [
        SECTION,
        "<table><tr><td><a href='/'>Accueil</a></td><td><h1>Titre</h1><p>Mis en ligne le 3 avril 2013</p><p>{}</p></td></tr></table>",
    ],
)
def test_a_text_of_few_sentences_below_the_title_is_read(page: str, sentences: int) -> None:
    words = "Le bassin de la rue des Tilleuls rouvre lundi matin. " * sentences
    found = article(page.format(words))
    assert (found.body_text, found.published_on) == (words.strip(), "2013-04-03")


ENTRY = "<h3><a href='spip.php?article{0}'>Un titre {0}</a></h3><p>Le bassin ouvre le samedi pour les familles du quartier (...)</p>"


@pytest.mark.parametrize("entry", [ENTRY, f"<li>{ENTRY}</li>", ENTRY.replace("h3", "b").join(("<li>", "</li>"))])
def test_a_list_of_teasers_is_no_article(entry: str) -> None:
    entries = "".join(entry.format(n) for n in range(9)).replace("<b>", "").replace("</b>", "")
    page = f"<html><body><p><a href='/'>Accueil</a> &gt; Eau</p><h1>Eau</h1><div class='liste'>{entries}</div></body></html>"
    assert read(page, "http://www.example.org/Eau").outcome == "other"


@pytest.mark.parametrize(
    ("body", "outcome", "problem"),
    [
        ("<h1>Se connecter</h1><form><input type='password'></form>", "error", "login-page"),
        (
            "<h1>Résultats de la recherche « eau »</h1><ul><li><a href='spip.php?article2'>Un</a></li></ul>",
            "listing",
            None,
        ),
        ("<h1>Not Found</h1><p>The requested URL was not found on this server.</p>", "not-found", "soft-not-found"),
        ("<frameset><frame src='a.html'></frameset>", "other", "frameset"),
        ("<h1>Titre</h1>" + "<div><h2>Un</h2><div class='texte'>" + PROSE + "</div></div>" * 4, "article", None),
    ],
)
def test_pages_that_are_no_article(body: str, outcome: str, problem: str | None) -> None:
    reading = read(f"<html><head><title>Site</title></head>{body}</html>")
    assert reading.outcome == outcome
    assert problem in (None, *(one.kind for one in reading.problems))


def test_several_articles_on_one_page_are_told() -> None:
    one = f"<div><h2>Un titre</h2>{TEXT}</div>"
    kinds = [problem.kind for problem in read(f"<html><body>{one * 4}</body></html>").problems]
    assert "several-articles" in kinds


def test_a_kept_home_page_without_a_text_stands_in_for_nothing() -> None:
    page = "<body class='page_sommaire'><div><a href='spip.php?rubrique2'>Nos farines</a></div></body>"
    data = f"<html><head><title>La Vigie du Sud</title></head>{page}</html>".encode()
    reading = read_saved(open_saved(data, "vigie.html", datetime(2026, 1, 1, tzinfo=UTC)), load_skeletons())
    assert (reading.outcome, reading.problems) == ("other", ())


@pytest.mark.parametrize(("own", "outcome"), [("", "other"), ("quais.html", "article")])
def test_a_kept_page_called_home_is_one_where_its_head_gives_the_root_of_a_host(own: str, outcome: str) -> None:
    head = f"<head><title>Le Phare</title><meta property='og:url' content='http://www.lephare.example/{own}'></head>"
    body = f"<body class='page_sommaire'><div><h2>Les quais du printemps</h2><p>{'Un port. ' * 20}</p></div></body>"
    saved = open_saved(f"<html>{head}{body}</html>".encode(), "phare.html", datetime(2026, 1, 1, tzinfo=UTC))
    assert read_saved(saved, load_skeletons()).outcome == outcome


@pytest.mark.parametrize(
    ("address", "outcome"), [(ADDRESS, "section"), ("http://www.example.org/spip.php?article12", "article")]
)
def test_a_heading_that_says_section_makes_one_where_the_address_says_no_article(address: str, outcome: str) -> None:
    body = f"<div><h3>Rubrique : Les voyages</h3>{SHORT * 3}<p>1) <a href='Le-lac'>Au bord du lac</a>, publié le 3 août 2017.</p></div>"
    assert read(f"<html><head><title>Carnets</title></head><body>{body}</body></html>", address).outcome == outcome


FOOT = "<div><p>Section des Hauts-Ponts, 14 rue de la Filature. Permanence jeudi à 17 h. <a href='spip.php?page=plan'>Plan</a></p></div>"


@pytest.mark.parametrize(("below", "outcome"), [("", "other"), (SHORT, "article"), (FILES, "article")])
def test_the_foot_of_a_page_is_known_by_its_links_and_makes_no_article(below: str, outcome: str) -> None:
    data = f"<html><body><div><div><h1>Titre</h1>{below}</div></div>{FOOT}</body></html>".encode()
    saved = open_saved(data, "a.html", datetime(2026, 1, 1, tzinfo=UTC))
    assert read_saved(saved, load_skeletons()).outcome == outcome


@pytest.mark.parametrize(
    ("below", "words"),
    [
        (SHORT, "Le comité se réunit six fois par an, et ses avis sont notifiés dans la semaine."),
        (FILES, ""),
        (
            "<p>Sur ce site neuf, le <a href='spip.php?page=plan'>plan</a> dit tout ce qu’il faut du quartier.</p>"
            + SHORT * 6,
            "Sur ce site neuf, le plan dit tout ce qu’il faut du quartier.",
        ),
    ],
)
def test_the_foot_of_a_page_is_no_text(below: str, words: str) -> None:
    data = f"<html><body><div><div><h1>Titre</h1>{below}</div></div>{FOOT}</body></html>".encode()
    found = read_saved(open_saved(data, "a.html", datetime(2026, 1, 1, tzinfo=UTC)), load_skeletons()).article
    assert found is not None
    assert (found.body_text or "").split("\n")[0] == words
