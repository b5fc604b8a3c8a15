"""Tells the signs between links that a picture or the style sheet draws; what words and other signs part is for link_lines."""

import re

from lxml.html import HtmlElement

_ARROW = re.compile(r"(?:fl[eè]che|arrow|chevron|\bfl)[\w-]*(?:\.\w+)?$", re.IGNORECASE)
"""What a picture that draws a sign is called."""
_MOST_BULLETED = 5
"""Links with bullets between them: more of them are a menu."""


def is_arrow(picture: HtmlElement) -> bool:
    """Whether a picture is called like the sign of a way."""
    called = ((picture.get(name) or "").rpartition("/")[2] for name in ("alt", "src"))
    return any(_ARROW.search(name) is not None for name in called if name)


def is_parted_by_drawn(element: HtmlElement) -> bool:
    """Whether what the style sheet or a picture draws stands between its links."""
    return _is_parted_by_icons(element) or _is_parted_by_bullets(element)


def _is_parted_by_icons(element: HtmlElement) -> bool:
    """Whether an empty `i` or `span` stands between each two links, and behind the last before words that are none, and nothing else:
    icon fonts draw signs there."""
    children = [child for child in element if isinstance(child.tag, str)]
    links, icons = children[::2], children[1::2]
    *between, last = [(e.tail or "").strip() for e in (*children, element)][:-1] or [""]
    return (
        2 <= len(icons) < _MOST_BULLETED
        and all(link.tag == "a" for link in links)
        and all(icon.tag in ("i", "span") and not len(icon) and not (icon.text or "").strip() for icon in icons)
        and not (element.text or "").strip()
        and not any(between)
        and (last == "") == (len(links) > len(icons))
    )


def _is_parted_by_bullets(element: HtmlElement) -> bool:
    """Whether the bullet of SPIP, a picture, stands between two links and each two of few: before the first it opens a list."""
    children = [child for child in element if isinstance(child.tag, str)]
    tags = [child.tag for child in children]
    bullets = [child for child in children if child.tag == "img"]
    return (
        2 <= len(tags) - len(bullets) <= _MOST_BULLETED
        and (
            tags == ["a", *["img", "a"] * len(bullets)]
            or (tags == ["a", "img"] * len(bullets) and bool(bullets[-1].tail))
        )
        and all("puce" in (img.get("class") or img.get("src") or "") for img in bullets)
    )
