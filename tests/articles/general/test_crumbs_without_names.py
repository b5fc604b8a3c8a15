"""Breadcrumbs of skins that name nothing for them: told by microdata, signs in items, arrows, or the page's own words at the end."""

import pytest

from tests.articles.captures import PROSE, article

TEXT = f"<div class='texte'>{'<p>Les bassins ouvrent le samedi, de huit heures à midi, et le dimanche matin.</p>' * 3}</div>"
HOME, SECTION = "<a href='/'>Accueil</a>", "<a href='spip.php?rubrique3'>Eau</a>"
OWN = "Les bassins rouvrent : où ?"


def sections(path: str, around: str = "{}<h1>Les bassins rouvrent : où ?</h1>") -> list[str]:
    return [step.title for step in article(around.format(path) + TEXT).sections]


@pytest.mark.parametrize(
    "path",
    [
        f"<div><div itemscope itemtype='https://schema.org/BreadcrumbList'>{HOME}{SECTION}</div></div>",
        f'<nav aria-label="Fil d\'Ariane">{HOME} {SECTION}</nav>',
        f"<div><span>Vous êtes ici :</span> <a href='spip.php?rubrique3'>Eau</a> / <a href='spip.php?rubrique4'>{OWN}</a></div>",
        f"<div>article de la rubrique {SECTION} &gt; {OWN}</div>",
        f"<div>Usted está en: {HOME} &gt; {SECTION}</div>",
        f"<ul><li>{HOME}<span> &gt; </span></li><li>{SECTION}<span> &gt; </span></li><li><span>{OWN}</span></li></ul>",
        f"<ul><li>{HOME}<span> / </span></li><li>{SECTION}<span> / </span></li><li>{OWN}</li></ul>",
        f"<ul><li>{HOME}</li><li>{SECTION}</li><li>{OWN}</li></ul>",
        f"<ul><li>{HOME}</li><li>&gt; {SECTION}</li></ul>",
        f"<p>{HOME} ➤ {SECTION} ➤ {OWN}</p>",
        f"<p>{HOME} ► {SECTION}</p>",
        f"<p>{HOME} =&gt; {SECTION} =&gt; {OWN}</p>",
        f"<p>{HOME} · {SECTION} · {OWN}</p>",
        f"<div>&gt; {HOME} &gt; {SECTION}<br></div>",
        f"<header><ul><li>{HOME}</li><li>{SECTION}</li><li>{OWN}</li></ul></header>",
        f"<p>{HOME} {SECTION} <span>{OWN}</span></p>",
        f"<div><p><span>Vous êtes dans </span>{SECTION}</p></div>",
        f"<div><strong>{HOME} &gt; {SECTION}</strong></div>",
        f"<p><b>{HOME} | {SECTION}</b></p>",
        f"<p><em>{HOME} / {SECTION}</em></p>",
        f"<div>{HOME} <img src='squelettes/img/fl.gif' alt=''> {SECTION}</div>",
        f"<div>{HOME} <img src='f.gif' alt='fleche'> {SECTION}</div>",
        f"<div><a href='/'><i class='fa fa-home'></i></a> / {SECTION} / {OWN}</div>",
        f"<div>{HOME}<i class='fa fa-angle-right'></i>{SECTION}</div>",
        f"<div>{HOME} &gt; {SECTION} <a href='mailto:ami@example.org'>Envoyer</a></div>",
    ],
)
def test_a_breadcrumb_without_a_name(path: str) -> None:
    assert sections(path) == ["Eau"]


@pytest.mark.parametrize(
    "menu",
    [
        f"<ul><li>{HOME}</li><li>{SECTION}</li><li>Contact</li></ul>",
        f"<p>{HOME} {SECTION} <span>Contact</span></p>",
        f"<p>{HOME} - {SECTION} - Contact</p>",
        f"<div>{HOME}<i class='fa fa-envelope'></i>{SECTION}</div>",
        f"<div>{HOME} <img src='trait.gif' alt=''> {SECTION}</div>",
        f"<ul><li>{HOME}</li><li>{SECTION}</li></ul>",
        f"<div><a href='/'><img src='logo.png' alt=''></a> {SECTION} | <a href='spip.php?rubrique4'>Air</a></div>",
        "<ol><li><a href='/'>fr</a></li><li><a href='/?lang=en'>en</a></li><li>es</li></ol>",
        f"<p>{HOME} • {SECTION} • <a href='spip.php?page=contact'>Contact</a></p>",
        f"<p>{HOME} / {SECTION} / <a href='plan.php3'>Plan</a></p>",
        f"<p>{HOME} | {SECTION} | <a href='Plan'>Plan du site</a></p>",
        f"<div><img src='fleche.gif'> {HOME}<br><img src='fleche.gif'> {SECTION}<br></div>",
        f"<div>» {HOME}<br>» {SECTION}</div>",
        f"<ul><li>&gt; {HOME}</li><li>&gt; {SECTION}</li><li>&gt; <a href='spip.php?rubrique4'>Air</a></li></ul>",
        f"<p>{HOME} | Par <a href='spip.php?auteur3'>Jeanne Essai</a> | 09/10/2018</p>",
    ],
)
def test_a_menu_is_none(menu: str) -> None:
    assert sections(menu) == []


@pytest.mark.parametrize("sign", [" - ", " – ", " \\ ", " "])
def test_links_and_then_the_words_of_the_page_are_one_whatever_parts_them(sign: str) -> None:
    path = f"<p>{HOME}{sign}{SECTION}{sign}Le gardien</p>"
    assert sections(path, "{}<h1>Le gardien</h1>") == ["Eau"]
    assert sections(f"<p>{HOME}{sign}{SECTION}</p>", "{}<h1>Le gardien</h1>") == []


@pytest.mark.parametrize(("sign", "found"), [(" / ", ["Eau", "Puits"]), (" ", [])])
def test_a_house_that_is_drawn_begins_one_where_a_sign_is_behind_it(sign: str, found: list[str]) -> None:
    path = f"<div><a href='./'><img src='home.png' alt=''></a>{sign}{SECTION} / <a href='spip.php?rubrique4'>Puits</a></div>"
    assert sections(path) == found


def test_a_label_tells_a_breadcrumb() -> None:
    long = f"<div class='texte'>{PROSE}{PROSE}</div>"
    said = "Vous êtes ici :<br><a href='rubrique1.html'>Carnets</a> / <a href='rubrique2.html'>Étés</a>"
    assert [s.title for s in article(f"<div>{said}<h1>Titre</h1>{long}</div>").sections] == ["Carnets", "Étés"]


def test_a_quotation_in_a_step_does_not_part_it() -> None:
    crumbs = "<a href='/'>Accueil</a> » <a href='rubrique3.html'>Eau</a> » Les « bassins ouverts » du samedi (...)"
    found = article(f"<p id='hierarchie'>{crumbs}</p><div><h1>Les « bassins ouverts » du samedi matin</h1>{TEXT}</div>")
    assert (found.home, [section.title for section in found.sections]) == ("Accueil", ["Eau"])


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


def test_a_step_that_the_skin_marks_may_be_the_section() -> None:
    steps = "<li><a href='/'>Accueil</a></li><li><a href='rubrique3.html'>Eau</a></li><li><strong class='on'>{}</strong></li>"
    page = f"<nav id='ariane'><ol>{steps}</ol></nav><div><h1>Les horaires du bassin</h1>{TEXT}</div>"
    lasts = ("Horaires d’été", "Actualités du réseau", "Événements", "Le bassin")
    sections = [[s.title for s in article(page.format(last)).sections] for last in lasts]
    assert sections == [["Eau"], ["Eau", "Actualités du réseau"], ["Eau", "Événements"], ["Eau"]]


def test_a_sign_in_the_title_makes_no_step() -> None:
    crumbs = "<p id='hierarchie'><a href='/'>Accueil</a> &gt; <a href='rubrique3.html'>Eau</a> &gt; Aides : dossiers &gt; 10 000 euros</p>"
    found = article(f"{crumbs}<div><h1>Aides : dossiers &gt; 10 000 euros</h1>{TEXT}</div>")
    assert [section.title for section in found.sections] == ["Eau"]


def test_steps_parted_by_pictures_behind_a_label_need_no_name() -> None:
    steps = "<a href='/'>Accueil</a> <img src='d.gif'> <a href='rubrique.php3?id_rubrique=2'>Le club</a> <img src='d.gif'> Titre"
    for label, sections in (("Vous êtes ici :", ["Le club"]), ("Liens :", [])):
        found = article(f"<div><h1>Titre</h1>{TEXT}<font size='2'>{label} {steps}</font></div>")
        assert [section.title for section in found.sections] == sections


def test_lines_of_links_under_one_another_are_a_menu() -> None:
    menu = "<a href='rubrique3.html'>Actualités</a> | <a href='rubrique4.html'>Rapports</a><br>"
    steps = "<a href='/'>Accueil</a> | <a href='rubrique7.html'>Eau</a> | <a href='rubrique9.html'>Bassins</a><br>"
    long = f"<div class='texte'>{PROSE}{PROSE}</div>"
    for above, sections in ((menu + steps, []), (steps, ["Eau", "Bassins"])):
        found = article(f"<div>{above}<h1>Titre</h1>{long}</div>")
        assert [section.title for section in found.sections] == sections


def test_a_breadcrumb_may_be_words_alone_right_above_the_title() -> None:
    page = "<p class='{}'>Jeunesse / Formation{}</p><h1>Titre</h1>" + TEXT
    assert [s.title for s in article(page.format("chemin", "")).sections] == ["Jeunesse", "Formation"]
    assert [s.title for s in article(page.format("chemin", " / Titre")).sections] == ["Jeunesse", "Formation"]
    assert article(page.format("slogan", "")).sections == ()


def test_a_short_path_with_slashes_right_above_the_title_is_a_breadcrumb() -> None:
    path = "<nav class='ou'><a href='/'>Accueil</a> {} <a href='rubrique1.html'>Conseil</a></nav>"
    assert [s.title for s in article(path.format("/") + f"<h1>Titre</h1>{TEXT}").sections] == ["Conseil"]
    assert article(path.format("|") + f"<h1>Titre</h1>{TEXT}").sections == ()


def test_bullets_part_a_breadcrumb_that_ends_with_words() -> None:
    bullet = "<img src='puce.gif' alt=''>"
    crumbs = f"<a href='index.html'>Accueil</a>{bullet}<a href='rubrique3.html'>Usagers</a>{bullet}Titre"
    assert [s.title for s in article(f"<div>{crumbs}</div><h1>Titre</h1>{TEXT}").sections] == ["Usagers"]


def test_slashes_part_a_path_also_a_little_above_the_title() -> None:
    between = "<div><p><span>Entretien</span></p><p><img src='photo.jpg' alt=''></p><p><b>Par Zoé</b></p></div>"
    around = "<div>{}</div>" + between + "<h1>Titre</h1>"
    assert sections(f"<div>{HOME} <b>/</b> <a href='/eau'>Eau</a></div>", around) == ["Eau"]
    assert sections(f"<div>{HOME} - <a href='/eau'>Eau</a></div>", around) == []


def test_a_slash_in_the_words_of_a_menu_parts_no_path() -> None:
    menu = "<nav><a href='/'>Accueil</a> | <a href='/rubrique1'>{}</a> | <a href='/rubrique2'>Sport</a></nav>"
    between = "<p>Une ligne</p>" * 8
    for words in ("Emploi", "Emploi/Formation"):
        assert article(f"{menu.format(words)}{between}<h1>Titre</h1>{TEXT}").sections == ()
