"""Every article of the four fronts of the sample, every field, against the sample's own truth."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from html import unescape
from re import findall, sub

import pytest

from articles.article import Article
from articles.cleaners import undo
from articles.reading import Reading
from sample.answers import answer
from sample.codings import CODINGS
from sample.expected import ExpectedArticle, expected
from sample.fronts import MAKERS, Front
from sample.loading import load_truth
from sample.truth import DATED
from sites.address import normalise
from sites.registry import load_skeletons
from sites.site import Site
from sites.skeleton import Skeleton
from tests.articles.captures import read

BASE = "http://127.0.0.1:8001"
SAME = (
    "title",
    "surtitle",
    "subtitle",
    "lead",
    "published_on",
    "written_on",
    "author",
    "body_text",
    "notes",
    "postscript",
    "online_url",
    "sections",
    "links",
)
"""Fields of an article that no skeleton needs to tell."""
SKELETON = {"directorate": "directorate", "spip21": "stock-2.1", "spip32": "stock-3.2", "responsive": "general"}


@dataclass(frozen=True)
class Pair:
    """A reading and what it should be."""

    reading: Reading
    expected: ExpectedArticle

    @property
    def article(self) -> Article:
        """The article read."""
        assert self.reading.article is not None, self.expected.url
        return self.reading.article


def read_from(front: Front, url: str, skeletons: Mapping[str, Skeleton] | None = None) -> Reading:
    """Read the page a front answers with."""
    given = answer(front, "GET", url.removeprefix(BASE))
    site = Site("essai", "Essai", ("127.0.0.1:8001",))
    return read(given.body, url, given.status, given.header("Content-Type"), site, skeletons)


@lru_cache
def front_of(name: str) -> Front:
    """A front, made once."""
    return MAKERS[name](BASE, load_truth())


@lru_cache
def pairs_of(name: str) -> tuple[Pair, ...]:
    """All articles of a front, read once."""
    front = front_of(name)
    return tuple(Pair(read_from(front, article.url), article) for article in expected(front).articles)


@pytest.fixture(params=list(MAKERS))
def name(request: pytest.FixtureRequest) -> str:
    """Each front in turn."""
    return str(request.param)


def test_all_are_articles_of_the_skin_without_a_problem(name: str) -> None:
    for pair in pairs_of(name):
        assert (pair.reading.outcome, pair.reading.skeleton) == ("article", SKELETON[name]), pair.expected.url
        noisy = front_of(name).truth.articles[pair.expected.spip_id].noise
        assert [problem.kind for problem in pair.reading.problems] == ["php-noise"] * noisy


def test_no_artefact_is_left_and_no_bracket_lost(name: str) -> None:
    kept = 0
    for pair in pairs_of(name):
        source = front_of(name).truth.articles[pair.expected.spip_id].body
        for artefact in set(findall(r"⟦([^⟦⟧]{3,})⟧", source)):
            if artefact not in pair.expected.body_text:
                assert artefact not in pair.article.body_text, pair.expected.url
        if "body_text" not in pair.expected.unread:
            assert findall(r"[\[\]{}<>]", pair.article.body_text) == findall(r"[\[\]{}<>]", pair.expected.body_text)
            kept += pair.article.body_text.count("[")
    assert kept > 10


def test_who_knows_no_skin_reads_the_same(name: str) -> None:
    general = {"general": load_skeletons()["general"]}
    for pair in pairs_of(name):
        found = read_from(front_of(name), pair.expected.url, general).article
        assert found is not None, pair.expected.url
        for field in SAME:
            assert getattr(found, field) == getattr(pair.article, field), (pair.expected.url, field)


def test_every_coding_and_every_kind_of_date_is_there(name: str) -> None:
    articles = front_of(name).truth.articles.values()
    assert {article.coding for article in articles} == {None, *CODINGS}
    assert {article.dated for article in articles} == set(DATED)
    charsets = {(pair.article.charset, pair.article.charset_source) for pair in pairs_of(name)}
    assert charsets == {
        ("utf-8", "header"), ("utf-8", "utf-8"), ("windows-1252", "header"), ("windows-1252", "meta"),
        ("windows-1252", "fallback"),
    }  # fmt: skip


def test_messages_and_related_articles_are_not_in_the_text(name: str) -> None:
    (pair,) = (p for p in pairs_of(name) if front_of(name).truth.articles[p.expected.spip_id].comments)
    shown = answer(front_of(name), "GET", pair.expected.url.removeprefix(BASE)).body.decode()
    assert "Merci pour ce compte rendu" in shown
    assert "Merci pour ce compte rendu" not in repr(pair.article)
    assert "Un nouveau site" not in pair.article.body_text


@pytest.mark.parametrize(
    ("kind", "problem"), [("works", "site-closed"), ("skeleton", "site-closed"), ("login", "login-page")]
)
def test_notices_in_place_of_an_article_are_errors(name: str, kind: str, problem: str) -> None:
    front = front_of(name)
    (one,) = (p for p in front.truth.pageless.values() if p.answer == kind)
    reading = read_from(front, front.addresses.absolute(front.addresses.article(one.id)))
    assert reading.outcome == "error"
    assert [p.kind for p in reading.problems] == [problem]


FIELDS = [
    "url",
    "title",
    "surtitle",
    "subtitle",
    "lead",
    "body_text",
    "notes",
    "postscript",
    "category",
    "published_on",
    "spip_id",
]


@pytest.mark.parametrize("field", FIELDS)
def test_field(name: str, field: str) -> None:
    for pair in pairs_of(name):
        same = getattr(pair.article, field) == getattr(pair.expected, field)
        assert same != (field in pair.expected.unread), (
            pair.expected.url,
            getattr(pair.article, field),
            getattr(pair.expected, field),
        )


def test_sections(name: str) -> None:
    for pair in pairs_of(name):
        assert tuple(section.title for section in pair.article.sections) == pair.expected.section_path
        assert all(section.url for section in pair.article.sections)


def test_attachments(name: str) -> None:
    for pair in pairs_of(name):
        got = [
            (f.path, normalise(f.url), f.title, f.extension, f.stated_size, f.place) for f in pair.article.attachments
        ]
        assert got == [
            (f.path, f.url, f.title, f.ext, f.stated_size and f.stated_size.replace("\xa0", " "), f.position)
            for f in pair.expected.attachments
        ]


def test_pictures(name: str) -> None:
    for pair in pairs_of(name):
        assert [(p.url, p.alt, p.caption) for p in pair.article.pictures] == [
            (p.url, p.alt, p.caption) for p in pair.expected.pictures
        ]


def test_undoing_the_edits_gives_the_raw_text(name: str) -> None:
    edits = 0
    for pair in pairs_of(name):
        article = pair.article
        for field, clean, raw in (
            ("body", article.body_text, article.raw_body_text),
            ("title", article.title, article.raw_title),
            *((f"attachment/{n}", f.title, f.raw_title) for n, f in enumerate(article.attachments, start=1)),
            *((f"section/{n}", s.title, s.raw_title) for n, s in enumerate(article.sections)),
        ):
            own = [edit for edit in article.edits if edit.field == field]
            assert undo(own, clean) == raw
            edits += len(own)
    assert edits > 0.7 * len(pairs_of(name))


def test_the_html_says_what_the_text_says(name: str) -> None:
    for pair in pairs_of(name):
        words = unescape(sub(r"<[^>]+>", "", pair.article.body_html))
        text = sub(r"(?m)^- ", "", pair.article.body_text)
        # A dash that an editor typed stands in both, that of an item only in the text.
        assert sub(r"[\s\xa0-]+", "", words) == sub(r"[\s\xa0-]+", "", text), pair.expected.url


def test_sections_have_pages(name: str) -> None:
    front = front_of(name)
    by_id = {section.spip_id: section for section in expected(front).sections}
    for section in by_id.values():
        reading = read_from(front, section.url)
        assert reading.outcome == "section", section.url
        assert reading.section is not None
        assert not reading.problems
        assert (reading.section.title, reading.section.url) == (section.title, section.url)
        parents, above = [], section.parent
        while above:
            parents.insert(0, by_id[above].title)
            above = by_id[above].parent
        assert [parent.title for parent in reading.section.parents] == parents


def test_other_pages_are_no_articles(name: str) -> None:
    front = front_of(name)
    for path, outcome in (("/", "other"), ("/spip.php?page=plan", "other"), ("/Rien-de-tel", "not-found"),
                          ("/spip.php?page=backend", "feed"), ("/sitemap.xml", "other")):  # fmt: skip
        assert read_from(front, BASE + path).outcome == outcome, path
