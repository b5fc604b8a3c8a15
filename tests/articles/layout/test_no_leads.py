"""What stands apart before a text, or begins it in another form, and is no lead."""

import pytest

from tests.articles.captures import PROSE, article

LINE = "Le petit bain reste fermé jusqu'à la fin du mois, le temps de changer les pompes."
PASTED = PROSE.replace("<p>", "<p style='text-align:left; font-size: small'>")
TEXT = f"<div class='tx'>{PROSE}</div>"


def lead_of(html: str) -> str | None:
    return article(f"<div class='w'><h1>Titre</h1>{html}</div>", "<title>Titre</title>").lead


@pytest.mark.parametrize(
    ("html", "is_lead"),
    [
        (f"<p class='grand'>{LINE}</p>{PROSE}", True),
        (f"<p class='lettrine'>{LINE}</p>{PROSE}", False),
        (f"<p class='align-center'>{LINE}</p>{PROSE}", False),
        (f"<div class='ch justify'><p>{LINE}</p></div><div class='tx'>{PROSE}</div>", False),
        (f"<div class='ch justify'><p>{LINE}</p></div><div class='tx justify'>{PROSE}</div>", True),
        (f"<p style='font-size:120%'>{LINE}</p>{PROSE}", True),
        (
            f"<p style='font-size:small'>{LINE}</p>{PASTED}",
            False,
        ),
        (f"<p>{LINE}</p><hr>{PROSE}", True),
        (f"<p>{LINE}</p><hr>{PROSE}<hr>{PROSE}", False),
        (f"<p>{LINE}</p><hr>{PROSE}<hr><div>{PROSE}</div>", True),
        (f"<div class='k'><p>{LINE}</p></div>{PROSE}", True),
        (f"<div align='center'><p>{LINE}</p></div>{PROSE}", False),
        (f"<div class='k1'><p>{LINE}</p></div><div class='m2'>{PROSE}</div>", True),
        (f"<div class='k1'><p>{LINE}</p></div><div class='k2'>{PROSE}</div>", False),
        (f"<p>{LINE}</p><table class='spip'><tr><td>{LINE}</td><td>{LINE}</td></tr></table>", False),
        (f"<div class='encart'><p>{LINE}</p></div>{TEXT}", False),
        (f"<div class='k'><img src='a.jpg'>{LINE}</div>{TEXT}", False),
        (f"<div class='k'><img src='a.jpg'><p>{LINE}</p></div>{TEXT}", True),
    ],
)
def test_a_form_that_editors_give_makes_no_lead(html: str, is_lead: bool) -> None:
    assert lead_of(html) == (LINE if is_lead else None)


@pytest.mark.parametrize(
    "line",
    [
        "Cet article a été publié il y a plus d'un an, son contenu peut avoir changé.",
        "Samedi 12 avril à 20 h 30, au bord du petit bain, entrée libre pour toutes et tous.",
        "Rendez-vous le samedi 12 avril à 20 h 30, au bord du petit bain, entrée libre.",
        "Article réservé aux membres du club, qui se connectent pour lire la suite.",
        "Temps de lecture : environ quatre minutes, sans les notes de bas de page.",
        "Traduit du néerlandais par Inès Essai, relu par Paul Essai pour le club.",
        "Notre gazette ne vit que de vos dons, merci à vous toutes et tous.",
    ],
)
def test_a_notice_and_the_hour_of_an_event_are_no_lead(line: str) -> None:
    assert lead_of(f"<div class='k'><p>{line}</p></div>{TEXT}") is None
    assert lead_of(f"<div class='k'><p>{LINE}</p></div>{TEXT}") == LINE


@pytest.mark.parametrize(
    ("first", "second", "is_lead"),
    [
        ("Comment vous est venue l'idée de ce petit bain ?", "Et les pompes, qui les paie ?", False),
        ("Comment vous est venue l'idée de ce petit bain ?", "Les pompes", True),
        ("1. Ce que le club a décidé pour le petit bain", "2. Ce que le club doit encore voir avec la mairie", False),
        (LINE, "Ce que le club doit encore voir avec la mairie", True),
        ("Madame la maire, mesdames et messieurs du conseil,", "Le bureau", False),
    ],
)
def test_a_line_in_bold_is_no_lead_where_others_are_like_it(first: str, second: str, is_lead: bool) -> None:
    lead = lead_of(f"<p><strong>{first}</strong></p>{PROSE}<p><strong>{second}</strong></p>{PROSE}")
    assert lead == (first if is_lead else None)


def test_a_grid_that_repeats_its_rows_has_no_lead() -> None:
    rows = f"<div class='a'><p>{LINE}</p></div><div class='b'>{PROSE}</div>"
    assert lead_of(f"<div class='g'>{rows}{rows}</div>") is None


def test_behind_a_notice_the_lead_is_found_all_the_same() -> None:
    notice = "<p>Cet article fait partie du dossier sur les bassins de la ville.</p>"
    assert lead_of(f"<p>{LINE}</p>{notice}<div class='texte'>{PROSE}</div>") == LINE
    assert lead_of(f"<noscript><p>{LINE}</p></noscript><div class='texte'>{PROSE}</div>") is None


def test_facts_with_their_labels_are_no_lead_whatever_they_are_called() -> None:
    facts = "<p class='page-lead'>Dune et marais, rive du sud</p><p class='page-lead'>Durée : 2 jours</p>"
    assert lead_of(f"{facts}<div class='texte'>{PROSE}</div>") is None
    assert lead_of(f"<p class='page-lead'>{LINE}</p><div class='texte'>{PROSE}</div>") == LINE
