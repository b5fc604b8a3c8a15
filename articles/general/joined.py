"""Finds the files that a page of no known skin announces beside its text, not those of menus; what is said of each is for files_beside."""

import re
from collections.abc import Callable, Collection, Iterator, Sequence, Set
from dataclasses import dataclass
from functools import cache
from itertools import islice

from lxml.html import HtmlElement

from articles.general.headings_before import HeadingsBefore
from articles.layout.places import Places, with_above
from articles.layout.region import Region
from articles.text.files import PICTURE
from articles.text.nesting import ANY_HEADING
from articles.tree.lines import line_of
from articles.words.names import FILES, SHORTCUTS, SIDE
from articles.words.sizes import has_size
from articles.words.skin_lines import OWN_FILES, SITE_FILES, is_end, plain

_ITEM_TAGS = frozenset(
    {
        "li",
        "dl",
        "dt",
        "dd",
        "tr",
        "td",
        "p",
        "div",
        "figure",
        "span",
        "strong",
        "h3",
        "h4",
        "h5",
        "h6",
        "small",
        "b",
        "em",
    }
)
_TO_LOAD = re.compile(r"(?:documents?|fichiers?) a telecharger")
"""What heads the files of an article in a column beside it; those of the site have a name (`Documents utiles`)."""
_CALLS = re.compile(r"telecharger|download|descargar|scaricare?|baixar\b")
_LONGEST_ITEM = 500
_MOST_OF_ITEM = 200
"""Elements: what holds more is no item, however few its words are (a gallery of pictures that each link a file)."""
_ENOUGH = 3.0


@dataclass(frozen=True, slots=True)
class FileItem:
    """A file and the elements that speak of it."""

    path: str
    """Identity of the file."""
    elements: tuple[HtmlElement, ...]
    """The smallest block around its link, with what belongs to it."""


def find_joined(
    places: Places,
    path_of: Callable[[HtmlElement], str | None],
    title: HtmlElement | None,
    text: Region,
) -> list[FileItem]:
    """Files of the article whose links stand outside its `text`, in order, each once. `path_of`: identity of the file that a link
    leads to; None: to none."""
    links = [(a, path) for a in places.tagged("a") if (path := path_of(a)) is not None and not PICTURE.search(path)]
    if not links:
        return []
    zone = zone_of(places, title, text.elements)
    above = min(text.span[0], places.order(title)) if title is not None else text.span[0]
    above_article = with_above((title, *text.elements))
    side = places.named(SIDE) - above_article
    headings, files_in = HeadingsBefore(), _files_in(path_of)
    found: dict[str, FileItem] = {}
    for link, path in links:
        if path in found or text.holds(link):
            continue
        item = _item(places, link, path, files_in, above_article)
        if _worth(places, link, item, zone, (above, *text.span), side, headings.of(link)) >= _ENOUGH:
            found[path] = FileItem(path, item)
    return list(found.values())


def zone_of(places: Places, title: HtmlElement | None, bodies: Sequence[HtmlElement]) -> HtmlElement | None:
    """The smallest block that holds title and text; None where that is the whole page."""
    known = [e for e in (title, *bodies) if e is not None]
    if not known:
        return None
    common = known[0]
    for other in known[1:]:
        common = places.common(common, other)
    # A title alone tells nothing: what stands around it does.
    while len(known) == 1 and common.getparent() is not None and common.tag != "a" and not places.links_in(common):
        common = common.getparent()
    return None if common.tag in ("body", "html") or common in places.frames else common


def _item(
    places: Places,
    link: HtmlElement,
    path: str,
    files_in: Callable[[HtmlElement], frozenset[str | None]],
    wholes: Collection[HtmlElement],
) -> tuple[HtmlElement, ...]:
    """The widest block around the link that speaks of no other file, is no longer than a few lines, has no heading of a list and
    is none of `wholes`."""
    item = link
    for above in link.iterancestors():
        if (
            above in wholes
            or above.tag not in _ITEM_TAGS
            or places.length(above) > _LONGEST_ITEM
            or places.size(above) > _MOST_OF_ITEM
            or any(is_end(line_of(heading)) for heading in above.iter(*ANY_HEADING))
        ):
            break
        if files_in(above) != {path}:
            break
        item = above
    parent = item.getparent()
    shared = (
        parent is not None and parent.tag in ("dl", "ul", "ol", "div", "p", "td") and files_in(parent) - {None} > {path}
    )
    if item.tag == "tr":
        spans = (cell.get("rowspan") or "" for cell in item)
        rows = max((int(span) for span in spans if span.isdecimal()), default=1)
        return (item, *islice(item.itersiblings("tr"), rows - 1))
    goes_on = item.tag == "dt" or (shared and item.tag != "li")
    return (item, *_following(item, path, files_in)) if goes_on else (item,)


def _files_in(
    path_of: Callable[[HtmlElement], str | None],
) -> Callable[[HtmlElement], frozenset[str | None]]:
    """Tells which files the links in an element lead to, None among them where one leads to none; asked once for each element."""

    @cache
    def files_in(element: HtmlElement) -> frozenset[str | None]:
        return frozenset(path_of(a) for a in element.iter("a") if (a.get("href") or "").strip())

    return files_in


def _following(
    item: HtmlElement, path: str, files_in: Callable[[HtmlElement], frozenset[str | None]]
) -> Iterator[HtmlElement]:
    """What stands after an item in one list with others, up to the next file."""
    for number, sibling in enumerate(item.itersiblings()):
        if not isinstance(sibling.tag, str):
            continue
        if (
            number > 6
            or files_in(sibling) - {path, None}
            or sibling.tag in ("h1", "h2", "h3")
            or len(line_of(sibling, _LONGEST_ITEM)) > _LONGEST_ITEM
        ):
            return
        if item.tag == "dt" and sibling.tag not in ("dt", "dd"):
            return
        yield sibling


def _worth(
    places: Places,
    link: HtmlElement,
    item: Sequence[HtmlElement],
    zone: HtmlElement | None,
    span: tuple[int, int, int],
    side: Set[HtmlElement],
    heading: str | None,
) -> float:
    """What a link is worth; `span`: the places of the title and of the beginning and end of the text."""
    score, (above, first, last) = 0.0, span
    if _has_size(link, item):
        score += 3
    near = list(_near(link))
    if not places.named(FILES).isdisjoint(near):
        score += 2
    if heading is not None:
        score += 4 if OWN_FILES.search(heading) else 3 if _TO_LOAD.fullmatch(heading) else 2
    order = places.order(link)
    if zone is not None and places.holds(zone, link):
        score += 3
    elif zone is not None and heading is not None and SITE_FILES.search(heading):
        score -= 3
    elif zone is None and above <= order <= last + 80:
        # The article as a file, between title and text, may have no other sign than these words.
        score += 3 if order < first and _CALLS.match(plain(line_of(link))) else 2
    if link.get("type"):
        score += 1
    if not places.named(SHORTCUTS).isdisjoint(link.iterancestors()):
        score -= 3
    if (link in places.frames and not _is_in_own_foot(link, zone)) or not side.isdisjoint(link.iterancestors()):
        inside = zone is not None and places.holds(zone, link)
        score -= 1.5 if inside else 3
    return score


def _is_in_own_foot(link: HtmlElement, zone: HtmlElement | None) -> bool:
    """Whether it stands in the `footer` of the very block that holds title and text, in an `article`."""
    foot = next(link.iterancestors("footer"), None)
    return foot is not None and foot.getparent() is zone and next(foot.iterancestors("article"), None) is not None


def _near(link: HtmlElement) -> Iterator[HtmlElement]:
    yield link
    for number, above in enumerate(link.iterancestors()):
        if number == 5 or above.tag in ("body", "main", "article"):
            break
        yield above


def _has_size(link: HtmlElement, item: Sequence[HtmlElement]) -> bool:
    texts = [" ".join(line_of(e) for e in item), link.get("title") or "", link.tail or ""]
    texts += [line_of(part) for part in link]  # drawn apart, though nothing stands between them
    texts += [picture.get("alt") or "" for e in item for picture in e.iter("img")]
    texts += [e.get("title") or "" for e in item]
    following = link.getnext()
    if following is not None and following.tag in ("small", "span", "em", "i", "abbr"):
        texts.append(line_of(following))
    return any(has_size(text) for text in texts)
