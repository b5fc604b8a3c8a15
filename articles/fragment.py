"""Cuts a field out of a page as a fragment of its own that may be changed; what is changed in it is for others."""

import base64
import copy
import re
from collections.abc import Iterable, Sequence
from urllib.parse import quote

import lxml.html
from bs4 import BeautifulSoup
from bs4.element import NavigableString, PageElement, Tag
from lxml import etree
from lxml.html import HtmlElement

from articles.charset import decode

# Nothing in these is words of the editor. A form is kept only for the `<cadre>` in it, see `_frames`.
_NEVER = ("script", "style", "noscript", "template", "link", "meta", "button", "select", "input", "label", "svg")

# As a root of its own a cell or a body is a block like any other.
_NO_ROOTS = frozenset(
    {"td", "th", "tr", "tbody", "table", "body", "center", "li", "dt", "dd", "main", "article", "section"}
)

_IN_TITLE = re.compile(r"^(?P<user>[\w.+-]{1,64})\.\.(?:åt|&aring;t|Ã¥t)\.\.(?P<domain>[\w.-]{3,200})$")
_IN_HREF = re.compile(r"^#(?P<user>[\w.+-]{1,64})#mc#(?P<domain>[\w.-]{3,200})#$")
_IN_SCRIPT = re.compile(
    r"\b(?:mc_)?lancerlien\(\s*'(?P<user>[\w.+-]{1,64})(?:,[^',]{0,40},(?P<domain>[\w.-]{3,200})'|'\s*,\s*'(?P<second>[\w.-]{3,200})'\s*\))"
)
_HIDING = frozenset({"spancrypt", "mcrypt"})


def cut_out(elements: Sequence[HtmlElement], without: Iterable[HtmlElement] = ()) -> Tag:
    """The elements, copied into one `div`, without those of `without` that stand in them. The page stays as it is.

    Gone as well: comments, scripts, styles, form controls. A `<cadre>` (`textarea.spip_cadre` in a form, reference 2.4)
    becomes `pre`; the span that hides an address from robots becomes `@` (reference 6.2).
    """
    holder = lxml.html.Element("div")
    unwanted = list(without)
    for element in elements:
        held = [place for other in unwanted if (place := _place(other, element)) is not None]
        twin = copy.deepcopy(element)
        twin.tail = None
        if twin.tag in _NO_ROOTS:
            twin.tag = "div"
        for gone in [_at(twin, place) for place in held]:
            if gone is not twin and gone.getparent() is not None:
                gone.drop_tree()
        holder.append(twin)
    etree.strip_elements(holder, etree.Comment, etree.ProcessingInstruction, *_NEVER, with_tail=False)
    root = _soup_of(holder)
    _frames(root)
    for hidden in tags(root, "span", "div"):
        names = classes(hidden)
        if not _HIDING.isdisjoint(names):
            hidden.replace_with(NavigableString("@"))
        elif names and names[0].startswith("base64") and is_blank(hidden.get_text()):
            hidden.replace_with(NavigableString(_set_aside(attribute(hidden, "title"))))
    for link in tags(root, "a"):
        address = _hidden_address(link)
        if address is not None:
            link["href"] = f"mailto:{address}"
    return root


def _set_aside(title: str) -> str:
    """Words of what SPIP set aside in a title as base64 and did not put back; empty where it is none."""
    try:
        data = base64.b64decode(title, validate=True)
    except ValueError:
        return ""
    return BeautifulSoup(decode(data, None)[0], "lxml").get_text(" ", strip=True) if data else ""


def _hidden_address(link: Tag) -> str | None:
    """The address a link writes with when its script is run (reference 6.2); None: it hides none."""
    for pattern, value in (
        (_IN_TITLE, attribute(link, "title")),
        (_IN_HREF, attribute(link, "href")),
        (_IN_SCRIPT, f"{attribute(link, 'onclick')} {attribute(link, 'href')}"),
    ):
        found = pattern.search(value) if value else None
        if found is not None:
            return f"{found['user']}@{found['domain'] or found.groupdict().get('second')}"
    return None


_MAKER = BeautifulSoup("", "lxml", multi_valued_attributes=None)
_VERBATIM = frozenset({"pre", "textarea"})


_NO_ADDRESS_SIGN = re.compile(r"[^!-~]")


def _attributes(element: HtmlElement) -> dict[str, str]:
    """Attributes, addresses escaped as HTML is written (libxml2, HTMLtree.c): blanks and what is not ASCII."""
    attributes = dict(element.attrib)
    for name in ("href", "src"):
        address = attributes.get(name)
        if address and _NO_ADDRESS_SIGN.search(address):
            attributes[name] = _NO_ADDRESS_SIGN.sub(lambda sign: quote(sign[0]), address.lstrip(" \t\r\n"))
    return attributes


def _soup_of(holder: HtmlElement) -> Tag:
    """The same tree in nodes of BeautifulSoup. To write HTML and have it parsed again took three times as long."""
    root = Tag(builder=_MAKER.builder, name="div")
    last: PageElement = root

    def put(node: PageElement, parent: Tag) -> None:
        nonlocal last
        node.setup(parent, last, None, parent.contents[-1] if parent.contents else None, None)
        parent.contents.append(node)
        last = node

    def put_words(text: str | None, parent: Tag, verbatim: int) -> None:
        if text and not verbatim and not text.strip(" \t\r\n\f"):
            text = "\n" if "\n" in text else " "  # as BeautifulSoup does itself
        if text:
            put(NavigableString(text), parent)

    parents, verbatim = [root], 0
    for event, element in etree.iterwalk(holder, events=("start", "end")):
        if element is holder:
            continue
        if event == "start":
            tag = Tag(builder=_MAKER.builder, name=element.tag, attrs=_attributes(element))
            put(tag, parents[-1])
            parents.append(tag)
            verbatim += element.tag in _VERBATIM
            put_words(element.text, tag, verbatim)
        else:
            parents.pop()
            verbatim -= element.tag in _VERBATIM
            put_words(element.tail, parents[-1], verbatim)
    return root


def _place(element: HtmlElement, root: HtmlElement) -> tuple[int, ...] | None:
    """Way down from `root` to `element` as child numbers; None where it does not stand in it."""
    way: list[int] = []
    while element is not root:
        parent = element.getparent()
        if parent is None:
            return None
        way.append(parent.index(element))
        element = parent
    return tuple(reversed(way))


def _at(root: HtmlElement, place: tuple[int, ...]) -> HtmlElement:
    for number in place:
        root = root[number]
    return root


def _frames(root: Tag) -> None:
    for form in tags(root, "form"):
        for frame in [t for t in tags(form, "textarea") if "spip_cadre" in classes(t)]:
            frame.name = "pre"
            frame.attrs = {}
            form.insert_before(frame.extract())
        form.decompose()
    for other in tags(root, "textarea"):
        other.decompose()


def tags(root: Tag, *names: str) -> list[Tag]:
    """Elements below `root` in order, those of these names or all; three times as fast as `find_all`."""
    if names:
        return [node for node in root.descendants if isinstance(node, Tag) and node.name in names]
    return [node for node in root.descendants if isinstance(node, Tag)]


def classes(tag: Tag) -> list[str]:
    """Class names of an element, none where it has none."""
    value = tag.get("class")
    return value.split() if isinstance(value, str) else list(value or ())


def first_of_class(tag: Tag, name: str) -> Tag | None:
    """The first element below `tag` that has this class."""
    return next((found for found in tags(tag) if name in classes(found)), None)


def attribute(tag: Tag, name: str) -> str:
    """An attribute as text, empty where it is missing."""
    value = tag.get(name)
    return value if isinstance(value, str) else " ".join(value or ())


def is_blank(text: str) -> bool:
    """Whether a text holds nothing a reader sees."""
    return not text.strip(" \t\r\n\f\xa0\u200b\ufeff")
