"""Alters saved pages as other skins and tools would: what stands on them stays, how it is written does not; counting is for the test."""

import re
from collections.abc import Callable

import lxml.html
from lxml.html import HtmlElement

_NAMES = """
    div p ul ol li table tr td th h1 h2 h3 h4 h5 h6 section article header footer nav aside main dl dt dd form body html head center
    blockquote hr script style link meta title fieldset
"""
_BLOCKS = frozenset(_NAMES.split())
_OF_SPIP = re.compile(r"spip|crayon|article-|^n[bh]\d")
"""Names that SPIP or its plugins write, whatever the skin."""
_MENU = "Association Actions Publications Formations Partenaires Contacts Presse"
_SIDE = """<div><h3>Nouveautés</h3><ul><li><a href="spip.php?article901">Un autre sujet de la semaine</a> (12 janvier 2009)</li>
<li><a href="spip.php?article902">Encore un sujet</a> (14 février 2010)</li></ul></div>"""
_FORUM = """<div class="comments"><h2>Vos commentaires</h2><ul class="forum"><li class="forum-fil"><p class="forum-chapo">
<strong>Bravo</strong> <small>Le 8 juin 2012 à 10:12, par Jeanne</small></p><div class="forum-texte"><p>Merci beaucoup de cet article que
nous attendions depuis longtemps, il dit enfin ce que nos voisins pensent tout bas.</p></div></li></ul></div>"""
_FOOT = '<div id="pied"><p>© 2003-2011 Association - <a href="spip.php?page=plan">Plan</a> - Dernière mise à jour : 3 mars 2011</p></div>'


def altered(data: bytes, alter: Callable[[HtmlElement], None]) -> bytes:
    """A page in UTF-8 after its tree was altered."""
    try:
        text = data.decode()
    except UnicodeDecodeError:
        text = data.decode("windows-1252", "replace")
    tree = lxml.html.document_fromstring(re.sub(r"^\s*<\?xml[^>]*\?>", "", text))
    alter(tree)
    for meta in list(tree.iter("meta")):
        if meta.get("charset") or "charset" in (meta.get("content") or ""):
            around = meta.getparent()
            assert around is not None
            around.remove(meta)
    written: bytes = lxml.html.tostring(tree, encoding="utf-8")
    return b'<!DOCTYPE html>\n<meta charset="utf-8">' + written


def in_another_frame(tree: HtmlElement) -> None:
    """No blank between blocks; a table of layout around all; a menu and news before, readers' answers and the site's foot behind."""
    for element in tree.iter():
        is_kept = isinstance(element.tag, str) and any(
            e.tag in ("pre", "textarea") for e in (element, *element.iterancestors())
        )
        if isinstance(element.tag, str) and element.tag in _BLOCKS and not is_kept:
            element.text = element.text if (element.text or "").strip() else None
            element.tail = element.tail if (element.tail or "").strip() else None
    body = tree.body
    table = lxml.html.fragment_fromstring(
        "<table width='100%'><tr><td width='160'></td><td valign='top'></td></tr></table>"
    )
    menu, cell = table.iter("td")
    links = "".join(f"<li><a href='spip.php?rubrique{90 + n}'>{word}</a></li>" for n, word in enumerate(_MENU.split()))
    menu.append(lxml.html.fragment_fromstring(f"<div class='menu'><ul>{links}</ul></div>"))
    menu.append(lxml.html.fragment_fromstring(_SIDE))
    cell.text, body.text = body.text, None
    cell.extend(list(body))
    body.append(table)
    cell.append(lxml.html.fragment_fromstring(_FORUM))
    body.append(lxml.html.fragment_fromstring(_FOOT))


def with_other_names(tree: HtmlElement) -> None:
    """Each name of the skin within a longer one, as a framework prefixes them."""
    for element in tree.iter(lxml.etree.Element):
        for attribute in ("class", "id"):
            names = element.get(attribute)
            if names and not _OF_SPIP.search(names):
                element.set(attribute, " ".join(f"mod-{name}" for name in names.split()))


def without_names(tree: HtmlElement) -> None:
    """No name but those that SPIP itself writes."""
    for element in tree.iter(lxml.etree.Element):
        for attribute in ("class", "id"):
            kept = [name for name in (element.get(attribute) or "").split() if _OF_SPIP.search(name)]
            if kept:
                element.set(attribute, " ".join(kept))
            elif attribute in element.attrib:
                del element.attrib[attribute]
