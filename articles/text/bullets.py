"""Turns the image bullets of SPIP (line break, picture of a dash, blank) into lists; real lists are left alone.

`- item` at the start of a line was rendered as `<br /><img class="puce" src="…puce.gif" alt="-" />&nbsp;item` up to
SPIP 3.2 and as `<br /><span class="spip-puce ltr"><b>–</b></span>&nbsp;item` in 4.x (reference 2.4).
"""

from collections.abc import Sequence

from bs4 import BeautifulSoup
from bs4.element import NavigableString, PageElement, Tag

from articles.text.elements import attribute, classes, is_blank

_BLOCK_NAMES = """
    address article aside blockquote caption center dd div dl dt fieldset figcaption figure footer h1 h2 h3 h4 h5 h6
    header hr li main nav ol p pre section table tbody td tfoot th thead tr ul
"""
BLOCKS = frozenset(_BLOCK_NAMES.split())
"""Elements that stand on lines of their own."""

_BULLETS = frozenset({"img", "span"})
_MAKER = BeautifulSoup("", "lxml")
_BLANKS = " \t\r\n\xa0"


def is_bullet(tag: PageElement) -> bool:
    """Whether an element is the picture of a dash."""
    if not isinstance(tag, Tag):
        return False
    if tag.name == "img":
        return "puce" in classes(tag) or (attribute(tag, "alt") == "-" and "puce" in attribute(tag, "src"))
    return tag.name == "span" and "spip-puce" in classes(tag)


def lists_from_bullets(inside: Sequence[Tag]) -> bool:
    """Make a `ul` of each run of bullets; a line of text before the first stays a paragraph of its own. Whether there were
    any among `inside`, the elements of the fragment.

    A bullet inside another inline element (bold round the whole list) becomes the words `- `.
    """
    bullets = [tag for tag in inside if tag.name in _BULLETS and is_bullet(tag)]
    parents = {id(bullet.parent): bullet.parent for bullet in bullets if bullet.parent is not None}
    for parent in parents.values():
        if parent.name in BLOCKS:
            _split(parent)
        else:
            _in_words(parent)
    return bool(bullets)


def _in_words(parent: Tag) -> None:
    """Write all bullets of one element as words. Its children are put in anew, all at once: to replace one of them bs4
    looks for it among all, which took six seconds for a list of 5,000."""
    made: list[PageElement] = []
    after_bullet = False
    for child in parent.contents:
        bullet = is_bullet(child)
        if bullet:
            made.append(NavigableString("- "))
        elif after_bullet and isinstance(child, NavigableString):
            made.append(NavigableString(str(child).lstrip(_BLANKS)))
        else:
            made.append(child)
        after_bullet = bullet
    parent.clear(decompose=False)
    parent.extend(made)


def _split(parent: Tag) -> None:
    """Replace each run of inline children that holds bullets; a `p` itself is replaced, its attributes say nothing."""
    made: list[PageElement] = []
    run: list[PageElement] = []
    for child in [*parent.contents, None]:
        if child is not None and not (isinstance(child, Tag) and child.name in BLOCKS):
            run.append(child)
            continue
        made += _blocks_of(run) if any(map(is_bullet, run)) else run
        run = []
        if child is not None:
            made.append(child)
    if parent.name != "p":
        parent.clear(decompose=False)
        parent.extend(made)
        return
    before = parent.find_previous_sibling()
    if made and before is not None and "data-bullets" in before.attrs and _is_list(made[0]):
        first = made.pop(0)
        if isinstance(first, Tag):
            before.extend(list(first.contents))
    if len(made) == 1 and isinstance(made[0], Tag):
        # The commonest case, done in place: bs4 looks for an element among all its siblings to put another beside it.
        parent.name, parent.attrs = made[0].name, made[0].attrs
        parent.clear(decompose=False)
        parent.extend(list(made[0].contents))
        return
    for block in made:
        parent.insert_before(block)
    parent.decompose()


def _is_list(block: PageElement) -> bool:
    return isinstance(block, Tag) and "data-bullets" in block.attrs


def _blocks_of(run: list[PageElement]) -> list[PageElement]:
    """Paragraphs and lists of one run: two line breaks end a list, one is a line in an item."""
    blocks: list[PageElement] = []
    current = _MAKER.new_tag("p")
    blocks.append(current)
    listing: Tag | None = None
    breaks = 0
    for node in run:
        node.extract()
        if isinstance(node, Tag) and node.name == "br":
            breaks += 1
            continue
        if isinstance(node, NavigableString) and is_blank(str(node)) and (breaks or not current.contents):
            continue
        if is_bullet(node):
            if listing is None:
                listing = _MAKER.new_tag("ul")
                listing["data-bullets"] = ""
                blocks.append(listing)
            current = _MAKER.new_tag("li")
            listing.append(current)
            breaks = 0
            continue
        if breaks > 1 and listing is not None:
            listing = None
            current = _MAKER.new_tag("p")
            blocks.append(current)
        elif breaks and current.contents:
            for _ in range(breaks):
                current.append(_MAKER.new_tag("br"))
        breaks = 0
        if isinstance(node, NavigableString) and not current.contents:
            node = NavigableString(str(node).lstrip(_BLANKS))
        current.append(node)
    return [block for block in blocks if isinstance(block, Tag) and (block.name == "ul" or block.contents)]
