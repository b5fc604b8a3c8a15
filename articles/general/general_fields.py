"""Reads title, text, date, way, lead and files of a page of no known skin; what stands around them is for fields_around."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cached_property

from lxml.html import HtmlElement

from articles.fields.crumbs import Crumb, last_words
from articles.fields.numbers import own_addresses
from articles.general.dateline import DateLine
from articles.general.fields_around import FieldsAround
from articles.general.file_lists import is_headed, lists_of_files
from articles.general.files_beside import files_beside
from articles.general.heading import find_heading
from articles.general.link_lines import LinkLine, lines_of_links
from articles.general.linked_data import LinkedData, linked_data
from articles.general.page_head import Head
from articles.general.published import find_published, whole_line
from articles.general.slug import shared_address, slug_in
from articles.general.trail import find_trail, path_in_words, words_of
from articles.general.unmarked import line_of_title, unmarked_title
from articles.layout.feet import feet_of
from articles.layout.leads import find_lead
from articles.layout.region import Region, noise_in, tails_of, tells_who_or_when
from articles.layout.text_place import find_region
from articles.text.files import Origin, RawFile
from articles.tree.links import words_of_links_to
from sites.problem import Problem
from sites.skeleton import Selector

_CHAPOS = 5
"""Selectors of a lead that hold words such as `chapo`, which nothing else is named for."""
_APART = 6
"""Selectors of what is no text: these, and words for a lead that a site's motto above the title may have as well."""
_SEVERAL, _LONG_TEXT = 3, 140
"""So many texts of so many characters, each with a heading, are articles of their own."""


def _begins_as(whole: Sequence[Crumb], named: Sequence[Crumb]) -> bool:
    """Whether a way begins at home and goes the steps of another, which begins below it: a skin may print both."""
    steps = [crumb.url for crumb in whole[1 : len(named) + 1]]
    return len(whole) > len(named) and whole[0].is_home and steps == [crumb.url for crumb in named]


class GeneralFields(FieldsAround):
    """A page under the general SPIP reading."""

    @cached_property
    def _lines_of_links(self) -> list[LinkLine]:
        # Asked for before the title is known and after.
        return lines_of_links(self.places, self.read_crumbs)

    @cached_property
    def _linked_data(self) -> LinkedData:
        # The title asks it and the date.
        return linked_data(self.selection)

    def _slugs(self) -> list[str]:
        """The slugs of the page's address and of those it gives itself, in its head or where it is shared: SPIP answers at
        `spip.php?article12` as well, and who saved a page may have called it otherwise."""
        own = filter(None, map(slug_in, (self.page.url, *own_addresses(self.selection))))
        told = {shared_address(link.get("href") or "") for link in self.places.tagged("a")}
        shared = {*map(slug_in, told)} - {""}
        # Of several those are of the articles in a list.
        return list(dict.fromkeys([*own, *(shared if len(shared) == 1 else ())]))

    def title(self) -> tuple[str, HtmlElement | None]:
        """The title as published and its element; None where only the head or the breadcrumb has it."""
        named = self.crumbs()
        last = last_words(list(named or find_trail(self.places, self._lines_of_links, None, "").crumbs))
        if named and self.crumbs_place is not None:
            paths = [(self.crumbs_place, named)]
        else:
            paths = [(line.place, line.crumbs) for line in self._lines_of_links]
        paths = [(place, crumbs) for place, crumbs in paths if crumbs[0].is_home]
        steps = {crumb.raw_title for _, crumbs in paths for crumb in crumbs if crumb.url is not None}
        own_links = words_of_links_to(self.places.tagged("a"), self.page.identity)
        places = [place for place, _ in paths]
        head = Head(
            self.places, self.selection, last, places, steps, self._slugs(), own_links, self._linked_data.headlines
        )
        heading = find_heading(self.places, head)
        if heading is not None:
            self.trace("title", heading.rule, heading.text, heading.score, heading.losers)
            if heading.element is not None:
                self.places = self.places.with_title(heading.element)
                self._heading = heading.element
            return heading.text, heading.element
        if last:
            self._heading = line_of_title(self.places, last, self.crumbs_place)
            self.trace("title", "last crumb", last)
            return last, self._heading
        line = unmarked_title(self.places, head)
        if line is not None:
            self.trace("title", line.rule, line.text)
            return line.text, line.element
        if head.of_the_page:
            self.trace("title", "head title", head.title)
            return head.of_the_page, None
        return self.head_title()

    def steps(self, title: HtmlElement | None, words: str) -> list[Crumb]:
        """The breadcrumb, found by its form where no name tells it."""
        named = self.crumbs()
        if named and named[0].is_home:
            return named
        found = find_trail(self.places, self._lines_of_links, title, words)
        if named and not _begins_as(found.crumbs, named):
            return named
        if not found.crumbs and title is not None:
            found = path_in_words(self.places, title, self.read_crumbs) or found
        self.trace("breadcrumb", found.rule, words_of(found.crumbs) or None, found.score, found.losers)
        return list(found.crumbs)

    def body(self, title: HtmlElement | None, words: str, avoided: list[HtmlElement]) -> tuple[Region, DateLine | None]:
        """Where the text stands, and the date, whose line is none of the text."""
        chapos = [
            e
            for s in self.skeleton.lead[:_APART]
            for e in self.selection.all_of(s.css)
            # One that the skin left open holds the rest of the page, and nothing follows it.
            if not self.places.holds_most(e) or any(self.places.length(b) for b in e.itersiblings("p", "div"))
        ]
        lists = lists_of_files(self.places)
        feet = feet_of(self.selection, title) if title is not None else set()
        # What stands in the block of the title itself ends the run there by its words.
        ends = [*lists, *(e for e in feet if title is None or e.getparent() is not title.getparent())]
        avoided = [*avoided, *chapos, *ends]
        region = find_region(self.places, title, self._named(title), avoided, ends, chapos, self.page.url)
        date = self.date_near(title, words, region.elements, region.span)
        line = whole_line(date.line) if date is not None else None
        if line is not None and region.elements == (line,):
            # A line of type, label and day is as long as the text of a short article.
            avoided = [*avoided, line]
            region = find_region(self.places, title, self._named(title), avoided, ends, chapos, self.page.url)
        self._tell_of_others(region, title)
        without = [
            *region.without,
            *noise_in(region.elements, self.places),
            *([] if region.by_place else tails_of(region.elements, self.places)),
            *(e for e in lists if region.by_place or is_headed(e)),
        ]
        if line is not None and any(self.places.holds(e, line) and e is not line for e in region.elements):
            without.append(line)
        # Of an article without text the line of its date alone is found, or that of what is online.
        online = self._online_line[0] if self._online_line is not None and len(region.elements) == 1 else None
        elements = tuple(e for e in region.elements if e is not line and e is not online)
        return replace(region, elements=elements, without=tuple(without)), date

    def _named(self, title: HtmlElement | None) -> Iterator[tuple[str, list[HtmlElement]]]:
        """Selectors of a text, the surest first, and what each names for one."""
        for selector in self.skeleton.body:
            yield selector.css, self._named_for_text(selector, title)

    def _named_for_text(self, selector: Selector, title: HtmlElement | None) -> list[HtmlElement]:
        """What a selector names for the text. Some skins call the lines around it as they do the text."""
        online = self._online_line[0] if self._online_line is not None else None
        return [
            e
            for e in self.selection.all_of(selector.css)
            if e is not online
            and (title is None or not self.places.holds(e, title))
            and not tells_who_or_when(self.places, e)
        ]

    def _tell_of_others(self, region: Region, title: HtmlElement | None) -> None:
        """A page may show several articles whole; the one that belongs to its title is read."""
        selector = next((s for s in self.skeleton.body if s.css == region.rule), None)
        named = self._named_for_text(selector, title) if selector is not None else []
        long = [e for e in named if e not in self.places.frames and self.places.length(e) >= _LONG_TEXT]
        around = {e.getparent() for e in long}
        titled = [e for e in around if e is not None and any(child.tag in ("h1", "h2", "h3") for child in e)]
        if len(titled) >= _SEVERAL and len(around) == len(long):
            message = (
                f"{len(long)} texts of their own headings stand on the page, {len(region.elements)} of them was read"
            )
            self.problems.append(Problem(self.page.url, "read", "several-articles", message))

    def date_near(
        self, title: HtmlElement | None, words: str, bodies: Sequence[HtmlElement], span: tuple[int, int] | None = None
    ) -> DateLine | None:
        """The date: from an attribute that SPIP fills, else the date line nearest to the title. `span`: where the text begins
        and ends, by default as `bodies` do."""
        found = find_published(self, self.places, title, words, bodies, span, self._linked_data.published)
        if found is None:
            self.trace("published_on", "nothing found", None)
        else:
            self.trace("published_on", found.rule, found.raw, found.score, found.losers)
        return found

    def files(self, origin: Origin, title: HtmlElement | None, text: Region) -> list[RawFile]:
        """Files beside the text, see `files_beside`."""
        return files_beside(self.places, origin, title, text)

    def date(self) -> tuple[str | None, str | None]:
        """Nothing: it is found by `body` and `date_near`, which know where the text stands."""
        return None, None

    def leads(self, body: Region, title: HtmlElement | None) -> list[HtmlElement]:
        """The block set apart before the text, see `find_lead`."""
        after = self.places.order(title) if title is not None else 0
        named = (
            e
            for number, selector in enumerate(self.skeleton.lead)
            for e in self.selection.all_of(selector.css)
            # A theme calls the band of its menu, or of what the site says of itself, `intro`: above the title that is no lead.
            if number < _CHAPOS or self.places.end(e) > after
        )
        lead = find_lead(self.places, named, body, title)
        return [lead] if lead is not None else []
