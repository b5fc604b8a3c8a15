"""Notes and postscripts that only their form tells, on pages of no known skin."""

import pytest

from tests.articles.captures import PROSE, TEXT, article


def test_notes_are_known_by_their_way_back() -> None:
    note = '<p>[<a href="#nh1" name="nb1" class="spip_note">1</a>] Voir la loi.</p>'
    found = article(f"<div><h1>Titre</h1><div class='texte'>{PROSE}<hr>{note}</div></div>")
    assert found.notes == ("Voir la loi.",)
    assert "Voir la loi" not in found.body_text


@pytest.mark.parametrize("frame", ["<h2>{}</h2>{}", "<h2>{}</h2><div>{}</div>", "<div><h2>{}</h2><div>{}</div></div>"])
def test_the_heading_of_notes_ends_no_text(frame: str) -> None:
    note = '<p>[<a href="#nh1" name="nb1" class="spip_note">1</a>] Voir la loi.</p>'
    text = article(
        f"<div><h1>Titre</h1><div class='texte'>{PROSE}{frame.format('Notes de l’article :', note)}</div></div>"
    )
    assert "Notes" not in text.body_text
    other = article(f"<div><h1>Titre</h1><div class='texte'>{PROSE}{frame.format('Notes du chef', note)}</div></div>")
    assert "Notes du chef" in other.body_text


def test_notes_with_raised_numbers_end_the_text() -> None:
    notes = "".join(
        f"<div id='nb{n}'><p><sup><a href='#nh{n}' class='spip_note'>{n}</a></sup>&nbsp;{words}</p></div>"
        for n, words in ((1, "Voir la loi.</p><p>Et le décret."), (2, "Idem."))
    )
    found = article(f"<div><div><h1>Titre</h1>{PROSE}<div id='notesbp'>{notes}</div></div></div>")
    assert found.notes == ("Voir la loi.\n\nEt le décret.", "Idem.")
    assert found.body_text.endswith("les familles du quartier.")


def test_a_postscript_is_known_by_its_heading() -> None:
    found = article(
        f"<div><h1>Titre</h1>{PROSE}<div class='q'><h3>Post-scriptum</h3><p>Prenez un bonnet.</p></div></div>"
    )
    assert (found.postscript, "bonnet" in found.body_text) == ("Prenez un bonnet.", False)


def test_a_postscript_is_known_by_the_words_that_open_its_block() -> None:
    frame = "<div class='cadre'><div><p class='spip'><b>P.-S.</b>&nbsp;&nbsp;Le chapeau est rendu.</p></div></div>"
    found = article(f"<div><h1>Titre</h1>{TEXT}{frame}</div>")
    assert found.postscript == "Le chapeau est rendu."
    for line in ("Dans <b>P.-S.</b> le chapeau.", "<b>PS</b> : trois sièges"):
        assert article(f"<div><h1>Titre</h1>{TEXT}<p>{line}</p></div>").postscript is None
