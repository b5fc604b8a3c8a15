"""Chooses the skeleton of a page and says whether it is an article, a section or neither; reading it is for others."""

import re
from collections.abc import Mapping

from lxml.html import HtmlElement

from articles.fields.numbers import kind_by_own_links, own_addresses, own_number
from articles.outcomes import Outcome, declared_kind
from articles.shown import Shown
from articles.tree.page import Page
from articles.tree.selecting import Selection
from articles.words.names import PAGE_KINDS
from sites.problem import Problem
from sites.site import Site
from sites.skeleton import Skeleton

_CRAYON = re.compile(r"\b(article|breve|rubrique)-titre-\d+\b")
_ROOT = re.compile(r"https?://[^/?#]+/?", re.IGNORECASE)
"""The address of a host alone."""
_OF_SECTION = re.compile(r"\s*rubrique\s*:\s*\S", re.IGNORECASE)
"""A heading that says whose page it is, `Rubrique : Les voyages`."""
_LISTS = frozenset({"rubrique", "mot", "auteur", "plan", "site", "nouveautes", "agenda"})
"""Kinds of page that list others: one that lists none is an article of a skin that grew out of a copy."""
GENERAL = "general"
"""Name of the skeleton that is tried last and fits every page."""


def skeleton_of(selection: Selection, site: Site, skeletons: Mapping[str, Skeleton]) -> Skeleton:
    """The first skeleton whose markers are all met: the site's own first, then the others by name, the general last."""
    order = [*site.skeletons, *sorted(skeletons)]
    for name in dict.fromkeys(order):
        skeleton = skeletons.get(name)
        if skeleton is None or name == GENERAL or not skeleton.marker:
            continue
        if all(selection.is_met(marker) for marker in skeleton.marker):
            return skeleton
    return skeletons[GENERAL]


def kind_of(
    page: Page,
    selection: Selection,
    site: Site,
    skeleton: Skeleton,
    raw_title: str,
    title: HtmlElement | None,
    problems: list[Problem],
) -> Outcome:
    """What the page is: its address says, unless the page says that it is a home page; for a slug, which articles and sections share, the
    page does. An article's address that answers with the home page becomes a Problem."""
    kind = page.identity.kind
    declared = _kind_of_spip(declared_kind(selection.tree))
    is_kept = page.capture.source == "file"
    if is_kept and declared == "evenement":
        # An event has a title, a day and a text of its own.
        declared = None
    no_article = any(selection.is_met(selector) for selector in skeleton.not_article)
    if kind in ("listing", "feed", "attachment", "other"):
        return "listing" if kind == "listing" else "other"
    is_home = declared == "sommaire" and not is_kept
    # SPIP gives the home page for a section's number that it does not have where slugs rule (reference 9): that shows no way to itself.
    has_way = page.identity.number is not None and any(selection.all_of(s.css) for s in skeleton.crumbs)
    if kind == "section" and (has_way or not is_home):
        return "section"
    shown = Shown(page, selection, skeleton, raw_title, title)
    if declared == "sommaire":
        return _of_home_body(page, selection, site, shown, title, problems)
    called = _CRAYON.search(title.get("class") or "") if title is not None else None
    if (
        declared == "breve"
        and skeleton.name != GENERAL
        and page.identity.number is None
        and not is_kept
        and not (called and called[1] == "article")
    ):
        # SPIP's own page of a brief: by its number (`breve3`) it is no article either, so a slug must not make it one.
        return "other"
    if declared in ("article", "breve") or (called and called[1] != "rubrique"):
        # Skins that grew out of a copy keep the body class of another kind of page; a title that can be edited names its own.
        return "article"
    has_number = page.identity.number is not None or own_number(selection, title) is not None
    if is_kept and not has_number and not shown.tells_day:
        told = kind_by_own_links(selection) or ("other" if declared == "site" else None)
        if told is not None:
            return told
    may_be_left_over = declared in ("mot", "auteur", "plan", "recherche") and skeleton.name == GENERAL
    if may_be_left_over and shown.has_named_text and not (is_kept and shown.lists_others):
        return "article"
    if (
        is_kept
        and (declared in _LISTS or (no_article and declared is None))
        and not shown.lists_others
        and shown.has_article
        and not shown.has_others_alone
    ):
        return "article"
    if no_article or declared == "rubrique":
        return "section" if page.identity.number is None and declared in (None, "rubrique") else "other"
    if page.identity.number is not None or declared is None:
        if has_number:
            return "article"
        if _OF_SECTION.match(raw_title) or (is_kept and shown.is_called_as_section):
            return "section"
        if is_kept and declared is None and _gives_address_of_home(selection) and not shown.is_dated_or_named:
            return "other"
        return "article" if shown.has_article else "other"
    return "article" if any(selection.all_of(s.css) for s in skeleton.body) else "other"


def _of_home_body(
    page: Page,
    selection: Selection,
    site: Site,
    shown: Shown,
    title: HtmlElement | None,
    problems: list[Problem],
) -> Outcome:
    """What a page is whose body is called a home page's: of a saved one, whose address is unknown, it may be an article's, too."""
    if page.capture.source != "file":
        if page.url in site.start:
            # The home page of a site that does not stand at the root of its host (`/spip/`): by its address a slug of anything.
            return "other"
        message = "the address of an article or a section answers with the home page"
        problems.append(Problem(page.url, "read", "home-instead", message))
        return "not-found"
    if title is None or _gives_address_of_home(selection) or shown.is_box:
        return "other"
    # Some skins call the body of an article so, too; a home page shows nothing but the beginnings of others.
    return "other" if shown.others and not shown.has_article else "article"


def _kind_of_spip(declared: str | None) -> str | None:
    """The kind that SPIP knows a page of; None: a site alone knows it.

    >>> _kind_of_spip("article"), _kind_of_spip("rubrique_agenda"), _kind_of_spip("fiche")
    ('article', 'rubrique', None)
    """
    if declared is None or declared in PAGE_KINDS:
        return declared
    first = declared.partition("_")[0]
    return first if first in PAGE_KINDS else None


def _gives_address_of_home(selection: Selection) -> bool:
    """Whether the head gives the root of a host for the page's own address, as home pages do."""
    return any(_ROOT.fullmatch(address.strip()) for address in own_addresses(selection))
