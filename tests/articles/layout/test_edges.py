"""Where title, breadcrumb and text of a page of no known skin begin and end, by what stands around them."""

import pytest

from tests.articles.captures import PROSE, TEXT, article


def test_what_the_head_says_behind_the_site_s_name_is_the_title_in_a_header_too() -> None:
    home = "<div id='haut'><a href='/'><img alt='Eau claire' src='logo.png'></a></div>"
    page = f"{home}<div class='entete'>{{}}<div class='chapo'><p>Le chapeau.</p></div></div>{TEXT}"
    found = article(page.format("<h2>Appel</h2><h1>Une régie</h1>"), "<title>Eau Claire | Une régie</title>")
    assert (found.title, found.lead) == ("Une régie", "Le chapeau.")
    # A slogan stands behind the site's name as well.
    slogan = article(
        f"{home}<h2 id='slogan'>À boire</h2><h1>Une régie</h1>{TEXT}", "<title>Eau claire - À boire</title>"
    )
    assert slogan.title == "Une régie"
    assert article(f"{home}{TEXT}", "<title>Eau claire : une régie</title>").title == "une régie"


def test_a_text_ends_at_the_line_that_heads_other_links() -> None:
    column = "<td><font>{}<br><a href='article3.html'>Le camp d'hiver</a><br>12 janvier 2005</font></td>"
    page = f"<table><tr><td><b>Titre</b>{PROSE}</td>{column}</tr><tr><td>{'Une adresse au pied de la page. ' * 4}</td></tr></table>"
    found = article(page.format("<b>Dans la même rubrique</b>"), "<title>Titre</title>")
    assert found.body_text.endswith("quartier.")


def test_lines_loose_beside_the_title_are_none_of_the_text() -> None:
    loose = "Trois samedis<h2 class='date'>dimanche 17 février 2008</h2>Dernier ajout : mercredi 12 mars 2008"
    found = article(f"<div><h1>Titre</h1>{loose}{PROSE}</div>")
    assert found.body_text.startswith("Les bassins")


def test_a_breadcrumb_may_be_words_alone_right_above_the_title() -> None:
    page = "<p class='{}'>Jeunesse / Formation{}</p><h1>Titre</h1>" + TEXT
    assert [s.title for s in article(page.format("chemin", "")).sections] == ["Jeunesse", "Formation"]
    assert [s.title for s in article(page.format("chemin", " / Titre")).sections] == ["Jeunesse", "Formation"]
    assert article(page.format("slogan", "")).sections == ()


def test_a_map_in_a_text_is_none_of_its_words() -> None:
    map_ = "<div id='map1' class='{}'><a href='#'>+</a><div>© OpenStreetMap</div></div>"
    for names in ("carte_gis", "leaflet-container leaflet-touch"):
        page = f"<h1>Titre</h1><div class='texte'>{PROSE}{map_.format(names)}</div>"
        assert "OpenStreetMap" not in article(page).body_text


@pytest.mark.parametrize(
    ("before", "title"),
    [("<a href='/'>Site</a><main>", "Le guichet"), ("<main><div class='entete'><h1>Site</h1></div>", "Le guichet")],
)
def test_a_header_in_the_main_part_is_the_article_s_own(before: str, title: str) -> None:
    head = "<div class='bloc-entete'><h1>Le guichet</h1><p class='date'>le 14 septembre 2016</p></div>"
    found = article(f"{before}{head}{PROSE}</main>", "<title>Le guichet - Presse - Site</title>")
    assert (found.title, found.published_on) == (title, "2016-09-14")


def test_a_short_path_with_slashes_right_above_the_title_is_a_breadcrumb() -> None:
    path = "<nav class='ou'><a href='/'>Accueil</a> {} <a href='rubrique1.html'>Conseil</a></nav>"
    assert [s.title for s in article(path.format("/") + f"<h1>Titre</h1>{TEXT}").sections] == ["Conseil"]
    assert article(path.format("|") + f"<h1>Titre</h1>{TEXT}").sections == ()


def test_words_under_a_picture_are_its_caption() -> None:
    figure = "<figure><img src='four.jpg' alt=''><figcaption>Cliché J. Abadie</figcaption></figure>"
    found = article(f"<h1>Titre</h1><div class='texte'>{PROSE}{figure}</div>")
    assert "Cliché" not in found.body_text
    assert [picture.caption for picture in found.pictures] == ["Cliché J. Abadie"]


def test_a_line_of_tools_ends_a_text() -> None:
    tools = "<div>3 commentaires - <a href='spip.php?page=forum'>réagir</a> - lu 2 310 fois depuis la parution</div>"
    assert article(f"<div><h1>Titre</h1>{PROSE}{tools}</div>").body_text.endswith("quartier.")


def test_headings_alone_with_the_title_are_the_lines_above_and_below_it() -> None:
    block = "<h2>Appel</h2><h1>Une régie</h1><h3>Trente communes écrivent</h3>"
    found = article(f"<div>{block}</div>{TEXT}")
    assert (found.surtitle, found.title, found.subtitle) == ("Appel", "Une régie", "Trente communes écrivent")
    dated = "<div class='etoiles'></div><p>Le 9 novembre 2015 | Par Hippolyte Varin</p>"
    found = article(f"<div>{block}{dated}</div>{TEXT}")
    assert (found.surtitle, found.subtitle) == (None, "Trente communes écrivent")
    assert article(f"<div><h1>Une régie</h1>{dated}<h3>Trente communes</h3></div>{TEXT}").subtitle is None
    assert article(f"<div>{block}<p>Beaucoup de mots.</p></div>{TEXT}").surtitle is None
    crumbs = "<p id='hierarchie'><a href='/'>Accueil</a> &gt; <a href='rubrique3.html'>Appel</a></p>"
    assert article(f"{crumbs}<div>{block}</div>{TEXT}").surtitle is None


def test_a_link_round_the_size_alone_says_no_title() -> None:
    links = "<a href='IMG/pdf/a.pdf'><img alt='(PDF' src='i.png'> - <span>1.6 Mo)</span></a> <a href='IMG/pdf/a.pdf'>Le compte rendu</a>"
    found = article(f"<h1>Titre</h1>{TEXT}<div id='documents_joints'><ul><li>{links}</li></ul></div>")
    assert [(file.title, file.stated_size) for file in found.attachments] == [("Le compte rendu", "1.6 Mo")]


def test_lines_of_a_caption_stay_lines() -> None:
    figure = "<figure><img src='f.jpg' alt=''><figcaption><b>Le four</b><br>Cliché J. Abadie</figcaption></figure>"
    found = article(f"<h1>Titre</h1><div class='texte'>{PROSE}{figure}</div>")
    assert [picture.caption for picture in found.pictures] == ["Le four\nCliché J. Abadie"]


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


def test_bullets_part_a_breadcrumb_that_ends_with_words() -> None:
    bullet = "<img src='puce.gif' alt=''>"
    crumbs = f"<a href='index.html'>Accueil</a>{bullet}<a href='rubrique3.html'>Usagers</a>{bullet}Titre"
    assert [s.title for s in article(f"<div>{crumbs}</div><h1>Titre</h1>{TEXT}").sections] == ["Usagers"]


def test_words_in_a_font_are_the_title_where_the_head_says_them_behind_the_site_s_name() -> None:
    home = "<a href='sommaire.php3'><img src='v.gif' alt='Voile du Lac'></a>"
    page = f"<table><tr><td>{home}</td></tr><tr><td>{{}}</td></tr><tr><td>{PROSE}</td></tr></table>"
    head = "<title>Voile du Lac - Réparer un safran</title>"
    found = article(page.format("<font><b>Réparer un safran</b></font><br>le 9 février 2004"), head)
    assert (found.title, found.published_on) == ("Réparer un safran", "2004-02-09")
    assert found.body_text.startswith("Les bassins")


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
