"""Reads what stands around title and text of a page of no known skin, by names and then by form; title and text are for general_fields."""

from collections.abc import Sequence
from functools import cached_property

from lxml.html import HtmlElement

from articles.fields.skeleton_fields import Fields
from articles.general.forms import (
    heading_beside,
    line_beside,
    notes_with_way_back,
    numbered_notes,
    online_line,
    postscript_under_heading,
)
from articles.general.signed import find_author
from articles.layout.element_names import names_of, place_of
from articles.layout.places import Places
from articles.layout.region import LONGEST_LINE, Region
from articles.tree.lines import line_of
from articles.tree.selecting import NOTHING, Found
from articles.words.byline import Written, says_written, written_in
from sites.address import resolve
from sites.skeleton import Selector

_NEAR_TITLE = 40
"""Elements below the title among which the older date of writing is told."""


class FieldsAround(Fields):
    """The lines around a title and a text under the general SPIP reading."""

    _heading: HtmlElement | None = None
    """The element of the title, once that is found."""

    @cached_property
    def places(self) -> Places:
        """Where its elements stand."""
        return Places(self.selection)

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

    def opens(self, element: HtmlElement, text: Region, title: HtmlElement | None) -> bool:
        """Whether a run of prose begins with an element, the title left out."""
        first = max(text.span[0], self.places.end(title) + 1 if title is not None else 0)
        return first <= text.span[1] and self.places.holds(element, self.places.elements[first])


def _is_an_editors(line: HtmlElement) -> bool:
    """Whether an editor may have written a line: a paragraph or the like that no skin called anything."""
    return line.tag in ("p", "li", "td", "dd") and names_of(line).strip() in ("", "spip")
