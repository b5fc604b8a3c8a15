"""Reads the link of a file that a skin draws as a card: title, type and size each in an element of its own; other links are for files."""

from dataclasses import replace

from bs4.element import Tag

from articles.text.elements import is_blank
from articles.text.tag_lines import words
from articles.words.sizes import Label, find_label, find_size, is_type


def parts_of(link: Tag) -> tuple[str, Label | None]:
    """Title and label of a file whose link holds them in elements with nothing between, one of them with the size; empty and None
    where it does not: the words of `<b>Plan</b><span>PDF</span><span>1,1 Mo</span>` are drawn apart."""
    loose = [node for node in link.children if not isinstance(node, Tag) and not is_blank(str(node))]
    parts = [] if loose else [said for node in link.children if isinstance(node, Tag) and (said := words(node))]
    sized = next((part for part in parts if find_size(part) is not None), None)
    kinds = [part for part in parts if is_type(part.lstrip("."))]
    title = " ".join(part for part in parts if part is not sized and part not in kinds)
    if sized is None or not title:
        return "", None
    kind = next((part.lstrip(".") for part in kinds), None)
    label = find_label(sized)
    label = find_size(sized) if label is None or label.size is None else label
    return title, replace(label, type=kind) if label is not None and kind is not None else label
