"""What SPIP's own skeletons show beside the plain article: briefs, a lone file, sounds and films, poems; small pages of our own."""

from dataclasses import replace

import pytest

from articles.article import Article, AttachmentLink
from articles.outcomes import Outcome
from articles.tree.links import find_links
from tests.articles.captures import SITE, capture, read

BASE = "http://www.example.org/"
POEM = "<blockquote class='spip_poesie'><div>Il pleut</div>\n<div>sur le pont</div></blockquote>"
CAPTION = (
    "<figcaption class='spip_doc_legende'><div class='spip_doc_titre'><strong>Le titre</strong></div></figcaption>"
)
FILE = "<a href='IMG/pdf/plan.pdf' class='spip_doc_lien' title='PDF - 12.5 kio' type='application/pdf'><img src='pdf.svg' alt=''></a>"
SOUND = "<div class='audio-wrapper'><audio src='IMG/mp3/chant.mp3' type='audio/mpeg' controls></audio></div>"
FILM = "<video controls><source type='video/mp4' src='IMG/mp4/film.mp4'><img src='film.png' alt='Impossible de lire la vidéo'></video>"


def stock(content: str, kind: str = "article") -> str:
    """A page of the stock skeleton of SPIP 4."""
    return (
        f"<html lang='fr'><head><title>Un titre - Site</title></head><body class='pas_surlignable page_{kind}'><main>"
        "<div class='wrapper hfeed'><div class='content hentry' id='content'><p class='arbo'><a href='/'>Accueil</a> &gt; "
        "<a href='spip.php?rubrique1'>Nouvelles</a> &gt; <strong class='on'>Un titre</strong></p><div class='cartouche'>"
        "<h1 class='surlignable entry-title'>Un titre</h1><p class='info-publi'><abbr class='published' "
        "title='2014-03-03T10:00:00Z'>lundi 3 mars 2014</abbr></p></div>"
        f"{content}</div></div></main></body></html>"
    )


def placed(inner: str) -> str:
    """A document as SPIP 4 places it (plugins-dist/medias/modeles)."""
    return f"<div class='spip_document_7 spip_document spip_documents'><figure class='spip_doc_inner'>{inner}{CAPTION}</figure></div>"


def text(inner: str) -> str:
    return f"<div class='texte surlignable'><p>Avant.</p>{inner}<p>Après.</p></div>"


def article(content: str) -> Article:
    found = read(stock(content)).article
    assert found is not None
    return found


def the_file(content: str) -> AttachmentLink:
    (found,) = article(content).attachments
    return found


@pytest.mark.parametrize(
    ("address", "kind", "outcome"),
    [
        ("breve/un-titre", "breve", "other"),
        ("Un-titre", "breve", "other"),
        ("spip.php?breve3", "breve", "other"),
        ("Un-titre", "article", "article"),
        # A skin made from a copy may call the body of all its pages so.
        ("spip.php?article3", "breve", "article"),
    ],
)
def test_a_brief_is_no_article_whatever_its_address(address: str, kind: str, outcome: Outcome) -> None:
    assert read(stock(text(""), kind), BASE + address).outcome == outcome


def test_the_only_file_of_an_article_without_text() -> None:
    file = the_file(placed(FILE))
    assert (file.path, file.title, file.place) == ("pdf/plan.pdf", "Le titre", "joined")
    assert (file.type_label, file.stated_size) == ("PDF", "12.5 kio")


@pytest.mark.parametrize(("player", "path"), [(SOUND, "mp3/chant.mp3"), (FILM, "mp4/film.mp4")])
def test_a_sound_or_film_that_spip_placed_is_a_file(player: str, path: str) -> None:
    found = article(text(placed(player)))
    (file,) = found.attachments
    assert (file.path, file.title, file.place) == (path, "Le titre", "inline")
    assert found.body_text == "Avant.\n\nAprès."
    assert not found.pictures


def test_a_film_that_only_a_skin_plays_is_none() -> None:
    assert article(text(f"<div class='video-wrapper'>{FILM}</div>")).attachments == ()


def test_what_a_player_plays_is_an_address_to_ask_for() -> None:
    links = find_links(capture(stock(text(SOUND + FILM + "<audio src='themes/bip.mp3'></audio>"))))
    assert links is not None
    assert {"IMG/mp3/chant.mp3", "IMG/mp4/film.mp4"} <= set(links.hrefs)
    assert "themes/bip.mp3" not in links.hrefs


def test_verses_are_lines_of_one_block() -> None:
    assert article(text(POEM)).body_text == "Avant.\n\nIl pleut\nsur le pont\n\nAprès."


def test_the_home_page_of_a_site_in_a_folder_is_no_section() -> None:
    home = "<html lang='fr'><body class='page_sommaire'><div class='wrapper'><div class='content' id='content'></div></div></body></html>"
    site = replace(SITE, start=(f"{BASE}spip/",))
    found = read(home, f"{BASE}spip/", site=site)
    assert (found.outcome, found.problems) == ("other", ())
    # At another address it stands in for a section that is no more.
    lost = read(home, f"{BASE}spip/nouvelles/", site=site)
    assert (lost.outcome, [problem.kind for problem in lost.problems]) == ("not-found", ["home-instead"])


@pytest.mark.parametrize("title", ["Erreur 404 : nos archives", "Le site en travaux du stade", "Page introuvable ?"])
def test_an_article_may_be_called_like_a_notice(title: str) -> None:
    found = read(
        stock(text("<p>« Il n’y a pas d’article à cette adresse », dit-on.</p>")).replace("Un titre", title)
    ).article
    assert found is not None
    assert found.title == title


LEAD = "<div class='chapo'><p>Les bassins ouvrent le 4 juillet, avec un mois de retard sur les autres années.</p></div>"
PROSE = (
    "<div class='texte'><p>Il a fallu changer la pompe, puis les joints, puis la pompe encore, qui n’était pas la bonne.</p>"
    "<p>Le gardien a tenu bon&nbsp;: il a repeint les cabines et compté les bouées, une par une, deux fois.</p></div>"
)


@pytest.mark.parametrize(("name", "other"), [("chapo", "intro"), ("texte", "corps"), ("texte", "zone-12")])
def test_a_skin_that_grew_out_of_the_stock_one_may_call_lead_and_text_otherwise(name: str, other: str) -> None:
    known, renamed = article(LEAD + PROSE), article((LEAD + PROSE).replace(f"'{name}'", f"'{other}'"))
    assert known.lead
    assert (renamed.lead, renamed.body_text) == (known.lead, known.body_text)


def test_where_the_stock_places_hold_no_text_an_answer_below_is_none() -> None:
    answer = "<p>Merci pour ces nouvelles, nous viendrons nager dès le premier jour de juillet.</p>"
    found = article(f"{LEAD}<div class='forum'><h2>Messages</h2>{answer}</div>")
    assert (found.lead is not None, found.body_text) == (True, "")


@pytest.mark.parametrize(
    ("address", "files"), [("IMG/pdf/bulletin.pdf", ["IMG/pdf/bulletin.pdf"]), ("IMG/jpg/couverture.jpg", [])]
)
def test_a_cover_in_a_text_leads_to_its_leaflet(address: str, files: list[str]) -> None:
    cover = f"<p><a href='{address}'><img src='IMG/jpg/vignette.jpg' alt=''></a></p>"
    assert [file.raw_url for file in article(text(cover)).attachments] == files
