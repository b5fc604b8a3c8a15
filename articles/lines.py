"""The words of an element on one line, for titles, labels and crumbs; longer texts are for body."""

from lxml.html import HtmlElement

_DRAWN = ("cache-texte", "cache-TeX")
_SILENT = frozenset({"script", "style", "noscript", "textarea", "select"})


def line_of(element: HtmlElement) -> str:
    """Words with blanks folded, no-break ones kept; words drawn as a picture are taken from its alternative.

    Nothing is put between inline elements, one blank for a line break or a block (`<br>`, `<p>`).
    """
    return " ".join(
        w for w in "".join(_walk(element)).replace("\t", " ").replace("\n", " ").replace("\r", " ").split(" ") if w
    )


def _walk(element: HtmlElement) -> list[str]:
    found: list[str] = []
    stack: list[tuple[HtmlElement, bool]] = [(element, False)]
    while stack:
        node, is_tail = stack.pop()
        if is_tail:
            found.append(node.tail or "")
            continue
        if node is not element and node.tail:
            stack.append((node, True))
        if not isinstance(node.tag, str) or node.tag in _SILENT:
            continue
        if node.tag in ("br", "p", "div", "li", "td", "dd", "dt"):
            found.append(" ")
        elif node.tag == "img" and any(sign in (node.get("src") or "") for sign in _DRAWN):
            found.append(node.get("alt") or "")
        found.append(node.text or "")
        stack.extend((child, False) for child in reversed(node))
    return found
