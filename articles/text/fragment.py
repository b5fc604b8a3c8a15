"""Cuts a field out of a page as a fragment of its own that may be changed; what is changed in it is for others."""

import base64
import re
from collections.abc import Iterable, Mapping, Sequence
from urllib.parse import quote

from bs4 import BeautifulSoup
from bs4.element import NavigableString, PageElement, Tag
from lxml.html import HtmlElement

from articles.text.elements import attribute, is_blank
from articles.text.nesting import HEADINGS
from articles.text.nodes import Element, element_of, place, words_of
from articles.tree.charset import decode

# Nothing in these is words of the editor. Of a form only the `<cadre>` in it is kept.
_NEVER = frozenset({
    "script", "style", "noscript", "template", "link", "meta", "button", "select", "input", "label", "svg", "iframe", "annotation",
})  # fmt: skip
# Words of a formula are kept as words: inside `math` a parser of HTML reads by other rules, and the sanitiser takes all of it out.
_MATHS = frozenset({
    "math", "mi", "mn", "mo", "mtext", "ms", "mrow", "msup", "msub", "mfrac", "msqrt", "mstyle", "semantics", "annotation-xml",
})  # fmt: skip

# Elements whose copy may be other than they are.
_OTHERWISE = frozenset({"a", "audio", "div", "form", "object", "q", "span", "textarea", "video"})
# What a browser shows in place of their words is a film, a sound, another file.
_FALLBACKS = frozenset({"object", "video", "audio"})
_UNSHOWN = re.compile(r"(?:^|;)\s*display\s*:\s*none\b", re.IGNORECASE)
_FOLDED = re.compile(r"bloc|onglet|d[eé]pli|accord|spoil|toggle|collaps", re.IGNORECASE)
"""Names of what a script opens for who asks for it, as the folded blocks of the Couteau Suisse: words of the editor."""
_PARTING = re.compile(r"[\s\xa0]*[|·•–—/][\s\xa0]*")
_QUOTED = re.compile(r"\s*[«“\"]")

# As a root of its own a cell or a body is a block like any other.
_NO_ROOTS = frozenset(
    {"td", "th", "tr", "tbody", "table", "body", "center", "li", "dt", "dd", "main", "article", "section"}
)

_BLANKS = " \t\r\n\f"
_IN_TITLE = re.compile(r"^(?P<user>[\w.+-]{1,64})\.\.(?:åt|&aring;t|Ã¥t)\.\.(?P<domain>[\w.-]{3,200})$")
_IN_HREF = re.compile(r"^#(?P<user>[\w.+-]{1,64})#mc#(?P<domain>[\w.-]{3,200})#$")
_IN_SCRIPT = re.compile(
    r"\b(?:mc_)?lancerlien\(\s*'(?P<user>[\w.+-]{1,64})(?:,[^',]{0,40},(?P<domain>[\w.-]{3,200})'|'\s*,\s*'(?P<second>[\w.-]{3,200})'\s*\))"
)
_HIDING = frozenset({"spancrypt", "mcrypt"})
_VERBATIM = frozenset({"pre", "textarea"})
_NO_ADDRESS_SIGN = re.compile(r"[^!-~]")


def cut_out(
    elements: Sequence[HtmlElement], without: Iterable[HtmlElement] = (), loose: Iterable[HtmlElement] = ()
) -> Tag:
    """The elements, copied into one `div`, without those of `without` that stand in them, and without the words right behind
    those of `loose`. The page stays as it is.

    Gone as well: comments, scripts, styles, form controls; elements hidden from all readers, folded blocks excepted; the words
    in place of a film that cannot be played, but for links to files. `<q>` gets the marks that a browser writes. A `<cadre>`
    (`textarea.spip_cadre` in a form, reference 2.4) becomes `pre`; elements of a formula become
    `span`; the span that hides an address from robots becomes `@`
    (reference 6.2).
    """
    copy = _Copy(frozenset(without), frozenset(loose))
    for element in elements:
        if element.tag not in _NEVER:
            copy.add(element, "div" if element.tag in _NO_ROOTS else element.tag)
    for hidden in copy.aside:
        if is_blank(hidden.get_text()):
            hidden.replace_with(NavigableString(_set_aside(attribute(hidden, "title"))))
    return copy.root


def _set_aside(title: str) -> str:
    """Words of what SPIP set aside in a title as base64 and did not put back; empty where it is none."""
    try:
        data = base64.b64decode(title, validate=True)
    except ValueError:
        return ""
    return BeautifulSoup(decode(data, None)[0], "lxml").get_text(" ", strip=True) if data else ""


def _hidden_address(link: Tag) -> str | None:
    """The address a link writes with when its script is run (reference 6.2); None: it hides none."""
    href = attribute(link, "href")
    for pattern, sign, value in (
        (_IN_TITLE, "..", attribute(link, "title")),
        (_IN_HREF, "#mc#", href),
        (_IN_SCRIPT, "lancerlien", f"{attribute(link, 'onclick')} {href}"),
    ):
        found = pattern.search(value) if sign in value else None
        if found is not None:
            return f"{found['user']}@{found['domain'] or found.groupdict().get('second')}"
    return None


def _attributes(element: HtmlElement) -> dict[str, str]:
    """Attributes, addresses escaped as HTML is written (libxml2, HTMLtree.c): blanks and what is not ASCII."""
    attributes = dict(element.items())
    for name in ("href", "src") if attributes else ():
        address = attributes.get(name)
        if address and _NO_ADDRESS_SIGN.search(address):
            attributes[name] = _NO_ADDRESS_SIGN.sub(lambda sign: quote(sign[0]), address.lstrip(" \t\r\n"))
    return attributes


def is_hidden(attributes: Mapping[str, str]) -> bool:
    """Whether no reader sees an element, unless a script unfolds it that its names tell of."""
    if "hidden" not in attributes and ("style" not in attributes or _UNSHOWN.search(attributes["style"]) is None):
        return False
    return _FOLDED.search(f"{attributes.get('id', '')} {attributes.get('class', '')}") is None


class _Copy:
    """Makes nodes of BeautifulSoup of elements of lxml, each once; to write HTML and have it parsed again took three times
    as long. It calls itself for each level: a page has 254 at most, see `open_page`."""

    def __init__(self, without: frozenset[HtmlElement], loose: frozenset[HtmlElement]) -> None:
        self.without = without
        self.loose = loose
        self.root: Tag = Element(name="div")
        self.aside: list[Tag] = []
        """Elements that may hold in their title what SPIP set aside."""
        self._parent = self.root
        self._last: PageElement = self.root
        self._verbatim = 0

    def add(self, element: HtmlElement, name: str) -> None:
        """Copy an element under this name, with all in it that may stand in a text."""
        name = "span" if name in _MATHS else name
        attributes = _attributes(element)
        if self._parent is not self.root and attributes and is_hidden(attributes):
            return
        if name not in _OTHERWISE:
            self._fill(element, name, attributes)
            return
        if name in _FALLBACKS:
            links = [a for a in element.iter("a") if "IMG/" in (a.get("href") or "") and a not in self.without]
            for link in links:
                self.add(link, "a")
            if not links:
                self._put_played(element)
            return
        if (
            name == "q"
            and not self._verbatim
            and _QUOTED.match(words := element.text_content()) is None
            and words.strip()
        ):
            self._put(NavigableString("«\xa0"))
            self._fill(element, name, attributes)
            self._put(NavigableString("\xa0»"))
            return
        if name == "form":
            for frame in element.iter("textarea"):
                if "spip_cadre" in (frame.get("class") or "").split() and frame not in self.without:
                    self._fill(frame, "pre", {})
            return
        if name == "textarea":
            return
        if name in ("span", "div") and (names := (attributes.get("class") or "").split()):
            if not _HIDING.isdisjoint(names):
                self._put(NavigableString("@"))
                return
            if names[0].startswith("base64"):
                self.aside.append(self._fill(element, name, attributes))
                return
        tag = self._fill(element, name, attributes)
        if name == "a" and (address := _hidden_address(tag)) is not None:
            tag["href"] = f"mailto:{address}"

    def _fill(self, element: HtmlElement, name: str, attributes: dict[str, str]) -> Tag:
        tag = element_of(name, attributes)
        above = self._parent
        self._put(tag)
        self._parent = tag
        self._verbatim += name in _VERBATIM
        text = element.text
        for child in element:
            child_name = child.tag
            if child_name == "button" and (
                name in HEADINGS or (name == "figure" and next(child.iter("img"), None) is not None)
            ):
                child_name = "span"  # a heading that unfolds what stands under it, a picture that opens larger
            # The tag of a comment is no text.
            if isinstance(child_name, str) and child_name not in _NEVER and child not in self.without:
                if text:
                    self._put_words(text)
                self.add(child, child_name)
                text = child.tail if child not in self.loose else None
            elif child.tail and child not in self.loose:
                # A sign that parted what is left out goes with it.
                is_sign = child in self.without and _PARTING.fullmatch(child.tail) is not None
                text = (text or "") + (" " if is_sign else child.tail)
        if text:
            self._put_words(text)
        self._verbatim -= name in _VERBATIM
        self._parent = above
        return tag

    def _put_played(self, player: HtmlElement) -> None:
        """A link to the file that a player plays, where SPIP placed it as a document with a caption (reference 2.3)."""
        if not any("spip_documents" in (above.get("class") or "").split() for above in player.iterancestors()):
            return
        for source in player.iter("audio", "video", "source", "object", "embed"):
            attributes = _attributes(source)
            address = attributes.get("src") or attributes.get("data") or ""
            if "IMG/" in address:
                self._put(element_of("a", {"href": address, "type": attributes.get("type", "")}))
                return

    def _put(self, node: PageElement) -> None:
        place(node, self._parent, self._last)
        self._last = node

    def _put_words(self, text: str) -> None:
        if text[0] in _BLANKS and not self._verbatim and not text.strip(_BLANKS):
            text = "\n" if "\n" in text else " "  # as BeautifulSoup does itself
        self._put(words_of(text))
