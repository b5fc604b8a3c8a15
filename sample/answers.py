"""Answers a request for a front as SPIP does, aliases and errors included; files are left to disk.py, the network to server.py."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from urllib.parse import parse_qsl, quote, unquote, urlsplit

from sample.codings import CODINGS
from sample.dates import http_date, midnight
from sample.disk import from_disk
from sample.fronts import traps
from sample.fronts.feeds import feed, robots, site_map
from sample.fronts.front import HOME_LOOP, SECTION_LOOP, Front, extract
from sample.truth import Pageless, SampleArticle
from sample.typography import typed
from sample.wire import Answer

_HTML = "text/html; charset=utf-8"
_OBJECT = re.compile(r"(?P<kind>article|rubrique)(?P<id>\d+)(?:\.html?)?=?")
_OLD_SCRIPT = re.compile(r"(?P<kind>article|rubrique)\.php3?")
_HOMES = ("", "index.php", "spip.php")
# Apache's own page: in its charset, not in the site's (reference §9).
_GONE = b"<html><head><title>410 Gone</title></head><body><h1>Page supprim\xe9e</h1></body></html>\n"


_NOISE = (
    "<br />\n<b>Warning</b>:  filemtime(): stat failed for tmp/cache/skel/html.php"
    " in <b>/var/www/html/ecrire/public/composer.php</b> on line <b>58</b><br />"
)
# SPIP's own notices, without any skin (reference §2.8).
_NOTICES = {
    "works": ("Site en travaux", "Revenez plus tard."),
    "skeleton": ("Erreur(s) dans le squelette", "Boucle article : balise inconnue, ligne 12."),
}
_NOTICE = """<!DOCTYPE html>
<html lang="fr" dir="ltr">
<head><meta charset="utf-8" /><title>{0}</title></head>
<body id="minipres">
<div id="minipres"><h1>{0}</h1>
<div><p>{1}</p></div></div>
</body>
</html>
"""


@dataclass(frozen=True, slots=True)
class _Request:
    """A request taken apart."""

    path: str  # decoded, without the first slash
    query: Mapping[str, str]  # keys without "=" have an empty value
    bare: str  # the first key of the query when it has no value, decoded

    @property
    def tail(self) -> str:
        return self.path.rpartition("/")[2]


def answer(front: Front, method: str, path_and_query: str, conditions: Mapping[str, str] | None = None) -> Answer:
    """What the front answers; `conditions` are the request's If-None-Match and If-Modified-Since."""
    if method not in ("GET", "HEAD"):
        return Answer(405, (("Allow", "GET, HEAD"), ("Content-Length", "0")), b"")
    split = urlsplit(path_and_query)
    pairs = parse_qsl(split.query, keep_blank_values=True)
    bare = pairs[0][0] if pairs and not pairs[0][1] else ""
    request = _Request(unquote(split.path).lstrip("/"), dict(pairs), bare)
    front = replace(front, asked=path_and_query.lstrip("/"))
    given = from_disk(front, request.path, conditions or {}) or _page(front, request)
    return Answer(given.status, given.headers, b"") if method == "HEAD" else given


def _page(front: Front, request: _Request) -> Answer:
    """Whatever SPIP itself makes."""
    if request.path == "robots.txt" or request.query.get("page") == "robots.txt":
        return _made(front, 200, robots(front), "text/plain; charset=utf-8")
    if request.path == "sitemap.xml" or request.query.get("page") == "sitemap.xml":
        return _made(front, 200, site_map(front), "text/xml; charset=utf-8")
    name = request.query.get("page", "")
    if request.tail in _HOMES and name and name != "sommaire":
        return _named(front, name, request)
    aliased = _alias(request)
    if aliased:
        return _object(front, *aliased, request, moved=True)
    if request.path.removesuffix("/") == "ecrire":
        return _redirect(front, 302, f"{front.addresses.page('login')}&url=%2Fecrire%2F&lang=fr")
    if request.path.isdecimal():
        return _moved(front, "article", int(request.path))
    if request.tail in _HOMES and (not request.path or "/" not in request.path):
        return _made(front, 200, front.skin.home(front, extract(front.truth.newest(), _asked(request, HOME_LOOP))))
    return _by_slug(front, request)


def _named(front: Front, name: str, request: _Request) -> Answer:
    """`spip.php?page=name`"""
    if name in ("article", "rubrique"):
        number = request.query.get(f"id_{name}", "")
        return _object(front, name, int(number) if number.isdecimal() else 0, request, moved=False)
    if name == "backend":
        section = request.query.get("id_rubrique", "")
        return _made(front, 200, feed(front, int(section) if section.isdecimal() else None), "text/xml; charset=utf-8")
    if name == "plan":
        return _made(front, 200, front.skin.plan(front))
    if name == "recherche":
        return _made(front, 200, front.skin.search(front))
    if name == "login":
        return _made(front, 200, front.skin.plain(front, "login", "Se connecter", "<p>Accès réservé</p>"))
    if name == "agenda":
        return _agenda(front, request)
    number = request.query.get("id_article", "")
    article = front.truth.articles.get(int(number)) if number.isdecimal() else None
    if name == "imprimer" and front.skin.print_version and article:
        return _made(front, 200, front.skin.print_version(front, article))
    return _missing(front, request)


def _agenda(front: Front, request: _Request) -> Answer:
    """A month of the calendar, whichever is asked for; without one, that of the newest article."""
    newest = front.truth.newest()[0].date
    year, month = request.query.get("annee", ""), request.query.get("mois", "")
    if year.isdecimal() and 1 < int(year) < 9999 and month.isdecimal() and 1 <= int(month) <= 12:
        days = traps.month(front, int(year), int(month))
    else:
        days = traps.month(front, newest.year, newest.month)
    return _made(front, 200, front.skin.plain(front, "agenda", "Agenda", days))


def _alias(request: _Request) -> tuple[str, int] | None:
    """The object an address names by number; SPIP ignores any folders in front."""
    bare = _OBJECT.fullmatch(request.bare) if request.tail in _HOMES else None
    match = bare or _OBJECT.fullmatch(request.tail)
    if match:
        return match["kind"], int(match["id"])
    script = _OLD_SCRIPT.fullmatch(request.tail)
    number = request.query.get(f"id_{script['kind']}", "") if script else ""
    return (script["kind"], int(number)) if script and number.isdecimal() else None


def _by_slug(front: Front, request: _Request) -> Answer:
    if front.addresses.slugs is None:
        return _missing(front, request)
    for kind, slugs in (("article", front.addresses.slugs), ("rubrique", front.addresses.section_slugs)):
        for number, slug in slugs.items():
            if slug == request.path:
                return _object(front, kind, number, request, moved=False)
    former = front.addresses.old_slugs.get(request.path)
    return _moved(front, "article", former) if former else _missing(front, request)


def _object(front: Front, kind: str, number: int, request: _Request, *, moved: bool) -> Answer:
    """An article or a section; where slugs rule, an address by number moves to the slug."""
    if kind == "article" and number in front.truth.pageless:
        return _without_page(front, front.truth.pageless[number])
    if not _exists(front, kind, number):
        return _missing(front, request)
    if moved and front.addresses.slugs is not None:
        return _moved(front, kind, number)
    article = front.truth.answering(number) if kind == "article" else None
    if article is not None:
        return replace(_of_article(front, article), mishap=article.mishap)
    articles = front.truth.newest(number)
    if "titre" in (request.query.get("par"), request.query.get(f"tri_{SECTION_LOOP}")):
        articles = tuple(sorted(articles, key=lambda one: typed(one.title).clean()))
    listed = extract(articles, _asked(request, SECTION_LOOP))
    return _made(front, 200, front.skin.section(front, front.truth.sections[number], listed))


def _of_article(front: Front, article: SampleArticle) -> Answer:
    """The page of an article, in its own coding and with what PHP prints before it."""
    page = front.skin.article(front, article)
    if article.noise:
        page = page.replace("<div", f"{_NOISE}\n<div", 1)
    coding = CODINGS.get(article.coding or "")
    if coding is None:
        return _made(front, 200, page)
    made, body = _made(front, 200, page), coding.encode(page)
    kept = tuple(header for header in made.headers if header[0] not in ("Content-Type", "Content-Length"))
    return Answer(200, (("Content-Type", coding.media_type()), *kept, _length(body)), body)


def _exists(front: Front, kind: str, number: int) -> bool:
    return number in front.truth.sections if kind == "rubrique" else front.truth.answering(number) is not None


def _without_page(front: Front, one: Pageless) -> Answer:
    """What a number answers behind which no page of its own stands."""
    if one.answer == "gone":
        return Answer(410, (("Content-Type", "text/html; charset=iso-8859-1"), _length(_GONE)), _GONE)
    if one.answer == "login":
        form = '<div class="formulaire_spip formulaire_login" id="formulaire_login"><form action="spip.php?page=login" method="post">'
        form += '<p>Accès réservé aux agents</p><input type="text" name="var_login" /></form></div>'
        return _made(front, 200, front.skin.plain(front, "login", "Se connecter", form))
    if one.answer in _NOTICES:
        return _made(front, 200, _NOTICE.format(*_NOTICES[one.answer]))
    if one.target is None:
        # Where slugs rule, SPIP shows the home page for the number of an article that was removed (reference §9).
        return _made(front, 200, front.skin.home(front, extract(front.truth.newest(), None)))
    inner = one.target.removeprefix("art")
    address = front.addresses.article(int(inner)) if inner.isdecimal() else one.target
    return _redirect(front, 302 if one.answer == "virtual" else 301, address)


def _asked(request: _Request, loop: str) -> str | None:
    return request.query.get(f"debut_{loop}")


def _moved(front: Front, kind: str, number: int) -> Answer:
    if not _exists(front, kind, number):
        return _missing(front, _Request(str(number), {}, ""))
    return _redirect(
        front, 301, front.addresses.article(number) if kind == "article" else front.addresses.section(number)
    )


def _redirect(front: Front, status: int, address: str) -> Answer:
    """A redirect as SPIP writes it; an address without host is the front's own."""
    whole = address if "//" in address else front.addresses.absolute(address)
    location = quote(whole, safe=":/?=&%#")
    words = f'<html><body><h1>HTTP {status}</h1><a href="{location}">Cliquez ici</a></body></html>'
    made = _made(front, status, words)
    return Answer(status, (("Location", location), *made.headers), made.body)


def _missing(front: Front, request: _Request) -> Answer:
    return _made(front, 404, front.skin.missing(front, "/" in request.path))


def _made(front: Front, status: int, text: str, media_type: str = _HTML) -> Answer:
    body = text.encode()
    # When the cache was made. A page has no ETag, and no condition is ever met (reference §9).
    cached = midnight(front.truth.newest()[0].date) + datetime.timedelta(hours=11)
    dated = (("Last-Modified", http_date(cached)),) if status == 200 and media_type == _HTML else ()
    headers = (
        ("Content-Type", media_type),
        ("Composed-By", f"SPIP {front.version} @ www.spip.net"),
        ("Vary", "Cookie"),
        *dated,
        _length(body),
    )
    return Answer(status, headers, body)


def _length(body: bytes) -> tuple[str, str]:
    return "Content-Length", str(len(body))
