"""Texts that neither a name nor prose tells: what stands between a title and the end of the article's own part."""

from datetime import UTC, datetime

import pytest

from articles.saved import open_saved, read_saved
from sites.registry import load_skeletons
from tests.articles.captures import PROSE, article

DAY = "<p>Publié le 12 mai 2017</p>"
BESIDE = (
    "<div><b>Le reste</b><ul><li><a href='article3.html'>Le camp d'hiver</a></li></ul><p>Ouvert le mardi.</p></div>"
)
FOOT = "<div>Union des bassins, 12 quai du Port <a href='spip.php?page=plan'>Plan du site</a></div>"
HEAD = "<title>Titre</title>"


@pytest.mark.parametrize(
    ("below", "text"),
    [
        ("<div>Il neige sur le pont</div><div>Le chat dort</div>", "Il neige sur le pont\n\nLe chat dort"),
        ("<div><h3>Sole : le sol du four</h3><h3>Oura : la fumée</h3></div>", "Sole : le sol du four\n\nOura : la fumée"),
        ("<p>14 h : boules</p><p>16 h : goûter</p><p>21 h : bal</p>", "14 h : boules\n\n16 h : goûter\n\n21 h : bal"),
        ("<x-a><section><p>Dix pains noirs.</p></section><section><p>Un brûlé.</p></section></x-a>", "Dix pains noirs.\n\nUn brûlé."),
        ("<font>Battoir, battoir,<br>l'eau court</font>", "Battoir, battoir,\nl'eau court"),
        ("<a href='http://bal.example/'>Le bal des pompiers a lieu samedi</a>", "Le bal des pompiers a lieu samedi"),
        ("<div id='message'><p>Le bac ne passe plus.</p></div>", "Le bac ne passe plus."),
    ],
)  # fmt: skip
def test_what_stands_below_a_title_is_the_text_where_nothing_else_tells_it(below: str, text: str) -> None:
    for title in (f"<h1>Titre</h1>{DAY}", f"<div><h1>Titre</h1></div>{DAY}"):
        assert article(f"<div><div>{title}{below}{BESIDE}</div></div>{FOOT}", HEAD).body_text == text


def test_items_with_facts_are_a_text() -> None:
    facts = "<dl><dt>Surface</dt><dd>140 m²</dd><dt>Caution</dt><dd>400 €</dd></dl>"
    files = "<div>À télécharger<ul><li><a href='IMG/pdf/plan.pdf'>Plan</a> 12 ko</li></ul></div>"
    found = article(f"<div><h1>Titre</h1>{DAY}</div><div><div>{facts}</div>{files}</div>{BESIDE}{FOOT}", HEAD)
    assert [word in found.body_text for word in ("Surface", "400 €", "Plan", "Le reste")] == [True, True, False, False]


def test_one_line_loose_behind_a_title_is_a_text() -> None:
    for words in (
        "La fanfare cherche un trombone.",
        "La fanfare cherche un trombone, et trois tambours qui sachent lire la musique.",
    ):
        assert article(f"<div><div><h1>Titre</h1>{words}</div></div>{FOOT}", HEAD).body_text == words


@pytest.mark.parametrize("below", ["", "<p><a href='rubrique2.html'>Les bassins</a></p>", "<p>par Zoé Vantin</p>"])
def test_of_an_article_that_has_no_text_columns_and_foot_are_none(below: str) -> None:
    menu = "<p>Accueil de tous les bassins</p>" * 8
    page = f"<div>{menu}<h1>Titre</h1>{DAY}{below}</div><div><b>À venir</b><p>Mardi 16 : conseil du quartier.</p></div>"
    assert article(page + FOOT, HEAD).body_text == ""


def test_a_subtitle_above_the_line_of_the_day_is_none_of_the_text() -> None:
    rows = "<table><tr><th>Quand</th><th>Où</th></tr><tr><td>7 mars</td><td>Place de l'église</td></tr></table>"
    page = f"<div><h1>Titre</h1><h2>Ouvert à tous</h2>{DAY}<div>{rows}</div></div>{FOOT}"
    assert article(page, HEAD).body_text == "Quand\tOù\n7 mars\tPlace de l'église"


def kind(body: str, head: str = "Titre - Les bassins") -> str:
    data = f"<html><head><title>{head}</title></head><body>{body}</body></html>".encode()
    return read_saved(open_saved(data, "page.html", datetime(2026, 1, 1, tzinfo=UTC)), load_skeletons()).outcome


LINE = "<a href='article{0}.html'><b>Un titre {0}</b></a><br>Chaque mardi soir, de novembre à mars, on tresse.<br><br>"


def test_lines_that_begin_with_links_to_others_are_a_list() -> None:
    lines = "".join(map(LINE.format, range(4)))
    menu = "<td><a href='rubrique1.html'>Le foyer</a></td>"
    page = f"<center><table><tr>{menu}<td><font size=4>Titre</font><br><font>{{}}</font></td></tr></table></center>"
    assert kind(page.format(lines)) == "other"
    assert kind(page.format(f"Chaque mardi soir, de novembre à mars, on tresse.<br>{lines}")) == "other"
    assert kind(page.format(PROSE)) == "article"


def test_days_of_others_in_a_list_make_no_article() -> None:
    items = "".join(
        f"<li><a href='article{n}.html'>Un titre</a> <time datetime='2019-09-0{n}'>{n} mai</time></li>"
        for n in (1, 2, 3)
    )
    assert kind(f"<main><h1>Titre</h1><p>Mot-clé</p><ul>{items}</ul></main>") == "other"


@pytest.mark.parametrize(("title", "outcome"), [("Bienvenue", "other"), ("Titre", "article")])
def test_a_word_of_welcome_above_others_makes_no_article(title: str, outcome: str) -> None:
    words = "<p>Le canoë dans la vallée, c'est neuf clubs et mille licenciés.</p>"
    others = "".join(f"<div><h3><a href='article{n}.html'>Un titre</a></h3><p>Trois podiums.</p></div>" for n in (1, 2))
    assert kind(f"<div><div><h1>{title}</h1>{words}</div><div>{others}</div></div>") == outcome


VERSES = "<p>Passe, la neige,<br>passe le col.</p><p>Reste, la chèvre,<br>reste au sol.</p><p>Monte, la lune.</p>"
LINKS = "<ul><li><a href='article3.html'>Le camp d'hiver</a></li><li><a href='article4.html'>Le bal</a></li></ul>"
ABOUT = f"<h3>Qui sommes-nous ?</h3>{PROSE}<h3>Derniers articles</h3>{LINKS}"


@pytest.mark.parametrize("column", ["<div>{}</div>", "<table><tr><td>{}</td></tr></table>"])
def test_a_column_of_prose_beside_a_title_with_lines_below_it_is_no_text(column: str) -> None:
    page = f"<div><div><h1>Titre</h1>{DAY}<div>{VERSES}</div></div>{column.format(ABOUT)}</div>{FOOT}"
    assert article(page, HEAD).body_text.splitlines()[-1] == "Monte, la lune."


def test_prose_behind_a_lead_is_the_text_also_where_links_follow_it() -> None:
    page = f"<div><div><h1>Titre</h1>{DAY}<p>La fanfare cherche un trombone.</p></div><div><h3>Le besoin</h3>{PROSE}{LINKS}</div></div>"
    assert "quartier." in article(page + FOOT, HEAD).body_text


def test_a_column_of_boxes_before_the_text_is_none_of_it() -> None:
    boxes = "<div class='w'><h2>Adhérer</h2><p>Huit euros par an, graines comprises.</p></div>"
    boxes += f"<div class='w'><h2>Trouver un bassin</h2>{LINKS}</div>"
    text = "<div class='z'><p>14 h : boules</p><p>16 h : goûter</p><p>21 h : bal</p></div>"
    page = f"<div><h1>Titre</h1></div><div><div>{boxes}</div>{text}</div>{FOOT}"
    assert article(page, HEAD).body_text == "14 h : boules\n\n16 h : goûter\n\n21 h : bal"
    assert kind(page.replace("bal", "bal masqué sur le quai")) == "article"
    two = f"<div><h1>Titre</h1></div><div><div>{boxes}</div><div>{boxes}</div></div>{FOOT}"
    assert article(two, HEAD).body_text != ""


def test_a_menu_in_a_line_ends_a_text_without_names() -> None:
    menu = "<p>[ <a href='index.html'>Accueil</a> | <a href='rubrique2.html'>Mes mots</a> | <a href='rubrique3.html'>Mes photos</a> ]</p>"
    foot = "<p>Vous êtes le 12408e visiteur. Page faite à la main, merci de ne pas copier sans demander.</p>"
    for text in (f"<center>Le train est parti<br>{'ma valise reste là, pleine de pommes<br>' * 4}</center>", PROSE):
        found = article(f"<h3>Titre</h3>{text}{menu}{foot}", HEAD).body_text
        assert ("photos" in found, "visiteur" in found) == (False, False)


def test_a_form_below_a_title_is_no_article_for_what_stands_beside_it() -> None:
    form = "<form><p>Écrivez votre adresse ici, et la lettre viendra.</p><input name='adresse'></form>"
    side = "<div><h3>Bureau</h3><p>Ouvert le jeudi, sauf en août, dans l'ancienne école, près du moulin.</p></div>"
    assert kind(f"<div><div><h1>Titre</h1>{form}</div>{side}</div>") == "other"


@pytest.mark.parametrize("named", ["class='big'", ""])
def test_a_paragraph_with_a_name_before_the_block_of_a_text_is_its_lead(named: str) -> None:
    lead = "Qui fait quoi, du lundi au samedi, jusqu'aux vacances."
    lists = "<div><h4>Lundi</h4><ul><li>arroser les semis</li></ul><h4>Samedi</h4><ul><li>tourner le compost, rentrer</li></ul></div>"
    found = article(f"<div><h1>Titre</h1>{DAY}<p {named}>{lead}</p>{lists}</div>{FOOT}", HEAD)
    assert found.lead == (lead if named else None)


def test_one_line_at_the_foot_of_a_page_is_none_of_a_short_text() -> None:
    scores = "<pre>\nArvilliers 61 - 58 Mornac\nRuelle 70 - 44 Soyaux\nGond 55 - 55 Jarnac\nSaint-Yrieix 81 - 49 Brie\n</pre>"
    foot = "<td>Basket-club d'Arvilliers, gymnase Léo-Valentin. Ce site ne vend rien et ne suit personne.</td>"
    page = f"<table><tr><td><h1>Titre</h1>{DAY}<div>{scores}</div></td></tr><tr>{foot}</tr></table>"
    assert "personne" not in article(page, HEAD).body_text


def test_a_list_behind_a_short_sentence_is_read_with_it() -> None:
    lead = "<p>Qui fait quoi, du lundi au samedi, et qui range les outils le soir.</p>"
    days = "<div><h4>Lundi</h4><ul><li>arroser les semis</li></ul><h4>Samedi</h4><ul><li>tourner</li></ul></div>"
    found = article(f"<div><h1>Titre</h1>{DAY}{lead}{days}{BESIDE}</div>{FOOT}", HEAD)
    assert (found.body_text.splitlines()[-1], "d'hiver" in found.body_text) == ("- tourner", False)


def test_a_named_sentence_before_short_lines_is_their_lead() -> None:
    lead = "Cinq joueuses sur le parquet, pas une de plus : il faudra courir."
    for lines in ("4 Léa<br>7 Inès<br>8 Maud", "<p>BIEN ARRIVÉ STOP CHAT AUSSI</p>"):
        page = f"<div><h1>Titre</h1>{DAY}<div class='ll'><p>{lead}</p></div><div class='xx'>{lines}</div></div>{FOOT}"
        assert article(page, HEAD).lead == lead
    bold = (
        f"<div><h1>Titre</h1></div><div><small>2 juin 2014</small><b>{lead}</b><ul><li>Où : aux Chais</li></ul></div>"
    )
    assert (article(bold, HEAD).lead, article(bold, HEAD).published_on) == (lead, "2014-06-02")


def test_a_form_that_asks_the_site_again_for_the_words_of_a_heading_is_on_a_page_of_results() -> None:
    form = "<form><input name='recherche' value='gymnase'></form>"
    page = f"<h1>Recherche : {{}}</h1><p>Aucun article ne contient ces mots, essayez avec un autre terme.</p>{form}"
    assert [kind(page.format(words)) for words in ("gymnase", "un trombone")] == ["listing", "article"]


def test_a_short_text_behind_the_header_of_its_article_or_loose_behind_a_heading_is_read() -> None:
    header = f"<header><h1>Titre</h1>{DAY}<p><em>Six semaines de travaux, et deux trains de retard.</em></p></header>"
    text = "<div><p>Le pont rouvre lundi.</p><p>Venez à pied.</p></div>"
    assert (
        article(f"<article>{header}{text}</article>{FOOT}", HEAD).body_text == "Le pont rouvre lundi.\n\nVenez à pied."
    )
    loose = "<div><h2>Titre</h2><h4>mercredi 4 mai 2016</h4>Le pont rouvre lundi.<div class='forum'>Un commentaire ?</div></div>"
    assert article(loose + FOOT, HEAD).body_text == "Le pont rouvre lundi."
