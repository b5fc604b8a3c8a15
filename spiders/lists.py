"""Long lists in one piece: which lists of a page go on, and whether an answer holds the whole of one; asking is for the spider.

SPIP turns the pages of a list with `debut_<list>=<offset>`; `-1` shows all of it, except where a skeleton counts by itself.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace

from articles.tree.links import PageLinks
from sites.address import resolve, take_apart
from sites.identity import Identity, identity_of
from sites.parameters import is_list_offset

WORTH = 3
"""Further pages that a list must have to be asked for in one piece."""
PRIORITY = 9
"""Of a whole list: before the sections and pages of lists (10), which it may spare."""
MOST_FAILURES = 2
"""Lists that could not be had whole after which no further one of the site is tried."""
_WHOLE = "-1"
_ITEMS = frozenset({"article", "section"})
"""Kinds of things a list is counted by. Others stand beside its items, several to each: keywords, authors, pictures."""


@dataclass(frozen=True, slots=True)
class ListPage:
    """An address that shows one list from an offset on."""

    key: str
    """Names the list within its site: identity of its first page and name of the list, `section/5 debut_articles`."""
    of: Identity
    """Thing on whose page the list stands."""
    first: str
    """Address without the offset, normalised."""
    whole: str
    """Address of the list in one piece, normalised."""
    offset: int
    """Items left out at the beginning, 1 or more; -1: none, and all are shown."""


@dataclass(frozen=True, slots=True)
class LongList:
    """A list that goes on behind the page that shows its beginning."""

    key: str
    """As in `ListPage`."""
    whole: str
    """Address of the list in one piece, normalised."""
    step: int
    """Items on a page: the smallest offset that is linked."""
    last: int
    """Largest offset that is linked: there is at least one item more."""

    @property
    def is_worth_it(self) -> bool:
        """Whether one request would spare at least two."""
        return self.last >= WORTH * self.step


def list_page(url: str, *, monolingual: bool = True) -> ListPage | None:
    """The list that an address turns, and to where; None when it turns none, or several, or is the first page.

    >>> page = list_page("http://x/spip.php?rubrique5&debut_articles=20")
    >>> page.key, page.whole, page.offset
    ('section/5 debut_articles', 'http://x/spip.php?rubrique5&debut_articles=-1', 20)
    """
    if "debut_" not in url:
        return None
    address = take_apart(url, monolingual=monolingual)
    pieces = address.query.split("&")
    turned = [piece for piece in pieces if is_list_offset(piece.partition("=")[0])]
    if len(turned) != 1 or identity_of(address).kind != "listing":
        return None
    name, _, offset = turned[0].partition("=")
    if offset != _WHOLE and not (offset.isascii() and offset.isdecimal() and len(offset) < 10):
        return None  # `@12`, the page that holds object 12
    first = replace(address, query="&".join(piece for piece in pieces if piece != turned[0]))
    whole = "&".join(f"{name}={_WHOLE}" if piece == turned[0] else piece for piece in pieces)
    of = identity_of(first)
    return ListPage(f"{of.key} {name}", of, first.url, replace(address, query=whole).url, int(offset))


def long_lists(of: Identity, links: PageLinks, *, monolingual: bool = True) -> tuple[LongList, ...]:
    """The lists of the thing `of` that go on, by the links of its page to further pages of its own lists."""
    offsets: dict[str, set[int]] = {}
    whole: dict[str, str] = {}
    for href in dict.fromkeys(links.hrefs):
        url = resolve(links.base, href) if "debut_" in href else None
        page = list_page(url, monolingual=monolingual) if url is not None else None
        if page is not None and page.of == of and page.offset > 0:
            offsets.setdefault(page.key, set()).add(page.offset)
            whole.setdefault(page.key, page.whole)
    return tuple(LongList(key, whole[key], min(found), max(found)) for key, found in offsets.items())


def is_whole(page: ListPage, first: PageLinks, answer: PageLinks, *, monolingual: bool = True) -> bool | None:
    """Whether `answer`, which came for the address `page`, holds all items of a list whose first page has the links `first`.
    None when the first page does not say that the list goes on.

    What counts is how many articles (else sections) it names once more often than the first page: at least as many as must
    stand behind that. Links to further pages say nothing, for the pagination of SPIP prints them on the whole list too
    (core ecrire/inc/filtres.php, filtre_pagination_dist: it counts by the whole total); and where `-1` is not known, the first
    or last page, or another one, comes instead. Half a page of items may be missing: blocks that show something by chance.
    """
    shown = {one.key: one for one in long_lists(page.of, first, monolingual=monolingual)}.get(page.key)
    if shown is None:
        return None
    again = {one.key: one for one in long_lists(page.of, answer, monolingual=monolingual)}.get(page.key, shown)
    before, after = _items(first, monolingual), _items(answer, monolingual)
    kind = "article" if any(key.startswith("article/") for key in after - before) else "section"
    more = sum(key.startswith(f"{kind}/") for key in after - before)
    missing = sum(key.startswith(f"{kind}/") and key not in after for key in before)
    return more >= max(shown.last, again.last) + 1 - shown.step and 2 * missing <= shown.step


def _items(links: PageLinks, monolingual: bool) -> Counter[str]:
    """How often a page links to each thing that may stand in a list."""
    found: Counter[str] = Counter()
    for url in _absolute(links):
        identity = identity_of(take_apart(url, monolingual=monolingual))
        if identity.kind in _ITEMS:
            found[identity.key] += 1
    return found


def _absolute(links: PageLinks) -> Iterable[str]:
    return (url for href in links.hrefs if (url := resolve(links.base, href)) is not None)
