"""Masks e-mail addresses for the public: `nom [at] exemple.org`, no link; the archive keeps them whole."""

import re
from html import escape

import lxml.html
from lxml import etree
from lxml.html import HtmlElement

from articles.tree.writable import writable

_IN_WORDS = " [at] "
"""What stands in place of the @ in words."""

# As much as a harvester takes for one: a sign, with or without blanks, before a name with a dot and a last part of letters.
_AT = re.compile(r"[^\S\n]*[@＠﹫][^\S\n]*(?=(?:[\w-]+\.)+[^\W\d_]{2,})")
_SIGNS = ("@", "＠", "﹫")
_MAILTO = re.compile(r"\s*mailto:", re.IGNORECASE)


def may_hold_address(*texts: str | None) -> bool:
    """Whether masking any of these could change it, be they words, addresses or HTML.

    >>> may_hold_address("a", None, "b @ c"), may_hold_address("MAILTO:a%40b.fr"), may_hold_address("a", "b")
    (True, True, False)
    """
    # A loop, for this is asked of every row of a snapshot: with generators, and the texts joined, it took three times as long.
    for text in texts:  # noqa: SIM110
        if text and ("@" in text or "﹫" in text or "＠" in text or (":" in text and _names_mail(text))):
            return True
    return False


def _names_mail(text: str) -> bool:
    # Colons are few, so this costs a tenth of making small letters of it all.
    return any(piece[-6:].lower() == "mailto" for piece in text.split(":")[:-1])


def mask_text(text: str) -> str:
    """A text with every address masked; idempotent.

    >>> mask_text("Écrire à jeanne.essai@example.org, le 3 @ 5 h")
    'Écrire à jeanne.essai [at] example.org, le 3 @ 5 h'
    """
    return _AT.sub(_IN_WORDS, text) if any(sign in text for sign in _SIGNS) else text


def mask_address(url: str) -> str:
    """An address of the web with the sign written as `%40`, which leads to the same place; a `mailto:` one masked as words.

    >>> mask_address("http://example.org/?de=jeanne@example.org"), mask_address("mailto:jeanne@example.org")
    ('http://example.org/?de=jeanne%40example.org', 'jeanne [at] example.org')
    """
    if _MAILTO.match(url):
        return mask_text(_MAILTO.sub("", url).replace("%40", "@"))
    return _AT.sub("%40", url)


def mask_html(html: str) -> str:
    """Sanitised HTML with every address masked, and links to mail without their address; other HTML comes back as it is."""
    if not any(sign in html for sign in _SIGNS) and "mailto:" not in html.lower():
        return html
    root = lxml.html.fragment_fromstring(writable(html), create_parent="div")
    for link in list(root.iter("a")):
        if _MAILTO.match(link.get("href") or ""):
            link.drop_tag()
    for element in root.iter(etree.Element):
        for name, value in element.attrib.items():
            element.set(name, writable(mask_address(value) if name == "href" else mask_text(value)))
    _mask_words(root)
    inner = [root.text or "", *(etree.tostring(child, encoding="unicode", method="html") for child in root)]
    return "".join([escape(inner[0], quote=False), *inner[1:]])


def _mask_words(root: HtmlElement) -> None:
    """The words of all elements as one text, for an address may begin in one (`nom@<b>exemple.org</b>`)."""
    # Not by recursion: a page may nest deeper than Python goes.
    pieces: list[tuple[HtmlElement, bool, str]] = []
    for event, node in etree.iterwalk(root, events=("start", "end", "comment", "pi")):
        if event == "start":
            pieces.append((node, False, node.text or ""))
        elif node is not root:
            pieces.append((node, True, node.tail or ""))
    whole = "".join(text for _, _, text in pieces)
    signs = {found.start() + found[0].index(found[0].strip()) for found in _AT.finditer(whole)}
    place = 0
    for element, is_tail, text in pieces:
        masked = "".join(_IN_WORDS if place + n in signs else c for n, c in enumerate(text))
        place += len(text)
        if masked != text:
            if is_tail:
                element.tail = writable(masked)
            else:
                element.text = writable(masked)
