"""What the address of a page tells of its title, by its slug or by links to it, where the head and names of the skin do not."""

import time
from datetime import UTC, datetime

import pytest
from lxml.html import HtmlElement

from articles.general.slug import NUMBERED, agreement_with, shared_address, slug_in
from articles.saved import open_saved, read_saved
from sample.addresses import slug
from tests.articles.alterations import altered, without_names
from tests.articles.captures import PROSE
from tests.articles.test_unknown_skins import EXPECTED, PAGES, SKELETONS, folded

_TITLE = "Les bassins d’hiver rouvrent"
_SLUG = "Les-bassins-d-hiver-rouvrent"
_HEAD = "<title>Sport - La Mouette</title>"
_TOP = "<div><a href='/'>La Mouette</a></div><h1>Sport</h1>"


def title_of(page: str | bytes, address: str) -> str | None:
    data = page if isinstance(page, bytes) else f"<html><head>{_HEAD}</head><body>{page}</body></html>".encode()
    saved = open_saved(data, "page.html", datetime(2026, 1, 1, tzinfo=UTC), f"http://h.example/{address}")
    article = read_saved(saved, SKELETONS).article
    return article.title if article else None


@pytest.mark.parametrize(
    "address", [_SLUG, f"{_SLUG}.html", f"sport/{_SLUG.lower()}?lang=fr", f"{_SLUG}e68f.html", f"{_SLUG}-12"]
)
@pytest.mark.parametrize("heading", ["<h3>{}</h3>", "<div><span>{}</span></div>", "<p><font>{}</font></p>"])
def test_words_that_the_address_was_made_of_are_the_title_though_head_and_heading_name_the_section(
    address: str, heading: str
) -> None:
    page = f"{_TOP}<div>{heading.format(_TITLE)}{PROSE}</div>"
    assert title_of(page, "spip.php?article12") != _TITLE
    assert title_of(page, address) == _TITLE


@pytest.mark.parametrize(
    ("said", "is_found"),
    [
        (f"<link rel='canonical' href='http://h.example/{_SLUG}'>", True),
        (f"<meta property='og:url' content='{_SLUG}.html'>", True),
        ("<link rel='canonical' href='http://h.example/'>", False),
        ("<link rel='canonical' href='http://[h.example/Les-bassins'>", False),
        ("<link rel='canonical'>", False),
    ],
)
def test_the_slug_of_the_address_that_a_page_gives_itself_counts_where_its_own_has_none(
    said: str, is_found: bool
) -> None:
    page = f"<html><head>{_HEAD}{said}</head><body>{_TOP}<div><h3>{_TITLE}</h3>{PROSE}</div></body></html>"
    assert (title_of(page.encode(), "spip.php?article12") == _TITLE) is is_found


@pytest.mark.parametrize(
    "link",
    [
        f"https://social.example/sharer.php?u=http%3A%2F%2Fh.example%2F{_SLUG}&amp;t=x",
        f"https://bird.example/intent/tweet?text=Un%20titre%20http%3A%2F%2Fh.example%2F{_SLUG}&amp;via=x",
        f"mailto:?subject=Lu&amp;body=Bonjour http://h.example/{_SLUG}",
    ],
)
def test_the_slug_of_the_address_by_which_a_page_is_shared_counts_though_its_file_is_called_otherwise(
    link: str,
) -> None:
    page = f"{_TOP}<div><h3>{_TITLE}</h3>{PROSE}<p><a href='{link}'>Partager</a></p></div>"
    assert title_of(page, "piscine-hiver-2010.html") == _TITLE
    other = f"<p><a href='{link.replace(_SLUG, 'Un-autre-sujet-de-la-semaine')}'>Partager</a></p>"
    assert title_of(page + other, "piscine-hiver-2010.html") != _TITLE


def test_a_slug_takes_away_what_a_heading_says_besides() -> None:
    heading = f"<h2>{_TITLE} <em>lundi 3 mai 2010, par Jeanne</em></h2>"
    assert title_of(f"{_TOP}<div>{heading}{PROSE}</div>", _SLUG) == _TITLE


def test_what_an_editor_may_write_as_the_title_is_it_whatever_the_address_says() -> None:
    page = f"<p><span>{_TITLE}</span></p><h2 class='{{}}'>Un bassin ferme</h2>{PROSE}"
    assert title_of(page.format("crayon article-titre-12"), _SLUG) == "Un bassin ferme"
    assert title_of(page.format("crayon rubrique-titre-3"), _SLUG) == _TITLE


def test_words_in_the_text_are_no_title_where_head_and_heading_agree() -> None:
    page = f"<h1>Sport</h1><div>{PROSE}<p><strong>{_TITLE}</strong></p></div>"
    assert title_of(page, _SLUG) == "Sport"


def test_a_word_above_the_title_is_none_though_the_address_says_it() -> None:
    page = "<p><span>Entretien</span></p><h2>Sport, « la pierre ment moins »</h2>"
    said = "<title>Sport, « la pierre ment moins » - La Mouette</title>"
    assert title_of(f"<html><head>{said}</head><body>{page}{PROSE}</body></html>".encode(), "Entretien") == (
        "Sport, « la pierre ment moins »"
    )


@pytest.mark.parametrize(
    "address",
    [
        "",
        "article12.html",
        "spip.php?article12",
        "rubrique3",
        "sommaire",
        "/",
        "2011/12/0345",
        "les-bassins/?article12",
        "les-bassins/?lang=fr&id_article=12",
    ],
)
def test_an_address_without_a_slug_says_nothing(address: str) -> None:
    assert slug_in(f"http://h.example/{address}") == ""
    assert agreement_with("", "Article 12") == 0


def test_a_word_behind_a_title_in_the_address_is_no_mark_of_a_mirror() -> None:
    assert agreement_with("lesbassinsdhivere68f", "Les bassins d’hiver") == NUMBERED
    assert agreement_with("lesbassinsdhivercafe", "Les bassins d’hiver") == 0
    longer = "Les bassins d’hiver rouvrent aux familles"
    assert agreement_with("lesbassinsdhiverrouvrente68f", longer) > 3
    assert agreement_with("lesbassinsdhiverrouvrentbien", longer) == 0


@pytest.mark.parametrize(
    ("link", "is_found"), [("?article12", True), ("?article12#forum", False), ("?article13", False)]
)
def test_words_of_a_link_to_the_page_itself_are_the_title_where_the_head_names_only_the_site(
    link: str, is_found: bool
) -> None:
    menu = f"<ul><li><a href='spip.php?rubrique3'>Sport</a></li><li><a href='spip.php{link}'>{_TITLE}</a></li></ul>"
    head = "<html><head><title>La Mouette</title></head>"
    page = f"{head}<body>{_TOP}{menu}<div><div>{_TITLE}</div>{PROSE}</div></body></html>"
    assert (title_of(page.encode(), "spip.php?article12") == _TITLE) is is_found


def _of_the_site_alone(tree: HtmlElement) -> None:
    without_names(tree)
    for element in list(tree.iter("meta", "script")):
        element.drop_tree()
    for element in tree.iter("title"):
        element.text = "Le site"


@pytest.mark.parametrize(("longest", "most"), [(80, 0), (35, 2)])
def test_pages_without_head_and_names_keep_their_title_by_their_address(longest: int, most: int) -> None:
    """Numbers of pages misread; without a slug 69 of 412 were."""
    lost = []
    for page in EXPECTED:
        data = altered((PAGES / page["file"]).read_bytes(), _of_the_site_alone)
        cut = slug(page["title"])
        address = cut if len(cut) <= longest else cut[: longest + 1].rpartition("-")[0]
        if folded(title_of(data, f"{address}.html")) not in map(folded, [page["title"], *page.get("title_also", [])]):
            lost.append(page["file"])
    assert lost[most:] == []


def test_a_link_that_only_seems_to_share_a_page_takes_no_time() -> None:
    href, begin = "http://h.example/http?" + "?u=" * 20_000, time.process_time()
    assert shared_address(href) == ""
    assert time.process_time() - begin < 1
