"""Finds the files that a block links to, and what the page says of each; pictures are for others, files within a text for inline_files.

Forms follow reference 2.2 (lists of joined documents by era).
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from bs4.element import Tag

from articles.article import AttachmentLink
from articles.text.elements import attribute, classes, first_named, is_blank, tags
from articles.text.file_parts import parts_of
from articles.text.tag_lines import words
from articles.tree.links import as_served
from articles.words.sizes import Label, find_label, find_size
from sites.address import bare_host, normalise, resolve
from sites.identity import identify

PICTURE = re.compile(r"\.(?:jpe?g|png|gif|bmp|webp|svg|tiff?)$", re.IGNORECASE)
# A folder or action of SPIP, an extension that is none of a page; behind escapes and line breaks anything may hide.
_HOST = re.compile(r"https?://[^/?#]*", re.IGNORECASE)
_OF_FILES = ("img", "action=", "document", "acces_doc", "%")
_OF_FILE = re.compile(r"\.(?!php|html?\b)\w{2,4}(?!\w)", re.IGNORECASE)
_EXTENSION = re.compile(r"\.([A-Za-z0-9]{1,8})$")
_PARTING = " \xa0-–(,"
_TYPE_AT_END = re.compile(r"[ \xa0]*[-–(][ \xa0]*[A-Z0-9]{2,5}$")
_TYPE_IN_BRACES = re.compile(r"[ \xa0]*\{[\w ./-]{2,30}\}$")
"""What a model of SPIP 3 prints behind the title of an icon (`alt='Le plan {PDF}'`)."""
_HOLDERS = ("li", "dl", "tr", "p", "figure", "div")
_DESCRIPTIONS = ("spip_doc_descriptif", "descriptif", "doc_descriptif")
_SHORTEST_DESCRIPTION = 20
_CALL = re.compile(
    r"(?:t[ée]l[ée]charge(?:r|z|ment)|download)(?: (?:le|la|ce|du|de la|the))?(?: (?:fichier|document|pdf|docx?|file))?\W*",
    re.IGNORECASE,
)
"""Words of a link that only call to take a file: they name none."""
_TITLES = ("spip_doc_titre", "titre", "title", "titre-doc", "titre_doc", "titredoc", "doc-titre", "doc_titre")


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a fragment comes from: what makes links absolute and tells own files from foreign ones."""

    base: str
    """Address relative links start from."""
    hosts: frozenset[str]
    """Hosts of the site, without `www.`."""
    page: str = ""
    """Address of the page, normalised; empty: not told."""


@dataclass(frozen=True, slots=True)
class RawFile:
    """A file as the page has it, before cleaning."""

    url: str
    """Absolute address."""
    raw_url: str
    """Address as the page has it."""
    path: str
    """Identity of the file, see `file_path`."""
    raw_title: str
    """Title as published; empty where the page has none."""
    label: Label | None
    """What stands beside it of type and size; None: nothing."""
    media_type: str | None
    """`type` attribute of the link; None: not said."""
    place: str
    """`inline`, `joined` or `portfolio`, as in AttachmentLink."""
    description: str = ""
    """What stands under its title, as published; empty where nothing does."""

    @property
    def extension(self) -> str:
        """Lower-case, from the path; empty where it has none."""
        found = _EXTENSION.search(self.path)
        return found[1].lower() if found else ""

    @property
    def has_size(self) -> bool:
        """Whether the page says how large it is."""
        return self.label is not None and self.label.size is not None

    def attachment(self, clean_title: str, clean_description: str) -> AttachmentLink:
        """The attachment, its title the base name of the file where the page has none."""
        fallback = self.path.rstrip("/").rpartition("/")[2] or self.path
        return AttachmentLink(
            url=self.url,
            path=self.path,
            title=clean_title or fallback,
            raw_title=self.raw_title,
            extension=self.extension,
            type_label=self.label.type if self.label else None,
            stated_size=self.label.size if self.label else None,
            place=self.place,
            media_type_label=self.media_type,
            raw_url=self.raw_url,
            description=clean_description or None,
        )


def file_path(url: str, origin: Origin) -> str | None:
    """Identity of a file: its path after `IMG/` unquoted; None: it is no file.

    A file of another host, or one that only a number names, is known by its whole address.
    """
    identity = identify(as_served(url))
    if identity.kind != "attachment":
        return None
    if identity.slug is None or not is_own(url, origin):
        return normalise(url)
    return identity.slug


@lru_cache(maxsize=4096)  # the menus of a site lead to the same few hundred addresses on all its pages
def may_be_file(href: str) -> bool:
    """Whether a link as written can lead to a file at all: most of a page's links are told by a glance.

    >>> may_be_file("spip.php?article12"), may_be_file("http://h.fr/Titre"), may_be_file("IMG/pdf/a.pdf")
    (False, False, True)
    """
    address = href.partition("#")[0]
    host = _HOST.match(address)
    path = (address if host is None else address[host.end() :]).lower()
    has_blank = path != "" and path.split(None, 1) != [path]
    return has_blank or any(sign in path for sign in _OF_FILES) or _OF_FILE.search(path) is not None


def is_own(url: str, origin: Origin) -> bool:
    """Whether an absolute address is one of the site itself."""
    return bare_host(url) in origin.hosts


def read_links(block: Tag, origin: Origin, place: str) -> Iterator[RawFile]:
    """Files linked in a block, each once: an icon and a title may link to the same file."""
    by_path: dict[str, list[Tag]] = {}
    urls: dict[str, str] = {}
    for link in tags(block, "a"):
        href = attribute(link, "href")
        url = resolve(origin.base, href) if may_be_file(href) else None
        path = file_path(url, origin) if url else None
        if url is None or path is None:
            continue
        if place == "inline" and PICTURE.search(path):
            continue
        by_path.setdefault(path, []).append(link)
        urls.setdefault(path, url)
    holders = {path: _holder(links[0], block, alone=len(by_path) == 1) for path, links in by_path.items()}
    shared = Counter(map(id, holders.values()))
    for path, links in by_path.items():
        # An element that holds several files says nothing of one of them: then only what follows the link counts.
        holder = holders[path] if shared[id(holders[path])] == 1 else links[0]
        kind = next((attribute(link, "type") for link in links if link.get("type")), None)
        title, label = parts_of(links[0])
        label = label or label_beside(links, holder) or label_after(links[-1])
        title, said = title or _title(links, holder), _words_named(holder, _DESCRIPTIONS)
        if not said and place == "joined":
            said = _paragraph_behind(links[-1])
        yield RawFile(urls[path], attribute(links[0], "href"), path, title, label, kind, place, said)


def _words_named(holder: Tag, names: Sequence[str]) -> str:
    """The words of the first element that has a class of these names, the earlier names first; empty where none has words."""
    named = [(own, tag) for tag in tags(holder) if (own := classes(tag))]
    for name in names:
        found = next((tag for own, tag in named if name in own), None)
        if found is not None and not is_blank(said := words(found)):
            return said
    return ""


def _paragraph_behind(link: Tag) -> str:
    """The words of the one paragraph behind the link of a file in its item, or behind the paragraph of the link alone, where no name
    tells a description; empty where there is none, or only a size."""
    own = (
        link.parent
        if link.parent is not None and link.parent.name == "p" and words(link.parent) == words(link)
        else link
    )
    blocks = [node for node in own.next_siblings if isinstance(node, Tag) and node.name in ("p", "div")]
    said = words(blocks[0]) if len(blocks) == 1 and not tags(blocks[0], "a") else ""
    return said if len(said) >= _SHORTEST_DESCRIPTION and find_size(said) is None else ""


def label_after(link: Tag) -> Label | None:
    """The label that directly follows a link, in its parent's own words or in one element such as `small`."""
    for node in islice(link.next_siblings, 4):
        if isinstance(node, Tag) and (node.name == "a" or tags(node, "a")):
            return None
        text = words(node) if isinstance(node, Tag) else str(node)
        if is_blank(text):
            continue
        label = find_label(text.partition(")")[0] + ")" if ")" in text else text)
        return label if label is not None and label.start <= 2 else None
    return None


def _holder(link: Tag, block: Tag, *, alone: bool) -> Tag:
    if alone:
        return block
    for parent in link.parents:
        if parent is block:
            return link
        if parent.name in _HOLDERS:
            return parent
    return link


def _says_more_than_a_size(text: str) -> bool:
    """Whether the words of a link can be a title: those round type and size alone (`- 1.6 Mo)`, the type a picture) are none."""
    size = find_size(text)
    return not is_blank(text) and (size is None or re.search(r"\w", text[: size.start] + text[size.end :]) is not None)


def _title(links: list[Tag], holder: Tag) -> str:
    if marked := _words_named(holder, _TITLES):
        return without_label(marked) or marked
    shown = [text for link in links if _says_more_than_a_size(text := without_label(words(link)))]
    if names := [text for text in shown if _CALL.fullmatch(text) is None]:
        return names[0]
    for link in links:
        image = first_named(link, "img") if not shown else None  # an icon beside words names no file
        for hint in (attribute(image, "alt") if image else "", attribute(link, "title")):
            label = find_label(hint) or find_label(f"({hint})")
            # `Le chêne - JPEG - 80.1 ko`: portfolios of 1.9 put the title before the label.
            title = (
                _TYPE_IN_BRACES.sub("", hint)
                if label is None
                else _TYPE_AT_END.sub("", hint[: label.start].rstrip(_PARTING))
            )
            if title and title.lower() != "document" and _CALL.fullmatch(title) is None:
                return title
    return shown[0] if shown else ""


def without_label(text: str) -> str:
    """A title without the label in it, where that says a size.

    >>> without_label("Programme (PDF - 12 ko)"), without_label("Demande - RTF - 21 ko"), without_label("Plan (12 ko), recto")
    ('Programme', 'Demande', 'Plan, recto')
    """
    label = find_label(text)
    if label is None or not label.size:
        return text
    before, behind = text[: label.start], text[label.end :]
    # What parted the label from the title goes with it (`Demande - RTF - 21 ko`), unless words follow.
    goes_on = behind[:1].isspace() and not is_blank(behind)
    return ((before if goes_on else before.rstrip(" \xa0-–—|,:")) + behind).strip()


def label_beside(links: list[Tag], holder: Tag) -> Label | None:
    """The label beside a link, else that in the attributes of link or icon, where inline models have it."""
    found = find_label(words(holder))
    if found is not None and found.size is not None:
        return found
    for link in links:
        image = first_named(link, "img")
        for hint in (attribute(link, "title"), attribute(image, "alt") if image else ""):
            hinted = find_label(hint) or find_label(f"({hint})")
            if hinted is not None:
                return hinted
    return found
