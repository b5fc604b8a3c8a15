"""What saved pages of real sites taught the general reading: titles with a date, leads, ends of a text, rows of files, converted links."""

import pytest

from tests.articles.captures import PROSE, article


def test_files_from_the_base_of_a_page_are_of_the_site() -> None:
    text = f"{PROSE}<p>Le <a href='IMG/pdf/plan.pdf'>plan des bassins</a> est affiché.</p>"
    found = article(
        f"<div><h1>Titre</h1><div class='texte'>{text}</div></div>", "<base href='https://www.autre.example/'>"
    )
    assert [(file.path, file.place) for file in found.attachments] == [("pdf/plan.pdf", "inline")]


def test_the_title_beside_a_link_that_only_calls_to_download_is_that_of_the_file() -> None:
    link = "<a href='IMG/pdf/a.pdf' title='Le plan « A »'>Téléchargement du pdf</a> (12 ko)"
    icon = "<a href='IMG/pdf/a.pdf'><img src='i.png' alt='icône pdf'></a>"
    row = f"<div class='ligne'>{icon}<span>pdf</span> <span>Le plan «&nbsp;A&nbsp;»</span> {link}</div>"
    found = article(f"<div><h1>Titre</h1><div class='texte'>{PROSE}{row}</div></div>")
    assert [(file.title, file.stated_size) for file in found.attachments] == [("Le plan « A »", "12 ko")]
    assert "plan" not in found.body_text


@pytest.mark.parametrize(
    ("heading", "title", "date"),
    [
        ("Les bassins, <font size='-1'>&nbsp;11 octobre 2005</font>", "Les bassins", "2005-10-11"),
        ("Les bassins du <font>11 octobre 2005</font>", "Les bassins du 11 octobre 2005", None),
        ("Bassins : <em>11 octobre 2005</em> et après", "Bassins : 11 octobre 2005 et après", None),
    ],
)
def test_a_date_that_a_sign_parts_from_the_title_is_none_of_it(heading: str, title: str, date: str | None) -> None:
    found = article(f"<div><h3 class='titre'>{heading}</h3>{PROSE}</div>")
    assert (found.title, found.published_on) == (title, date)


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


def test_a_text_ends_with_links_that_spip_made_and_before_cells_that_begin_with_a_link() -> None:
    last = "<p><b>À lire</b><br><a class='spip_out' href='http://eau.example/'>Le site du syndicat</a></p>"
    teaser = "<a href='Fuites.html'>Les fuites</a><br><div>Un an de recherches sous la rue Haute et au-delà.</div>"
    cell = f"<table><tr><td>{teaser}</td></tr></table>"
    found = article(f"<div><h1>Titre</h1>{PROSE}{last}<div>Plus d’informations sur :</div>{cell}{cell}</div>")
    assert found.body_text.endswith("À lire\nLe site du syndicat")
    menu = "<p><a href='rubrique3.html'>Les bassins</a></p>"
    assert article(f"<div><h1>Titre</h1>{PROSE}{menu}</div>").body_text.endswith("quartier.")


def test_a_line_between_a_lead_and_a_run_of_prose_is_none_of_the_text() -> None:
    lead = "<div class='descriptif'>Deux jours pour parler des bassins, de l’eau et de ceux qui la relèvent à la main.</div>"
    line = "<div class='signe'><a href='-Ada-.html'>Ada Morel</a></div>"
    found = article(f"<div><h1>Les bassins</h1>{lead}{line}{PROSE}</div>")
    assert (found.lead or "").startswith("Deux jours")
    assert found.body_text.startswith("Les bassins ouvrent")


def test_the_type_in_braces_behind_an_icon_is_none_of_the_title() -> None:
    model = "<span class='spip_document_7 spip_documents'><a href='IMG/pdf/a.pdf'><img src='pdf.png' alt='Le plan {PDF}'></a></span>"
    found = article(f"<div><h1>Titre</h1><div class='texte'>{PROSE}<p>{model}</p></div></div>")
    assert [file.title for file in found.attachments] == ["Le plan"]


def test_the_line_for_printing_and_the_last_that_announces_something_are_none_of_the_text() -> None:
    line = "<p>Ada Morel / traduction de Jeanne Essai, pour la revue - <a href='spip.php?page=print&amp;id_article=3'>Druckfassung</a></p>"
    last = "<p>Das Becken bleibt offen.</p><p>Im gleichen Teil :</p><ul><li><a href='spip.php?article4'>Die Schleuse</a></li></ul>"
    found = article(f"<div><h1>Titre</h1>{line}{PROSE}{last}</div>")
    assert found.body_text.startswith("Les bassins ouvrent")
    assert found.body_text.endswith("Das Becken bleibt offen.")


def test_a_way_back_without_words_is_no_link() -> None:
    back = "<h3 class='spip' id='Eau'>L’eau<a class='sommaire-back' href='#s-Eau' title='Retour au sommaire'></a></h3>"
    words = "<p><a href='#Eau'>Plus haut</a></p>"
    found = article(f"<div><h1>Titre</h1><div class='texte'>{back}{PROSE}{words}</div></div>")
    assert [link.text for link in found.links if link.kind == "anchor"] == ["Plus haut"]


def test_signs_between_what_is_left_out_are_no_text() -> None:
    links = "<a href='rubrique1.html'>Un</a>\n|\n<a href='rubrique5.html'>Deux</a> | <a href='rubrique7.html'>Trois</a>"
    found = article(f"<table><tr><td><h1>Titre</h1>{PROSE}<p><font>Autres :</font></p>{links}</td></tr></table>")
    assert found.body_text.endswith("quartier.")


def test_links_that_a_mirror_converted_are_what_they_stand_for() -> None:
    words = "<p>Le <a href='IMG/pdf/plan.pdf%3F1584956953'>plan</a> et <a href='spip.php%3Farticle118.html'>la suite</a>.</p>"
    found = article(f"<div><h1>Titre</h1><div class='texte'>{PROSE}{words}</div></div>")
    assert [(file.path, file.raw_url) for file in found.attachments] == [
        ("pdf/plan.pdf", "IMG/pdf/plan.pdf%3F1584956953")
    ]
    assert [(link.text, link.kind) for link in found.links] == [("plan", "attachment"), ("la suite", "article")]
    assert found.attachments[0].extension == "pdf"
