"""Chooses the skeleton of a page and says whether it is an article, a section or neither; reading it is for others."""

import re
from collections.abc import Mapping, Set
from itertools import chain

from lxml.html import HtmlElement

from articles.fields.numbers import own_number
from articles.layout.boxes import columns_before
from articles.layout.density import densest
from articles.layout.feet import feet_of
from articles.layout.own_part import has_day_below, has_files_below, leads_about, own_part
from articles.layout.places import names_of
from articles.layout.teasers import below_headings_of_others, cut_short, is_one_of_several, is_teaser
from articles.outcomes import Outcome, declared_kind
from articles.tree.lines import line_of
from articles.tree.links import HOME, meant_by
from articles.tree.page import Page
from articles.tree.selecting import Selection
from articles.words.folding import bare
from articles.words.names import FRAME_NAMES, PAGE_KINDS
from sites.problem import Problem
from sites.site import Site
from sites.skeleton import Skeleton

_CRAYON = re.compile(r"\b(article|breve|rubrique)-titre-\d+\b")
_PROSE, _SHORT, _SHORTEST = 140, 60, 40
"""Characters of the paragraphs in one block that make an article of a page of which nothing else is known."""
_LONG = 600
"""Characters of a text that may stand anywhere on a page."""
_SEVERAL = 2
"""So many others make a list."""
_ROOT = re.compile(r"https?://[^/?#]+/?", re.IGNORECASE)
"""The address of a host alone."""
_OF_SECTION = re.compile(r"\s*rubrique\s*:\s*\S", re.IGNORECASE)
"""A heading that says whose page it is, `Rubrique : Les voyages`."""
_CALLED_SECTION = re.compile(r"(?<![^\W\d_])rubrique(?![^\W\d_])")
"""A class of a heading that holds the title of a section (`c-rubrique__title`)."""
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
    if declared == "sommaire":
        return _of_home_body(page, selection, site, skeleton, raw_title, title, problems)
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
    if declared in ("mot", "auteur", "plan", "recherche") and skeleton.name == GENERAL:
        others = _others(selection, raw_title, title)
        named = (e for s in skeleton.body for e in selection.all_of(s.css))
        if any(not _is_of(e, others) for e in named) and not (is_kept and _lists_others(page, selection, title)):
            return "article"
    if (
        is_kept
        and (declared in _LISTS or (no_article and declared is None))
        and not _lists_others(page, selection, title)
        and _shows_article(page, selection, skeleton, raw_title, title)
    ):
        return "article"
    if no_article or declared == "rubrique":
        return "section" if page.identity.number is None and declared in (None, "rubrique") else "other"
    if page.identity.number is not None or declared is None:
        if page.identity.number is not None or own_number(selection, title) is not None:
            return "article"
        if _OF_SECTION.match(raw_title) or (is_kept and _is_called_as_section(page, selection, raw_title, title)):
            return "section"
        return "article" if _shows_article(page, selection, skeleton, raw_title, title) else "other"
    return "article" if any(selection.all_of(s.css) for s in skeleton.body) else "other"


def _of_home_body(
    page: Page,
    selection: Selection,
    site: Site,
    skeleton: Skeleton,
    raw_title: str,
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
    if title is None or _gives_address_of_home(selection) or _is_box(page, selection, raw_title, title):
        return "other"
    # Some skins call the body of an article so, too; a home page shows nothing but the beginnings of others.
    shows_others = bool(_others(selection, raw_title, title))
    is_front = shows_others and not _shows_article(page, selection, skeleton, raw_title, title)
    return "other" if is_front else "article"


def _shows_article(
    page: Page, selection: Selection, skeleton: Skeleton, raw_title: str, title: HtmlElement | None
) -> bool:
    """Whether a page that neither a number nor its body's class tells of has an article's text, lead or day by name, or else prose,
    files or a day below a title."""
    others = _others(selection, raw_title, title)
    # What a list of others calls its lead says what the section is about; its words count below.
    leads = () if others else skeleton.lead
    named = (e for s in (*skeleton.body, *leads) for e in selection.all_of(s.css))
    days = (e for s in skeleton.published for e in selection.all_of(s.css) if not _is_in_item(e, page.url))
    if any(not _is_of(e, others) for e in chain(named, days)):
        return True
    if not raw_title or title is None:
        return bool(raw_title) and densest(selection.tree, others, _PROSE) is not None
    # A heading and a way to sections, or a person who kept the page: a short text is enough, where none of others follow.
    is_kept = page.capture.source == "file"
    is_known = is_kept or bool(selection.all_of("a[href*='rubrique']"))
    others |= feet_of(selection, title) | columns_before(title)
    part = own_part(title, page.url, others)
    # A home page has a word of welcome above others, under a heading that its head does not tell or that names the site.
    is_own = part.has_day or (_is_in_head(selection, raw_title) and not _names_site(selection, raw_title))
    is_welcome = part.others >= _SEVERAL and not is_own
    least = _SHORT if is_known and not is_welcome and (part.has_day or not part.leads_on) else _PROSE
    # A list or a form below a title is no article for what stands in the columns beside it.
    is_other = (part.leads_on or part.asks) and not part.has_day
    around = part.block if is_other and part.block is not None else selection.tree
    is_text = any(
        densest(*tried, title) is not None for tried in ((around, others, least), (selection.tree, others, _LONG))
    )
    if is_text or has_files_below(title):
        return True
    has_matter = part.shows and not part.leads_on and not is_welcome
    is_dated_list = part.leads_on and part.has_day
    # Below a title and before all others even half a sentence is a text.
    least = _SHORTEST if least == _SHORT else least
    return is_kept and (part.words >= least or has_matter or is_dated_list or has_day_below(title))


def _lists_others(page: Page, selection: Selection, title: HtmlElement | None) -> bool:
    """Whether several others follow a title, before which no day is told."""
    part = own_part(title, page.url, feet_of(selection, title) | columns_before(title)) if title is not None else None
    return part is None or (part.others > 1 and not part.has_day)


def _is_called_as_section(page: Page, selection: Selection, raw_title: str, title: HtmlElement | None) -> bool:
    """Whether a title that several others follow, and no day, is called a section's, or a link to a section says its very words: the
    section's own page, with a text."""
    if title is None:
        return False
    if _CALLED_SECTION.search(names_of(title)):
        part = own_part(title, page.url, feet_of(selection, title))
        around = set(title.iterancestors("article"))
        shows_whole = sum(e not in around for e in selection.all_of("article")) > 1
        return not part.has_day and (part.others > 1 or shows_whole)
    links = (a for a in selection.all_of("a") if bare(line_of(a)) == bare(raw_title) != "")
    return (
        any(meant_by(a).kind == "section" for a in links)
        and bool(_others(selection, raw_title, title))
        and _lists_others(page, selection, title)
    )


def _others(selection: Selection, raw_title: str, title: HtmlElement | None) -> set[HtmlElement]:
    """On a page of beginnings of articles these, and its columns and foot, which make no article of it; else nothing."""
    tree = selection.tree
    others = below_headings_of_others(tree, title, _is_in_head(selection, raw_title)) | cut_short(tree)
    return others | _frames(tree) if others else others


def _frames(tree: HtmlElement) -> set[HtmlElement]:
    """Blocks of columns and of the foot."""
    called = (
        (e, (e.get("id") or "").split() + (e.get("class") or "").split())
        for e in tree.iter("div", "section", "td", "ul")
    )
    return {e for e, names in called if not FRAME_NAMES.isdisjoint(names)}


def _is_box(page: Page, selection: Selection, raw_title: str, title: HtmlElement | None) -> bool:
    """Whether a title is the heading of one box of several, and neither a number nor the page's head knows an article of that title."""
    if title is None or page.identity.number is not None or not is_one_of_several(title):
        return False
    is_own = own_number(selection, title) is not None or _is_in_head(selection, raw_title)
    return not is_own and not own_part(title, page.url, frozenset()).has_day


def _is_in_head(selection: Selection, raw_title: str) -> bool:
    """Whether the page's head tells a title."""
    heads = (bare("".join(e.itertext())) for e in selection.all_of("head title"))
    said = bare(raw_title)
    return said != "" and any(said in head for head in heads)


def _names_site(selection: Selection, raw_title: str) -> bool:
    """Whether a title is what a link home says."""
    said = bare(raw_title)
    homes = (a for a in selection.all_of("a") if HOME.fullmatch((a.get("href") or "").strip()))
    return any(bare(line_of(a)) == said or any(bare(i.get("alt") or "") == said for i in a.iter("img")) for a in homes)


def _is_in_item(element: HtmlElement, url: str) -> bool:
    """Whether it stands in an item of a list that begins with a link to another page."""
    item = next(element.iterancestors("li"), None)
    link = next(item.iter("a"), None) if item is not None else None
    return link is not None and leads_about(link, url)


def _is_of(element: HtmlElement, others: Set[HtmlElement]) -> bool:
    """Whether it introduces another article, or stands in what does."""
    return is_teaser(element) or not others.isdisjoint((element, *element.iterancestors()))


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
    given = [link.get("href") or "" for link in selection.all_of("link[rel='canonical']")]
    given += [meta.get("content") or "" for meta in selection.all_of("meta[property='og:url']")]
    return any(_ROOT.fullmatch(address.strip()) for address in given)
