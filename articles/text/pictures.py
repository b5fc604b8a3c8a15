"""Says what a page says of the pictures in a text, and takes them out of it; files are for another file."""

from collections.abc import Sequence

from bs4.element import NavigableString, Tag

from articles.article import Picture
from articles.text.bullets import is_bullet
from articles.text.elements import attribute, first_named, first_of_class, is_blank, tags
from articles.text.files import PICTURE, Origin
from articles.text.tag_lines import on_one_line, words
from sites.address import resolve

_SMALL = ("1", "-1", "-2")
"""Sizes of `font` that are smaller than the text's."""


def pictures_of(blocks: Sequence[Tag], origin: Origin) -> list[Picture]:
    """The pictures of blocks that were taken out of a text."""
    found: list[Picture] = []
    for block in blocks:
        caption = _caption(block)
        pictures = (_picture(image, caption, origin) for image in tags(block, "img"))
        found += [picture for picture in pictures if picture is not None]
    return found


def _picture(image: Tag, caption: str | None, origin: Origin) -> Picture | None:
    url = resolve(origin.base, attribute(image, "src"))
    if url is None or is_bullet(image):
        return None
    link = image.find_parent("a", href=True)
    if isinstance(link, Tag) and (large := resolve(origin.base, attribute(link, "href"))) and PICTURE.search(large):
        url = large
    return Picture(url, attribute(image, "alt"), caption)


def _caption(block: Tag) -> str | None:
    """What a block says of the pictures in it."""
    said = [first_of_class(block, name) for name in ("spip_doc_titre", "spip_doc_descriptif")]
    said = said if any(said) else [first_of_class(block, "spip_doc_legende")]
    caption = "\n".join(words(part) for part in said if part is not None and not is_blank(words(part))) or None
    legend = first_named(block, "figcaption") if block.name == "figure" else small_legend(block)
    if caption is None and legend is not None:
        caption = "\n".join(_lines(legend)) or None
    return caption


def small_legend(block: Tag) -> Tag | None:
    """The words in small type below a picture that alone stand with it in their block (`<img><br><small>Cliché A.</small>`); None:
    there are none, or more."""
    said: list[Tag] = []
    for node in block.children:
        if isinstance(node, Tag) and (said or node.name in ("img", "a")):
            said.append(node)
        elif isinstance(node, Tag) or not is_blank(str(node)):
            return None
    if len(said) < 2 or any(node.name != "br" for node in said[1:-1]):
        return None
    legend, images = said[-1], tags(said[0], "img") if said[0].name == "a" else [said[0]]
    is_small = legend.name == "small" or (legend.name == "font" and attribute(legend, "size") in _SMALL)
    shown = len(images) == 1 and not is_bullet(images[0]) and not _is_drawn(images[0]) and is_blank(words(said[0]))
    return legend if is_small and shown else None


def _is_drawn(image: Tag) -> bool:
    """Whether it shows words or a smiley."""
    source = attribute(image, "src")
    return "cache-texte" in source or "cache-TeX" in source or "/smileys/" in source


def _lines(legend: Tag) -> list[str]:
    """Words of a caption, those behind each line break on a line of their own."""
    said = "".join(
        "\n" if isinstance(node, Tag) and node.name == "br" else node if isinstance(node, str) else ""
        for node in legend.descendants
    )
    return [line for part in said.split("\n") if (line := on_one_line(part))]


def take_pictures(inside: Sequence[Tag], origin: Origin) -> list[Picture]:
    """Take out the pictures that stand in the text without a model; words drawn as a picture and smileys stay as words."""
    found: list[Picture] = []
    for image in inside:
        if image.name != "img":
            continue
        alt = attribute(image, "alt")
        if _is_drawn(image) and alt:
            image.replace_with(NavigableString(alt))
            continue
        if not is_bullet(image) and (picture := _picture(image, None, origin)) is not None:
            found.append(picture)
        image.decompose()
    return found
