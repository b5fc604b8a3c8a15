"""Finds the heading of the list that a file's link stands in, where it says that files follow; which links those are is for joined."""

from dataclasses import dataclass, field

from lxml.html import HtmlElement

from articles.text.nesting import ANY_HEADING
from articles.tree.lines import line_of
from articles.words.skin_lines import FILE_HEADING, plain

_MAY_HEAD = ANY_HEADING | {"p", "strong", "dt", "div", "legend", "caption", "b", "span"}
_LONGEST = 60
_MOST_ABOVE = 6
"""Elements around a link beside which its heading may stand."""


@dataclass(frozen=True, slots=True)
class HeadingsBefore:
    """Headings of one page. What was found before an element is remembered: the links of a long list ask for the same ones."""

    _known: dict[HtmlElement, str | None] = field(default_factory=dict)
    """What stands before an element within its parent; None: no such heading."""

    def of(self, link: HtmlElement) -> str | None:
        """The words of the heading, plain; None: there is none."""
        for number, element in enumerate((link, *link.iterancestors())):
            if number > _MOST_ABOVE or element.tag in ("body", "main", "article"):
                break
            heading = self._beside(element)
            if heading is not None:
                return heading
        return None

    def _beside(self, element: HtmlElement) -> str | None:
        """The nearest such heading before an element within its parent, no other heading between."""
        passed: list[HtmlElement] = []
        found: str | None = None
        here: HtmlElement | None = element
        while here is not None:
            if here in self._known:
                found = self._known[here]
                break
            passed.append(here)
            here = here.getprevious()
            if here is not None and here.tag in _MAY_HEAD:
                text = line_of(here, _LONGEST)
                if len(text) < _LONGEST and FILE_HEADING.search(words := plain(text)):
                    found = words
                    break
                if here.tag in ANY_HEADING:
                    break
        self._known.update(dict.fromkeys(passed, found))
        return found
