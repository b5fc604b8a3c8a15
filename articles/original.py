"""A page as it was captured, made fit to be shown in a frame: it runs nothing, asks for nothing, sends nothing.

Where it is shown, and what must not be named in it, is for the caller.
"""

from collections.abc import Callable
from dataclasses import dataclass
from importlib.metadata import version

import lxml.html
import nh3
from lxml import etree
from lxml.html import HtmlElement

from articles.masking import mask_html
from articles.tree.charset import decode
from articles.tree.links import base_of
from articles.tree.page import parsed, readable
from articles.tree.writable import writable
from sites.address import resolve

ORIGINAL_VERSION = f"2026-11-27.1/nh3-{version('nh3')}"
"""Kept pages made by another one are made anew; to be changed with what this file does."""

REMOVED = "[retiré]"
"""What stands in place of words that must not be shown."""

_BLOCKS = """
    address article aside blockquote caption center col colgroup dd details dir div dl dt figcaption figure footer h1 h2 h3
    h4 h5 h6 header hgroup hr li main menu nav ol p pre section summary table tbody td tfoot th thead tr ul
"""
_PHRASES = """
    a abbr acronym b bdi bdo big br cite code data del dfn em font i img ins kbd mark q rp rt ruby s samp small span strike
    strong sub sup time tt u var wbr
"""
_UNSAFE = """
    script style noscript template iframe frame frameset noframes object embed applet audio video svg math select textarea
    button canvas portal title
"""
# Nothing that takes an element out of the flow, lays it over another, or names an address.
_STYLES = """
    background-color border border-color border-style border-width color float clear font-family font-size font-style
    font-variant font-weight letter-spacing line-height list-style-type margin margin-bottom margin-left margin-right
    margin-top max-width padding padding-bottom padding-left padding-right padding-top text-align text-decoration
    text-indent text-transform vertical-align white-space width
"""
_TAGS = frozenset((_BLOCKS + _PHRASES).split())
_GONE = frozenset(_UNSAFE.split())
_KEPT_STYLES = frozenset(_STYLES.split())
_ATTRIBUTES: dict[str, set[str]] = {
    "*": {"align", "bgcolor", "class", "dir", "height", "lang", "style", "title", "valign", "width"},
    "a": {"href"},
    "font": {"color", "face", "size"},
    "img": {"alt"},
    "ol": {"start", "type"},
    "table": {"border", "cellpadding", "cellspacing", "summary"},
    "td": {"colspan", "rowspan", "nowrap"},
    "th": {"colspan", "rowspan", "scope"},
}
_CLEANER = nh3.Cleaner(
    tags=set(_TAGS),
    clean_content_tags=set(_GONE),
    attributes=_ATTRIBUTES,
    url_schemes={"http", "https", "mailto"},
    link_rel="noopener noreferrer nofollow",
    filter_style_properties=set(_KEPT_STYLES),
)
_ENTRY_WORDS = 1000
"""Characters that go, at most, with a link as the entry of a list: SPIP's introductions have 600 and a title."""


@dataclass(frozen=True, slots=True)
class Original:
    """A captured page that is safe to be shown."""

    html: str
    """Sanitised HTML of its body; empty: there is no page in the bytes."""
    addresses: frozenset[str]
    """Absolute addresses of all its links and pictures, those that are not shown among them."""


def read_original(
    payload: bytes,
    content_type: str | None,
    url: str,
    *,
    hides: Callable[[str], bool] = lambda _: False,
) -> Original:
    """The captured page as sanitised HTML of its body, e-mail addresses masked.

    Kept: words, tables, links (absolute), colours and sizes written into the page. Gone: scripts, handlers, forms,
    frames, objects, style sheets, pictures (their text alternatives stay). `hides` says of an absolute address that what
    it leads to must not be shown: links there go, with the entry of a list that stands around them; where none of `addresses` is
    hidden it makes no difference. Never raises.

    >>> read_original(b'<body onload="a()"><p style="position:fixed;color:red">Un <a href="/b">mot</a><script>x</script>', None, "http://a/").html
    '<p style="color:red">Un <a href="http://a/b" rel="noopener noreferrer nofollow">mot</a></p>'
    """
    text, _, _ = decode(readable(payload, url, []), content_type)
    tree = parsed(text, url, [])
    if tree is None:
        return Original("", frozenset())
    base = base_of(tree.iter("base"), url)
    addresses: set[str] = set()
    hidden = []
    for link in list(tree.iter("a", "area", "img")):
        led = _lead_on(link, base)
        addresses.update(led)
        if any(map(hides, led)):
            hidden.append(link)
    for link in hidden:
        _take_entry(link, set(hidden))
    body = tree.find("body")
    if body is None:
        return Original("", frozenset(addresses))
    html = _CLEANER.clean(etree.tostring(body, encoding="unicode", method="html", with_tail=False))
    return Original(mask_html(html).strip(), frozenset(addresses))


def without_links(html: str, hides: Callable[[str], bool], tell: Callable[[str], str]) -> str:
    """Sanitised HTML in which links that `hides` names, with their words, are `REMOVED`, and other words as `tell` gives them.

    >>> without_links('<p>Voir <a href="http://a/1">Untel</a>, par Untel</p>', lambda url: True, lambda t: t.replace("Untel", "X"))
    '<p>Voir [retiré], par X</p>'
    """
    root = lxml.html.fragment_fromstring(writable(html), create_parent="div")
    for link in list(root.iter("a")):
        if hides(link.get("href") or ""):
            for child in list(link):
                link.remove(child)
            link.text = REMOVED
            link.drop_tag()
    for element in root.iter(etree.Element):
        element.text = writable(tell(element.text)) if element.text else None
        element.tail = writable(tell(element.tail)) if element.tail else None
    whole = etree.tostring(root, encoding="unicode", method="html")
    return whole.removeprefix("<div>").removesuffix("</div>")


def _lead_on(link: HtmlElement, base: str) -> list[str]:
    """Make the addresses of a link or picture absolute; which they are."""
    led = []
    for name in ("href", "src"):
        value = link.get(name)
        found = resolve(base, value) if value else None
        if found is not None:
            link.set(name, writable(found))
            led.append(found)
    return led


def _take_entry(link: HtmlElement, hidden: set[HtmlElement]) -> None:
    """Take away what a list says of the thing a link leads to: the largest element around it that leads nowhere else."""
    entry = link
    for above in link.iterancestors():
        others = {other for other in above.iter("a") if other.get("href")} - hidden
        if above.tag in ("body", "html") or others or len(above.text_content()) > _ENTRY_WORDS:
            break
        entry = above
    parent = entry.getparent()
    if parent is not None:
        put = lxml.html.Element("span")
        put.text, put.tail = REMOVED, writable(entry.tail or "")
        parent.replace(entry, put)
