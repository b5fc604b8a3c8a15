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
