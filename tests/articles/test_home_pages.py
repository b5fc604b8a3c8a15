"""Home pages and lists that a person kept: they show the beginnings of other articles, and are none."""

from datetime import UTC, datetime

import pytest

from articles.saved import open_saved, read_saved
from sites.registry import load_skeletons
from tests.articles.captures import read

PROSE = (
    "Les élus relisent le texte ligne à ligne depuis jeudi, et certaines lignes se relisent mieux debout qu’assis. " * 2
)
HEADLINE = "<div><h1><a href='Le-bac,{n}.html'>Le bac de minuit</a></h1><span>56 commentaires</span></div>"
FOOT = f"<div id='pied'><p>{PROSE}</p></div>"


def teaser(number: int, rest: str = "(...)", tag: str = "h2") -> str:
    return (
        f"<li>\n{' ' * 60}<p class='surtitre'>Quais</p><{tag}><a href='Un-toit-{number}.html'>Un toit</a></{tag}>"
        f"<p class='date'>samedi 17 mars</p><div><img src='local/t.jpg'>{PROSE}{rest}</div></li>"
    )


def outcome(body: str, body_class: str = "", file: str = "index.html", head: str = "Le Lagon") -> str:
    page = f"<html><head><title>{head}</title></head><body class='{body_class}'>{body}</body></html>"
    return read_saved(open_saved(page.encode(), file, datetime(2026, 1, 1, tzinfo=UTC)), load_skeletons()).outcome


def several(count: int) -> str:
    return f"<ul>{''.join(map(teaser, range(count)))}</ul>"


@pytest.mark.parametrize("body_class", ["", "page_sommaire"])
@pytest.mark.parametrize("top", [HEADLINE.format(n=1), "<h1>Le Lagon</h1>"])
def test_a_page_of_nothing_but_the_beginnings_of_others_is_no_article(top: str, body_class: str) -> None:
    assert outcome(f"{top}<div>{several(3)}</div>{FOOT}", body_class) == "other"


@pytest.mark.parametrize("body_class", ["", "page_sommaire"])
@pytest.mark.parametrize("top", [HEADLINE.format(n=1), "<h1>Le bac de minuit</h1>"])
def test_an_article_that_others_follow_is_one_also_where_its_title_is_a_link(top: str, body_class: str) -> None:
    assert outcome(f"<div>{top}<p>{PROSE}</p></div><div>{several(3)}</div>{FOOT}", body_class) == "article"


def test_a_heading_like_those_of_others_is_the_title_of_none() -> None:
    same = teaser(7, "", "h1")
    assert outcome(f"<ul>{same}{teaser(8, '', 'h1')}{teaser(9, '', 'h1')}</ul>") == "other"


def test_a_home_page_has_several_headings_alike_and_an_article_with_its_body_class_one_of_its_own() -> None:
    boxes = f"<div><h2>Nouveautés</h2><p>{PROSE}</p></div>" * 5
    assert outcome(boxes, "page_sommaire") == "other"
    assert outcome(boxes[: len(boxes) * 3 // 5], "page_sommaire") == "article"
    assert outcome(f"<h1>Le bac de minuit</h1>{boxes}", "page_sommaire") == "article"
    assert outcome(boxes, "page_sommaire", head="Nouveautés - Le Lagon") == "article"
    assert outcome(f"{boxes}<input type='hidden' name='id_article' value='7'>", "page_sommaire") == "article"


OTHERS = "".join(f"<h2><a href='Un-toit-{n}.html'>Un toit</a></h2><p>{PROSE}</p>" for n in range(4))
SENTENCE = "<p>La passerelle du moulin est fermée au public du 11 au 15 juin pour remplacer trois planches.</p>"
BAC = "<h2><a href='Le-bac,4.html'>Le bac</a></h2>"
"""A title that leads to its own page, as those of others do."""


def test_a_title_that_the_head_tells_is_the_pages_own_also_where_others_are_called_like_it() -> None:
    page = f"<div id='header'><h1><a href='/'>Le Lagon</a></h1></div><div>{BAC}<p>{PROSE}</p></div>{OTHERS}"
    assert outcome(page, head="Le bac - Le Lagon") == "article"
    assert outcome(page) == "other"


@pytest.mark.parametrize(
    ("below", "found"),
    [
        (f"<p>Publié le 4 juin 2018</p>{SENTENCE}{OTHERS}", "article"),
        (f"{SENTENCE}<h2>À lire aussi</h2>{OTHERS}", "article"),
        (f"{SENTENCE}{OTHERS}", "other"),
        ("<p><iframe src='https://film.example/1'></iframe></p>", "article"),
        (f"<p><iframe src='https://film.example/1'></iframe></p>{OTHERS}", "other"),
        ("<ul>" + "<li><a href='http://ailleurs.example/a'>Un titre de la presse</a></li>" * 4 + "</ul>", "article"),
        ("<ul>" + "<li><a href='Un-titre'>Un titre du site</a> (3 mars 2013)</li>" * 9 + "</ul>", "other"),
        ("<div>Sous le pommier sans pommes</div><div>un banc attend les hommes</div><div>et la pluie</div>", "article"),
        ("".join(f"<h3><a href='page.php?a=1#q{n}'>Et alors ?</a></h3><p>{PROSE}</p>" for n in range(4)), "article"),
        ("".join(f"<h3><a href='http://p{n}.example/'>Un ami</a></h3><p>{PROSE}</p>" for n in range(4)), "article"),
        ("".join(f"<div><a href='Un-toit-{n}.html'>Un toit</a><p>{PROSE} (…)</p></div>" for n in range(4)), "other"),
        (f"<p>{PROSE} (…)</p>" * 4, "article"),
        (
            f"<p><a href='Un'>« Article précédent</a></p><p><a href='Deux'>Article suivant »</a></p>{SENTENCE}",
            "article",
        ),
        ("<p>4 mai 2011</p><ul>" + "<li><a href='Un-titre'>Un titre du site</a></li>" * 9 + "</ul>", "article"),
        ("<ul>" + "<li>4 mai 2011 <a href='Un-titre'>Un titre du site</a></li>" * 9 + "</ul>", "other"),
        ("".join(f"<div><p>4 mai 2011</p><h3><a href='Un-{n}'>Un toit</a></h3></div>" for n in range(4)), "other"),
        ("".join(f"<p><a href='http://j{n}.example/x'>Un</a> {PROSE} (…)</p>" for n in range(4)), "article"),
        ("".join(f"<h2>Un</h2><p>{PROSE}</p><p><a href='Un-{n}'>Lire la suite</a></p>" for n in range(4)), "other"),
        ("<p><a href='IMG/jpg/un.jpg'><img src='local/cache-vignettes/un.jpg'></a></p>", "article"),
        ("<table><tr><td><a href='Un-toit'><img src='local/cache-vignettes/un.jpg'></a></td></tr></table>", "other"),
        ("<p><a href='mailto:a@h.example'>Écrivez-nous, nous cherchons des témoignages.</a></p>", "article"),
        ("<div>La circulation est alternée jusqu’au 20 mars.</div>", "article"),
        ("<table><tr>" + "<td>12</td>" * 31 + "</tr></table>", "other"),
        ("<form><p>Vos données ne servent qu’à vous répondre.</p><textarea></textarea></form>", "other"),
        (f"<div><p>{PROSE[:110]} <a href='spip.php?page=plan'>Plan</a></p></div>", "other"),
    ],
)
def test_what_stands_below_a_title_before_others_makes_an_article(below: str, found: str) -> None:
    assert outcome(f"<div><h1>Le bac</h1>{below}</div>", head="Le bac - Le Lagon") == found


@pytest.mark.parametrize(
    "body_class", ["page_rubrique", "rubrique", "sommaire", "page_mot", "page_auteur", "page_plan"]
)
def test_a_page_called_a_list_that_lists_nothing_is_an_article(body_class: str) -> None:
    assert outcome(f"<h1>Le bac</h1><p>{PROSE}</p>", body_class) == "article"
    assert outcome(f"<h1>Le bac</h1><p>3 mai 2012</p><div class='texte'>{PROSE}</div>{OTHERS}", body_class) == "article"
    assert outcome(f"<h1>Le bac</h1><div class='texte'>{PROSE}</div>{OTHERS}", body_class) != "article"


def test_a_title_with_its_day_is_no_heading_of_a_box_also_where_headings_in_its_text_are_alike() -> None:
    below = f"<p>{PROSE}</p>" + "<h2>Divers</h2><p>Rien à signaler.</p>" * 5
    assert outcome(f"<h2>Le bac</h2><p>3 mai 2012</p>{below}", "page_sommaire") == "article"
    assert outcome(f"<h2>Le bac</h2>{below}", "page_sommaire") == "other"
    assert outcome(f"<p>3 mai 2012</p><h1>Le bac</h1><p>{PROSE}</p>{OTHERS}", "page_rubrique") == "article"


def test_the_page_of_an_event_that_a_person_kept_is_an_article() -> None:
    assert outcome(f"<h1>Le bac</h1><p>6 juillet 2013, sur le quai</p>{SENTENCE}", "page_evenement") == "article"


LOGIN = "<div><form id='formulaire_login'><input type='password'></form></div>"


@pytest.mark.parametrize(
    ("title", "below", "found"),
    [
        ("Le bac", SENTENCE + LOGIN, "article"),
        ("Identification des oiseaux", f"<p>{PROSE * 2}</p>{LOGIN}", "article"),
        ("Le bac", LOGIN, "error"),
        ("Espace adhérents", f"<p>Saisissez vos identifiants.</p>{LOGIN}", "error"),
        ("Accès interdit", SENTENCE, "error"),
        ("Accès interdit", f"<p>3 mai 2012</p>{SENTENCE}", "article"),
        ("Accès interdit aux chiens", SENTENCE, "article"),
        ("Erreur 404, un spectacle", SENTENCE, "not-found"),
        ("Erreur 404, un spectacle", f"<p>3 mai 2012</p>{SENTENCE}", "article"),
        ("Résultats de la recherche sur les nappes", f"<p>3 mai 2012</p>{SENTENCE}", "article"),
        ("Connexion : l’appli du club", SENTENCE + LOGIN, "article"),
        ("Erreur de connexion à la base de données", SENTENCE, "error"),
        ("Oups ! Cette page est introuvable", SENTENCE, "not-found"),
        ("La page que vous demandez n’existe pas", SENTENCE, "not-found"),
        ("La page du club n’existe plus", SENTENCE, "article"),
        ("Répondre au message", f"{SENTENCE}<form><textarea></textarea></form>", "other"),
        ("Répondre au maire", f"{SENTENCE}<form><textarea></textarea></form>", "article"),
    ],
)
def test_pages_that_ask_or_refuse_are_none_and_articles_called_alike_are(title: str, below: str, found: str) -> None:
    assert outcome(f"<div><h1>{title}</h1>{below}</div>") == found


def test_a_page_with_a_text_that_a_link_to_a_section_is_called_like_is_one_where_others_follow() -> None:
    menu = "<ul id='menu'><li><a href='rubrique32.html'>Enquêtes</a></li></ul>"
    page = f"<div><h1>Enquêtes</h1><div class='chapo'><p>{PROSE}</p></div></div><div>{several(3)}</div>"
    assert outcome(menu + page) == "section"
    assert outcome(page) == "article"
    assert outcome(menu + page.replace("</h1>", "</h1><p>3 mai 2012</p>")) == "article"


def test_a_page_whose_title_is_called_a_sections_is_one_where_several_others_follow_or_stand_whole() -> None:
    head = f"<article class='c-rubrique'><h1 class='c-rubrique__title'>Enquêtes</h1><div><p>{PROSE}</p></div>"
    whole = "".join(f"<article><h1>Un toit {n}</h1><p>{PROSE}</p></article>" for n in range(2))
    assert outcome(f"{head}{several(3)}</article>") == "section"
    assert outcome(f"{head}{whole}</article>") == "section"
    assert outcome(f"{head}</article>") == "article"
    assert outcome(f"{head}{whole}</article>".replace("</h1><div>", "</h1><p>3 mai 2012</p><div>")) == "article"


def test_what_the_main_menu_says_heads_a_section() -> None:
    menu = "<header><nav><ul><li><a href='Chantiers'>Chantiers</a></li></ul></nav></header>"
    assert outcome(f"{menu}<main><h1>Chantiers</h1><p>{PROSE}</p>{OTHERS}</main>", head="Chantiers") == "section"
    assert outcome(f"{menu}<main><h1>Un chantier</h1><p>{PROSE}</p>{OTHERS}</main>", head="Un chantier") == "article"
    alone = f"{menu}<main><h1>Chantiers</h1><p>{PROSE}</p></main>"
    assert outcome(alone, head="Chantiers") == "article"


def test_a_long_text_that_the_main_menu_leads_to_is_an_article() -> None:
    menu = "<header><nav><ul><li><a href='Chantiers'>Chantiers</a></li></ul></nav></header>"
    text = f"<p>{PROSE}</p>" * 4
    assert outcome(f"{menu}<main><h1>Chantiers</h1><div>{text}</div>{OTHERS}</main>", head="Chantiers") == "article"


def test_a_heading_of_the_articles_of_a_section_stands_on_its_page() -> None:
    menu = "<ul><li><a href='spip.php?rubrique7'>Chantiers</a></li></ul>"
    items = "".join(f"<li><a href='spip.php?article{n}'>Un toit</a></li>" for n in range(4))
    page = f"{menu}<div><h2>Chantiers</h2><p>{PROSE}</p><h3>Articles de cette rubrique</h3><ul>{items}</ul></div>"
    assert outcome(page, head="Chantiers") == "section"
    assert outcome(page.replace("<h2>Chantiers", "<h2>Un pont"), head="Un pont") == "article"


def test_a_word_of_welcome_above_others_makes_no_article() -> None:
    page = f"<div><h1>Bienvenue au lagon</h1><p>{PROSE}</p>{OTHERS}</div>"
    assert outcome(page) == "other"
    assert outcome(page.replace(OTHERS, "")) == "article"
    assert outcome(page, file="Bienvenue-au-lagon.html") == "article"


def test_entries_of_others_below_a_title_without_a_day_are_a_list() -> None:
    entry = "<li class='hentry'><h3><a href='Un-toit-{}.html'>Un toit</a></h3><p>Le couvreur revient.</p></li>"
    entries = "".join(map(entry.format, range(4)))
    page = f"<h1>toits</h1><div class='texte'><p>{PROSE}</p></div><ul>{entries}</ul>"
    assert outcome(page) == "other"
    assert outcome(f"<p>3 mai 2012</p>{page}") == "article"
    assert outcome(f"<div class='hentry'>{page}</div>") == "article"
    assert outcome(page.replace(f"<p>{PROSE}</p>", f"<p>{PROSE}</p>" * 4)) == "article"


def test_what_stands_above_a_form_for_letters_makes_no_article() -> None:
    form = "<form><input name='nom'><textarea name='texte'></textarea></form>"
    page = f"<div><h1>{{}}</h1><p>{PROSE}</p>{form}</div>"
    assert outcome(page.format("Nous contacter"), head="Nous contacter") == "other"
    assert outcome(page.format("Un toit"), head="Un toit") == "article"


def test_items_called_by_their_day_are_others() -> None:
    items = "".join(f"<li><a href='article{n}.html'>Recueil n° {n} du {n} mars 2009</a></li>" for n in range(3, 7))
    page = f"<div><h2>Recueils</h2><p>{PROSE[:122]}</p><ul>{{}}</ul></div>"
    assert outcome(page.format(items), head="Recueils") == "other"
    assert outcome(page.format("<li>3 mars</li>"), head="Recueils") == "article"


def test_what_a_list_calls_its_lead_makes_no_article() -> None:
    page = f"<div><h1>Chantiers</h1><div class='lead'>Ce qui se bâtit ou s'écroule</div>{OTHERS}</div>"
    assert outcome(page) == "other"
    assert outcome(page.replace("lead", "texte")) == "article"


def test_headings_of_others_may_stand_in_headers_of_their_own() -> None:
    head = "<header><h1 class='entry-title'><a href='Un-{}'>Un toit</a></h1></header>"
    other = f"<li><article>{head}<div class='entry-content'><p>Un toit.</p></div></article></li>"
    items = "".join(other.format(n) for n in range(3))
    site = "<header><h1><a href='/'>Le Lagon</a></h1></header>"
    assert outcome(f"{site}<main><h1>Toits</h1><ol>{items}</ol></main>") == "other"
    assert (
        outcome(f"{site}<main><h1>Toits</h1><div class='texte'><p>{PROSE}</p></div><ol>{items}</ol></main>")
        == "article"
    )


@pytest.mark.parametrize(
    ("way", "found"), [("", "not-found"), ("<p class='arbo'><a href='/'>Accueil</a> &gt; Sport</p>", "section")]
)
def test_the_home_page_for_a_number_is_no_section(way: str, found: str) -> None:
    page = f"<html><body class='page_sommaire'><h1 id='logo'>Le Lagon</h1>{way}{several(3)}</body></html>"
    reading = read(page, "http://www.example.org/spip.php?rubrique77")
    assert reading.outcome == found
    assert [problem.kind for problem in reading.problems if problem.kind == "home-instead"] == (
        ["home-instead"] if not way else []
    )


@pytest.mark.parametrize(("kind", "expected"), [("page_rubrique", "section"), ("page_article", "article")])
def test_the_class_of_html_says_what_a_page_is_where_that_of_its_body_does_not(kind: str, expected: str) -> None:
    body = f"<div><h1>Le bac de minuit</h1><div class='texte'><p>{PROSE}</p></div>{OTHERS}</div>"
    page = f"<html class='{kind} ltr fr no-js'><head><title>Le bac de minuit</title></head><body>{body}</body></html>"
    saved = open_saved(page.encode(), "index.html", datetime(2026, 1, 1, tzinfo=UTC))
    assert read_saved(saved, load_skeletons()).outcome == expected


@pytest.mark.parametrize(("count", "expected"), [(1, "article"), (4, "other")])
def test_large_type_of_several_cards_is_no_title(count: int, expected: str) -> None:
    card = f"<div><span class='large'><b>Le bac de minuit</b></span><p>{PROSE[:108]}</p></div>"
    assert outcome(f"<a href='/'>Le Lagon</a><div>{card * count}</div>") == expected
