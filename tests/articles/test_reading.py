"""What a page is, article or not, and its fields, by small pages."""

import pytest

from articles.reading import read_page
from articles.tree.page import open_page
from sites.registry import load_skeletons
from sites.site import Site
from tests.articles.captures import capture, read

SLUG = "http://www.example.org/Un-titre"
TEXTE = "<div class='texte'><p>" + "Un mot de plus. " * 20 + "</p></div>"


def page(body: str, head: str = "", body_class: str = "") -> str:
    """A page around its body."""
    return f"<html lang='fr'><head><title>Un titre - Site</title>{head}</head><body class='{body_class}'>{body}</body></html>"


ARTICLE = page(f"<h1>Un titre</h1>{TEXTE}")


@pytest.mark.parametrize(
    ("html", "url", "status", "content_type", "outcome", "problems"),
    [
        (ARTICLE, SLUG, 200, "text/html", "article", []),
        (ARTICLE, SLUG, 404, "text/html", "not-found", []),
        (ARTICLE, SLUG, 410, "text/html", "not-found", []),
        (ARTICLE, SLUG, 503, "text/html", "error", ["http-status"]),
        ("<html><body><h1>Moved</h1>", SLUG, 302, "text/html", "other", []),
        ("<?xml version='1.0'?><rss version='2.0'><channel/></rss>", SLUG, 200, "text/xml", "feed", []),
        ("<rss/>", "http://www.example.org/spip.php?page=backend", 200, "text/xml", "feed", []),
        ("<?xml version='1.0'?><urlset/>", "http://www.example.org/sitemap.xml", 200, "text/xml", "other", []),
        ("%PDF-1.4", "http://www.example.org/IMG/pdf/a.pdf", 200, "application/pdf", "other", []),
        ("User-agent: *", "http://www.example.org/robots.txt", 200, "text/plain", "other", []),
        ("", SLUG, 200, "text/html", "unreadable", ["empty-page"]),
        (page("<h1>Erreur 404</h1><p>Rien</p>"), SLUG, 200, "text/html", "not-found", ["soft-not-found"]),
        (page("<h1>Oups</h1>", body_class="page_404"), SLUG, 200, "text/html", "not-found", ["soft-not-found"]),
        (page("<h1>Site en travaux</h1>"), SLUG, 200, "text/html", "error", ["site-closed"]),
        (page("<h1>Un titre</h1><form id='formulaire_login'></form>"), SLUG, 200, "text/html", "error", ["login-page"]),
        (page("<h1>Accueil</h1>" + TEXTE, body_class="page_sommaire"), "http://www.example.org/spip.php?article9", 200, "text/html",
         "not-found", ["home-instead"]),
        (page("<h1>Accueil</h1>" + TEXTE, body_class="fr page-sommaire"), "http://www.example.org/spip.php?article9", 200, "text/html",
         "not-found", ["home-instead"]),
        (page("<h1>Rubrique</h1>", body_class="page_rubrique"), SLUG, 200, "text/html", "section", []),
        (page("<h1>Rubrique</h1>"), "http://www.example.org/spip.php?rubrique5", 200, "text/html", "section", []),
        (page("<h1>Rubrique</h1>"), "http://www.example.org/spip.php?rubrique5&debut_articles=10", 200, "text/html", "listing", []),
        (page("<h1>Plan</h1>"), "http://www.example.org/spip.php?page=plan", 200, "text/html", "other", []),
        (page("<h1>Une brève</h1>" + TEXTE), "http://www.example.org/spip.php?breve3", 200, "text/html", "other", []),
    ],
)  # fmt: skip
def test_outcome(html: str, url: str, status: int, content_type: str, outcome: str, problems: list[str]) -> None:
    reading = read(html, url, status, content_type)
    assert reading.outcome == outcome
    assert [p.kind for p in reading.problems if p.kind != "selector-count"] == problems
    assert (reading.article is not None) == (outcome == "article")
    assert (reading.section is not None) == (outcome == "section")


@pytest.mark.parametrize(
    ("html", "number"),
    [
        ("<link rel='canonical' href='spip.php?article45'>", 45),
        ("<a href='spip.php?page=imprimer&amp;id_article=45'>Imprimer</a>", 45),
        ("<a href='spip.php?page=forum&id_article=45'>Répondre</a><a href='spip.php?article3'>Autre</a>", 45),
        ("<form><input type='hidden' name='id_article' value='45'></form>", 45),
        ("<a href='spip.php?page=backend&id_article=45'>x</a>", None),
        ("<a href='spip.php?article45'>Autre</a>", None),
        ("<a href='spip.php?page=imprimer&id_article=45'>a</a><a href='spip.php?page=forum&id_article=46'>b</a>", None),
    ],
)
def test_the_number_behind_a_slug(html: str, number: int | None) -> None:
    article = read(page(f"<h1>Un titre</h1>{TEXTE}{html}"), SLUG).article
    assert article is not None
    assert article.spip_id == number


def test_crayons_tell_the_number() -> None:
    html = "<h1 class='crayon article-titre-45'>Un titre</h1><h2 class='crayon article-titre-46'>Autre</h2>" + TEXTE
    article = read(page(html), SLUG).article
    assert article is not None
    assert article.spip_id == 45


def test_fields_of_the_general_reading() -> None:
    html = (
        "<div id='ariane'><a href='/'>Accueil</a> > <a href='-Actualites-'>[rouge]Actualités[/rouge]</a> > <span>Un titre</span></div>"
        "<p class='surtitre'>Sur</p><h1>[rouge]Un[/rouge] titre</h1><p class='soustitre'>Sous</p>"
        "<p class='info-publi'>le 16 juin 2011</p><div class='chapo'><p>Le chapo.</p></div>"
        + TEXTE
        + "<div class='ps'><p>Fin.</p></div>"
    )
    reading = read(page(html), SLUG)
    article = reading.article
    assert article is not None
    assert (article.title, article.raw_title) == ("Un titre", "[rouge]Un[/rouge] titre")
    assert (article.surtitle, article.subtitle, article.lead, article.postscript) == (
        "Sur",
        "Sous",
        "Le chapo.",
        "Fin.",
    )
    assert (article.published_on, article.published_raw) == ("2011-06-16", "le 16 juin 2011")
    (section,) = article.sections
    assert (section.title, section.raw_title) == ("Actualités", "[rouge]Actualités[/rouge]")
    assert section.url == "http://www.example.org/-Actualites-"
    assert (article.language, article.url, article.skeleton) == ("fr", SLUG, "general")
    assert {trace.field for trace in reading.traces} >= {"title", "body", "lead", "published_on"}
    assert all(trace.rule.startswith("general: ") for trace in reading.traces)


def test_an_article_whose_body_nobody_named_is_found_by_its_words() -> None:
    html = (
        "<div class='a'><ul>" + "<li><a href='/x'>Un lien de menu</a></li>" * 30 + "</ul></div><h1>Un titre</h1><div class='zone'><p>"
        + "Un mot de plus. " * 30 + "</p></div>"
    )  # fmt: skip
    article = read(page(html), SLUG).article
    assert article is not None
    assert article.body_text == ("Un mot de plus. " * 30).strip()


def test_a_title_is_never_empty() -> None:
    article = read("<html><body><div class='texte'><p>x</p></div></body></html>").article
    assert article is not None
    assert article.title


def test_the_title_of_the_head_loses_the_site() -> None:
    article = read(page(TEXTE), SLUG).article
    assert article is not None
    assert article.title == "Un titre"


def test_messages_of_php_are_reported_and_the_page_is_read() -> None:
    noise = "<b>Warning</b>: mysql_query(): gone in <b>/x/ecrire/a.php</b> on line <b>3</b>"
    reading = read(page(noise + f"<h1>Un titre</h1>{TEXTE}"), SLUG)
    assert reading.outcome == "article"
    assert [p.kind for p in reading.problems] == ["php-noise"]


def test_the_sites_own_skeletons_are_tried_first() -> None:
    names = ("stock-3.2", "general")
    site = Site("essai", "Essai", ("www.example.org",), skeletons=names)
    assert read(ARTICLE, SLUG, site=site).skeleton == "general"


@pytest.mark.parametrize(
    ("inner", "skeleton", "text"),
    [
        ("<div class='texte'><p>Le bassin ouvre.</p></div>", "stock-3.2", "Le bassin ouvre."),
        ("<div><div class='texte'><p>Le bassin ouvre.</p></div></div>", "general", "Le bassin ouvre."),
        ("", "stock-3.2", ""),
    ],
)
def test_a_text_that_a_skin_moved_is_read_where_it_is_named(inner: str, skeleton: str, text: str) -> None:
    top = "<p class='arbo'><a href='/'>Accueil</a></p><div class='cartouche'><h1>Les bassins</h1></div>"
    aside = "<div class='aside'><div class='texte'>Un encart.</div></div>"
    reading = read(
        f"<body><div class='wrapper'><div class='content' id='content'>{top}{inner}</div></div>{aside}</body>"
    )
    assert reading.article is not None
    assert (reading.skeleton, reading.article.body_text) == (skeleton, text)


@pytest.mark.parametrize("name", load_skeletons())
def test_every_skeleton_is_named_and_compiles(name: str) -> None:
    skeleton = load_skeletons()[name]
    assert skeleton.name == name
    reading = read(ARTICLE, SLUG, site=Site("essai", "Essai", ("www.example.org",), skeletons=(name,)))
    assert reading.outcome == "article"


@pytest.mark.parametrize(
    ("asked", "said", "kept"),
    [
        ("spip.php?article12", "Un-titre", "Un-titre"),
        ("Un-titre", "http://autre.example/Un-titre", "Un-titre"),
        ("Un-titre", "spip.php?rubrique3", "Un-titre"),
        ("spip.php?article12&artpage=2-3", "spip.php?article12", "spip.php?article12&artpage=2-3"),
        ("spip.php?article12&artpage=2-3", "Un-titre?artpage=2-3", "Un-titre?artpage=2-3"),
    ],
)
def test_the_canonical_address_is_of_the_same_kind_host_and_part(asked: str, said: str, kept: str) -> None:
    root = "http://www.example.org/"
    article = read(page(f"<h1>Un titre</h1>{TEXTE}", f"<link rel='canonical' href='{said}'>"), root + asked).article
    assert article is not None
    assert article.url == root + kept


@pytest.mark.parametrize("monolingual", [True, False])
def test_a_language_says_something_on_a_site_of_several(monolingual: bool) -> None:
    url = "http://www.example.org/spip.php?article12&lang=en"
    site = Site("essai", "Essai", ("www.example.org",), languages=("fr",) if monolingual else ("fr", "en"))
    way = "<div id='ariane'><a href='/'>Home</a> &gt; <a href='spip.php?rubrique1&amp;lang=en'>Youth</a></div>"
    html = page(f"{way}<h1>Un titre</h1>{TEXTE}")
    reading = read_page(open_page(capture(html, url), monolingual=site.monolingual), site, load_skeletons())
    assert reading.article is not None
    kept = "" if monolingual else "&lang=en"
    assert reading.article.url == f"http://www.example.org/spip.php?article12{kept}"
    assert [s.url for s in reading.article.sections] == [f"http://www.example.org/spip.php?rubrique1{kept}"]


@pytest.mark.parametrize(
    "line",
    [
        "<p>Publié le 31 février 2012</p>",
        "<p class='date'>le 99/99/2012</p>",
        "<p><abbr class='published' title='2012-99-99T99:99:99Z'>30/02/2012</abbr></p>",
    ],
)
def test_a_day_that_cannot_be_keeps_its_words(line: str) -> None:
    text = "<p>Le service des sports tient chaque semaine une permanence ouverte à tous les clubs.</p>" * 2
    reading = read(f"<html><body><h1>Titre</h1>{line}<div class='texte'>{text}</div></body></html>")
    assert reading.article is not None
    assert reading.article.published_on is None
    assert (reading.article.published_raw or "") in line
    assert reading.article.published_raw
    assert [problem.kind for problem in reading.problems] == ["impossible-date"]


def test_a_year_of_two_digits_is_one() -> None:
    text = "<p>Le service des sports tient chaque semaine une permanence ouverte à tous les clubs.</p>" * 2
    reading = read(f"<html><body><h1>Titre</h1><p>Publié le 5 mars 12</p><div class='texte'>{text}</div></body></html>")
    assert reading.article is not None
    assert reading.article.published_on == "2012-03-05"


@pytest.mark.parametrize(
    "base", ["http://x:99999999/", "http://x&#1;/y", "javascript:alert(1)", "http://[::1", "file:///c:/"]
)
def test_a_base_that_is_no_address_counts_for_nothing(base: str) -> None:
    reading = read(page(f"<h1>Un titre</h1>{TEXTE}<a href='IMG/pdf/a.pdf'>A (PDF - 3 ko)</a>", f"<base href='{base}'>"))
    assert reading.article is not None
    assert [file.url for file in reading.article.attachments] == ["http://www.example.org/IMG/pdf/a.pdf"]
    assert [problem.kind for problem in reading.problems] == ["wrong-base"]
