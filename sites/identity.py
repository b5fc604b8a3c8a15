"""Identity: which thing an address means, whatever form the address takes; whether to request it is for scope."""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from sites.address import Address, take_apart
from sites.parameters import (
    ENTRY_SCRIPTS,
    OBJECT_TYPES,
    decoded,
    is_list_offset,
    is_of_an_article,
    page_name,
    read_query,
)

Kind = Literal["article", "section", "attachment", "listing", "feed", "other"]


@dataclass(frozen=True, slots=True)
class Identity:
    """What an address stands for. Two addresses of one site with equal identities are one thing."""

    kind: Kind
    """`listing` is a further page of a section's list; `other`: home, plan, keyword, author, brief, form…"""
    number: int | None = None
    """SPIP's number; None where only a slug or path is known."""
    slug: str | None = None
    """Slug without markers, path of an attachment after `IMG/`, or name of a special page."""
    part: str | None = None
    """Part of an article (`2` of `artpage=2-4`), list and offset of a listing (`debut_articles=10`); None: whole."""

    @property
    def key(self) -> str:
        """One line that names the thing within its site: `article/12`, `article/Titre#2`, `attachment/pdf/x.pdf`."""
        name = str(self.number) if self.number is not None else (self.slug or "")
        return f"{self.kind}/{name}" + (f"#{self.part}" if self.part else "")


_NUMBER = re.compile(r"[0-9]{1,18}")  # what SQLite holds as a whole number
_OBJECT = re.compile(r"(article|rubrique|breve|mot|auteur|site)([0-9]{1,18})(?:\.html?)?")
_QUERY_OBJECT = re.compile(r"(document|forum)([0-9]{1,18})")
_PLAIN_OBJECT = re.compile(r"(?:https?://[a-z0-9.:-]+)?/(?:spip\.php)?\?(article|rubrique)([0-9]{1,18})")
_PLAIN_SLUG = re.compile(r"https?://[a-z0-9.:-]+/([A-Z][a-z]*-[A-Za-z0-9-]*[A-Za-z])")
_HTML = re.compile(r"\.html?\Z")
_EXTENSION = re.compile(r"[^/]\.([A-Za-z0-9]{1,8})\Z")
_PART = re.compile(r"([0-9]{1,6})(?:-[0-9]{0,6})?")
# Reference: SPIP plugin urls_etendues, urls/propres.php; the two-sign marker of keywords goes before that of briefs.
_MARKERS = (
    ("mot", re.compile(r"\+-(.+?)(?:-\+)?")),
    ("breve", re.compile(r"\+(.+?)\+?")),
    ("rubrique", re.compile(r"-(.+?)-?")),
    ("auteur", re.compile(r"_(.+?)_?")),
    ("site", re.compile(r"@(.+?)@?")),
)
_FOLDER_TYPES = frozenset({"mot", "breve", "auteur"})
"""Folders before the slug of what is neither article nor section in scheme `arbo`; `site` may be one that a whole site stands in."""
_NAMED_PAGES = {
    "sommaire": "home",
    "resume": "home",
    "plan": "plan",
    "sitemap.xml": "sitemap.xml",
    "robots.txt": "robots.txt",
}
_DOCUMENT_TYPES = """
    pdf doc docx docm dot dotx xls xlsx xlsm ppt pptx pps ppsx odt
    ods odp odg rtf csv zip rar 7z mp3 mp4 ogg flv avi mov wmv epub
"""
_DOCUMENTS = frozenset(_DOCUMENT_TYPES.split())
_RESOURCE_FOLDERS = frozenset({"squelettes", "squelettes-dist", "prive", "plugins", "plugins-dist"})


@lru_cache(maxsize=1024)
def identify(url: str, *, monolingual: bool = True) -> Identity:
    """Which thing the address means. Never raises; host and scheme take no part.

    Forms of one article: `spip.php?article12`, `?article12`, `article12.html`, `/12`, `article.php3?id_article=12`,
    `spip.php?page=article&id_article=12`, each behind any folder (reference: SPIP core ecrire/urls/page.php, html.php,
    standard.php). With `monolingual=False` a `lang=` is a part of its own.
    """
    plain = _PLAIN_OBJECT.fullmatch(url)
    if plain:
        return Identity("article" if plain[1] == "article" else "section", int(plain[2]))
    named = _PLAIN_SLUG.fullmatch(url)  # a capital, a hyphen and no final digit: no marker, no number, no special name
    if named:
        return Identity("article", None, named[1])
    return identity_of(take_apart(url, monolingual=monolingual))


def identity_of(address: Address) -> Identity:
    """Which thing an address taken apart means; a `lang` still in its query is taken as a part."""
    if address.scheme not in ("http", "https", ""):
        return Identity("other", slug=decoded(address.path))
    path = address.path
    if "/spip.php/" in path:  # path-info: the server shows what stands behind it
        path = path[path.rindex("/spip.php/") + 9 :]
    pairs = read_query(address.query)
    asked = dict(pairs)
    folder, _, last = path.rpartition("/")
    file = _attachment(path, last, asked)
    if file:
        return file
    if "/ecrire/" in path + "/":
        return Identity("other", slug=decoded(path.strip("/")))
    page = page_name(path, asked)
    if page is None or page in OBJECT_TYPES:
        found = _numbered(path, last, page, pairs)
        if found:
            return _of_object(found[0], int(found[1]), asked)
    if page is not None:
        return _of_page(page, asked)
    if not last or last in ENTRY_SCRIPTS:
        bare = next((piece for piece in address.query.split("&") if piece and "=" not in piece), None)
        if bare is not None:  # scheme `propres_qs`: ./?Titre
            return _of_slug("", bare, asked)
        if not folder or last:
            return _of_page("sommaire", asked)
        return _of_slug("", folder.strip("/") + "/", asked)
    extension = _EXTENSION.search(last)
    resource = extension is not None and extension[1].lower() not in ("html", "htm")
    if resource or not _RESOURCE_FOLDERS.isdisjoint(path.split("/")):
        return Identity("other", slug=decoded(path.strip("/")))
    return _of_slug(folder.strip("/"), last, asked)


def _attachment(path: str, last: str, asked: dict[str, str]) -> Identity | None:
    _, folder, name = decoded(path).rpartition("/IMG/")
    if folder and not name.startswith("cache-"):  # IMG/cache-… holds derived pictures up to SPIP 1.9.1
        extension = _EXTENSION.search(name)
        if extension and not extension[1].lower().startswith("php"):
            return Identity("attachment", slug=name)
    action = asked.get("action")
    if action == "acceder_document" and asked.get("file"):
        return Identity("attachment", slug=asked["file"].rpartition("IMG/")[2].lstrip("/"))
    if action in ("acceder_document", "autoriser") and _NUMBER.fullmatch(asked.get("arg", "")):
        return Identity("attachment", int(asked["arg"]))
    if last in ("spip_acces_doc.php3", "spip_acces_doc.php") and _NUMBER.fullmatch(asked.get("id_document", "")):
        return Identity("attachment", int(asked["id_document"]))
    extension = _EXTENSION.search(last)
    if extension and extension[1].lower() in _DOCUMENTS:
        # A file laid beside SPIP by hand. The leading slash keeps it apart from the one of the same path under IMG/.
        return Identity("attachment", slug=decoded(path))
    return None


def _numbered(path: str, last: str, page: str | None, pairs: tuple[tuple[str, str], ...]) -> tuple[str, str] | None:
    """Type and number, by the first form that fits; within one form the last hit of the address counts."""
    if _NUMBER.fullmatch(path[1:]):
        return "article", path[1:]
    for name, value in reversed(pairs):
        hit = None if value else _OBJECT.fullmatch(name) or _QUERY_OBJECT.fullmatch(name)
        if hit:
            return hit[1], hit[2]
    hit = _OBJECT.fullmatch(last)
    if hit:
        return hit[1], hit[2]
    if page is not None:  # page=article&id_article=12, article.php3?id_article=12
        for name, value in reversed(pairs):
            if name in (f"id_{page}", "id_syndic" if page == "site" else "") and _NUMBER.fullmatch(value):
                return page, value
    return None


def _of_object(type_: str, number: int, asked: dict[str, str]) -> Identity:
    if type_ == "article":
        return Identity("article", number, None, _article_part(asked))
    if type_ == "document":
        return Identity("attachment", number)
    offset = _list_part(asked)
    if type_ == "rubrique":
        return Identity("listing" if _has_offset(asked) else "section", number, None, offset)
    return Identity("listing" if _has_offset(asked) else "other", None, f"{type_}{number}", offset)


def _of_page(page: str, asked: dict[str, str]) -> Identity:
    rest = "&".join(
        sorted(
            f"{name}={value}" if value else name
            for name, value in asked.items()
            if name not in ("page", "lang") and not is_list_offset(name)
        )
    )
    if page.startswith("backend"):
        section = asked.get("id_rubrique", "")
        if _NUMBER.fullmatch(section):
            more = "&".join(
                sorted(f"{name}={value}" for name, value in asked.items() if name not in ("page", "id_rubrique"))
            )
            part = "&".join(word for word in (page if page != "backend" else "", more) if word)
            return Identity("feed", int(section), None, part or None)
        return Identity("feed", None, f"{page}&{rest}" if rest else page, _language(asked))
    name = _NAMED_PAGES.get(page, f"page={page}")
    if rest and name != "home":
        name = f"page={page}"
    return Identity(
        "listing" if _has_offset(asked) else "other", None, f"{name}&{rest}" if rest else name, _list_part(asked)
    )


def _of_slug(folder: str, last: str, asked: dict[str, str]) -> Identity:
    """Thing of a readable address: markers tell its type; a final slash is that of a section (scheme `arbo`), and so a folder
    that is called as a type. Where nothing tells, it may be an article or a section: a further page of its list of articles is
    a listing, or what only that page names were lost."""
    name = decoded(last)
    type_, bare = "rubrique" if name.endswith("/") else "article", _HTML.sub("", name).rstrip("/")
    above, _, called = folder.rpartition("/")
    if called in _FOLDER_TYPES:
        type_, folder = called, above
    for candidate, marker in _MARKERS:
        hit = marker.fullmatch(bare)
        if hit:
            type_, bare = candidate, hit[1]
            break
    if not bare.strip("0123456789"):
        bare = name if name.strip("0123456789") else f"?{name}"  # a slug of digits must not pass for SPIP's number
    slug = f"{decoded(folder)}/{bare}" if folder else bare
    if type_ == "article":
        turns = any(not is_of_an_article(name) for name in asked if is_list_offset(name))
        if turns and _has_offset(asked):
            return Identity("listing", None, slug, _list_part(asked))
        return Identity("article", None, slug, _article_part(asked))
    if type_ == "rubrique":
        return Identity("listing" if _has_offset(asked) else "section", None, slug, _list_part(asked))
    return Identity("listing" if _has_offset(asked) else "other", None, f"{type_}/{slug}", _list_part(asked))


def _article_part(asked: dict[str, str]) -> str | None:
    """Part of an article cut by the tool `decoupe`; the first is what the bare address shows, so it is the article."""
    hit = _PART.fullmatch(asked.get("artpage", ""))
    part = str(int(hit[1])) if hit and int(hit[1]) > 1 else None
    return "&".join(word for word in (part, _language(asked)) if word) or None


def _has_offset(asked: dict[str, str]) -> bool:
    return any(is_list_offset(name) and value not in ("", "0") for name, value in asked.items())


def _list_part(asked: dict[str, str]) -> str | None:
    offsets = sorted(
        f"{name}={value}" for name, value in asked.items() if is_list_offset(name) and value not in ("", "0")
    )
    language = _language(asked)
    return "&".join([*offsets, language] if language else offsets) or None


def _language(asked: dict[str, str]) -> str | None:
    return f"lang={asked['lang']}" if asked.get("lang") else None
