"""What SPIP writes, in a skin whose names tell nothing: pictures at the edges, paragraphs of links, bold in lists, side columns."""

import pytest

from articles.article import Article
from tests.articles.captures import read

SENTENCE = (
    "La ligue ouvre le plan de prévention après les vacances, sans condition de diplôme ; sept projets ont été retenus."
)
PROSE = f"<p>{SENTENCE}</p><p>{SENTENCE}</p>"
COLUMN = (
    "<div class='annexe'><h4>Lettre d'information</h4><p>Recevez chaque mois les actualités de la direction.</p></div>"
)


def article(text: str, line: str = "Publié le 3 mai 2012", more: str = "") -> Article:
    """The article of a page of no known skin."""
    found = read(
        f"<html><body><div class='pages'><article class='fiche'><div class='tete'><h1>Le stage d'été</h1><div>{line}</div></div>"
        f"<div class='corps'>{text}</div>{more}</article>{COLUMN}</div></body></html>"
    ).article
    assert found is not None
    return found


@pytest.mark.parametrize(
    "text", ["", "<p><a href='spip.php?article3' class='spip_in'>Tout sur le stage de juillet</a>.</p>"]
)
def test_a_short_or_empty_article_takes_no_text_from_outside_its_element(text: str) -> None:
    share = "<ul><li><a href='http://www.example.net/'>Facebook</a></li></ul>"
    assert article(text, more=share).body_text == ("Tout sur le stage de juillet." if text else "")


def test_bold_words_in_an_item_are_no_lead() -> None:
    found = article(f"<ul class='spip'><li> Le dossier, <strong>{SENTENCE}</strong></li></ul>{PROSE}")
    assert (found.lead, found.body_text.partition("\n")[0]) == (None, f"- Le dossier, {SENTENCE}")


@pytest.mark.parametrize("list_", ["ul", "ol"])
def test_a_paragraph_of_an_editors_links_before_a_list_begins_the_text(list_: str) -> None:
    opening = "<p>« La ligue », rappelle <a href='spip.php?article4' class='spip_in'>le dossier n° 9, et les places sont comptées</a>.</p>"
    found = article(f"{opening}<{list_} class='spip'><li>{SENTENCE}</li><li>{SENTENCE}</li></{list_}>{PROSE}")
    assert found.body_text.startswith(
        "« La ligue », rappelle le dossier n° 9, et les places sont comptées.\n\n- La ligue"
    )


PICTURE = "<p><span class='spip_document_{0} spip_documents spip_documents_center'><img src='IMG/jpg/p{0}.jpg' alt='' /></span></p>"
SOUND = "<div class='spip_document_7 spip_document_audio spip_documents'><div><audio src='IMG/mp3/a.mp3'></audio></div></div>"


def test_pictures_and_files_at_the_edges_of_a_text_are_of_it() -> None:
    found = article(PICTURE.format(1) + PROSE + PICTURE.format(2) + SOUND, more="<ul><li>Facebook</li></ul>")
    assert [one.url.rpartition("/")[2] for one in found.pictures] == ["p1.jpg", "p2.jpg"]
    assert [(one.path, one.place) for one in found.attachments] == [("mp3/a.mp3", "inline")]


def test_pictures_beyond_other_words_are_not_of_it() -> None:
    found = article(PROSE, more=f"<p>Partager</p>{PICTURE.format(3)}")
    assert found.pictures == ()


def test_an_older_date_of_writing_is_told_by_its_words() -> None:
    line = (
        "Publié le 3 mai 2012 par <a href='spip.php?auteur1'>Jeanne Essai</a>, <a href='spip.php?auteur2'>Odile Essai</a>, "
        "<a href='spip.php?auteur3'>Le service</a> <span>(Date de rédaction antérieure : 18 juillet 2007)</span>"
    )
    found = article(PROSE, line)
    assert (found.published_on, found.written_on) == ("2012-05-03", "2007-07-18")
    assert found.body_text == f"{SENTENCE}\n\n{SENTENCE}"


def test_a_paragraph_behind_the_link_of_a_file_in_its_item_describes_it() -> None:
    item = "<li><a href='IMG/pdf/{0}.pdf'>Le dossier {0}</a> <em>PDF, 12 ko</em>{1}</li>"
    items = item.format("a", "<p>À rendre avant le 3 mai au plus tard.</p>") + item.format("b", "")
    found = article(PROSE, more=f"<div><h3>À télécharger</h3><ul>{items}</ul></div>")
    assert [(one.title, one.stated_size, one.description) for one in found.attachments] == [
        ("Le dossier a", "12 ko", "À rendre avant le 3 mai au plus tard."),
        ("Le dossier b", "12 ko", None),
    ]


TITLE = "<h1>Le stage d'été</h1><p>Publié le 3 mai 2012</p><hr>"
GRID = "<div class='row'><div class='col-md-9'>{}</div><!-- fin --><div class='col-md-3'>{}</div></div>"


def test_what_stands_in_another_column_is_no_text_of_an_empty_article() -> None:
    column = "<p>Recevez chaque mois les actualités de la direction régionale par courrier.</p>"
    menu = "<ul>" + "<li><a href='spip.php?rubrique3'>La vie associative et le sport pour tous</a></li>" * 9 + "</ul>"
    found = read(f"<html><body>{menu}{GRID.format(TITLE, column)}</body></html>").article
    assert found is not None
    assert found.body_text == ""


def test_the_line_of_the_date_is_not_taken_for_a_short_text() -> None:
    line = "<p class='type_date'>Article <span>Evenements - Agenda et actualités</span> 16/06/2011</p>"
    link = "<a href='spip.php?article4' class='spip_in'>le dossier n° 9, en lien avec les services</a>"
    text = f"<div class='contenu'><p>« La ligue », dit {link}</p></div>"
    block = f"<h2 class='titre-page'>Le stage d'été</h2>{line}{text}<h3>Liste des pièces-jointes</h3>"
    found = read(
        f"<html><head><title>Le stage d'été</title></head><body><div id='p'>{block}</div></body></html>"
    ).article
    assert found is not None
    assert (found.published_on, found.body_text) == (
        "2011-06-16",
        "« La ligue », dit le dossier n° 9, en lien avec les services",
    )


@pytest.mark.parametrize("title", ["<div class='titre_art'>{}</div>", "<div class='t1'>{}</div>"])
def test_a_title_that_is_no_heading_is_neither_lead_nor_text(title: str) -> None:
    said = "Campagne de subventions, où en sommes-nous ?"
    links = "<a href='http://www.example.org/'>Accueil</a> &gt; <a href='spip.php?rubrique2'>Sport</a>"
    crumbs = f"<div id='ariane'>{links} &gt; {said}</div>"
    block = f"{crumbs}{title.format(said)}<div class='d'>le 3 mai 2012</div><div class='x'>{PROSE}</div>"
    found = read(f"<html><body><div>{block}</div></body></html>").article
    assert found is not None
    assert (found.title, found.lead, found.body_text) == (said, None, f"{SENTENCE}\n\n{SENTENCE}")


def test_two_paragraphs_in_a_named_block_before_that_of_the_text_are_its_lead() -> None:
    opening = "Les inscriptions sont ouvertes pour tous les clubs de la région."
    page = f"<div class='resume_article'><p>{opening}</p><p>{opening}</p></div><div class='principal'>{PROSE * 3}</div>"
    found = read(
        f"<html><body><div id='p'><h2 class='titre-page'>Le stage d'été</h2>{page}</div></body></html>"
    ).article
    assert found is not None
    assert found.lead == f"{opening}\n\n{opening}"


def test_small_pictures_below_a_text_that_lead_to_large_ones_are_its_portfolio() -> None:
    item = "<li><a href='IMG/jpg/{0}.jpg' title='Le bassin {0}'><img src='local/cache-vignettes/L90xH67/{0}.jpg' alt='' /></a></li>"
    logo = "<a href='IMG/arton12.jpg'><img src='local/cache-vignettes/L9xH9/arton12.jpg' alt='' /></a>"
    found = article(PROSE, more=f"<div class='photos'><ul>{item.format(1)}{item.format(2)}</ul></div>{logo}")
    assert [(one.path, one.place, one.title) for one in found.attachments] == [
        ("jpg/1.jpg", "portfolio", "Le bassin 1"),
        ("jpg/2.jpg", "portfolio", "Le bassin 2"),
    ]


def test_a_paragraph_behind_that_of_a_link_describes_the_file() -> None:
    link = "<p><a href='IMG/pdf/a.pdf'>Le dossier<span>PDF – 12 ko</span></a></p>"
    card = f"<div class='fr-download'>{link}<p>À rendre avant le 3 mai au plus tard.</p></div>"
    found = article(PROSE, more=f"<section><h2>Documents</h2>{card}</section>")
    assert [(one.stated_size, one.description) for one in found.attachments] == [
        ("12 ko", "À rendre avant le 3 mai au plus tard.")
    ]


def test_a_postscript_may_be_named_as_a_part_of_its_block() -> None:
    assert article(PROSE, more=f"<footer><div class='post__ps'><p>{SENTENCE}</p></div></footer>").postscript == SENTENCE


def test_bold_words_behind_a_line_of_day_and_authors_are_a_lead() -> None:
    who = ", ".join(f"<a href='spip.php?auteur{n}' class='url fn spip_in'>Jeanne Odile Essai</a>" for n in range(1, 5))
    text = f"<h1>Le stage d'été</h1><p><i>17 mai 2006, {who}</i></p><b><p>{SENTENCE}</p></b>{PROSE}"
    found = read(f"<html><body><table><tr><td>{text}</td></tr></table></body></html>").article
    assert found is not None
    assert (found.lead, found.body_text) == (SENTENCE, f"{SENTENCE}\n\n{SENTENCE}")


def test_a_year_alone_is_told_by_the_words_of_publication() -> None:
    found = article(PROSE, "<p>Publié en 2006 – par <a href='spip.php?auteur1'>Jeanne Essai</a></p>")
    assert (found.published_on, found.body_text) == ("2006", f"{SENTENCE}\n\n{SENTENCE}")


def test_a_lead_alone_is_no_text() -> None:
    menu = "<ul>" + "<li><a href='spip.php?rubrique3'>La vie associative et le sport pour tous</a></li>" * 9 + "</ul>"
    found = read(
        f"<html><body>{menu}<article>{TITLE}<div class='accroche'><p>{SENTENCE}</p></div></article></body></html>"
    ).article
    assert found is not None
    assert (found.lead, found.body_text) == (SENTENCE, "")


def test_the_line_of_what_is_online_is_no_text_of_an_article_without_one() -> None:
    link = "<a href='http://www.example.net/dossier' class='spip_out'>Le site du partenaire</a>"
    line = f"<p><strong>Voir en ligne : </strong>{link}</p>"
    found = article("", more=line)
    assert (found.online_url, found.body_text, found.links) == ("http://www.example.net/dossier", "", ())


@pytest.mark.parametrize("heading", ["Liste des pièces-jointes", "Téléchargements", "Pièces jointes"])
def test_the_heading_of_files_is_no_text_of_an_article_without_one(heading: str) -> None:
    file = "<p><a href='IMG/pdf/a.pdf'>Le dossier</a><br />(PDF – 12 ko)</p>"
    line = "<p class='type_date'>Article <span>Agenda et actualités</span> 16/06/2011</p>"
    head = f"<h2 class='titre-page'>Le stage d'été</h2>{line}"
    page = (
        f"<html><body><div id='principal'>{head}<div class='contenu'></div><h3>{heading}</h3>{file}</div></body></html>"
    )
    found = read(page).article
    assert found is not None
    assert (found.body_text, [one.path for one in found.attachments]) == ("", ["pdf/a.pdf"])
