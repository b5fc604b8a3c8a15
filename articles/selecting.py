"""Applies a skeleton's selectors to a page and counts what they find; what is done with the elements is for others."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, cast

from cssselect import HTMLTranslator, parse
from cssselect.parser import Attrib, Class, CombinedSelector, Element, Hash
from lxml import etree
from lxml.html import HtmlElement

from sites.problem import Problem
from sites.skeleton import Selector


@dataclass(frozen=True, slots=True)
class Found:
    """What a field's selectors found."""

    elements: tuple[HtmlElement, ...]
    """In the order of the page, none inside another."""
    selector: Selector | None
    """The one that found them; None: none did."""

    @property
    def rule(self) -> str:
        """The selector in words, for traces."""
        if self.selector is None:
            return "nothing found"
        return self.selector.css + (f"@{self.selector.attribute}" if self.selector.attribute else "")


NOTHING = Found((), None)
_Test = Callable[[HtmlElement], bool]
_NO_NAME = ""


@dataclass(frozen=True, slots=True)
class _Plan:
    """One selector between commas, ready to be tried."""

    key: str
    """Name that every element it finds has: `#id`, `.class` or a tag; empty: it has to be looked for on the whole page."""
    test: _Test | None
    """Whether an element with that name is found; None: it always is, or XPath tells."""
    xpath: etree.XPath | None
    """The same for the whole page, where no `test` could be made; None: not needed."""
    likes: Callable[[str], bool] | None = None
    """Whether an element of this `#id` or `.class` is found; None: the selector asks for no part of a name."""


class Selection:
    """The elements of one page in order, with an index of their names, case folded (skins write `#Chapo` and `.Texte`): a page is
    asked for sixty selectors, of which it knows ten, and each walk over it takes a third of a millisecond."""

    __slots__ = ("_named", "elements", "order", "tree")

    def __init__(self, tree: HtmlElement) -> None:
        self.tree = tree
        # The list keeps the proxies alive, so that the same element is always the same key.
        self.elements: list[HtmlElement] = list(tree.iter(etree.Element))
        self.order = {element: number for number, element in enumerate(self.elements)}
        named: dict[str, list[HtmlElement]] = defaultdict(list)
        for element in self.elements:
            named[cast("str", element.tag)].append(element)
            names = element.get("id")
            if names:
                named["#" + names.lower()].append(element)
            names = element.get("class")
            if names:
                for name in dict.fromkeys(names.lower().split()):
                    named["." + name].append(element)
        self._named = dict(named)

    def all_of(self, css: str) -> list[HtmlElement]:
        """Every element that the CSS selector names, in the order of the page."""
        found: list[HtmlElement] = []
        lists = 0
        for plan in _plans(css):
            some = self._like(plan.likes) if plan.likes is not None else self._named.get(plan.key)
            if some is None and plan.key:
                continue
            if plan.test is not None and some is not None:
                some = [element for element in some if plan.test(element)]
            elif plan.xpath is not None:
                some = cast("list[HtmlElement]", plan.xpath(self.tree))
            if some:
                found += some
                lists += 1
        return found if lists < 2 else sorted(set(found), key=self.order.__getitem__)

    def _like(self, likes: Callable[[str], bool]) -> list[HtmlElement]:
        # A page has two hundred names, which are walked over sooner than its elements.
        found = {e for name, some in self._named.items() if likes(name) for e in some}
        return sorted(found, key=self.order.__getitem__)

    def is_met(self, selector: Selector) -> bool:
        """Whether the count is what the selector expects, at least one."""
        count = len(self.all_of(selector.css))
        return count >= max(1, selector.least) and (selector.most is None or count <= selector.most)

    def find(self, selectors: Iterable[Selector], url: str, problems: list[Problem]) -> Found:
        """What the first selector that finds anything finds; a count off its expectation becomes a Problem.

        Too many: the first `most` are used. None at all where a selector expects some: the first such one is named.
        """
        missed: Selector | None = None
        for selector in selectors:
            elements = _outermost(self.all_of(selector.css))
            if selector.attribute is not None:
                elements = [e for e in elements if (e.get(selector.attribute) or "").strip()]
            if not elements:
                missed = missed or (selector if selector.least else None)
                continue
            if len(elements) < selector.least or (selector.most is not None and len(elements) > selector.most):
                problems.append(_problem(selector, len(elements), url))
            return Found(tuple(elements[: selector.most]), selector)
        if missed is not None:
            problems.append(_problem(missed, 0, url))
        return NOTHING


@lru_cache(maxsize=1024)
def _plans(css: str) -> tuple[_Plan, ...]:
    # Compiled once and used by one thread at a time; the readings of a pool run in processes of their own.
    return tuple(_plan(selector.parsed_tree, str(selector.canonical())) for selector in parse(css))


def _plan(parsed: Any, css: str) -> _Plan:
    likes = _likes(parsed)
    if likes is not None:
        return _Plan(_NO_NAME, None, None, likes)
    test, key = _test(parsed), _key(parsed)
    if key and _is_name(parsed):
        return _Plan(key, None, None)
    if test is not None and key:
        return _Plan(key, test, None)
    return _Plan(key, None, etree.XPath(HTMLTranslator().css_to_xpath(css)))


def _likes(parsed: Any) -> Callable[[str], bool] | None:
    """A test of names for a selector that asks for a part of an id or class and nothing more: `[class*='chapo']`."""
    if not isinstance(parsed, Attrib) or not isinstance(parsed.selector, Element) or parsed.selector.element:
        return None
    sign = {"class": ".", "id": "#"}.get(str(parsed.attrib))
    part = str(parsed.value.value).lower() if parsed.value is not None else ""
    if sign is None or parsed.operator != "*=" or not part or part != part.strip():
        return None
    return lambda name: name.startswith(sign) and part in name


def _is_name(parsed: Any) -> bool:
    """Whether a selector asks for one name and nothing more."""
    inner = getattr(parsed, "selector", None)
    return isinstance(parsed, Element) or (
        isinstance(parsed, Hash | Class) and isinstance(inner, Element) and not inner.element
    )


def _key(parsed: Any) -> str:
    """The rarest name that all elements of a selector have."""
    match parsed:
        case Hash():
            return "#" + str(parsed.id).lower()
        case Class():
            inner = _key(parsed.selector)
            return inner if inner.startswith("#") else "." + str(parsed.class_name).lower()
        case Attrib():
            return _key(parsed.selector)
        case CombinedSelector():
            return _key(parsed.subselector)
        case Element():
            return str(parsed.element or _NO_NAME)
        case _:
            return _key(parsed.selector) if hasattr(parsed, "selector") else _NO_NAME


def _test(parsed: Any) -> _Test | None:
    """A test of one element for the forms that skeletons are made of; None: the selector has another form."""
    match parsed:
        case Element():
            tag = parsed.element
            return (lambda _: True) if tag is None else (lambda e: e.tag == tag)
        case Hash():
            identifier = str(parsed.id).lower()
            return _both(_test(parsed.selector), lambda e: (e.get("id") or "").lower() == identifier)
        case Class():
            name = str(parsed.class_name).lower()
            return _both(_test(parsed.selector), lambda e: name in (e.get("class") or "").lower().split())
        case Attrib():
            return _both(_test(parsed.selector), _attribute(parsed))
        case CombinedSelector() if parsed.combinator in (" ", ">"):
            above = _test(parsed.selector)
            if above is None:
                return None
            held = _parent(above) if parsed.combinator == ">" else _ancestor(above)
            return _both(_test(parsed.subselector), held)
        case _:
            return None


def _attribute(parsed: Attrib) -> _Test | None:
    name, wanted = str(parsed.attrib), str(parsed.value.value) if parsed.value is not None else ""
    match parsed.operator:
        case "exists":
            return lambda e: e.get(name) is not None
        case "=":
            return lambda e: e.get(name) == wanted
        case "*=" if wanted:
            return lambda e: wanted in (e.get(name) or "")
        case _:
            return None


def _both(first: _Test | None, second: _Test | None) -> _Test | None:
    if first is None or second is None:
        return None
    one, other = first, second
    return lambda e: other(e) and one(e)


def _parent(above: _Test) -> _Test:
    def test(element: HtmlElement) -> bool:
        parent = element.getparent()
        return parent is not None and above(parent)

    return test


def _ancestor(above: _Test) -> _Test:
    return lambda e: any(above(other) for other in e.iterancestors())


def _problem(selector: Selector, count: int, url: str) -> Problem:
    most = "any number" if selector.most is None else str(selector.most)
    message = f"selector {selector.css!r} found {count} elements, expected {selector.least} to {most}, on {url}"
    return Problem(url, "read", "selector-count", message)


def _outermost(elements: list[HtmlElement]) -> list[HtmlElement]:
    """Without those that stand in another of them."""
    if len(elements) < 2:
        return elements
    chosen = set(elements)
    return [e for e in elements if not any(above in chosen for above in e.iterancestors())]
