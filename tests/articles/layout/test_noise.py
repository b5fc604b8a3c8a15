"""What stands in the block of a text, or behind it, and is none of it by its name or by what it says."""

import pytest

from tests.articles.captures import PROSE, article


@pytest.mark.parametrize(
    ("link", "is_text"),
    [
        ("<a href='#haut'>Haut de page</a>", False),
        ("<a href='#'>▲ Retour en haut de la page</a>", False),
        ("<a href='spip.php?article7'>Haut de page</a>", True),
        ("<a href='#montagne'>Haut de gamme</a>", True),
    ],
)
def test_the_way_back_to_the_top_is_no_text(link: str, is_text: bool) -> None:
    found = article(f"<h1>Titre</h1><div class='texte'>{PROSE}<p>{link}</p>{PROSE}</div>")
    assert ("aut de" in found.body_text) is is_text


def test_a_call_for_gifts_in_a_text_is_none_of_it() -> None:
    box = "<div class='donate-inline'><h3>Agissez</h3><p>Avec 40 euros, une famille a de l'eau.</p></div>"
    assert "40 euros" not in article(f"<h1>Titre</h1><div class='texte'>{PROSE}{box}{PROSE}</div>").body_text


@pytest.mark.parametrize("heading", ["Vos avis", "Les avis des lecteurs"])
def test_a_text_ends_where_readers_judge(heading: str) -> None:
    judged = (
        f"<div><h3>{heading}</h3><div><p>Je me suis endormi avant la fin du film, désolé pour tous.</p></div></div>"
    )
    text = f"<div><h3>Notre avis</h3>{PROSE}</div>"
    found = article(f"<div><h1>Titre</h1>{text}{judged}</div>")
    assert found.body_text.startswith("Notre avis")
    assert found.body_text.endswith("quartier.")


def test_a_signature_pasted_from_word_is_text() -> None:
    last = "<p class='MsoNormal' align='right'>Pour la commission, Serge Maillard</p>"
    prose = PROSE.replace("<p>", "<p class='MsoNormal'>")
    found = article(f"<div><div>Titre du jour</div><div>{prose}{last}</div></div>", "<title>Titre du jour</title>")
    assert found.body_text.endswith("Serge Maillard")


def test_what_readers_answer_is_no_text_however_short_the_article_s_own_is() -> None:
    own = "<p>Le bassin rouvre lundi, après trois semaines de travaux.</p><h3>Documents joints</h3>"
    answer = "<p>Merci pour ces travaux, mais pourquoi les cabines restent-elles fermées le soir, quand tout le monde vient ?</p>"
    page = f"<main><article><h1>Titre</h1>{own}</article><div class='q'><h2>{{}}</h2><ul><li>{3 * answer}</li></ul></div></main>"
    found = article(page.format("2 messages"))
    assert found.body_text == "Le bassin rouvre lundi, après trois semaines de travaux."


def test_a_list_of_files_in_what_is_named_for_a_text_takes_its_heading_with_it() -> None:
    files = "<h2>Documents associés</h2><ul><li><a href='IMG/pdf/plan.pdf'>Le plan</a> (PDF - 12 ko)</li></ul>"
    found = article(f"<h1>Titre</h1><div class='texte'>{PROSE}<div id='documents'>{files}</div></div>")
    assert "Documents" not in found.body_text
    assert [file.title for file in found.attachments] == ["Le plan"]


def test_answers_of_readers_below_a_heading_that_is_named_for_them_are_no_text() -> None:
    words = "La sonnette est-elle obligatoire sur le tablier, où elle résonne comme dans une cathédrale ?"
    answer = f"<dl><dt>1. Le 15 mai 2005, par un riverain</dt><dd><p class='spip'>{words}</p></dd></dl>"
    paragraphs = PROSE.replace("<p>", "<p class='spip'>")
    post = f"<div class='post-content'><p>{paragraphs}</p></div><h3 id='comments'>Commentaires</h3>{answer}"
    found = article(f"<div class='post'><h2 class='post-title'>Titre</h2>{post}</div>", "<title>[Site] Titre</title>")
    assert "sonnette" not in found.body_text


LIST = "<ul><li><a href='spip.php?article4'>Le lavoir</a></li><li><a href='spip.php?article5'>Le four</a></li></ul>"


@pytest.mark.parametrize(
    ("behind", "is_text"),
    [
        (f"<h3>À lire aussi</h3>{LIST}", False),
        (f"<h4>Dans le même bassin</h4>{LIST}", False),
        ("<p><a href='spip.php?page=forum'>Répondre à cet article</a></p><p>Le lavoir</p>", False),
        (f"<h3 class='spip'>À lire aussi</h3>{LIST.replace('<ul', '<ul class=spip')}", True),
        (f"<h3>Le fond</h3><p>Boue.</p><h3>À lire aussi</h3>{LIST}", True),
        (
            f"<h3>À lire aussi</h3>{LIST}<p>Le lavoir a rouvert lui aussi, et le four après lui, sans que personne s’en étonne.</p>",
            True,
        ),
    ],
)
def test_where_a_skin_goes_on_in_the_block_named_for_a_text_this_has_ended(behind: str, is_text: bool) -> None:
    found = article(f"<div><h1>Titre</h1><div class='texte'>{PROSE}{behind}</div></div>")
    assert ("Le lavoir" in found.body_text) is is_text
    assert found.body_text.startswith("Les bassins")


@pytest.mark.parametrize(("read_on", "is_text"), [("spip.php?article9&lang=fr", False), ("spip.php?article7", True)])
def test_what_reads_on_where_a_heading_before_it_leads_is_no_text_by_its_name(read_on: str, is_text: bool) -> None:
    heading = "<div class='t'><p>3 avril</p><h2><a href='spip.php?article9'>À propos</a></h2></div>"
    entry = (
        f"<div><div class='entry-content'>Le club jouera ses<p><a href='{read_on}'>Lire la suite</a></p></div></div>"
    )
    lead = "<div><div><h1>Titre</h1></div><div class='chapo'><p>Le club nage le samedi matin.</p></div></div>"
    found = article(f"<div>{lead}<div class='liste'>{f'<div>{heading}{entry}</div>' * 2}</div></div>")
    assert found.lead == "Le club nage le samedi matin."
    assert ("jouera" in (found.body_text or "")) is is_text


def test_the_box_with_an_author_s_picture_is_none_of_the_text() -> None:
    life = (
        "Je photographie les places vides, de préférence avant six heures, et j'enseigne l'histoire le reste du temps."
    )
    box = f"<div class='about'><p>{life}</p><div><img src='{{}}'></div></div>"
    for source, is_text in (
        ("IMG/auton14.png", False),
        ("local/cache-vignettes/L80xH80/auton3-7d.jpg", False),
        ("IMG/jpg/place.jpg", True),
    ):
        found = article(f"<div><h3>La halle</h3>{PROSE}{box.format(source)}</div>", "<title>La halle</title>")
        assert ("places vides" in found.body_text) is is_text
