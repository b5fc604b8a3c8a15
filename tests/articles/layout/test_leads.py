"""Leads that a name, a type or a rule sets apart, and lines that only look like one, on pages of no known skin."""

import pytest

from tests.articles.captures import PROSE, TEXT, article

LEAD = "Un fil de soudure aplati vaut toutes les cales du monde."
TWO = "<p>Les bassins ouvrent le samedi, de huit heures à midi, et le dimanche matin.</p>" * 2
LONG = f"{LEAD} Le moteur est froid, la batterie débranchée."
LONE = (
    "<p>Les bassins ouvrent le samedi, de huit heures à midi, et le dimanche matin, pour les familles du quartier comme pour les nageurs,"
    " qui paient deux francs à la caisse et reçoivent une clé de casier, un bonnet et, s'il fait froid, une soupe.</p>"
)
DATED = LONE.replace("Les", "Le 3 novembre 2000, les", 1)
AFTER = "<div><h5>Référence</h5><p>A. Marin, Les bains de la ville et leurs fontaines, 1911, page 40.</p></div>"
CELLS = f"<table><tr><td class='accroche'><p class='spip'>{LEAD}</p></td></tr>" + "".join(
    f"<tr><td class='art'>{PROSE.replace('<p>', '<p class=spip>')}</td></tr>" for _ in range(2)
)


@pytest.mark.parametrize(
    ("html", "lead"),
    [
        (f"<p><b><p class='spip'>{LEAD}</p></b></p>{PROSE}", LEAD),
        (f"<p><img src='a.png'></p><p class='spip'>{LEAD}</p>{PROSE}", None),
        (f"<section class='article-body'><i><p>{LEAD}</p></i>{PROSE}</section>", LEAD),
        (f"<section class='article-body'><p><i>{LEAD}</i></p>{PROSE}</section>", None),
        (f"<strong>{LEAD}</strong>{TEXT}", LEAD),
        (f"<strong>{LEAD}</strong>{PROSE}", LEAD),
        (f"<font size='3'><i>{LEAD}</i></font><br>{TEXT}", LEAD),
        (f"<strong>{LEAD[:-1]}</strong>{TEXT}", None),
        (f"<small>le 3 mai 2012</small><strong>{LEAD}</strong>{TEXT}", LEAD),
        (f"<p><p>{LEAD}</p></p><div class='kt'>{LONE}</div>", LEAD),
        (f"<p>{LEAD}</p><div class='kt'>{LONE}</div>", None),
        (f"<p>{LEAD}</p><div>{TWO}</div>{AFTER}", LEAD),
        (f"<p>{LEAD[:-1]}</p><div>{TWO}</div>{AFTER}", None),
        (f"<p class='spip'>{LEAD}</p><div>{TWO}</div>{AFTER}", None),
        (f"<p>{LEAD}</p><div><p>{LONG} {LONG}</p></div>{AFTER}", None),
        (f"<blockquote>{LEAD}</blockquote><div class='kt'>{DATED}{TWO}</div>", LEAD),
        (f"<blockquote>{LEAD}</blockquote>{TEXT}", LEAD),
        (f"<div class='deck'>{LEAD}</div>{PROSE}", LEAD),
        (f"<div><p>{LEAD}</p>{PROSE.replace('<p>', '<p class=spip>')}</div>", LEAD),
        (f"<div><p class='spip'>{LEAD}</p>{PROSE.replace('<p>', '<p class=spip>')}</div>", None),
        (f"<hr><p class='intro'><p class='spip'>{LEAD}</p></p><hr>{PROSE}", LEAD),
        (f"<p class='chapo'><p>{LEAD}</p></p>{PROSE}", None),
        (f"<div class='introduction_art'><p>{LEAD}</p></div>{TEXT}", LEAD),
        (f"<div class='zone_chapeau'>{LEAD}</div>{TEXT}", LEAD),
        (f"<div class='tx'><div class='tete'><p>{LONG}</p></div>{PROSE}</div>", LONG),
        (f"<div class='tx'><div class='tete'><p>{LONG}</p><p>Encore.</p></div>{PROSE}</div>", None),
        (f"<div class='ch'>{LONG}</div><div class='tx'>{TWO}</div>", LONG),
        (f"<table><tr><td><i><p>{LEAD}</p></i></td></tr><tr><td>{PROSE}</td></tr></table>", LEAD),
        (f"<table><tr><td><p><i>{LEAD}</i></p>{PROSE}</td></tr></table>", None),
        (f"<div class='kx'>{LEAD}</div>{TEXT}", LEAD),
        (f"<div class='kx'>{LEAD[:-1]}</div>{TEXT}", None),
        (f"<div class='alerte'>Rappel : la boîte de nuit reste ouverte aux retours.</div>{TEXT}", None),
        (f"<div class='k'><p>{LONG}</p></div><div class='m'><p>{LONG} {LONG}</p></div>", LONG),
        (f"<div class='k'><p>{LONG}</p></div><div class='k'><p>{LONG} {LONG}</p></div>", None),
        (f"<div class='k'><p>{LONG} {LONG}</p></div><div class='m'><p>{LONG}</p></div>", None),
        (f"<p class='lead auteur'>Anne-Lise Guérin</p><div class='resume'>{LEAD}</div>{TEXT}", LEAD),
        (f"<p class='lead auteur'>Anne-Lise Guérin</p>{TEXT}", None),
        (f"<div class='n'><p class='MsoNormal'><b>{LEAD}</b></p>{PROSE}</div>", None),
        (f"<div class='n'><p><b>{LEAD}</b></p>{PROSE}</div>", LEAD),
        (f"<div class='n'><p class='grand'>{LEAD}</p>{PROSE}</div>", LEAD),
        (f"<div class='n'><p class='texteencadre-spip'>{LEAD}</p>{PROSE}</div>", None),
        (f"<div class='n'><p class='grand'>{LEAD}</p>{PROSE.replace('<p>', '<p class=spip>')}</div>", None),
        (f"<div class='article-body'><i>{LEAD}</i>\n{PROSE}</div>", LEAD),
        (f"<td><blockquote><i>{LEAD}</i></blockquote>{PROSE}</td>", LEAD),
        (f"<td><blockquote class='spip'><i>{LEAD}</i></blockquote>{PROSE}</td>", None),
        (CELLS, LEAD),
        (CELLS.replace("class='accroche'", "bgcolor='#eef'"), LEAD),
        (
            f"<td><table bgcolor='#eed'><tr><td><b>Résumé :</b> {LEAD}</td></tr></table><br>{PROSE}</td>",
            f"Résumé : {LEAD}",
        ),
        (f"<div>Article rédigé par Cécile Essai (collège du Quai des Tanneurs) le 03.04.07</div>{PROSE}", None),
        (CELLS.replace("<td class='accroche'", "<td").replace("<td class='art'", "<td"), None),
        (f"<div class='article-body'><i class='spip'>{LEAD}</i>\n{PROSE}</div>", None),
        (f"<div class='article-body'><i>{LEAD}</i> Et encore. {PROSE}</div>", None),
        (
            f"<div>1 204 | Publié le <time>06.11.2018</time> (pour la première fois dans la revue le <time>19.02.2015</time>)</div>{TEXT}",
            None,
        ),
    ],
)
def test_what_is_set_apart_is_the_lead(html: str, lead: str | None) -> None:
    found = article(f"<h1>Titre</h1>{html}", "<title>Titre</title>")
    assert found.lead == lead
    assert LEAD in f"{found.lead} {found.body_text}" or LEAD not in html


def test_a_subtitle_is_no_lead() -> None:
    found = article(f"<div><h1>Titre</h1><p class='soustitre'>{LEAD}</p><p>3 mai 2012</p>{TEXT}</div>")
    assert (found.subtitle, found.lead) == (LEAD, None)


def test_an_article_of_a_lead_alone_has_no_text() -> None:
    line = "<p class='rubrique_date'>Article Evenements - Agenda et actualités 14/01/2008</p>"
    found = article(f"<div><h1>Titre</h1>{line}<div class='chapo'><p>{LEAD}</p></div></div>")
    assert (found.published_on, found.lead, found.body_text) == ("2008-01-14", LEAD, "")


def test_a_paragraph_in_the_block_of_the_title_is_the_lead_where_the_others_stand_behind_it() -> None:
    first = f"<p>{LONG}</p>"
    heading = "<div class='ti'><h2><a href='article9'>Titre court</a></h2>{}</div><time>3 mai 2012</time>"
    page, head = "<article><header>{}</header>{}</article>", "<title>Titre court</title>"
    assert article(page.format(heading.format(first), PROSE), head).lead == LONG
    assert article(page.format(heading.format(""), first + PROSE), head).lead is None


@pytest.mark.parametrize(("line", "lead"), [("mercredi 25 avril 2012, par Zoé", None), (LEAD, LEAD)])
def test_a_block_called_for_a_lead_that_only_tells_the_day_is_none(line: str, lead: str | None) -> None:
    found = article(f"<div><h2>Titre</h2><div class='Chapeau'><p><small>{line}</small></p></div>{TEXT}</div>")
    assert found.lead == lead


def test_what_skins_call_a_lead_and_a_text_is_none_of_them() -> None:
    lead = f"<div class='chapo'><h2 class='pas_surlignable'>Résumé</h2><hr><p>{LONG}</p></div>"
    found = article(
        f"<div><h1>Titre</h1>{lead}<div class='tx'><h2 class='pas_surlignable'>Texte intégral</h2>{PROSE}</div></div>"
    )
    assert found.lead == LONG
    assert "intégral" not in found.body_text


@pytest.mark.parametrize(
    ("line", "is_lead"),
    [
        (f"<b>{LEAD}</b><br><br>", True),
        (f"<i>{LEAD}</i><br>", True),
        (f"<b>{LEAD[:-1]}</b><br>", False),
        (f"<b>{LEAD}</b> Et encore.<br>", False),
        ("<b>Paru dans la revue le 3 mai 2012, puis au printemps.</b><br>", False),
    ],
)
def test_sentences_in_bold_loose_in_a_cell_before_the_text_are_the_lead(line: str, is_lead: bool) -> None:
    cell = f"<td><font size='5'><b>Les bassins</b></font><br>{line}{PROSE.replace('<p>', '<p class=spip>')}</td>"
    found = article(f"<table><tr><td>Menu</td>{cell}</tr></table>", "<title>Les bassins</title>")
    assert found.lead == (LEAD if is_lead else None)


@pytest.mark.parametrize(
    ("block", "is_lead"),
    [
        (f"<div id='intro'>{LEAD}</div>", False),
        ("<div id='intro'><ul><li><a href='a1'>Les bassins du quartier</a></li></ul></div>", False),
        (f"<div class='chapo'>{LEAD}</div>", True),
    ],
)
def test_above_the_title_only_what_is_called_for_nothing_else_is_a_lead(block: str, is_lead: bool) -> None:
    """Themes call a band of their own below the banner `intro`; skins of tables have the lead in a cell left of the title."""
    found = article(f"{block}<h1>Titre</h1>{TEXT}", "<title>Titre</title>")
    assert found.lead == (LEAD if is_lead else None)


def test_a_first_paragraph_of_another_type_is_the_lead() -> None:
    lead = "<p style='font-size: 0.8rem'>Une course sans animaux, que les enfants du faubourg ont inventée un été de disette.</p>"
    assert article(f"<div><h1>Titre</h1>{lead}{PROSE}</div>").lead is not None
    assert article(f"<div><h1>Titre</h1>{lead}{lead}{PROSE}</div>").lead is None


def test_a_paragraph_that_the_skin_wrote_into_a_heading_is_the_lead() -> None:
    lead = "Deux villages vécurent deux ans à vingt minutes l'un de l'autre, et aucun ne voulut céder sur l'heure."
    for opening, said in ((f"<h2><p>{lead}</p></h2>", lead), (f"<h2></h2>\n<p>{lead}</p>", None)):
        found = article(f"<h1>Titre</h1><div>{opening}{PROSE}</div>")
        assert found.lead == said


def test_what_is_on_the_web_is_no_text_and_no_lead() -> None:
    link = "Sur le Web : <a href='http://www.example.net/bassins'>Les bassins</a>"
    for page in (f"<div class='entry'>{PROSE}<em>{link}</em><br></div>", f"<div class='chapo'>{link}</div>{PROSE}"):
        found = article(f"<div><h1>Titre</h1>{page}</div>")
        assert (found.online_text, found.lead) == ("Les bassins", None)
        assert "Sur le Web" not in found.body_text


@pytest.mark.parametrize(
    ("attributes", "lead"),
    [
        ("", "Comptez un mois"),
        (" style='display:none'", None),
        (" hidden", None),
        (" hidden id='bloc1'", "Comptez un mois"),
    ],
)
def test_what_no_reader_sees_is_no_lead(attributes: str, lead: str | None) -> None:
    first = (
        "<p>Comptez un mois si vous voulez qu’un bassin de ce genre soit creusé chez vous, hors gel et hors congés.</p>"
    )
    found = article(f"<div><h1>Titre</h1><div{attributes}>{first}</div><div>{PROSE}{PROSE}</div></div>")
    assert (found.lead or "").startswith(lead) if lead else found.lead is None
    assert (lead or "Comptez un mois") not in found.body_text


def test_whose_picture_it_is_is_no_lead() -> None:
    page = "<h1>Titre</h1><div class='chapeau'><img src='a.jpg'><div class='legende'>{}</div></div><div class='texte'>{}</div>"
    assert article(page.format("© Nadège Flory", PROSE)).lead is None
    assert article(page.format("<p>Un soir de mars, à la remise.</p>", PROSE)).lead == "Un soir de mars, à la remise."


def test_a_heading_of_the_skin_between_title_and_lead_is_no_text() -> None:
    lead = "<b><p>Fait pour un neveu, refait douze fois depuis.</p></b><div><img src='a.jpg'></div>"
    page = "<div><h2>Jouets</h2><h1>Titre</h1><h2{}>Cinq wagons</h2>" + lead + PROSE + "</div>"
    found = article(page.format(""))
    assert (found.lead, "Cinq" in found.body_text) == ("Fait pour un neveu, refait douze fois depuis.", False)
    assert "Cinq wagons" in article(page.format(" class='spip'")).body_text


def test_what_holds_the_title_alone_is_no_lead_whatever_it_is_called() -> None:
    band = "<div class='lead text-center'><h1>Le four</h1></div>"
    lead = "<div class='lead justify'><p>Après soixante-dix ans de silence, la sole est chaude.</p></div>"
    found = article(f"<div>{band}</div><div>{lead}<div class='lead'>{PROSE}</div></div>", "<title>Le four</title>")
    assert found.lead == "Après soixante-dix ans de silence, la sole est chaude."
    linked = band.replace("</div>", "\n<a href='spip.php?page=breves'><i></i>&nbsp; Brèves</a></div>")
    assert article(f"<div>{linked}</div><div>{PROSE}</div>", "<title>Le four</title>").lead is None
    said = linked.replace("<a", "La sole est chaude, dit-on dans les <a")
    assert article(f"<div>{said}</div><div>{PROSE}</div>", "<title>Le four</title>").lead is not None
