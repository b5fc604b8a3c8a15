"""Leads that a name, a type or a rule sets apart, and lines that only look like one, on pages of no known skin."""

import pytest

from tests.articles.captures import article

LEAD = "Un fil de soudure aplati vaut toutes les cales du monde."
PROSE = (
    "<p>Les bassins ouvrent le samedi, de huit heures à midi, et le dimanche matin pour les familles du quartier.</p>"
    * 3
)
TWO = "<p>Les bassins ouvrent le samedi, de huit heures à midi, et le dimanche matin.</p>" * 2
LONG = f"{LEAD} Le moteur est froid, la batterie débranchée."
TEXT = f"<div class='texte'>{PROSE}</div>"


@pytest.mark.parametrize(
    ("html", "lead"),
    [
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
