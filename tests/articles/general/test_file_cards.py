"""Files whose links are drawn as cards, and lists of files that are none of the article's."""

import pytest

from tests.articles.captures import PROSE, TEXT, article


@pytest.mark.parametrize(
    ("inside", "title", "kind", "size"),
    [
        ("<span>PDF</span><span>Point n° 3</span><span>640,2 ko</span>", "Point n° 3", "PDF", "640,2 ko"),
        ("<span></span><b>L'avis</b><span>PDF · 238,4 ko · ajouté le 12 mars 2021</span>", "L'avis", None, "238,4 ko"),
        ("<strong>L'avis</strong><small>(PDF - 88.2 kio)</small>", "L'avis", "PDF", "88.2 kio"),
        ("<b>L'avis</b><em>.pdf</em><em>64 Ko</em>", "L'avis", "pdf", "64 Ko"),
        ("<i>L</i><b>'avis</b>", "L'avis", None, None),
    ],
)
def test_what_a_link_holds_is_drawn_apart(inside: str, title: str, kind: str | None, size: str | None) -> None:
    card = f"<a href='IMG/pdf/avis.pdf'>{inside}</a><a href='IMG/pdf/carte.pdf'><b>Carte</b><i>1,1 Mo</i></a>"
    found = article(f"<main><h1>Titre</h1><div>{PROSE}</div><div class='fichiers'>{card}</div></main>").attachments
    assert (found[0].title, found[0].type_label, found[0].stated_size) == (title, kind, size)
    assert (found[1].title, found[1].stated_size) == ("Carte", "1,1 Mo")


@pytest.mark.parametrize(
    ("heading", "count"),
    [("Documents les plus demandés", 0), ("Derniers documents", 0), ("Documents associés", 1), ("Documents", 1)],
)
def test_files_that_all_ask_for_are_the_site_s(heading: str, count: int) -> None:
    box = (
        f"<div class='boite'><h2>{heading}</h2><ul><li><a href='IMG/pdf/t.pdf'>Tarifs</a> (PDF, 41 ko)</li></ul></div>"
    )
    page = f"<div id='contenu'><h1>Titre</h1><div>{PROSE}</div></div><div id='colonne'>{box}</div>"
    assert len(article(page).attachments) == count
    assert len(article(f"<div id='contenu'><h1>Titre</h1><div>{PROSE}</div>{box}</div>").attachments) == 1


def test_rows_that_a_cell_spans_speak_of_one_file() -> None:
    rows = (
        "<tr><td rowspan='2'><a href='IMG/{0}'><img src='i.png' alt='PDF'></a></td><td><a href='IMG/{0}'>{1}</a></td></tr>"
        "<tr><td>format PDF - {2} - téléchargé 845 fois</td></tr>"
    )
    table = rows.format("pdf/a.pdf", "Le module", "1.2 Mo") + rows.format("pdf/b.pdf", "Les plots", "31.5 ko")
    found = article(f"<div><h1>Titre</h1>{PROSE}<div class='docs'><table>{table}</table></div></div>").attachments
    assert [(f.title, f.stated_size) for f in found] == [("Le module", "1.2 Mo"), ("Les plots", "31.5 ko")]


@pytest.mark.parametrize(
    "line",
    [
        "<a href='IMG/pdf/jeux.pdf'>Les jeux</a><br>Format : pdf - Poids : 1,4 Mo",
        "<a href='IMG/pdf/jeux.pdf'><img src='pdf.png' alt=''></a> <b>Les vingt jeux de la rentrée</b> - pdf - 690 ko",
    ],
)
def test_a_line_with_a_file_and_its_size_below_a_text_is_none_of_it(line: str) -> None:
    others = "<h4>Autres articles</h4><p><a href='spip.php?article251'>Albums</a></p>"
    found = article(f"<div id='cadre'><h1>Titre</h1><div>{PROSE}</div><div>{line}</div>{others}</div>")
    assert found.body_text.endswith("quartier.")
    assert [file.path for file in found.attachments] == ["pdf/jeux.pdf"]


@pytest.mark.parametrize(
    ("link", "is_text"),
    [("Le règlement <span>PDF – 61,8 ko</span>", False), ("Le règlement (PDF, 61,8 ko)", True)],
)
def test_a_card_within_a_text_is_none_of_it(link: str, is_text: bool) -> None:
    card = f"<div><p><a href='IMG/pdf/r.pdf'>{link}</a></p></div>"
    found = article(f"<main><h1>Titre</h1><div class='texte'>{PROSE}{card}{PROSE}</div></main>")
    assert ("Le règlement" in found.body_text) is is_text
    assert len(found.attachments) == 1


@pytest.mark.parametrize(
    ("html", "title", "size"),
    [
        ("<a href='IMG/pdf/a.pdf'><img src='i.png' alt='PDF'></a><br><b>Le plan</b> (12 ko)", "Le plan", "12 ko"),
        (
            "<a href='IMG/pdf/a.pdf'><img src='i.png' alt='PDF'></a><br>Le plan <small>(PDF - 12 ko)</small>",
            "Le plan",
            "12 ko",
        ),
        ("<a href='IMG/pdf/a.pdf'>Le plan</a> (PDF - 12 ko)<br><a href='IMG/pdf/b.pdf'>Autre</a>", "Le plan", "12 ko"),
        ("<a href='IMG/pdf/a.pdf'>Le plan</a><p>En couleurs | taille : 12 ko</p>", "Le plan", "12 ko"),
        ("<a href='IMG/pdf/a.pdf'><img src='i.png' alt='Document joint'></a><p>Le plan</p>", "Le plan", None),
    ],
)
def test_what_stands_around_the_link_of_a_file(html: str, title: str, size: str | None) -> None:
    found = article(
        f"<div><h1>Titre</h1>{TEXT}<div class='fichiers'><h3>Documents joints</h3><div>{html}</div></div></div>"
    )
    assert (found.attachments[0].title, found.attachments[0].stated_size) == (title, size)


@pytest.mark.parametrize(
    ("line", "count"),
    [
        ("<a href='http://autre.example/IMG/pdf/rapport.pdf'>Rapport</a>", 0),
        ("<a href='http://autre.example/IMG/pdf/rapport.pdf'>Rapport</a> (PDF - 12 ko)", 1),
        ("<a href='IMG/pdf/rapport.pdf'>Rapport</a>", 1),
    ],
)
def test_a_file_of_another_site_below_the_text_is_announced_only_with_its_size(line: str, count: int) -> None:
    found = article(f"<div><h1>Titre</h1>{TEXT}<div><h3>Pour aller plus loin</h3><ul><li>{line}</li></ul></div></div>")
    assert len(found.attachments) == count


def test_the_word_that_calls_to_download_goes_with_the_line_of_the_file() -> None:
    found = article(
        f"<div><h1>Titre</h1>{PROSE}<p>Télécharger : <a href='IMG/pdf/a.pdf'>Le plan</a> (PDF - 12 ko)</p></div>"
    )
    assert ("Télécharger" in found.body_text, [file.title for file in found.attachments]) == (False, ["Le plan"])


def test_a_link_round_the_size_alone_says_no_title() -> None:
    links = "<a href='IMG/pdf/a.pdf'><img alt='(PDF' src='i.png'> - <span>1.6 Mo)</span></a> <a href='IMG/pdf/a.pdf'>Le compte rendu</a>"
    found = article(f"<h1>Titre</h1>{TEXT}<div id='documents_joints'><ul><li>{links}</li></ul></div>")
    assert [(file.title, file.stated_size) for file in found.attachments] == [("Le compte rendu", "1.6 Mo")]


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


def test_the_type_in_braces_behind_an_icon_is_none_of_the_title() -> None:
    model = "<span class='spip_document_7 spip_documents'><a href='IMG/pdf/a.pdf'><img src='pdf.png' alt='Le plan {PDF}'></a></span>"
    found = article(f"<div><h1>Titre</h1><div class='texte'>{PROSE}<p>{model}</p></div></div>")
    assert [file.title for file in found.attachments] == ["Le plan"]


def test_links_that_a_mirror_converted_are_what_they_stand_for() -> None:
    words = "<p>Le <a href='IMG/pdf/plan.pdf%3F1584956953'>plan</a> et <a href='spip.php%3Farticle118.html'>la suite</a>.</p>"
    found = article(f"<div><h1>Titre</h1><div class='texte'>{PROSE}{words}</div></div>")
    assert [(file.path, file.raw_url) for file in found.attachments] == [
        ("pdf/plan.pdf", "IMG/pdf/plan.pdf%3F1584956953")
    ]
    assert [(link.text, link.kind) for link in found.links] == [("plan", "attachment"), ("la suite", "article")]
    assert found.attachments[0].extension == "pdf"
