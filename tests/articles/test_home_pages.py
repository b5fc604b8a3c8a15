"""Home pages and lists that a person kept: they show the beginnings of other articles, and are none."""

from datetime import UTC, datetime

import pytest

from articles.saved import open_saved, read_saved
from sites.registry import load_skeletons

PROSE = (
    "Les élus relisent le texte ligne à ligne depuis jeudi, et certaines lignes se relisent mieux debout qu’assis. " * 2
)
HEADLINE = "<div><h1><a href='Le-bac,{n}.html'>Le bac de minuit</a></h1><span>56 commentaires</span></div>"
FOOT = f"<div id='pied'><p>{PROSE}</p></div>"


def teaser(number: int, rest: str = "(...)", tag: str = "h2") -> str:
    return (
        f"<li>\n{' ' * 60}<p class='surtitre'>Quais</p><{tag}><a href='Un-toit-{number}.html'>Un toit</a></{tag}>"
        f"<p class='date'>samedi 17 mars</p><div><img src='local/t.jpg'>{PROSE}{rest}</div></li>"
    )


def outcome(body: str, body_class: str = "", file: str = "index.html", head: str = "Le Lagon") -> str:
    page = f"<html><head><title>{head}</title></head><body class='{body_class}'>{body}</body></html>"
    return read_saved(open_saved(page.encode(), file, datetime(2026, 1, 1, tzinfo=UTC)), load_skeletons()).outcome


def several(count: int) -> str:
    return f"<ul>{''.join(map(teaser, range(count)))}</ul>"


@pytest.mark.parametrize("body_class", ["", "page_sommaire"])
@pytest.mark.parametrize("top", [HEADLINE.format(n=1), "<h1>Le Lagon</h1>"])
def test_a_page_of_nothing_but_the_beginnings_of_others_is_no_article(top: str, body_class: str) -> None:
    assert outcome(f"{top}<div>{several(3)}</div>{FOOT}", body_class) == "other"


@pytest.mark.parametrize("body_class", ["", "page_sommaire"])
@pytest.mark.parametrize("top", [HEADLINE.format(n=1), "<h1>Le bac de minuit</h1>"])
def test_an_article_that_others_follow_is_one_also_where_its_title_is_a_link(top: str, body_class: str) -> None:
    assert outcome(f"<div>{top}<p>{PROSE}</p></div><div>{several(3)}</div>{FOOT}", body_class) == "article"


def test_a_heading_like_those_of_others_is_the_title_of_none() -> None:
    same = teaser(7, "", "h1")
    assert outcome(f"<ul>{same}{teaser(8, '', 'h1')}{teaser(9, '', 'h1')}</ul>") == "other"


def test_a_home_page_has_several_headings_alike_and_an_article_with_its_body_class_one_of_its_own() -> None:
    boxes = f"<div><h2>Nouveautés</h2><p>{PROSE}</p></div>" * 5
    assert outcome(boxes, "page_sommaire") == "other"
    assert outcome(boxes[: len(boxes) * 3 // 5], "page_sommaire") == "article"
    assert outcome(f"<h1>Le bac de minuit</h1>{boxes}", "page_sommaire") == "article"
    assert outcome(boxes, "page_sommaire", head="Nouveautés - Le Lagon") == "article"
    assert outcome(f"{boxes}<input type='hidden' name='id_article' value='7'>", "page_sommaire") == "article"
