"""What a page says of itself as JSON-LD: it tells the title among headings, and decides between days."""

import json

import pytest

from articles.article import Article
from tests.articles.captures import PROSE, article

_TITLE = "L’eau & les « bassins » d’hiver"
_PAGE = f"<div><a href='/'>Site</a></div><h1>Sport</h1><div><h3>{_TITLE}</h3><p>12 mai 2015</p><p>14 mai 2015</p>{PROSE}</div>"


def read_with(data: object) -> Article:
    said = data if isinstance(data, str) else json.dumps(data)
    return article(_PAGE, f"<title>Sport - Site</title><script type='application/ld+json'>{said}</script>")


_OWN = {"@type": "NewsArticle", "headline": "L&#8217;eau &amp; les «&nbsp;bassins&nbsp;» d&#8217;hiver"}


@pytest.mark.parametrize(
    "data",
    [
        _OWN,
        [{"@type": "WebSite", "name": "Site"}, _OWN],
        {"@context": "https://schema.org", "@graph": [{"@type": "WebSite"}, _OWN]},
        _OWN | {"@type": ["Thing", "BlogPosting"]},
        json.dumps(_OWN | {"description": "une\\nligne"}).replace("\\\\n", "\n"),
    ],
)
def test_the_headline_is_the_title_though_head_and_heading_name_the_section(data: object) -> None:
    assert read_with(data).title == _TITLE


@pytest.mark.parametrize(
    "data",
    [
        "{broken",
        "[" * 5000,
        "3",
        "null",
        {"@type": "ItemList", "itemListElement": [_OWN]},
        {"@type": "Event", "headline": _TITLE},
        _OWN | {"headline": None},
        {"@graph": {"@type": "NewsArticle"}},
    ],
)
def test_what_is_broken_or_of_other_things_says_nothing(data: object) -> None:
    assert read_with(data).title == "Sport"


def test_of_two_days_the_one_that_it_names_is_that_of_publication() -> None:
    for day, moment in (("2015-05-12", "2015-05-11T22:30:00Z"), ("2015-05-14", "2015-05-14T08:00:00+02:00")):
        assert read_with(_OWN | {"datePublished": moment}).published_on == day
    assert read_with(_OWN | {"datePublished": "2019-01-01"}).published_on in ("2015-05-12", "2015-05-14")
