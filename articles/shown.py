"""What a page shows where neither its address nor its body's name says what it is: an article, others, a section; what follows from
that is for kinds."""

import re
from collections.abc import Set
from functools import cached_property
from itertools import chain

from lxml.html import HtmlElement

from articles.fields.numbers import own_number
from articles.general.slug import agreement_with, slug_in
from articles.layout.boxes import columns_before
from articles.layout.density import densest
from articles.layout.element_names import names_of
from articles.layout.feet import feet_of
from articles.layout.own_part import SEVERAL, OwnPart, has_day_below, has_files_below, leads_about, own_part
from articles.layout.teasers import below_headings_of_others, cut_short, is_one_of_several, is_teaser
from articles.tree.lines import line_of
from articles.tree.links import leads_home, names_section
from articles.tree.page import Page
from articles.tree.selecting import Selection
from articles.words.folding import bare
from articles.words.names import FRAME_NAMES
from articles.words.skin_lines import CONTACT_HEADING, plain
from sites.skeleton import Skeleton

_PROSE, _SHORT, _SHORTEST = 140, 60, 40
"""Characters of the paragraphs in one block that make an article of a page of which nothing else is known."""
_LONG = 600
"""Characters of a text that may stand anywhere on a page."""
_MAIN_MENU = "header nav a, [role=banner] nav a"
"""Links of the menu that all pages have: what one of them says heads a section, most likely."""
_OF_THIS_SECTION = re.compile(
    r"(?:les )?articles de (?:cette|la) rubrique|a l'interieur de cette rubrique|(?:les )?sous-rubriques"
)
"""In plain words: headings that SPIP prints on the page of a section."""
_LONGEST_HEADING = 60
_HEADINGS = ("h2", "h3", "h4")
_WELCOME = re.compile(r"\W*(?:bienvenue|bem-vind|bienvenid|welcome)", re.IGNORECASE)
"""How the heading of a home page begins."""
_CALLED_SECTION = re.compile(r"(?<![^\W\d_])rubrique(?![^\W\d_])")
"""A class of a heading that holds the title of a section (`c-rubrique__title`)."""


class Shown:
    """A page, its title, and what stands around and below that."""

    def __init__(
        self, page: Page, selection: Selection, skeleton: Skeleton, raw_title: str, title: HtmlElement | None
    ) -> None:
        self._page = page
        self._selection = selection
        self._skeleton = skeleton
        self._raw_title = raw_title
        self._title = title
        self._is_kept = page.capture.source == "file"

    @cached_property
    def others(self) -> Set[HtmlElement]:
        """On a page of beginnings of articles these, and its columns and foot, which make no article of it; else nothing."""
        tree = self._selection.tree
        found = below_headings_of_others(tree, self._title, self._is_in_head) | cut_short(tree)
        return found | _frames(tree) if found else found

    @cached_property
    def _beside(self) -> Set[HtmlElement]:
        """The foot of the page and the columns before the title."""
        if self._title is None:
            return frozenset()
        return feet_of(self._selection, self._title) | columns_before(self._title)

    @cached_property
    def lists_others(self) -> bool:
        """Whether several others follow the title, before which no day is told; also where there is no title."""
        part = self._part
        return part is None or (part.others >= SEVERAL and not part.has_day)

    @cached_property
    def _part(self) -> OwnPart | None:
        """What follows the title without foot and columns; None: there is no title."""
        return own_part(self._title, self._page.url, self._beside) if self._title is not None else None

    @property
    def tells_day(self) -> bool:
        """Whether a day is told below the title, before all others: that of an article."""
        return self._part is not None and self._part.has_day

    @property
    def is_dated_or_named(self) -> bool:
        """Whether a day below the title or a name tells an article."""
        return self.tells_day or self.has_named_text

    @property
    def has_others_alone(self) -> bool:
        """Whether hardly a word of the page's own stands among the beginnings of others, but for the day of the last."""
        if self._title is None or not self.others or self.has_named_text:
            return False
        part = own_part(self._title, self._page.url, self.others | self._beside)
        return part.words < _SHORTEST and not part.shows

    @property
    def has_named_text(self) -> bool:
        """Whether a name tells a text that introduces no other article."""
        named = (e for s in self._skeleton.body for e in self._selection.all_of(s.css))
        return any(not _is_of(e, self.others) for e in named)

    @cached_property
    def has_article(self) -> bool:
        """Whether an article's text, lead or day is told by name, or else prose, files or a day stand below a title."""
        if self._lists_entries:
            return False
        # What a list of others calls its lead says what the section is about; its words count below.
        leads = () if self.others else self._skeleton.lead
        named = (e for s in leads for e in self._selection.all_of(s.css))
        days = (e for s in self._skeleton.published for e in self._selection.all_of(s.css) if not self._is_in_item(e))
        if self.has_named_text or any(not _is_of(e, self.others) for e in chain(named, days)):
            return True
        if not self._raw_title or self._title is None:
            return self._raw_title != "" and densest(self._selection.tree, self.others, _PROSE) is not None
        return self._has_text_below(self._title)

    @cached_property
    def _lists_entries(self) -> bool:
        """Whether several entries that begin with a link follow a title that no day, no long text and no entry of its own belongs to."""
        title = self._title
        if title is None or any("hentry" in names_of(e).split() for e in title.iterancestors()):
            return False
        entries = (e for e in self._selection.all_of(".hentry") if e.tag in ("li", "article", "div"))
        begin = [
            e for e in entries if any(leads_about(a, self._page.url) for h in e.iter(*_HEADINGS) for a in h.iter("a"))
        ]
        return len(begin) > SEVERAL and self.lists_others and not self._says_much

    def _has_text_below(self, title: HtmlElement) -> bool:
        # A heading and a way to sections, or a person who kept the page: a short text is enough, where none of others follow.
        is_known = self._is_kept or bool(self._selection.all_of("a[href*='rubrique']"))
        others = self.others | self._beside
        part = own_part(title, self._page.url, others)
        # A home page has a word of welcome above others, under a heading that its head does not tell or that names the site.
        is_own = part.has_day or (self._is_in_head and not self._names_site())
        is_welcome = part.others >= SEVERAL and not is_own
        if (
            part.others >= SEVERAL
            and not part.has_day
            and _WELCOME.match(self._raw_title)
            and not self._is_in_address()
        ):
            return False
        if part.asks and not part.has_day and CONTACT_HEADING.fullmatch(plain(self._raw_title)) is not None:
            return False  # what stands above the form says when it is answered
        least = _SHORT if is_known and not is_welcome and (part.has_day or not part.leads_on) else _PROSE
        # A list or a form below a title is no article for what stands in the columns beside it.
        is_other = (part.leads_on or part.asks) and not part.has_day
        tree = self._selection.tree
        around = part.block if is_other and part.block is not None else tree
        tried = ((around, least), (tree, _LONG))
        if any(densest(place, others, most, title) is not None for place, most in tried) or has_files_below(title):
            return True
        has_matter = part.shows and not part.leads_on and not is_welcome
        is_dated_list = part.leads_on and part.has_day
        # Below a title and before all others even half a sentence is a text.
        least = _SHORTEST if least == _SHORT else least
        return self._is_kept and (part.words >= least or has_matter or is_dated_list or has_day_below(title))

    def _is_in_address(self) -> bool:
        """Whether the page's address was made of the title, as that of an article is (`Bienvenue-aux-nouveaux`)."""
        return agreement_with(slug_in(self._page.url), self._raw_title) > 0

    @property
    def is_called_as_section(self) -> bool:
        """Whether a title that several others follow, and no day, is called a section's, or a link to a section says its very words, or
        one of the main menu does and the text is short: the section's own page."""
        if self._title is None:
            return False
        if _CALLED_SECTION.search(names_of(self._title)):
            part = own_part(self._title, self._page.url, feet_of(self._selection, self._title))
            around = set(self._title.iterancestors("article"))
            shows_whole = sum(e not in around for e in self._selection.all_of("article")) > 1
            return not part.has_day and (part.others >= SEVERAL or shows_whole)
        said = bare(self._raw_title)
        if said == "" or not self.lists_others:
            return False
        is_linked = names_section(self._selection.all_of("a"), said)
        if is_linked and (self.others or self._is_above_list_of_section(self._title)):
            return True
        # Such a menu leads to articles as well (`Qui sommes-nous`).
        is_in_menu = any(bare(line_of(a)) == said for a in self._selection.all_of(_MAIN_MENU))
        return bool(self.others) and is_in_menu and not self._says_much

    @property
    def _says_much(self) -> bool:
        """Whether the text before all others is longer than what a section or a keyword says of itself."""
        return self._part is not None and self._part.words >= _LONG

    def _is_above_list_of_section(self, title: HtmlElement) -> bool:
        """Whether a heading below the title, in its own block, says that the section's articles follow."""
        headings = title.itersiblings(*_HEADINGS, "div", "p")
        return any(_OF_THIS_SECTION.fullmatch(plain(line_of(e, _LONGEST_HEADING))) is not None for e in headings)

    @property
    def is_box(self) -> bool:
        """Whether the title is the heading of one box of several, and neither a number nor the page's head knows an article of it."""
        if self._title is None or self._page.identity.number is not None or not is_one_of_several(self._title):
            return False
        is_own = own_number(self._selection, self._title) is not None or self._is_in_head
        return not is_own and not own_part(self._title, self._page.url, frozenset()).has_day

    @cached_property
    def _is_in_head(self) -> bool:
        """Whether the page's head tells the title."""
        heads = (bare("".join(e.itertext())) for e in self._selection.all_of("head title"))
        said = bare(self._raw_title)
        return said != "" and any(said in head for head in heads)

    def _names_site(self) -> bool:
        """Whether the title is what a link home says."""
        said = bare(self._raw_title)
        homes = filter(leads_home, self._selection.all_of("a"))
        return any(
            bare(line_of(a)) == said or any(bare(i.get("alt") or "") == said for i in a.iter("img")) for a in homes
        )

    def _is_in_item(self, element: HtmlElement) -> bool:
        """Whether an element stands in an item of a list that begins with a link to another page."""
        item = next(element.iterancestors("li"), None)
        link = next(item.iter("a"), None) if item is not None else None
        return link is not None and leads_about(link, self._page.url)


def _frames(tree: HtmlElement) -> set[HtmlElement]:
    """Blocks of columns and of the foot."""
    called = (
        (e, (e.get("id") or "").split() + (e.get("class") or "").split())
        for e in tree.iter("div", "section", "td", "ul")
    )
    return {e for e, names in called if not FRAME_NAMES.isdisjoint(names)}


def _is_of(element: HtmlElement, others: Set[HtmlElement]) -> bool:
    """Whether it introduces another article, or stands in what does."""
    return is_teaser(element) or not others.isdisjoint((element, *element.iterancestors()))
