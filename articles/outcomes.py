"""Tells what an answer is when it is no article: missing, broken, closed, a feed; what pages say is for reading.

Signs follow reference 2.8.
"""

import re
from typing import Literal

from lxml.html import HtmlElement

from articles.layout.own_part import own_part
from articles.tree.page import Page
from articles.tree.selecting import Selection
from sites.problem import Problem

Outcome = Literal["article", "section", "listing", "feed", "other", "not-found", "error", "unreadable"]

_FEED = re.compile(r"\s*(?:<\?xml[^>]*\?>\s*)?(?:<!--.*?-->\s*|<\?.*?\?>\s*)*<(rss|feed|rdf:RDF)\b", re.DOTALL)
_XML = re.compile(r"\s*<\?xml[^>]*\?>\s*(?:<!--.*?-->\s*)*<(?!!doctype html|html)", re.DOTALL | re.IGNORECASE)
_BODY_CLASS = re.compile(r"\bpage_(\w+)|(?:^|\s)page-(sommaire|article|rubrique)(?:$|\s)")
_PHP = re.compile(
    r"(Warning|Notice|Deprecated|Strict Standards|Fatal error|Parse error)(?:</b>)?:\s[^\n]{1,300}? on line (?:<b>)?\d+"
)
# Headings of SPIP's own pages that arrive with status 200.
_CLOSED = re.compile(
    r"site en travaux|erreur sur le site|erreur\(?s\)? dans le squelette|probl[eè]me technique \(serveur sql\)"
    r"|erreur de connexion [àa] la base",
    re.IGNORECASE,
)
_MISSING = re.compile(
    r"\s*erreur 404\b|\s*404\b.{0,40}$|page (?:introuvable|non trouv[ée]e)|\s*(?:(?:error|page|file) )?not found\s*$"
    r"|(?:[\w ,]{0,12}! )?(?:d[ée]sol[ée]+, )?(?:la|cette) page (?:(?:demand|recherch|que vous )[\w' ’]{0,30} )?"
    r"(?:est introuvable|n['’]existe (?:pas|plus))\W*$",
    re.IGNORECASE,
)
_REFUSED = re.compile(
    r"\s*(?:acc[eè]s (?:interdit|restreint|refus[ée]|non autoris[ée])|access denied|(?:403 )?forbidden)\W*$",
    re.IGNORECASE,
)
_ANSWERING = re.compile(
    r"\s*(?:r[ée]pondre (?:[àa] :|(?:[àa] ce|au|[àa] un) message|[àa] cet article)|(?:poster|modifier) (?:un|votre) message)",
    re.IGNORECASE,
)
_LOGIN = re.compile(
    r"\s*(?:se connecter|(?:connexion|identification)(?: (?:au?x?|à|requise|obligatoire)\b.{0,30})?\W*$|identifiez|login|log in|sign in"
    r"|(?:acc[eè]s|espace) (?:r[ée]serv|restreint|priv|(?:des |aux )?(?:adh[ée]rent|membre|r[ée]dacteur)))",
    re.IGNORECASE,
)
_MOST_OF_LOGIN = 400
"""Characters in paragraphs beside a login form."""
_LOGIN_FORMS = "#formulaire_login, .formulaire_login, form[action*='page=login']"
_SENTENCE = 60
"""Characters of a text of one sentence."""
_SEARCHED = re.compile(r"\s*(?:r[ée]sultats? (?:de |pour )(?:la |votre )?recherche|search results)", re.IGNORECASE)
_SEARCHING = re.compile(r"\s*(?:recherche|r[ée]sultats?|search|b[úu]squeda|buscar)\b", re.IGNORECASE)
_OF_MISSING_WORDS = "y a pas d"
_MISSING_WORDS = re.compile(r"Il n.y a pas d.(?:article|rubrique|br[eè]ve)\w* à cette adresse")


def before_reading(page: Page) -> tuple[Outcome, list[Problem]] | None:
    """What the answer is where that can be said without its skin; None: it must be read."""
    status = page.capture.status
    if status in (404, 410):
        return "not-found", []
    if status >= 400:
        return "error", [_problem(page, "http-status", f"the server answered {status}")]
    if 300 <= status < 400:
        return "other", []
    if page.identity.kind == "feed" or _FEED.match(page.text[:2000]):
        return "feed", []
    media = (page.capture.header("content-type") or "").partition(";")[0].strip().lower()
    if media and not (media.startswith("text/") or "html" in media or "xml" in media):
        return "other", []
    if page.selection is None:
        return "unreadable", list(page.problems)
    # A text does not begin with a control: it is gzip that could not be unpacked, or holds no page.
    if page.text.count("\x00", 0, 4096) > 8 or page.text.startswith("\x1f"):
        return "unreadable", [_problem(page, "binary-page", "the answer to a page is no text")]
    if media == "text/plain" or _XML.match(page.text[:2000]):
        return "other", []
    if "<" not in page.text:
        return "other", [_problem(page, "no-html", "there is no element in the answer to a page")]
    if page.selection.all_of("frameset"):
        return "other", [
            _problem(page, "frameset", "the page is a set of frames; what they show are pages of their own")
        ]
    return None


def declared_kind(tree: HtmlElement) -> str | None:
    """Name in `body.page_NAME`, which stock skeletons since 1.9 and many others print, or in `body.page-NAME` where it is SPIP's, else
    in the same of `html`, as skeletons in blocks print it; None: none."""
    body = tree if tree.tag == "body" else tree.find("body")
    classes = (e.get("class") or "" for e in (body, tree) if e is not None)
    found = next(filter(None, map(_BODY_CLASS.search, classes)), None)
    return (found[1] or found[2]) if found else None


def soft_failure(
    page: Page, selection: Selection, heading: str, title: HtmlElement | None
) -> tuple[Outcome, list[Problem]] | None:
    """An error page that arrives as if all were well; None: it is none. `heading` is the page's title as read, `title` its element."""
    found = _told_failure(page, selection, heading, title)
    if found is not None and found[0] != "other" and title is not None and page.capture.source == "file":
        # Articles are called `Erreur 404, un spectacle` and `Site en travaux : la bibliothèque déménage`; a notice has no day.
        return None if own_part(title, page.url, frozenset()).has_day else found
    return found


def _told_failure(
    page: Page, selection: Selection, heading: str, title: HtmlElement | None
) -> tuple[Outcome, list[Problem]] | None:
    says_missing = _OF_MISSING_WORDS in page.text and _MISSING_WORDS.search(page.text) is not None
    declared = declared_kind(selection.tree)
    if declared == "article" and selection.all_of(".published") and selection.all_of(".texte, .chapo"):
        # An article may be called `Site en travaux` or quote a notice; SPIP's own have neither a date nor a text of an editor.
        says_missing, heading = False, ""
    if declared == "404" or _MISSING.match(heading) or says_missing:
        return "not-found", [
            _problem(page, "soft-not-found", "the page says it is missing, the status says it is there")
        ]
    if _CLOSED.search(heading) or (selection.all_of("body#minipres, div#minipres") and page.identity.kind != "other"):
        return "error", [_problem(page, "site-closed", f"SPIP shows a notice instead of the page: {heading[:120]!r}")]
    asked = page.identity.kind in ("article", "section") and not selection.all_of(".texte, .chapo")
    if asked and (_SEARCHED.match(heading) or (_SEARCHING.match(heading) and _asks_again(selection, heading))):
        return "listing", []
    if asked and _ANSWERING.match(heading) and selection.all_of("form textarea"):
        return "other", []
    if (
        asked
        and _REFUSED.match(heading)
        and not _has_prose(selection)
        and not _has_own_matter(page, title, _MOST_OF_LOGIN)
    ):
        return "error", [_problem(page, "refused", "the page says that it is not for everyone")]
    # Articles may be called `Identification des oiseaux`, and many skins have such a form in a box.
    is_called_so = _LOGIN.match(heading) is not None and bool(selection.all_of("input[type='password']"))
    has_form = asked and bool(selection.all_of(_LOGIN_FORMS))
    if (
        (is_called_so or has_form)
        and not _has_prose(selection)
        and (is_called_so or not _has_own_matter(page, title, _SENTENCE))
    ):
        return "error", [_problem(page, "login-page", "the page asks for a login")]
    return None


def _has_own_matter(page: Page, title: HtmlElement | None, least: int) -> bool:
    """Whether a day, a picture, a film or so many characters of a text stand below the title of a page that a person kept."""
    if page.capture.source != "file" or title is None:
        return False
    part = own_part(title, page.url, frozenset())
    return part.has_day or part.shows or part.words >= least


def _asks_again(selection: Selection, heading: str) -> bool:
    """Whether a form to search the site holds words of a heading (`Recherche : gymnase`), as that of a page of results does."""
    asked = ((field.get("value") or "").strip().lower() for field in selection.all_of("input[name='recherche']"))
    return any(words and words in heading.lower().partition(" ")[2] for words in asked)


def _has_prose(selection: Selection) -> bool:
    """Whether paragraphs that a form does not hold say more than a page that asks for a login."""
    texts = (p.text_content().strip() for p in selection.all_of("p") if next(p.iterancestors("form"), None) is None)
    return sum(map(len, texts)) > _MOST_OF_LOGIN


def php_noise(page: Page) -> list[Problem]:
    """Messages of PHP among the page's words: they are reported, the page is read all the same."""
    if " on line " not in page.text:
        return []
    found = _PHP.search(page.text)
    return [_problem(page, "php-noise", f"a message of PHP stands on the page: {found[0][:200]!r}")] if found else []


def _problem(page: Page, kind: str, message: str) -> Problem:
    return Problem(page.url, "read", kind, message)
