"""Finds the files within a text: takes out the blocks and lines that hold only a file, leaves the sentences that link to one.

Forms follow reference 2.3 (models inside the text).
"""

import re
from collections.abc import Sequence
from itertools import islice

from bs4.element import Tag

from articles.text.elements import attribute, classes, first_named, is_blank, tags
from articles.text.files import (
    PICTURE,
    Origin,
    RawFile,
    file_path,
    is_own,
    label_after,
    label_beside,
    may_be_file,
    read_links,
)
from articles.text.pictures import small_legend
from articles.text.tag_lines import words
from articles.words.sizes import find_label, is_type
from sites.address import resolve

_MODEL = re.compile(r"spip_document_\d+")
_AROUND_PICTURES = frozenset({"p", "div", "center"})
_MODEL_NAMES = frozenset({"dl", "span", "figure", *_AROUND_PICTURES})
_MODELS = frozenset({"spip_documents", "spip_document"})
_SEVERAL = 3
_CALLS = re.compile(
    r"^\W*(?:[àa] )?(?:t[ée]l[ée]charger|t[ée]l[ée]chargement|fichier|pi[èe]ce jointe|document(?: joint)?)\b",
    re.IGNORECASE,
)
_LINES = ("p", "li", "div", "dd")


def take_models(root: Tag, inside: Sequence[Tag], origin: Origin) -> tuple[list[RawFile], list[Tag]]:
    """Take the blocks of files out of the text: SPIP's models, and lines that hold only a file and its label. `inside`: all
    elements of it; where neither a file nor a picture is given, it still has all of them.

    The blocks that hold no file, but a picture, are taken out too and given back whole.
    """
    files: list[RawFile] = []
    pictures: list[Tag] = []
    for block in _blocks(inside):
        found = list(read_links(block, origin, "inline"))
        files += found
        if found:
            block.decompose()
        elif tags(block, "img"):
            pictures.append(block.extract())
    links = [tag for tag in (tags(root) if files or pictures else inside) if tag.name == "a"]
    if not any(may_be_file(attribute(link, "href")) for link in links):
        return files, pictures
    seen: set[int] = set()
    for link in links:
        line = None if id(link) in seen else next((p for p in link.parents if p.name in _LINES), None)
        if line is not None and line is not root and id(line) not in seen:
            seen.add(id(line))
            inside = tags(line, "a")
            found = _labelled_line(line, origin)
            if found:
                seen.update(map(id, inside))
                files += found
    return files, pictures


def _blocks(inside: Sequence[Tag]) -> list[Tag]:
    """Outermost blocks of models."""
    taken: list[Tag] = []
    for tag in inside:
        if tag.name not in _MODEL_NAMES or not _is_model(tag):
            continue
        if not any(parent is taken[-1] for parent in (tag.parents if taken else ())):
            taken.append(tag)
    return taken


def _is_model(block: Tag) -> bool:
    """Whether SPIP placed a file or picture here, or a picture stands with words marked as its caption. SPIP gives a number too:
    without one, several paragraphs are the text itself, in a skin that calls its block so."""
    names = classes(block)
    if any(_MODEL.fullmatch(name) for name in names):
        return True
    if block.name == "figure" and tags(block, "figcaption") and tags(block, "img"):
        return True
    if block.name in _AROUND_PICTURES and small_legend(block) is not None:
        return True
    return not _MODELS.isdisjoint(names) and len(tags(block, "p")) < _SEVERAL


def _labelled_line(line: Tag, origin: Origin) -> list[RawFile]:
    """A file whose paragraph or item holds nothing but its link, its title and its label: the block leaves the text.

    A link in a sentence stays, and so does a line without a label: nothing proves that it is no content.
    """
    if tags(line, "ul", "ol", "table"):
        return []
    found = list(islice(read_links(line, origin, "inline"), 2))
    if len(found) != 1 or not found[0].has_size:
        return []
    rest = words(line)
    for link in tags(line, "a"):
        rest = rest.replace(words(link), "", 1)
    label = find_label(rest)
    if label is None:
        is_card = is_blank(rest) and any(map(_tells_size_apart, tags(line, "a")))
        if is_card:
            line.decompose()
        return found if is_card else []
    beside = _CALLS.sub("", rest[: label.start] + rest[label.end :]).replace("\xa0", " ")
    # Some skins print the title and the type beside a link that only says `Télécharger`; the link's own title repeats the first.
    for link in tags(line, "a"):
        beside = beside.replace(attribute(link, "title").replace("\xa0", " "), "", 1)
    beside = beside.strip(" -–:")
    if not is_blank(beside) and not is_type(beside):
        return []
    line.decompose()
    return found


def _tells_size_apart(link: Tag) -> bool:
    """Whether an element of its own in a link tells type and size of the file, and nothing else: the skin drew a card."""
    for part in tags(link, "span", "small"):
        said = words(part).strip()
        label = find_label(said) if said else None
        if label is not None and label.size is not None and (label.start, label.end) == (0, len(said)):
            return True
    return False


def linked_files(inside: Sequence[Tag], origin: Origin) -> list[RawFile]:
    """Files of the site linked from sentences: their words stay in the text. A link round a thumbnail to a picture is no file; a
    file of another site that a sentence names is a link like any other."""
    found: list[RawFile] = []
    for link in inside:
        if link.name != "a" or not may_be_file(attribute(link, "href")):
            continue
        url = resolve(origin.base, attribute(link, "href"))
        path = file_path(url, origin) if url else None
        if (
            url is not None
            and path is not None
            and is_own(url, origin)
            and not (PICTURE.search(path) and first_named(link, "img"))
            and (not is_blank(words(link)) or first_named(link, "img"))  # the cover of a leaflet
        ):
            label = label_after(link) or find_label(words(link)) or label_beside([link], link)
            found.append(
                RawFile(
                    url, attribute(link, "href"), path, words(link), label, attribute(link, "type") or None, "inline"
                )
            )
    return found
