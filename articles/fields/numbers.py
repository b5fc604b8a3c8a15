"""Finds what a page says it is where its address does not: the addresses it gives itself, its article's number, that it is a section's.

Places follow reference 2.6. Numbers of related articles stand on the page too, so only places that speak of the page
itself are asked, and they must agree.
"""

import re
from typing import Literal

from lxml.html import HtmlElement

from articles.tree.links import as_served
from articles.tree.selecting import Selection
from sites.identity import identify

# Reply, print, mail and feed links of the page's own article; lists of other articles never use them.
_OWN_LINK = re.compile(r"[?&]page=(?:forum|imprimer|imprimir_articulo|article_pdf|spipdf|print|rss_forum_article)\b")
_ID = re.compile(r"[?&]id_article=(\d{1,9})\b")
_CRAYON = re.compile(r"\barticle-(?:titre|texte|chapo|surtitre|soustitre|date|ps)?-(\d{1,9})\b")
_BODY = re.compile(r"(?:^|\s)art-?(\d{1,9})(?=\s|$)")
"""In the class of the page's body, as Ahuntsic and skins after it print it (`fr article sect2 rub28 art116`)."""
_ENLARGED = re.compile(r"[?/]article(\d{1,9})(?:\.html)?[?&]id_document=")
_LISTING = re.compile(r"(?:auteur|mot|site)(?:\d|/)")
"""Begins the slug of what lists the articles of an author, of a keyword or of another site."""
_FURTHER = re.compile(r"[?&]debut_\w+=[^&#]*")
"""Of the link to a further part of a list, which stands on the page that it leads to."""


def own_addresses(selection: Selection) -> list[str]:
    """What the head gives for the page's own address, as written."""
    given = [link.get("href") or "" for link in selection.all_of("link[rel=canonical]")]
    return given + [meta.get("content") or "" for meta in selection.all_of("meta[property='og:url']")]


def own_number(selection: Selection, title: HtmlElement | None) -> int | None:
    """The number all evidence on the page agrees on; None where there is none or it contradicts itself."""
    found: set[int] = set()
    for link in selection.all_of("link[rel=canonical], link[rel=shortlink]"):
        identity = identify(link.get("href") or "")
        if identity.kind == "article" and identity.number is not None:
            found.add(identity.number)
    for link in selection.all_of("a[href*='id_article=']"):
        href = as_served((link.get("href") or "").replace("&amp;", "&"))
        hit = _ID.search(href)
        if hit and _OWN_LINK.search(href):
            found.add(int(hit[1]))
    for hidden in selection.all_of("input[name=id_article]"):
        if (hidden.get("value") or "").isdecimal():
            found.add(int(hidden.get("value") or "0"))
    for picture in selection.all_of("#documents_portfolio a[onclick]"):
        found.update(int(n) for n in _ENLARGED.findall((picture.get("onclick") or "").replace("&amp;", "&")))
    for body in selection.all_of("body[class*='art']"):
        found.update(int(n) for n in _BODY.findall(body.get("class") or ""))
    if title is not None:
        for element in (title, *title.iterancestors()):
            found.update(int(n) for n in _CRAYON.findall(element.get("class") or ""))
    return found.pop() if len(found) == 1 else None


def kind_by_own_links(selection: Selection) -> Literal["section", "other"] | None:
    """Whether what leads to the page itself, the further parts of its lists and the forms that SPIP answers on the page they stand on,
    leads to a section or to an author, a keyword, a site; None: to none of them, or to an article as well."""
    further = [link.get("href") or "" for link in selection.all_of("a[href*='debut_']")]
    answered = [form.get("action") or "" for form in selection.all_of("form[method='post']")]
    own = (as_served(address.replace("&amp;", "&")) for address in (*further, *answered))
    told = [identify(_FURTHER.sub("", address)) for address in own]
    kinds = {identity.kind for identity in told}
    if "article" in kinds:
        return None
    if "section" in kinds:
        return "section"
    return "other" if any(_LISTING.match(identity.slug or "") for identity in told) else None
