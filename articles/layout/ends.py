"""Tells the blocks beside prose that are none of it by what they say: headings of what follows, lines of tools, files and dates."""

import re
from collections.abc import Sequence

from lxml.etree import iterwalk
from lxml.html import HtmlElement

from articles.tree.links import PRINTING, leads_home, meant_by
from articles.words.byline import without_written
from articles.words.dates import has_date
from articles.words.sizes import has_size
from articles.words.skin_lines import CHANGED, FILE_HEADING, PUBLISHED, is_end, leads_to_top, plain

_DATE_LINE = re.compile(
    r"(?:article |articulo |page |fiche |date de )?(?:publi|mise?s? (?:en ligne|a jour)|dernier|modifi|redig|cree{0,2}s? |poste |actualis"
    r"|creation ?:|(?:puesto|posat) en lin|ultima (?:modific|actualiz|revisi))"
)
_READ = re.compile(r"^\d[\d ]* (?:lectures?|visites?|vues|fois lu)\b[ |·•–:-]*")
"""How often an article was read, which skins print before its day."""
_LEAST_LINKS, _MOSTLY = 2, 0.5
"""How many links make a list, and how much of its words they are."""
_MOST_OF_MENU = 0.6
_LONGEST_HEAD = 400
"""Characters, blanks of the source among them, before which the line that heads a list of links has ended."""
_LONGEST_DATE_LINE, _LONGEST_OF_TWO = 120, 200
"""Characters; those of a line that says both when something was published and when changed."""


def ends_text(block: HtmlElement, words: str, linked: int) -> bool:
    """Whether a block says that the text has ended: alone, on the line that heads its links (`<b>Sur le même sujet</b><br>…`), as
    the first of them (`3 commentaires - imprimer`) or before a file. `words`: those directly in it; `linked`: how many characters of
    them are links."""
    if leads_to_top(words):
        return False  # it may stand below each part
    begins_apart = len(block) > 0 and block[0].tag in ("a", "b", "strong")
    if is_end(words) or not (linked or begins_apart):
        return is_end(words)
    said: list[str] = []
    length = 0
    for event, node in iterwalk(block, ("start", "end")):
        if node.tag == "br":
            return is_end("".join(said))
        if length > _LONGEST_HEAD:
            return False
        if node.tag == "a" and event == "start" and "IMG/" in (node.get("href") or "") and _heads_files(said):
            return True
        said.append((node.text if event == "start" else "" if node is block else node.tail) or "")
        length += len(said[-1])
    first, sign, _ = "".join(said).partition(" - ")
    return bool(sign) and is_end(first)


def heads_site_links(heading: HtmlElement) -> bool:
    """Whether a list of the skin's, which leads to articles and sections and says hardly more, stands right behind a heading of the
    skin's: SPIP gives both a class where an editor wrote them."""
    following = heading.getnext()
    if (
        following is None
        or following.tag not in ("ul", "ol")
        or "spip" in f"{heading.get('class')} {following.get('class')}"
    ):
        return False
    links = list(following.iter("a"))
    words, linked = (len("".join("".join(e.itertext()) for e in part).strip()) for part in ([following], links))
    if len(links) < _LEAST_LINKS or linked < _MOSTLY * words:
        return False
    return all("breve" in (a.get("href") or "") or meant_by(a).kind in ("section", "article") for a in links)


def is_menu(block: HtmlElement, words: str, linked: int) -> bool:
    """Whether a line is several links, and one of them leads home: the menu of a site without names."""
    if linked < _MOST_OF_MENU * len("".join(words.split())):
        return False
    links = [a for a in block.iter("a") if "spip" not in (a.get("class") or "")]
    return len(links) > _LEAST_LINKS and any(map(leads_home, links))


def is_line_of_date(words: str) -> bool:
    """Whether a short line begins by saying that something was published or changed, and tells the day.

    >>> is_line_of_date("Mise à jour : 7 décembre 2020 | Visites : 43"), is_line_of_date("Le décret publié le 3 mai 2012 le dit.")
    (True, False)
    >>> is_line_of_date("1284 lectures - Mise à jour : 7 décembre 2020")
    True
    >>> is_line_of_date("Publié le 3 mai 2012 par Jeanne Essai, Odile Essai, Le service (Date de rédaction antérieure : 18 juillet 2007)")
    True
    """
    words = without_written(words)
    length = len(" ".join(words.split()))
    if length >= _LONGEST_OF_TWO:
        return False
    line = _READ.sub("", plain(words), count=1)
    if _DATE_LINE.match(line) is None or not has_date(words):
        return False
    says_both = PUBLISHED.search(line) is not None and CHANGED.search(line) is not None and not line.endswith(".")
    return length < _LONGEST_DATE_LINE or says_both


def is_line_of_file(block: HtmlElement, words: str) -> bool:
    """Whether a short line says the size of a file of SPIP's that it links to (`Les jeux<br>Format : pdf - Poids : 1,4 Mo`)."""
    return has_size(words) and links_to_file(block)


def links_to_file(element: HtmlElement) -> bool:
    """Whether it holds a link to a file of SPIP's."""
    return any("IMG/" in (a.get("href") or "") for a in element.iter("a"))


def prints(block: HtmlElement) -> bool:
    """Whether it holds the link for printing."""
    return any(PRINTING.search(a.get("href") or "") for a in block.iter("a"))


def _heads_files(said: Sequence[str]) -> bool:
    return FILE_HEADING.fullmatch(plain("".join(said))) is not None
