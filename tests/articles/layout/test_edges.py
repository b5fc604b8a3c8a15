"""Where the text of a page of no known skin begins and ends, by what stands around it."""

import pytest

from articles.layout.ends import is_line_of_date
from tests.articles.captures import PROSE, article


def test_a_text_ends_at_the_line_that_heads_other_links() -> None:
    column = "<td><font>{}<br><a href='article3.html'>Le camp d'hiver</a><br>12 janvier 2005</font></td>"
    page = f"<table><tr><td><b>Titre</b>{PROSE}</td>{column}</tr><tr><td>{'Une adresse au pied de la page. ' * 4}</td></tr></table>"
    found = article(page.format("<b>Dans la même rubrique</b>"), "<title>Titre</title>")
    assert found.body_text.endswith("quartier.")


def test_lines_loose_beside_the_title_are_none_of_the_text() -> None:
    loose = "Trois samedis<h2 class='date'>dimanche 17 février 2008</h2>Dernier ajout : mercredi 12 mars 2008"
    found = article(f"<div><h1>Titre</h1>{loose}{PROSE}</div>")
    assert found.body_text.startswith("Les bassins")


def test_a_line_of_tools_ends_a_text() -> None:
    tools = "<div>3 commentaires - <a href='spip.php?page=forum'>réagir</a> - lu 2 310 fois depuis la parution</div>"
    assert article(f"<div><h1>Titre</h1>{PROSE}{tools}</div>").body_text.endswith("quartier.")


def test_links_to_headings_of_the_page_are_no_text_and_the_headings_are() -> None:
    contents = "<div class='plan'><b>Plan</b><ol><li><a href='#a'>La couleur du mur</a></li><li><a href='#b'>Le mur</a></li></ol></div>"
    text = f"{contents}<h1 class='spip' id='a'>La couleur</h1>{PROSE}<h1 class='spip' id='b'>Ses voisins</h1>{PROSE}"
    found = article(f"<h1>Titre</h1><div class='texte'>{text}</div>", "<title>Titre</title>")
    assert found.body_text.startswith("La couleur\n\nLes bassins")
    assert "Ses voisins" in found.body_text


@pytest.mark.parametrize(
    "line",
    [
        "<font><b>Documents :</b> <a href='IMG/pdf/gabarit.pdf'>Gabarit du safran</a> (PDF, 18.4 ko)</font>",
        "<font><a href='imprimer.php3?id_article=19'>Version imprimable</a> - <a href='forum.php3?id_article=19'>Réagir</a></font>",
        "<font>École de voile du Lac - Association fondée le 4 avril 1972 au bord de l'eau - SPIP</font>",
    ],
)
def test_rows_below_a_text_are_none_of_it(line: str) -> None:
    foot = f"<tr><td>{line}</td></tr><tr><td>{'Une adresse au pied de la page. ' * 4}</td></tr>"
    found = article(
        f"<table><tr><td><b>Titre</b></td></tr><tr><td>{PROSE}</td></tr>{foot}</table>", "<title>Titre</title>"
    )
    assert found.body_text.endswith("quartier.")


@pytest.mark.parametrize(
    "line", ["3 mars 2013 à 14h32 - 43 lectures", "Mise à jour : 3 mars 2013 | Nombre de visites : 43"]
)
@pytest.mark.parametrize("tag", ["span", "p"])
def test_a_line_of_date_and_visits_is_none_of_the_text(line: str, tag: str) -> None:
    said = f"<{tag}>{line}</{tag}>"
    for page in (f"<h1>Titre</h1>{said}<div>{PROSE}</div>", f"{said}<h1>Titre</h1><div>{PROSE}</div>"):
        found = article(f"<div>{page}</div>", "<title>Titre</title>")
        assert (found.published_on, found.body_text[:11]) == ("2013-03-03", "Les bassins")


def test_a_text_of_files_alone_begins_with_the_first_of_them() -> None:
    model = (
        "<div class='spip_document_{0} spip_documents'><a href='IMG/pdf/{0}.pdf'><img src='i.png' alt='PDF - 12 ko'></a>"
        "<div class='spip_doc_titre'><strong>Chanson {0}</strong></div><div class='spip_doc_descriptif'>Paroles de tous, musique d'un"
        " seul, à chanter le dimanche.</div></div>"
    )
    found = article(f"<td><h1>Titre</h1><p>{model.format(1)}{model.format(2)}</p></td>", "<title>Titre</title>")
    assert [(file.title, file.place) for file in found.attachments] == [
        ("Chanson 1", "inline"),
        ("Chanson 2", "inline"),
    ]
    assert found.body_text == ""


@pytest.mark.parametrize(("cell", "is_text"), [("th", True), ("td", False)])
def test_a_table_of_facts_right_above_the_prose_is_text_and_one_of_layout_is_not(cell: str, is_text: bool) -> None:
    facts = f"<table><tr><{cell}>Lieu</{cell}><td>Vireux</td></tr></table>"
    found = article(f"<main><h1>Titre</h1>{facts}<div class='k'>{PROSE}</div></main>", "<title>Titre</title>")
    assert ("Vireux" in found.body_text) is is_text


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


@pytest.mark.parametrize(
    ("end", "is_line"), [(" , 3 147 consultations", True), (" , le décret entre en vigueur.", False)]
)
def test_a_line_of_publication_and_change_may_be_long(end: str, is_line: bool) -> None:
    line = (
        "mise en ligne : mardi 28 mai 2013 , mise à jour : vendredi 6 septembre 2013 , par le groupe du premier degré"
    )
    assert is_line_of_date(line + end) is is_line


@pytest.mark.parametrize(
    "line", ["<h4>Publié le 3 mai 2010</h4>", "<ul><li><time datetime='2010-05-03'>3 mai 2010</time></li></ul>"]
)
def test_a_short_text_may_follow_a_heading_or_list_that_tells_the_day(line: str) -> None:
    found = article(f"<div><h1>Titre</h1>{line}<p>Voir le compte rendu.</p></div>")
    assert (found.published_on, found.body_text) == ("2010-05-03", "Voir le compte rendu.")


@pytest.mark.parametrize(
    "between",
    [
        "<div class='chapo'><hr><p>Les bassins ouvrent le samedi, de huit heures à midi, et le dimanche matin.</p></div>",
        "<ul><li><a href='article8' hreflang='en'>English</a></li></ul>",
    ],
)
def test_a_lead_and_translations_part_no_short_text_from_its_title(between: str) -> None:
    said = "Depuis le 03/10/2003, un sculpteur répare seul les bancs du vieux port."
    found = article(f"<div><h1>Titre</h1><p>3 mai 2012</p>{between}<p>{said}</p></div>")
    assert (found.published_on, found.body_text) == ("2012-05-03", said)


def test_a_heading_of_the_skin_that_begins_a_text_of_spip_is_a_line_below_the_title() -> None:
    line, part = "<h4>Roman paru au Sureau</h4>", "<h3 class='spip'>Une langue</h3>"
    page = f"<div><h2>Le jardin</h2>{line}{PROSE}{part}{PROSE}</div>"
    assert "Sureau" not in article(page, "<title>Le jardin</title>").body_text
    assert "Sureau" in article(page.replace(" class='spip'", ""), "<title>Le jardin</title>").body_text


def test_paragraphs_that_a_theme_writes_into_headings_are_the_text() -> None:
    words = "Nous avons appris à compter, à bâtir et à convaincre, et personne ne nous a demandé ce que valait au juste une forêt debout."
    part = f"<section><h1>Par où ?</h1><h4>{words}</h4><h4>{words}</h4></section>"
    found = article(
        f"<header><h1>Le manifeste</h1></header>{part}<section id='b'><div><h4>{words}</h4></div></section>"
    )
    assert found.body_text.count("une forêt debout") == 3


def test_words_loose_in_a_row_of_a_page_without_title_are_read() -> None:
    words = "Syndicat des transports de la vallée, Bourse du travail, salle 4, au fond de la cour"
    assert article(f"<tr>{words}", "").body_text == words


def test_a_table_of_spip_s_ends_the_text_in_the_block_that_holds_it() -> None:
    table = "<table{}><tr><td>Puits</td><td>onze</td></tr></table><div>Photos de la rédaction</div>"
    page = f"<h1>Titre</h1><div><div align='left'>{PROSE}{table}</div></div>"
    assert "onze" in article(page.format(" class='spip'")).body_text
    assert "onze" not in article(page.format("")).body_text
