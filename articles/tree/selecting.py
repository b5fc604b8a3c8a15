"""Applies a skeleton's selectors to a page and counts what they find; what is done with the elements is for others."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any, cast

from cssselect import HTMLTranslator, parse
from cssselect.parser import Attrib, Class, CombinedSelector, Element, Hash, Negation
from lxml import etree
from lxml.html import HtmlElement

from articles.tree.outline import outline
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
_SIGNS: dict[str, Callable[[str, str], bool]] = {
    "=": str.__eq__,
    "*=": str.__contains__,
    "$=": str.endswith,
    "like": lambda value, part: part in value.lower(),
}


_SOME = 4
"""How many times as many elements have an attribute as are asked for it one by one."""


@dataclass(frozen=True, slots=True)
class _Plan:
    """One selector between commas, ready to be tried."""

    rarest: str | None
    """The one of its names that fewest pages have; None: it has no names."""
    names: frozenset[str]
    """Tag, `#id` and `.class` that every element it finds has."""
    attributes: tuple[tuple[str, str | None, str], ...]
    """Attributes they have: name, sign (`=`, `*=`, `$=`, `like`: as `*=` whatever the case; None: any value does), value."""
    excluded: "tuple[_Plan, ...]"
    """What finds those that are none of them (`:not(…)`)."""
    above: "tuple[str, _Plan] | None"
    """How they stand under others (` `, `>`) and what finds those; None: they may stand anywhere."""
    xpath: etree.XPath | None
    """The whole selector as XPath, where it asks for more than that; None: not needed."""


class Selection:
    """The elements of one page in order, with an index of their names, case folded (skins write `#Chapo` and `.Texte`): a page is
    asked for a hundred selectors, of which it knows ten, and each walk over it takes a third of a millisecond."""

    __slots__ = ("_found", "_having", "_named", "_together", "_values", "elements", "order", "outline", "tree")

    def __init__(self, tree: HtmlElement) -> None:
        self.tree = tree
        self.outline = outline(tree)
        self.elements = self.outline.elements
        self.order = self.outline.order
        named: dict[str, list[HtmlElement]] = defaultdict(list)
        for element, tag in zip(self.elements, self.outline.tags, strict=True):
            named[tag].append(element)
        self._named: dict[str, list[HtmlElement]] = named
        self._having = self.outline.having
        self._values: dict[str, dict[str, list[HtmlElement]]] = {}
        self._together: dict[str, str] = {}
        self._found: dict[str, list[HtmlElement]] = {}
        for names, elements in self.values("id").items():
            if names:
                named["#" + names.lower()] += elements
        for names, elements in self.values("class").items():
            for name in dict.fromkeys(names.lower().split()):
                named["." + name] += elements

    def values(self, attribute: str) -> dict[str, list[HtmlElement]]:
        """Elements by the value of an attribute: a page has hundreds of classes, but few different ones."""
        if attribute not in self._values:
            values = self._values[attribute] = defaultdict(list)
            for element in self._having.get(attribute, ()):
                values[element.get(attribute) or ""].append(element)
        return self._values[attribute]

    def _said(self, attribute: str, sign: str) -> str:
        """All values of an attribute as the sign compares them: what stands nowhere in it need not be looked for in each."""
        key = f"{attribute} {sign == 'like'}"
        if key not in self._together:
            values = "\n".join(self.values(attribute))
            self._together[key] = values.lower() if sign == "like" else values
        return self._together[key]

    def all_of(self, css: str) -> list[HtmlElement]:
        """Every element that the CSS selector names, in the order of the page; the list is not to be changed."""
        found = self._found.get(css)
        if found is None:
            every: set[HtmlElement] = set()
            for plan in _plans(css):
                if plan.rarest is None or plan.rarest in self._named:
                    every |= self._of_plan(plan)
            found = self._found[css] = sorted(every, key=self.order.__getitem__) if every else []
        return found

    def _of_plan(self, plan: _Plan) -> set[HtmlElement]:
        if not self._named.keys() >= plan.names:
            return set()
        if plan.xpath is not None:
            return set(cast("list[HtmlElement]", plan.xpath(self.tree)))
        lists = sorted((self._named[name] for name in plan.names), key=len)
        found = set(lists[0]).intersection(*lists[1:]) if lists else None
        for attribute in plan.attributes:
            found = set(self._with(found, *attribute))
        if found is None:
            found = set(self.elements)
        for other in plan.excluded:
            if found:
                found -= self._of_plan(other)
        if plan.above is None or not found:
            return found
        combinator, outer = plan.above
        above = self._of_plan(outer)
        if combinator == ">":
            return {element for element in found if element.getparent() in above}
        return {element for element in found if above and not above.isdisjoint(element.iterancestors())}

    def _with(
        self, among: set[HtmlElement] | None, attribute: str, sign: str | None, wanted: str
    ) -> Iterable[HtmlElement]:
        """Those of some elements, or of all, that have an attribute."""
        if sign is None:
            having = self._having.get(attribute, [])
            return having if among is None else among.intersection(having)
        fits = _SIGNS[sign]
        # Of a few, such as the links of the head, each is asked: an index of all that have the attribute takes longer.
        are_few = among is not None and _SOME * len(among) < len(self._having.get(attribute, ()))
        if not are_few and wanted not in self._said(attribute, sign):
            return ()
        if among is None:
            return (e for value, some in self.values(attribute).items() if fits(value, wanted) for e in some)
        return (e for e in among if (value := e.get(attribute)) is not None and fits(value, wanted))

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
    return tuple(_whole_plan(selector.parsed_tree, str(selector.canonical())) for selector in parse(css))


def _whole_plan(parsed: Any, css: str) -> _Plan:
    plan, is_whole = _plan(parsed)
    if isinstance(parsed, Attrib) and not plan.names and len(plan.attributes) == 1:
        # A part of a name and nothing more, `[class*='chapo']`: names are case folded.
        name, sign, wanted = plan.attributes[0]
        if sign == "*=" and name in ("class", "id") and wanted == wanted.strip():
            plan = replace(plan, attributes=((name, "like", wanted.lower()),))
    return plan if is_whole else replace(plan, xpath=etree.XPath(HTMLTranslator().css_to_xpath(css)))


def _plan(parsed: Any) -> tuple[_Plan, bool]:
    """What can be told of a selector by names and attributes, and whether that is all of it."""
    above, is_whole, part = None, True, parsed
    if isinstance(parsed, CombinedSelector):
        outer, is_whole = _plan(parsed.selector)
        above, part = (parsed.combinator, outer), parsed.subselector
        is_whole = is_whole and parsed.combinator in (" ", ">")
    names: list[str] = []
    attributes: list[tuple[str, str | None, str]] = []
    excluded: list[_Plan] = []
    while not isinstance(part, Element):
        match part:
            case Hash():
                names.append(f"#{part.id}".lower())
            case Class():
                names.append(f".{part.class_name}".lower())
            case Attrib(operator="exists"):
                attributes.append((str(part.attrib), None, ""))
            case Attrib(operator="=" | "*=" | "$=") if part.value is not None and part.value.value:
                attributes.append((str(part.attrib), str(part.operator), str(part.value.value)))
            case Negation():
                other, is_known = _plan(part.subselector)
                excluded.append(other)
                is_whole = is_whole and is_known
            case _:
                is_whole = False
        part = part.selector
    if part.element:
        names.append(str(part.element))
    rarest = min(names, key=_is_tag, default=None)
    return _Plan(rarest, frozenset(names), tuple(attributes), tuple(excluded), above, None), is_whole


def _is_tag(name: str) -> bool:
    return name[0] not in "#."


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
