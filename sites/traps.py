"""Rules that keep a crawl out of traps, forms and doubles; which hosts belong to a site is for scope.

A rule is a function that is given what is asked for and says in a few words why it is not to be requested, or None.
`RULES` holds them in the order in which they are tried, by the name that the ledger keeps.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from sites.address import Address
from sites.identity import Identity
from sites.parameters import FORM, is_agenda, is_list_offset, is_sort

MOST_SEGMENTS = 10
"""Deepest path that is asked for: deeper ones come from relative links that lead to ever longer addresses."""
MOST_CHARACTERS = 2000
"""Longest address that is asked for."""

_LOGIN = frozenset({"login", "login_public", "login-public", "spip_login", "spip_pass", "identifiants", "oubli"})
_FORM_PAGES = frozenset({"forum", "petition", "recommander", "spip_inscription", "inscription"})
_ACTION_SCRIPTS = frozenset(
    {
        "spip_cookie",
        "spip_redirect",
        "spip_cron",
        "spip_action",
        "spip_cal",
        "spip_rss",
        "action",
    }
)
_SEARCH_PAGES = frozenset({"recherche", "recherche_avancee"})
_PRINT_COPIES = frozenset({"imprimer", "imprimir_articulo", "article_pdf", "spipdf", "print", "impression", "pdf"})
_STATIC = re.compile(r"\.(?:css|js|map|png|jpe?g|gif|ico|svg|bmp|webp|woff2?|ttf|eot|otf|swf|less)\Z", re.IGNORECASE)
_DERIVED = re.compile(r"/(?:local|IMG)/cache-")
_PART_OF_TOTAL = re.compile(r"([0-9]{1,6})-([0-9]{1,6})")


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked for, as the rules look at it."""

    address: Address
    """Address as it would be requested."""
    identity: Identity
    """Thing it means."""
    parameters: dict[str, str]
    """Of the query, decoded; the last of equal names, as PHP reads them."""
    page: str | None
    """Skeleton asked for by name (`page=plan`, `plan.php3`)."""
    skip: tuple[str, ...]
    """The site's own regular expressions."""


Rule = Callable[[Asked], str | None]


def too_deep_path(asked: Asked) -> str | None:
    """Addresses that grow with every page: SPIP takes any folder before an object (reference: ecrire/urls/page.php)."""
    if len(asked.address.path) + len(asked.address.query) > MOST_CHARACTERS:
        return f"longer than {MOST_CHARACTERS} characters"
    depth = asked.address.path.count("/")
    if depth > MOST_SEGMENTS:
        return f"{depth} folders deep"
    if depth > 4:
        segments = asked.address.path.strip("/").split("/")
        most = max(segments, key=segments.count)
        if segments.count(most) > 2:
            return f"folder {most!r} stands {segments.count(most)} times in the path"
    return None


def site_rule(asked: Asked) -> str | None:
    """The site's own expressions (`skip`), searched in path and query."""
    if not asked.skip:
        return None
    text = asked.address.path + (f"?{asked.address.query}" if asked.address.query else "")
    hit = next((pattern for pattern in _compiled(asked.skip) if pattern.search(text)), None)
    return f"matches {hit.pattern!r} of the site file" if hit else None


def private_space(asked: Asked) -> str | None:
    """The editors' side, `ecrire/`."""
    return "the editors' side" if "/ecrire/" in asked.address.path + "/" else None


def login(asked: Asked) -> str | None:
    """Forms to log in or to ask for a password; each page links to one of its own."""
    return f"page {asked.page!r} is for logging in" if asked.page in _LOGIN else None


def action(asked: Asked) -> str | None:
    """Anything that does rather than shows (`action=…`), except the handing out of a protected file."""
    if asked.identity.kind == "attachment":
        return None
    # `action[]=…` is an action to PHP too.
    name = next((value for key, value in asked.parameters.items() if key.partition("[")[0] == "action"), None)
    if name is None and asked.page in _ACTION_SCRIPTS:
        name = asked.page
    return f"action {name!r}" if name is not None else None


def form(asked: Asked) -> str | None:
    """Forms for answers, petitions and messages, and what leads back from them."""
    if asked.page in _FORM_PAGES:
        return f"page {asked.page!r} is a form"
    named = next((name for name in asked.parameters if name in FORM), None)
    return f"parameter {named!r} belongs to a form" if named else None


def search(asked: Asked) -> str | None:
    """Results of a search: endless, and made of what is reached otherwise."""
    return "results of a search" if asked.page in _SEARCH_PAGES else None


def print_copy(asked: Asked) -> str | None:
    """The same article without its surroundings, for printing."""
    return f"page {asked.page!r} is a copy for printing" if asked.page in _PRINT_COPIES else None


def derived_picture(asked: Asked) -> str | None:
    """Reduced or drawn pictures, packed styles: made anew by the server (`local/cache-`, in 1.9.1 `IMG/cache-`)."""
    return "made by the server from another file" if _DERIVED.search(asked.address.path) else None


def static(asked: Asked) -> str | None:
    """Style sheets, scripts, fonts, and pictures of the skin; pictures under IMG/ are attachments."""
    if asked.identity.kind == "attachment":
        return None
    return "belongs to the skin, not to the content" if _STATIC.search(asked.address.path) else None


def feed_of_forum(asked: Asked) -> str | None:
    """Feeds of messages (`page=rss_forum_article`, `rss_forum_rubrique`…)."""
    return "feed of messages" if (asked.page or "").startswith(("rss_forum", "backend-forum")) else None


def feed_of_keyword(asked: Asked) -> str | None:
    """Feeds of one keyword; the feed of the site and the pages of the sections name the same articles."""
    return "feed of one keyword" if asked.identity.kind == "feed" and "id_mot" in asked.parameters else None


def feed_of_author(asked: Asked) -> str | None:
    """Feeds of one author; the feed of the site and the pages of the sections name the same articles."""
    return "feed of one author" if asked.identity.kind == "feed" and "id_auteur" in asked.parameters else None


def feed_of_section(asked: Asked) -> str | None:
    """Feeds of one section: its newest ten articles (SPIP core, squelettes-dist/backend.html), where its own pages name all.
    On the stock fronts of the sample they were 41 of 294 requests."""
    return "feed of one section" if asked.identity.kind == "feed" and "id_rubrique" in asked.parameters else None


def agenda(asked: Asked) -> str | None:
    """Days, weeks and months of a calendar; each links to the one before and the one after, for ever."""
    named = next((name for name, value in asked.parameters.items() if is_agenda(name, value)), None)
    return f"parameter {named!r} turns the leaves of a calendar" if named else None


def sort(asked: Asked) -> str | None:
    """The same list in another order."""
    named = next((name for name in asked.parameters if is_sort(name)), None)
    return f"parameter {named!r} only sorts" if named else None


def several_lists(asked: Asked) -> str | None:
    """Two lists of one page turned at once: as many addresses as one has pages times the other."""
    turned = [name for name in asked.parameters if is_list_offset(name)]
    return f"turns {len(turned)} lists at once" if len(turned) > 1 else None


def part_beyond_total(asked: Asked) -> str | None:
    """`artpage=9-2`: SPIP shows the last part again (reference: Couteau Suisse outils/decoupe_fonctions.php)."""
    hit = _PART_OF_TOTAL.fullmatch(asked.parameters.get("artpage", ""))
    return f"part {hit[1]} of {hit[2]}" if hit and int(hit[1]) > int(hit[2]) else None


RULES: tuple[tuple[str, Rule], ...] = (
    ("too-deep-path", too_deep_path),
    ("site-rule", site_rule),
    ("private-space", private_space),
    ("login", login),
    ("action", action),
    ("form", form),
    ("search", search),
    ("print-copy", print_copy),
    ("derived-picture", derived_picture),
    ("static", static),
    ("feed-of-forum", feed_of_forum),
    ("feed-of-keyword", feed_of_keyword),
    ("feed-of-author", feed_of_author),
    ("feed-of-section", feed_of_section),
    ("agenda", agenda),
    ("sort", sort),
    ("several-lists", several_lists),
    ("part-beyond-total", part_beyond_total),
)


@lru_cache(maxsize=256)
def _compiled(skip: tuple[str, ...]) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(pattern) for pattern in skip)  # Site lets only valid ones through
