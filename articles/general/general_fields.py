"""Reads the fields of a page of no known skin by names that survive in most, then by what stands where; known skins are for fields."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cached_property

from lxml.html import HtmlElement

from articles.fields.crumbs import Crumb, last_words
from articles.fields.skeleton_fields import Fields
from articles.general.dateline import DateLine
from articles.general.file_lists import is_headed, lists_of_files
from articles.general.files_beside import files_beside
from articles.general.forms import (
    heading_beside,
    line_beside,
    notes_with_way_back,
    numbered_notes,
    online_line,
    postscript_under_heading,
)
from articles.general.heading import find_heading
from articles.general.link_lines import LinkLine, lines_of_links
from articles.general.page_head import Head
from articles.general.published import find_published, whole_line
from articles.general.signed import find_author
from articles.general.trail import find_trail, path_in_words, words_of
from articles.general.unmarked import line_of_title, unmarked_title
from articles.layout.feet import feet_of
from articles.layout.leads import find_lead
from articles.layout.places import Places, names_of, place_of
from articles.layout.region import LONGEST_LINE, Region, noise_in, tails_of, tells_who_or_when
from articles.layout.text_place import find_region
from articles.text.files import Origin, RawFile
from articles.tree.lines import line_of
from articles.tree.selecting import NOTHING, Found
from articles.words.byline import Written, says_written, written_in
from sites.address import resolve
from sites.problem import Problem
from sites.skeleton import Selector

_CHAPOS = 5
"""Selectors of a lead that hold words such as `chapo`, which nothing else is named for."""
_APART = 6
"""Selectors of what is no text: these, and words for a lead that a site's motto above the title may have as well."""
_SEVERAL, _LONG_TEXT = 3, 140
"""So many texts of so many characters, each with a heading, are articles of their own."""


_NEAR_TITLE = 40
"""Elements below the title among which the older date of writing is told."""


class GeneralFields(Fields):
    """A page under the general SPIP reading."""

    _heading: HtmlElement | None = None
    """The element of the title, once that is found."""

    @cached_property
    def places(self) -> Places:
        """Where its elements stand."""
        return Places(self.selection)

    @cached_property
    def _lines_of_links(self) -> list[LinkLine]:
        # Asked for before the title is known and after.
        return lines_of_links(self.places, self.read_crumbs)

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
        head = Head(self.places, self.selection, last, [place for place, _ in paths], steps)
        heading = find_heading(self.places, head)
        if heading is not None:
            self.trace("title", heading.rule, heading.text, heading.score, heading.losers)
            if heading.element is not None:
                self.places.keep(heading.element)
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

    def line(self, name: str, selectors: tuple[Selector, ...]) -> tuple[str | None, HtmlElement | None]:
        """Words of a field on one line and their element; those around the title also where only a part of a name tells them."""
        text, element = super().line(name, selectors)
        if element is not None and element is self._heading:
            text, element = None, None  # the skin calls the title itself so: `h1.soustitre` below the site's own `h1`
        if text is not None and element is not None and name == "surtitle" and self._is_paragraph_below(element):
            text, element = None, None
        if text is None and (element := self.beside_title(name)) is not None:
            text = line_of(element)
            self.trace(name, f"{place_of(element)} near the title", text)
        return text, element

    def _is_paragraph_below(self, element: HtmlElement) -> bool:
        """Whether it is a text of its own below the title, which no line above it can be: some skins call their lead so."""
        title, places = self._heading, self.places
        is_below = title is not None and places.order(element) > places.order(title)
        return is_below and places.length(element) > LONGEST_LINE

    def beside_title(self, name: str) -> HtmlElement | None:
        """The line right above (`surtitle`) or below (`subtitle`) the title that is named so in some way; None: there is none."""
        if self._heading is None:
            return None
        named = line_beside(self.places, self._heading, name)
        beside = heading_beside(self._heading, name) if named is None else named
        # A section's name may head the block of the title too.
        is_step = beside is not None and line_of(beside) in {crumb.raw_title for crumb in self.crumbs()}
        return None if is_step else beside

    def written(self) -> Written | None:
        """The older date of writing, also where only its own words tell it, in a line below the title."""
        found = super().written()
        if found is not None or self._heading is None:
            return found
        first = self.places.end(self._heading) + 1
        for number, own in enumerate(self.places.own_texts()[first : first + _NEAR_TITLE], start=first):
            element = self.places.elements[number]
            if says_written(own) and (found := written_in(line_of(element))) is not None:
                self.trace("written_on", f"words in {place_of(element)}", found.raw)
                return found
        return None

    def online(self) -> tuple[str, str] | None:
        """Address and words of the link after the words `Voir en ligne`, where no name tells it."""
        found = super().online()
        line = self._online_line if found is None else None
        url = resolve(self.base, line[1].get("href") or "") if line is not None else None
        if line is None or url is None:
            return found
        self.trace("online_url", "words before a link", line_of(line[0]))
        return url, line_of(line[1])

    @cached_property
    def _online_line(self) -> tuple[HtmlElement, HtmlElement] | None:
        return online_line(self.places)

    def dropped(self, others: Sequence[HtmlElement]) -> list[HtmlElement]:
        """Those that are none of a text; the skin's line of what is online, wherever it stands, is none either."""
        line = self._online_line[0] if self._online_line is not None else None
        if line is None or _is_an_editors(line) or not self.places.is_short(line, 2 * LONGEST_LINE):
            return super().dropped(others)
        return super().dropped([*others, line])

    def notes_by_form(self) -> Found:
        """Footnotes by their way back to the call, or by their numbers, where no name tells them."""
        return notes_with_way_back(self.selection) or numbered_notes(self.selection) or NOTHING

    def postscript_by_form(self) -> Found:
        """What stands under a heading that says `P.-S.` in a block of its own, where no name tells it."""
        return postscript_under_heading(self.selection) or NOTHING

    def steps(self, title: HtmlElement | None, words: str) -> list[Crumb]:
        """The breadcrumb, found by its form where no name tells it."""
        named = self.crumbs()
        if named:
            return named
        found = find_trail(self.places, self._lines_of_links, title, words)
        if not found.crumbs and title is not None:
            found = path_in_words(self.places, title, self.read_crumbs) or found
        self.trace("breadcrumb", found.rule, words_of(found.crumbs) or None, found.score, found.losers)
        return list(found.crumbs)

    def author_elements(self, selector: Selector) -> list[HtmlElement]:
        """Those that may name the author, not those of side columns, lists and comments."""
        found = [e for e in super().author_elements(selector) if e not in self.places.frames]
        return [e for e in found if not any(above.tag == "li" for above in e.iterancestors())]

    def author_beside(self, title: HtmlElement, text: Region) -> str | None:
        """Who wrote it, by what stands between title and text where neither a name nor the line of the date tells it."""
        found = find_author(self.places, title, text)
        if found is not None:
            self.trace("author", found[1], found[0])
        return found[0] if found is not None else None

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
            *([] if region.is_run else tails_of(region.elements, self.places)),
            *(e for e in lists if region.is_run or is_headed(e)),
        ]
        if line is not None and any(self.places.holds(e, line) and e is not line for e in region.elements):
            without.append(line)
        # Of an article without text the line of its date alone is found, or that of what is online.
        online = self._online_line[0] if self._online_line is not None and len(region.elements) == 1 else None
        elements = tuple(e for e in region.elements if e is not line and e is not online)
        return replace(region, elements=elements, without=tuple(without)), date

    def opens(self, element: HtmlElement, text: Region, title: HtmlElement | None) -> bool:
        """Whether a run of prose begins with an element, the title left out."""
        first = max(text.span[0], self.places.end(title) + 1 if title is not None else 0)
        return first <= text.span[1] and self.places.holds(element, self.places.elements[first])

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
        found = find_published(self, self.places, title, words, bodies, span)
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


def _is_an_editors(line: HtmlElement) -> bool:
    """Whether an editor may have written a line: a paragraph or the like that no skin called anything."""
    return line.tag in ("p", "li", "td", "dd") and names_of(line).strip() in ("", "spip")
