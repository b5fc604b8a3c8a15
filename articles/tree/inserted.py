"""Takes out of a page that a browser saved what was put into it while it was shown: boxes of other scripts, marks around words."""

from collections.abc import Iterable

from articles.tree.selecting import Selection

_NAMES = (
    "tarteaucitron",
    "tac_float",
    "goog-gt-",
    "goog-te-",
    "skiptranslate",
    "didomi-",
    "axeptio_",
    "onetrust-",
    "cybotcookiebot",
    "orejime-",
    "qc-cmp2-",
    "usercentrics-",
    "cookieconsent",
    "cc-window",
)
"""How ids and classes begin of what asks for consent to cookies, or offers to translate: no skin writes them, and what they hold
has headings and sentences of its own."""
_TRANSLATED = "vertical-align: inherit;"
"""Style of the elements that Chrome puts around all words of a page that it translates."""
_FOUND = "spip_surligne"
"""Class of the marks that SPIP puts around the words for which its reader had searched."""
_OF_PAGE = frozenset({"html", "head", "body"})
"""What scripts give classes of theirs as well."""


def without_inserted(page: Selection, data: bytes) -> bool:
    """Change the tree of a page, whose bytes are `data`; whether there was anything to change.

    >>> from lxml.html import document_fromstring
    >>> saved = '<body><p><font style="vertical-align: inherit;"><font>Oui.</font></font></p><div id="goog-gt-tt"><h1>Source</h1>'
    >>> page = Selection(document_fromstring(saved))
    >>> without_inserted(page, saved.encode()), "".join(page.tree.itertext()), [element.tag for element in page.tree.iter()]
    (True, 'Oui.', ['html', 'body', 'p'])
    """
    is_translated, has_marks = _TRANSLATED.encode() in data, _FOUND.encode() in data
    boxes = [
        element
        for attribute in ("id", "class")
        for names, elements in page.values(attribute).items()
        if _are_inserted(names.split() if attribute == "class" else [names])
        for element in elements
        if element.tag not in _OF_PAGE
    ]
    for element in boxes:
        if element.getparent() is not None:
            element.drop_tree()
    for font in list(page.tree.iter("font")) if is_translated else ():
        if font.get("style") == _TRANSLATED or not font.attrib:
            font.drop_tag()
    for mark in list(page.tree.iter("span", "mark")) if has_marks else ():
        if _FOUND in (mark.get("class") or "").split():
            mark.drop_tag()
    return bool(boxes) or is_translated or has_marks


def _are_inserted(names: Iterable[str]) -> bool:
    return any(name.lower().startswith(_NAMES) for name in names)
