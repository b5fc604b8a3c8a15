"""Reads the files that an article announces beside its text, in blocks of whatever name; which links those are is for joined."""

from functools import cache

from lxml.html import HtmlElement

from articles.general.file_labels import told_of
from articles.general.galleries import pictures_below
from articles.general.joined import find_joined
from articles.layout.places import Places
from articles.layout.region import Region
from articles.text.files import Origin, RawFile, file_path, is_own, may_be_file, read_links
from articles.text.fragment import cut_out
from sites.address import resolve


def files_beside(places: Places, origin: Origin, title: HtmlElement | None, text: Region) -> list[RawFile]:
    """Files as the page tells them, in order. One of another site is a reading tip or a source in a note, unless its size is told as
    SPIP tells that of a file it knows."""

    @cache
    def path_at(href: str) -> str | None:
        url = resolve(origin.base, href) if may_be_file(href) else None
        return file_path(url, origin) if url else None

    def path_of(link: HtmlElement) -> str | None:
        return path_at(link.get("href") or "")

    found: list[RawFile] = []
    for item in find_joined(places, path_of, title, text):
        links = read_links(cut_out(item.elements), origin, "joined")
        own = [a for e in item.elements for a in e.iter("a") if path_of(a) == item.path]
        told = [told_of(link, item.elements, own) for link in links if link.path == item.path]
        found += [link for link in told if is_own(link.url, origin) or link.has_size]
    for picture in pictures_below(places, path_of, title, text):
        found += [link for link in read_links(cut_out([picture]), origin, "portfolio") if is_own(link.url, origin)]
    return found
