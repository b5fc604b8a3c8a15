"""Breadcrumbs of skins that name nothing for them: told by microdata, signs in items, arrows, or the page's own words at the end."""

import pytest

from tests.articles.captures import article

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
        f"<div>&gt; {HOME} &gt; {SECTION}<br></div>",
        f"<header><ul><li>{HOME}</li><li>{SECTION}</li><li>{OWN}</li></ul></header>",
        f"<p>{HOME} {SECTION} <span>{OWN}</span></p>",
        f"<div>{HOME} <img src='squelettes/img/fl.gif' alt=''> {SECTION}</div>",
        f"<div>{HOME} <img src='f.gif' alt='fleche'> {SECTION}</div>",
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
