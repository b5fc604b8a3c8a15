"""Makes the nodes of BeautifulSoup that a fragment is of, without what their own constructors ask; which nodes is for fragment."""

from itertools import chain
from typing import Any

from bs4.element import AttributeValueList, NavigableString, PageElement, Tag


class Element(Tag):
    """A Tag that looks for a child first where it found the last one. BeautifulSoup asks for its place whenever a child is
    taken out, and looks from the first on: 20,000 empty paragraphs took a minute."""

    _near = 0
    # What `Tag.__init__` gives every element that no builder makes; said once for all it takes a quarter of the time.
    parser_class = namespace = prefix = sourceline = sourcepos = None
    can_be_empty_element = cdata_list_attributes = preserve_whitespace_tags = interesting_string_types = None
    attribute_value_list_class = AttributeValueList

    def index(self, element: PageElement) -> int:
        start = max(0, min(self._near, len(self.contents)) - 2)
        for place in chain(range(start, len(self.contents)), range(start)):
            if self.contents[place] is element:
                self._near = place
                return place
        raise ValueError("the element stands in another")


def element_of(name: str, attributes: dict[str, Any]) -> Element:
    """An element that is still to be placed."""
    element = Element.__new__(Element)
    element.name, element.attrs, element.contents, element._namespaces = name, attributes, [], {}
    return element


def words_of(text: str) -> NavigableString:
    """A text node that is still to be placed: its own constructor places it nowhere first."""
    return str.__new__(NavigableString, text)


def place(node: PageElement, parent: Tag, before: PageElement) -> None:
    """Put a node at the end of an element, `before` being the node before it in order of reading: what `setup` does for any place."""
    siblings = parent.contents
    last = siblings[-1] if siblings else None
    node.parent, node.previous_element, node.previous_sibling = parent, before, last
    node.next_element = node.next_sibling = None
    before.next_element = node
    if last is not None:
        last.next_sibling = node
    siblings.append(node)
