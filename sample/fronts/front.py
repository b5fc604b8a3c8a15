"""What a front is and what its skins share: texts, files and lists of an article; the pages are left to each skin."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from sample.addresses import Addresses
from sample.blocks import Body, note_texts
from sample.body import parse
from sample.markup import Style, leaking_text
from sample.sizes import stated_size
from sample.truth import SampleArticle, SampleFile, Section, Truth
from sample.typography import cut, typed

SITE_NAME = "DRFJSCS Val-de-Lisière"
SITE_LONG_NAME = "Direction régionale fictive de la jeunesse, des sports et de la cohésion sociale du Val-de-Lisière"
STEP = 10  # articles on a page of a list
SECTION_LOOP, HOME_LOOP = "articles", "articles_recents"


@dataclass(frozen=True, slots=True)
class Skin:
    """The pages of one front; a list page takes the offset asked for, already clamped."""

    article: Callable[[Front, SampleArticle], str]
    section: Callable[[Front, Section, Extract], str]
    home: Callable[[Front, Extract], str]
    plan: Callable[[Front], str]
    search: Callable[[Front], str]
    missing: Callable[[Front, bool], str]  # whether the address asked for lies below the root
    plain: Callable[[Front, str, str, str], str]  # any other page: its name, its heading, the HTML below it
    print_version: Callable[[Front, SampleArticle], str] | None  # None: no such page


@dataclass(frozen=True, slots=True)
class Front:
    """One face of the site at one base address."""

    name: str
    truth: Truth
    addresses: Addresses
    skin: Skin
    version: str  # of SPIP, as its header says
    rounds_sizes: bool  # SPIP 3 rounds, SPIP 2 floors
    has_categories: bool  # whether the pages show the directorate's label
    asked: str = ""  # path and query of the request that is answered, without the first slash (SPIP: #SELF)

    @property
    def base(self) -> str:
        return self.addresses.base

    @property
    def rendered(self) -> int:
        """The year the pages were made: that of the newest article, so that no clock is needed."""
        return self.truth.newest()[0].date.year

    def size(self, file: SampleFile) -> str:
        return stated_size(file, rounds=self.rounds_sizes)


@dataclass(frozen=True, slots=True)
class Texts:
    """The parsed texts of an article; notes count on from the one to the next."""

    lead: Body
    body: Body
    postscript: Body

    @property
    def notes(self) -> tuple[str, ...]:
        """Clean words of the notes in order of their numbers."""
        return tuple(note for body in self.all for note in note_texts(body))

    @property
    def all(self) -> tuple[Body, ...]:
        return self.lead, self.body, self.postscript


@dataclass(frozen=True, slots=True)
class Extract:
    """One page of a list of articles."""

    articles: tuple[SampleArticle, ...]
    offset: int
    total: int
    whole: bool = False  # everything on one page (`debut_x=-1`)

    @property
    def offsets(self) -> range:
        return range(0, max(self.total, 1), STEP)


def texts(article: SampleArticle) -> Texts:
    """The texts of an article, notes numbered through all of them."""
    lead = parse(article.lead or "")
    body = parse(article.body, 1 + len(lead.notes))
    return Texts(lead, body, parse(article.postscript or "", 1 + len(lead.notes) + len(body.notes)))


def extract(articles: tuple[SampleArticle, ...], asked: str | None) -> Extract:
    """The page of a list that `debut_x=asked` names; SPIP repeats the last page beyond the end."""
    total = len(articles)
    if asked == "-1":
        return Extract(articles, 0, total, whole=True)
    wanted = int(asked) if asked and asked.isdecimal() else 0
    last = max(0, (total - 1) // STEP * STEP)
    offset = min(wanted // STEP * STEP, last)
    return Extract(articles[offset : offset + STEP], offset, total)


def introduction(article: SampleArticle, length: int = 150) -> str:
    """The beginning of an article for lists, feeds and meta descriptions: plain words, leaks as typed and cut."""
    found = texts(article)
    return cut(" ".join(filter(None, map(leaking_text, (found.lead, found.body)))), length)


def shown_title(title: str, length: int = 80) -> str:
    """A title cut for crumbs and heads, leaks as typed."""
    return cut(typed(title).as_typed(), length)


def shown_files(truth: Truth, article: SampleArticle) -> tuple[SampleFile, ...]:
    """Files placed in the texts that are no pictures, each once."""
    return tuple(truth.files[n] for n in dict.fromkeys(n for kind, n in article.shown if kind == "doc"))


def shown_pictures(truth: Truth, article: SampleArticle) -> tuple[SampleFile, ...]:
    """Pictures shown in the text, in order."""
    return tuple(truth.files[n] for n in dict.fromkeys(n for kind, n in article.shown if kind == "img"))


def joined_files(truth: Truth, article: SampleArticle) -> tuple[SampleFile, ...]:
    """Files listed under the article: SPIP leaves out those its texts show."""
    shown = {number for _, number in article.shown}
    return tuple(truth.files[n] for n in dict.fromkeys(article.joined) if n not in shown)


def style(
    front_addresses: Addresses,
    *,
    document: Callable[[int], str],
    picture: Callable[[int], str],
    bullet: str,
    spip3: bool,
    break_before_first: bool,
) -> Style:
    """The style of an era on given addresses."""

    def href(target: str) -> str:
        number = int(target[3:])
        return front_addresses.article(number) if target.startswith("art") else front_addresses.section(number)

    return Style(href, document, picture, bullet, break_before_first, spip3, spip3)
