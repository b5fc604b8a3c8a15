"""Pictures and maps in a text: words that are their caption, by their tag or their type, and such as are text."""

import pytest

from tests.articles.captures import PROSE, article

PICTURE = "<img src='IMG/gif/carte.gif' alt='carte'>"


def test_the_caption_of_a_picture_above_the_text_begins_no_text() -> None:
    figure = (
        f"<figure>{PICTURE}<figcaption>Le plateau, vu du clocher de Roche-Noire. © M. Cellard</figcaption></figure>"
    )
    found = article(f"<div><h1>Titre</h1><div>{figure}</div><div>{PROSE}</div></div>")
    assert found.body_text.startswith("Les bassins")
    assert found.lead is None


@pytest.mark.parametrize(
    ("block", "is_caption"),
    [
        (f"<center>{PICTURE}<br><font size='1'>Carte 1</font></center>", True),
        (f"<p class='spip_documents'><a href='IMG/jpg/a.jpg'>{PICTURE}</a><br><small>Carte 1</small></p>", True),
        (f"<p>{PICTURE}<br><small>Carte 1</small> et la suite</p>", False),
        (f"<p>{PICTURE}<br><font size='3'>Carte 1</font></p>", False),
        ("<p><img src='puce.gif' class='puce' alt='-'><small>Carte 1</small></p>", False),
        ("<p><img src='local/cache-texte/a.png' alt='Des'> <small>Carte 1</small></p>", False),
    ],
)
def test_small_type_alone_with_a_picture_is_its_caption(block: str, is_caption: bool) -> None:
    found = article(f"<h1>Titre</h1><div class='texte'>{PROSE}{block}{PROSE}</div>")
    assert ("Carte 1" in found.body_text) is not is_caption
    assert [picture.caption for picture in found.pictures if picture.caption] == ["Carte 1"] * is_caption


def test_a_map_in_a_text_is_none_of_its_words() -> None:
    map_ = "<div id='map1' class='{}'><a href='#'>+</a><div>© OpenStreetMap</div></div>"
    for names in ("carte_gis", "leaflet-container leaflet-touch"):
        page = f"<h1>Titre</h1><div class='texte'>{PROSE}{map_.format(names)}</div>"
        assert "OpenStreetMap" not in article(page).body_text


def test_words_under_a_picture_are_its_caption() -> None:
    figure = "<figure><img src='four.jpg' alt=''><figcaption>Cliché J. Abadie</figcaption></figure>"
    found = article(f"<h1>Titre</h1><div class='texte'>{PROSE}{figure}</div>")
    assert "Cliché" not in found.body_text
    assert [picture.caption for picture in found.pictures] == ["Cliché J. Abadie"]


def test_lines_of_a_caption_stay_lines() -> None:
    figure = "<figure><img src='f.jpg' alt=''><figcaption><b>Le four</b><br>Cliché J. Abadie</figcaption></figure>"
    found = article(f"<h1>Titre</h1><div class='texte'>{PROSE}{figure}</div>")
    assert [picture.caption for picture in found.pictures] == ["Le four\nCliché J. Abadie"]
