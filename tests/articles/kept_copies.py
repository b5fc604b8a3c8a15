"""Writes saved pages as tools that keep sites write them: links of a mirror, what a browser adds; counting is for the test."""

import hashlib
import re
from collections.abc import Callable
from html import unescape
from urllib.parse import urljoin

import lxml.html

_LINK = re.compile(r"""(<(?:a|area|form)\b[^>]*?\b(?:href|action)=)(["'])(.*?)\2""", re.IGNORECASE | re.DOTALL)
_ROOT = re.compile(r"https?://[\w.-]+\.example(?:\.\w+)?/")
_WHOLE = re.compile(r"\w+:|//|#|\{|.*%3F")
"""Links to elsewhere, and those of pages that a mirror kept before."""
_NO_PAGE = re.compile(r"\.(?!php)\w{2,5}$")
_CONSENT = """<div id="tarteaucitronRoot"><div id="tarteaucitron" role="dialog"><span class="tarteaucitronH1" role="heading"
aria-level="1" id="dialogTitle">Panneau de gestion des cookies</span><div id="tarteaucitronInfo">En autorisant ces services tiers,
vous acceptez le dépôt et la lecture de cookies et l'utilisation de technologies de suivi nécessaires à leur bon fonctionnement.</div>
<button type="button">Tout accepter</button><ul><li>Les services de partage de vidéo permettent d'enrichir le site de contenu
multimédia et augmentent sa visibilité.<h3 class="tarteaucitronH3">Vidéos</h3></li></ul></div></div>"""
_TRANSLATOR = """<div id="goog-gt-tt" class="skiptranslate" dir="ltr"><div class="logo"><img src="x.png" alt="Google Traduction"></div>
<div class="top"><h1 class="title gray">Texte d'origine</h1></div><div class="bottom">Proposer une meilleure traduction</div></div>"""
_SILENT = frozenset({"script", "style", "title", "textarea", "option", "noscript", "pre"})


def as_text(data: bytes) -> str:
    """A page decoded, without an XML declaration."""
    try:
        text = data.decode()
    except UnicodeDecodeError:
        text = data.decode("windows-1252", "replace")
    return re.sub(r"^\s*<\?xml[^>]*\?>", "", text)


def root_of(text: str) -> str:
    """Address of the site, as the page's first whole link says."""
    found = _ROOT.search(text)
    return found[0] if found else "http://site.example/"


def by_httrack(text: str) -> str:
    """Four signs for each query before `.html`, the query behind; where the page came from in a comment."""

    def written(path: str, query: str) -> str:
        stem = path.rpartition(".php")[0] or path.strip("/") or "index"
        signs = hashlib.md5(query.encode(), usedforsecurity=False).hexdigest()[:4]
        return f"{stem}{signs}.html?{query}" if query else f"{stem}.html"

    comment = (
        f"<!-- Mirrored from {root_of(text).partition('//')[2]}spip.php?article12 by HTTrack Website Copier/3.x -->"
    )
    return re.sub(r"(<html[^>]*>)", rf"\1{comment}", _relinked(text, written), count=1, flags=re.IGNORECASE)


def by_wget_on_windows(text: str) -> str:
    """`@` for the `?` of an address, `.html` behind all."""
    return _relinked(text, lambda path, query: f"{path}@{query}.html" if query else f"{path or 'index'}.html")


def by_chrome(text: str) -> str:
    """All links whole, those within the page too; what asks for consent and what translates, with its marks around all words."""
    root = root_of(text)
    page = f"{root}spip.php?article12"

    def whole(link: re.Match[str]) -> str:
        address = link[3].strip()
        to = page + address if address.startswith("#") else urljoin(root, address)
        return f"{link[1]}{link[2]}{to}{link[2]}"

    tree = lxml.html.document_fromstring(_LINK.sub(whole, text))
    for meta in [e for e in tree.iter("meta") if "charset" in f"{e.attrib}".lower()]:
        meta.drop_tree()
    for element in [e for e in tree.body.iter(lxml.etree.Element) if e.tag not in _SILENT]:
        for child in [c for c in element if c.tail and c.tail.strip()]:
            words, child.tail = child.tail, None
            child.addnext(_translated(words or ""))
        if element.text and element.text.strip():
            words, element.text = element.text, None
            element.insert(0, _translated(words))
    tree.body.insert(0, lxml.html.fragment_fromstring(_CONSENT))
    tree.body.append(lxml.html.fragment_fromstring(_TRANSLATOR))
    written: str = lxml.html.tostring(tree, encoding="unicode")
    return f"<!DOCTYPE html>\n<!-- saved from url=(0041){page} -->\n<meta charset='utf-8'>{written}"


def by_curl_with_headers(text: str) -> str:
    """The lines of the answer before the page."""
    lines = (
        "HTTP/1.1 200 OK",
        "Date: Mon, 11 Mar 2019 10:22:16 GMT",
        "Content-Type: text/html",
        "Composed-By: SPIP 2.1.12",
    )
    return "\r\n".join((*lines, "", text))


def by_searching_reader(text: str) -> str:
    """A long word of the head's title marked wherever the page says it, as SPIP does for who comes from a search; a warning of PHP
    before all."""
    head, body = (text[: at.end()], text[at.end() :]) if (at := re.search(r"<body[^>]*>", text, re.I)) else (text, "")
    title = re.search(r"<title>(.*?)</title>", head, re.I | re.S)
    word = max(re.findall(r"\w{5,}", unescape(title[1])) if title else (), key=len, default="")
    mark = rf'\1<span class="spip_surligne">{word}</span>'
    found = re.sub(rf"(>[^<]*?)\b{word}\b(?=[^<>]*<)", mark, body) if word else body
    return f"<br />\n<b>Notice</b>:  Undefined index: x in <b>/w/a.php</b> on line <b>2</b><br />\n{head}{found}"


def _translated(words: str) -> lxml.html.HtmlElement:
    around = lxml.html.Element("font", style="vertical-align: inherit;")
    lxml.etree.SubElement(around, "font", style="vertical-align: inherit;").text = words
    return around


def _relinked(text: str, written: Callable[[str, str], str]) -> str:
    """The page with its links to pages of its own site written another way, by path and query."""
    root = root_of(text)

    def relinked(link: re.Match[str]) -> str:
        address, sign, part = link[3].strip().removeprefix(root).removeprefix("./").replace("&amp;", "&").partition("#")
        path, _, query = address.partition("?")
        if _WHOLE.match(address) or (sign and not address) or _NO_PAGE.search(path):
            return link[0]
        to = "index.html" if address in ("", ".", "/", root[:-1]) else written(path, query)
        return f"{link[1]}{link[2]}{to}{sign}{part}{link[2]}"

    return _LINK.sub(relinked, text)
