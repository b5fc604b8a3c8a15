"""What the general reading finds without a name for it: texts that are no prose, notes by their form, titles of tables of 2004,
dates of events beside that of the article, words around the link of a file."""

import pytest

from tests.articles.captures import article, read

PROSE = (
    "<p>Les bassins ouvrent le samedi, de huit heures à midi, et le dimanche matin pour les familles du quartier.</p>"
    * 3
)
TEXT = f"<div class='texte'>{PROSE}</div>"


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<ul class='spip'><li><a href='spip.php?article3'>Un</a></li></ul>", "- Un"),
        ("<table class='spip'><tr><td>Lundi</td><td>8 h</td></tr></table>", "Lundi\t8 h"),
        (
            "<p><a class='spip_in' href='spip.php?article3'>La fiche</a> a changé de place.</p>",
            "La fiche a changé de place.",
        ),
        ("<div class='corps'><p>Fermé.</p></div>", "Fermé."),
        ("<p class='date'>3 mai 2012</p><div class='corps'><p>Fermé.</p></div>", "Fermé."),
        ("<ul class='spip'><li>Un</li></ul><h3>Voir aussi</h3><div><ul class='spip'><li>Deux</li></ul></div>", "- Un"),
        ("<div class='signatures'><p class='spip'>Trois noms</p></div>", ""),
        ("<ul><li><a href='spip.php?article3'>Un</a></li></ul>", ""),
    ],
)
def test_a_text_that_is_no_prose_is_what_the_editor_wrote_after_the_title(html: str, text: str) -> None:
    tools = "<p><a href='spip.php?page=imprimer&amp;id_article=12'>Imprimer</a></p>"
    assert article(f"<div><h1>Titre</h1>{html}{tools}</div>").body_text.strip() == text


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


TABLES = """
<table><tr><td><a href="index.php3"><img alt="Site" src="b.gif"></a></td></tr><tr><td><b>Menu</b><br>Un, deux</td><td><table>
<tr><td><font size="2">12 mai</font></td></tr><tr><td><font><strong>{}</strong></font></td></tr><tr><td>{}</td></tr>
</table></td></tr>
</table>
"""


def test_a_bold_line_above_the_text_is_the_title_where_the_head_names_only_the_site() -> None:
    assert article(TABLES.format("Le hangar 7", PROSE)).title == "Le hangar 7"
    assert article(TABLES.format("Le hangar 7", PROSE), "<title>Autre chose</title>").title == "Autre chose"
    assert article(TABLES.format("Le <a href='/'>hangar</a>", PROSE)).title == "Site"


def test_a_line_in_large_type_is_the_title_where_the_page_says_nothing_of_its_head() -> None:
    lines = "<font size='1'><i>Chantiers</i></font><br><font size='{}'><b>Le hangar 7</b></font><br><font size='1'>le 14 mars 2002</font>"
    for size, said, title in (("4", "", "Le hangar 7"), ("2", "", "Commune"), ("4", "<p>La commune</p>", "Commune")):
        page = said + TABLES.format("", PROSE).replace(
            "<td><font><strong></strong></font>", "<td>" + lines.format(size)
        )
        assert article(page, "<title>Commune</title>").title == title


def test_a_heading_that_the_breadcrumb_ends_with_is_the_title_in_a_header_too() -> None:
    crumbs = "<p id='hierarchie'><a href='/'>Accueil</a> &gt; <a href='rubrique3.html'>Eau</a> &gt; <strong>Titre</strong></p>"
    head = "<div class='entete'><h1>Titre</h1><div class='chapo'><p>Le chapeau.</p></div></div>"
    found = article(f"{crumbs}<div>{head}<p><a href='IMG/pdf/a.pdf'>Plan</a> (PDF - 12 ko)</p></div>")
    assert (found.title, found.lead) == ("Titre", "Le chapeau.")


@pytest.mark.parametrize(
    ("html", "date"),
    [
        (
            "<article><h1>Titre</h1>{}<aside><time datetime='2016-04-25'></time></aside></article><time datetime='2016-03-02'></time>",
            "2016-04-25",
        ),
        ("<h1>Titre</h1>{}<div class='agenda'><time datetime='2017-06-04'>4 juin 2017</time> : fête</div>", None),
        ("<div><h1>Titre</h1>{}<div>17/11/2012</div><b>début :</b></div>", None),
        ("<div><h1>Titre</h1>{}<div>Publié le 17/11/2012</div></div>", "2012-11-17"),
        ("<div><h1>Titre</h1><dl><dd>Mercredi 8 juillet 2009, 14h00 - 14h40</dd></dl>{}</div>", None),
    ],
)
def test_dates_of_events_are_none_of_the_article(html: str, date: str | None) -> None:
    assert article(html.format(TEXT)).published_on == date


def test_the_line_of_a_date_is_none_of_the_text() -> None:
    line = "<div class='dates'>Publié le <time datetime='2019-03-12'>12 mars 2019</time> | Maj le 15 mars</div>"
    found = article(
        f"<article><h1>Titre</h1><div class='hat'><p>Le tribunal leur donne raison.</p></div>{line}{PROSE}</article>"
    )
    assert (found.published_on, found.lead) == ("2019-03-12", "Le tribunal leur donne raison.")
    assert found.body_text.startswith("Les bassins")


def test_a_text_ends_where_readers_add_to_it() -> None:
    added = "<section><h2>Compléments d’info à l’article</h2><div><p>La mairie a deux mois pour faire appel.</p></div></section>"
    assert "appel" not in article(f"<article><h1>Titre</h1>{PROSE}{added}</article>").body_text


def test_a_first_paragraph_of_another_type_is_the_lead() -> None:
    lead = "<p style='font-size: 0.8rem'>Une course sans animaux, que les enfants du faubourg ont inventée un été de disette.</p>"
    assert article(f"<div><h1>Titre</h1>{lead}{PROSE}</div>").lead is not None
    assert article(f"<div><h1>Titre</h1>{lead}{lead}{PROSE}</div>").lead is None


def test_a_label_tells_a_breadcrumb() -> None:
    long = f"<div class='texte'>{PROSE}{PROSE}</div>"
    said = "Vous êtes ici :<br><a href='rubrique1.html'>Carnets</a> / <a href='rubrique2.html'>Étés</a>"
    assert [s.title for s in article(f"<div>{said}<h1>Titre</h1>{long}</div>").sections] == ["Carnets", "Étés"]


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


def test_a_quotation_in_a_step_does_not_part_it() -> None:
    crumbs = "<a href='/'>Accueil</a> » <a href='rubrique3.html'>Eau</a> » Les « bassins ouverts » du samedi (...)"
    found = article(f"<p id='hierarchie'>{crumbs}</p><div><h1>Les « bassins ouverts » du samedi matin</h1>{TEXT}</div>")
    assert (found.home, [section.title for section in found.sections]) == ("Accueil", ["Eau"])


def test_notes_with_raised_numbers_end_the_text() -> None:
    notes = "".join(
        f"<div id='nb{n}'><p><sup><a href='#nh{n}' class='spip_note'>{n}</a></sup>&nbsp;{words}</p></div>"
        for n, words in ((1, "Voir la loi.</p><p>Et le décret."), (2, "Idem."))
    )
    found = article(f"<div><div><h1>Titre</h1>{PROSE}<div id='notesbp'>{notes}</div></div></div>")
    assert found.notes == ("Voir la loi.\n\nEt le décret.", "Idem.")
    assert found.body_text.endswith("les familles du quartier.")


def test_a_heading_of_the_skin_ends_no_run_of_prose() -> None:
    found = article(
        f"<div><div><h1>Titre</h1>{PROSE}</div><div><h4>Paru dans le <a href='n3'>n° 3</a> du bulletin</h4></div></div>"
    )
    assert "Paru dans" not in found.body_text


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


def test_bullets_drawn_between_a_few_links_make_a_breadcrumb_and_before_them_a_list() -> None:
    bullet = "<img src='puce.gif' class='puce' alt='-'>"
    steps = (
        "<a href='/'>Accueil du site</a>",
        "<a href='rubrique3.html'>Eau</a>",
        "<a href='rubrique5.html'>Bassins</a>",
    )
    below = f"<div><h1>Titre</h1>{TEXT}</div>"
    found = article(f"<div><div>{f' {bullet} '.join(steps)}</div>{below}</div>")
    assert [section.title for section in found.sections] == ["Eau", "Bassins"]
    assert article(f"<div><div>{''.join(bullet + step for step in steps)}</div>{below}</div>").sections == ()


@pytest.mark.parametrize(
    ("html", "date"),
    [
        ("<h1>Titre</h1><div class='texte'><i>(3 mai 2012)</i> <a href='#'>Imprimer</a></div>{}", "2012-05-03"),
        (
            "<h1>Titre</h1><p>Le 3 mai 2012, par Léa</p>{}<h5>PDF | 97 ko | Document publié le 2 mai 2012</h5>",
            "2012-05-03",
        ),
    ],
)
def test_a_date_in_brackets_and_days_of_files(html: str, date: str) -> None:
    assert article(f"<div>{html.format(TEXT)}</div>").published_on == date


def test_a_step_that_the_skin_marks_may_be_the_section() -> None:
    steps = "<li><a href='/'>Accueil</a></li><li><a href='rubrique3.html'>Eau</a></li><li><strong class='on'>{}</strong></li>"
    page = f"<nav id='ariane'><ol>{steps}</ol></nav><div><h1>Les horaires du bassin</h1>{TEXT}</div>"
    lasts = ("Horaires d’été", "Actualités du réseau", "Événements", "Le bassin")
    sections = [[s.title for s in article(page.format(last)).sections] for last in lasts]
    assert sections == [["Eau"], ["Eau", "Actualités du réseau"], ["Eau", "Événements"], ["Eau"]]


def test_a_day_in_brackets_that_ends_a_title_is_the_date_where_the_page_shows_no_other() -> None:
    assert article(f"<div><h1>Un voyage (14.05.18)</h1>{TEXT}</div>").published_on == "2018-05-14"
    assert article(f"<div><h1>Séance du 14 mai 2018</h1>{TEXT}</div>").published_on is None


SECTION = """
<nav><a href='/'>Accueil</a> / <a href='spip.php?rubrique2'>Eau</a></nav>
<section><h2>Titre</h2><p class='d'>Mis en ligne le 3 avril 2013</p><div class='jtxt'><p>{}</p></div>
<ul class='docs'><li><a href='IMG/pdf/a.pdf'>Plan</a> (PDF, 120 ko)</li></ul></section>
<aside><a href='spip.php?article9'>Autre article</a></aside>"""


@pytest.mark.parametrize("sentences", [1, 2, 3])
@pytest.mark.parametrize(
    "page",
    [
        SECTION,
        "<table><tr><td><a href='/'>Accueil</a></td><td><h1>Titre</h1><p>Mis en ligne le 3 avril 2013</p><p>{}</p></td></tr></table>",
    ],
)
def test_a_text_of_few_sentences_below_the_title_is_read(page: str, sentences: int) -> None:
    words = "Le bassin de la rue des Tilleuls rouvre lundi matin. " * sentences
    found = article(page.format(words))
    assert (found.body_text, found.published_on) == (words.strip(), "2013-04-03")


ENTRY = "<h3><a href='spip.php?article{0}'>Un titre {0}</a></h3><p>Le bassin ouvre le samedi pour les familles du quartier (...)</p>"


@pytest.mark.parametrize("entry", [ENTRY, f"<li>{ENTRY}</li>", ENTRY.replace("h3", "b").join(("<li>", "</li>"))])
def test_a_list_of_teasers_is_no_article(entry: str) -> None:
    entries = "".join(entry.format(n) for n in range(9)).replace("<b>", "").replace("</b>", "")
    page = f"<html><body><p><a href='/'>Accueil</a> &gt; Eau</p><h1>Eau</h1><div class='liste'>{entries}</div></body></html>"
    assert read(page, "http://www.example.org/Eau").outcome == "other"


@pytest.mark.parametrize(
    ("body", "outcome", "problem"),
    [
        ("<h1>Se connecter</h1><form><input type='password'></form>", "error", "login-page"),
        (
            "<h1>Résultats de la recherche « eau »</h1><ul><li><a href='spip.php?article2'>Un</a></li></ul>",
            "listing",
            None,
        ),
        ("<h1>Not Found</h1><p>The requested URL was not found on this server.</p>", "not-found", "soft-not-found"),
        ("<frameset><frame src='a.html'></frameset>", "other", "frameset"),
        ("<h1>Titre</h1>" + "<div><h2>Un</h2><div class='texte'>" + PROSE + "</div></div>" * 4, "article", None),
    ],
)
def test_pages_that_are_no_article(body: str, outcome: str, problem: str | None) -> None:
    reading = read(f"<html><head><title>Site</title></head>{body}</html>")
    assert reading.outcome == outcome
    assert problem in (None, *(one.kind for one in reading.problems))


def test_several_articles_on_one_page_are_told() -> None:
    one = f"<div><h2>Un titre</h2>{TEXT}</div>"
    kinds = [problem.kind for problem in read(f"<html><body>{one * 4}</body></html>").problems]
    assert "several-articles" in kinds


def test_a_sign_in_the_title_makes_no_step() -> None:
    crumbs = "<p id='hierarchie'><a href='/'>Accueil</a> &gt; <a href='rubrique3.html'>Eau</a> &gt; Aides : dossiers &gt; 10 000 euros</p>"
    found = article(f"{crumbs}<div><h1>Aides : dossiers &gt; 10 000 euros</h1>{TEXT}</div>")
    assert [section.title for section in found.sections] == ["Eau"]


LINES = "Le bassin ouvre le samedi pour les familles du quartier.<br><br>Il ferme en août, et le dimanche toute l'année durant."


@pytest.mark.parametrize(
    ("html", "date"),
    [
        ("<div>3 mai 2012</div><h1>Titre</h1>{}", "2012-05-03"),
        ("jeudi 3 mai 2012<br><h1>Titre</h1><div>{}</div>", "2012-05-03"),
        ("<h1>Titre</h1><p class='q'>3 mai 2012, par Jeanne Essai</p><div>{}</div>", "2012-05-03"),
        ("<span>3 mai 2012, par Jeanne Essai</span><h1>Titre</h1><div>{}</div>", "2012-05-03"),
        (
            "<h1>Titre</h1><i>Ana</i><br>3 mai 2012<br><div>{}</div><b>Un son</b> : <a href='IMG/a.mp3'>a</a> (MP3, 1.1 Mo)",
            "2012-05-03",
        ),
    ],
)
def test_a_date_beside_the_title_needs_no_words(html: str, date: str) -> None:
    found = article(
        f"<div id='a'><a href='/'>Site</a></div><div id='b'>{html.format(PROSE)}</div><p>Mis à jour le 3 mars 2023</p>"
    )
    assert (found.published_on, found.body_text.count("Les bassins")) == (date, 3)


def test_a_text_that_stands_loose_below_the_title_is_read() -> None:
    found = article(
        f"<div><a href='/'>Site</a></div><div><h1>Titre</h1><p class='d'>Publié le 3 mai 2012</p>{LINES}</div>"
    )
    assert (found.published_on, found.body_text) == ("2012-05-03", LINES.replace("<br><br>", "\n\n"))


def test_the_word_that_calls_to_download_goes_with_the_line_of_the_file() -> None:
    found = article(
        f"<div><h1>Titre</h1>{PROSE}<p>Télécharger : <a href='IMG/pdf/a.pdf'>Le plan</a> (PDF - 12 ko)</p></div>"
    )
    assert ("Télécharger" in found.body_text, [file.title for file in found.attachments]) == (False, ["Le plan"])


def test_where_the_head_names_only_the_site_the_first_heading_of_the_skin_is_the_title() -> None:
    top = "<div><p><a href='/'>Site</a></p></div>"
    parts = "<h2 class='soustitre'>Plus bas</h2><h3 class='spip'>Une partie</h3>"
    found = article(f"{top}<div><h3 class='q'>Les bassins d’hiver</h3>{parts}{PROSE}</div>")
    assert found.title == "Les bassins d’hiver"
    assert (
        article(f"{top}<h1><a href='/'>Site</a></h1><div><h2>Les bassins d’hiver</h2>{PROSE}</div>").title
        == "Les bassins d’hiver"
    )
    news = "<div><h3>Brèves</h3><p>9 mai 2012 : <a href='breve3'>Le bassin rouvre</a></p></div>"
    day = "<h4 class='titre-jour'>Publié le 3 mai 2012</h4>"
    assert article(f"{top}{news}<div>{day}<h3>Les bassins d’hiver</h3>{PROSE}</div>").title == "Les bassins d’hiver"
    said = news.replace("Brèves", "Derniers messages")
    part = "<h2>Résumé</h2><p>Ils ouvrent enfin.</p>"
    assert article(f"{top}{said}<div><h3>Les bassins d’hiver</h3>{part}{PROSE}</div>").title == "Les bassins d’hiver"


def test_a_postscript_is_known_by_its_heading() -> None:
    found = article(
        f"<div><h1>Titre</h1>{PROSE}<div class='q'><h3>Post-scriptum</h3><p>Prenez un bonnet.</p></div></div>"
    )
    assert (found.postscript, "bonnet" in found.body_text) == ("Prenez un bonnet.", False)


def test_the_title_itself_is_no_subtitle_whatever_the_skin_calls_it() -> None:
    head = "<title>Le lavoir rouvre - La Mouette</title>"
    found = article(
        f"<h1><a href='/'>La Mouette</a></h1><div><h1 class='soustitre'>Le lavoir rouvre</h1>{TEXT}</div>", head
    )
    assert (found.title, found.subtitle) == ("Le lavoir rouvre", None)


def test_a_paragraph_that_the_skin_wrote_into_a_heading_is_the_lead() -> None:
    lead = "Deux villages vécurent deux ans à vingt minutes l'un de l'autre, et aucun ne voulut céder sur l'heure."
    for opening, said in ((f"<h2><p>{lead}</p></h2>", lead), (f"<h2></h2>\n<p>{lead}</p>", None)):
        found = article(f"<h1>Titre</h1><div>{opening}{PROSE}</div>")
        assert found.lead == said


@pytest.mark.parametrize(
    ("foot", "title"),
    [
        ("© 2014 Rives nettes. Tous droits réservés.", "Onze brouettes"),
        ("Copyright © Rives nettes 2012-2014 - contact", "Onze brouettes"),
        ("© 2014 Rives nettes et fils", "Rives nettes"),
    ],
)
def test_a_head_that_says_whose_rights_the_foot_reserves_names_the_site_only(foot: str, title: str) -> None:
    body = (
        f"<section id='title'><p>Ensemble</p></section><div><h3>Onze brouettes</h3>{TEXT}</div><footer>{foot}</footer>"
    )
    assert article(body, "<title>Rives nettes</title>").title == title


def test_loose_words_go_on_with_a_text_until_others_follow() -> None:
    tools = "<div>Envoyer à <a href='https://links.example.org/'>Liens</a></div>"
    links = "<a href='spip.php?rubrique1'>Eau</a> | <a href='spip.php?rubrique2'>Bois</a> | encore"
    cell = f"<p><b>Titre</b></p>{PROSE}<br>La piscine.<br>{tools}{links}"
    found = article(f"<table><tr><td>{cell}</td></tr></table>", "<title>Titre</title>")
    assert found.body_text.endswith("familles du quartier.\n\nLa piscine.")


def test_a_heading_of_the_fifth_level_that_the_head_names_is_the_title() -> None:
    found = article(
        f"<div><h5 class='center'>Les tamaris</h5>{PROSE}</div>", "<title>Les tamaris - Le guetteur</title>"
    )
    assert found.title == "Les tamaris"
    assert found.body_text.startswith("Les bassins")


def test_steps_parted_by_pictures_behind_a_label_need_no_name() -> None:
    steps = "<a href='/'>Accueil</a> <img src='d.gif'> <a href='rubrique.php3?id_rubrique=2'>Le club</a> <img src='d.gif'> Titre"
    for label, sections in (("Vous êtes ici :", ["Le club"]), ("Liens :", [])):
        found = article(f"<div><h1>Titre</h1>{TEXT}<font size='2'>{label} {steps}</font></div>")
        assert [section.title for section in found.sections] == sections


def test_a_day_in_one_row_with_the_author_below_the_text_is_the_date() -> None:
    row = "<table><tr><td><font>Le mercredi 15 mars 2006.</font></td><td>{} : <a href='auteur4.html'>A. Essai</a></td></tr></table>"
    files = "<table><tr><td><a href='IMG/pdf/a.pdf'>Plan</a><br>PDF - 12 ko</td></tr></table>" + "<p></p>" * 12
    for label, date in (("Par", "2006-03-15"), ("Concert avec", None)):
        page = f"<table><tr><td><h1>Titre</h1>{TEXT}{files}{row.format(label)}</td></tr></table>"
        assert article(page).published_on == date


def test_a_text_below_the_title_is_no_line_above_it() -> None:
    intro = "Après onze mois passés au bord de la route, les deux cents vendeuses ont retrouvé leurs étals sous un toit bleu. "
    for words, surtitle in ((intro + intro, None), ("Le marché", "Le marché")):
        page = (
            f"<div><h1>Titre</h1><span class='surtitre'><p>{words}</p></span><div class='fulltext'>{PROSE}</div></div>"
        )
        assert article(page).surtitle == surtitle


def test_several_paragraphs_are_the_text_whatever_their_block_is_called() -> None:
    picture = "<p><img src='IMG/jpg/a.jpg' alt='Le bassin'></p>"
    found = article(f"<div><h1>Titre</h1><div class='spip_documents'>{PROSE}{picture}{PROSE}</div></div>")
    assert found.body_text.startswith("Les bassins")
    assert [shown.alt for shown in found.pictures] == ["Le bassin"]


def test_a_postscript_is_known_by_the_words_that_open_its_block() -> None:
    frame = "<div class='cadre'><div><p class='spip'><b>P.-S.</b>&nbsp;&nbsp;Le chapeau est rendu.</p></div></div>"
    found = article(f"<div><h1>Titre</h1>{TEXT}{frame}</div>")
    assert found.postscript == "Le chapeau est rendu."
    for line in ("Dans <b>P.-S.</b> le chapeau.", "<b>PS</b> : trois sièges"):
        assert article(f"<div><h1>Titre</h1>{TEXT}<p>{line}</p></div>").postscript is None


def test_the_line_below_a_title_is_none_of_the_text() -> None:
    page = f"<div><h1>Titre</h1><p>12 mai 2009</p><div class='sous-titre'>Vingt-deux équipes</div>{PROSE}</div>"
    found = article(page)
    assert found.subtitle == "Vingt-deux équipes"
    assert "équipes" not in found.body_text


def test_lines_of_links_under_one_another_are_a_menu() -> None:
    menu = "<a href='rubrique3.html'>Actualités</a> | <a href='rubrique4.html'>Rapports</a><br>"
    steps = "<a href='/'>Accueil</a> | <a href='rubrique7.html'>Eau</a> | <a href='rubrique9.html'>Bassins</a><br>"
    long = f"<div class='texte'>{PROSE}{PROSE}</div>"
    for above, sections in ((menu + steps, []), (steps, ["Eau", "Bassins"])):
        found = article(f"<div>{above}<h1>Titre</h1>{long}</div>")
        assert [section.title for section in found.sections] == sections


def test_what_is_on_the_web_is_no_text_and_no_lead() -> None:
    link = "Sur le Web : <a href='http://www.example.net/bassins'>Les bassins</a>"
    for page in (f"<div class='entry'>{PROSE}<em>{link}</em><br></div>", f"<div class='chapo'>{link}</div>{PROSE}"):
        found = article(f"<div><h1>Titre</h1>{page}</div>")
        assert (found.online_text, found.lead) == ("Les bassins", None)
        assert "Sur le Web" not in found.body_text
