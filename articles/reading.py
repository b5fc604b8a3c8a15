"""Reads one page whole, as what kinds says it is, and gives the section that stands on it; an article is for article_page."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from lxml.html import HtmlElement

from articles.article import Article, FieldTrace, Section
from articles.article_page import read_article
from articles.cleaners import context_of
from articles.fields.ancestors import ancestors
from articles.fields.canonical import canonical_address
from articles.fields.skeleton_fields import Fields
from articles.general.general_fields import GeneralFields
from articles.kinds import GENERAL, kind_of, skeleton_of
from articles.outcomes import Outcome, before_reading, php_noise, soft_failure
from articles.text.body import FieldCleaner
from articles.tree.page import Page
from sites.identity import Identity
from sites.problem import Problem
from sites.site import Site
from sites.skeleton import Skeleton

READING_VERSION = "2026-11-28.6"
"""Changes with every change of what is read: `build` reads again what an older one read."""
_LEAST_PROSE = 150.0
"""What a run of prose is worth, at least, that is taken for a text which a known skin's places do not hold."""


@dataclass(frozen=True, slots=True)
class SectionPage:
    """A section's own page."""

    identity: Identity
    """What its address means."""
    url: str
    """Canonical address."""
    title: str
    """Clean name."""
    raw_title: str
    """Name as published."""
    parents: tuple[Section, ...]
    """Sections above, outermost first, without the home page."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What a page was found to be."""

    outcome: Outcome
    """What the page is."""
    article: Article | None
    """The article on it; None: it holds none."""
    section: SectionPage | None
    """The section it is the page of; None: of none."""
    skeleton: str | None
    """Name of the skeleton it was read with; None for what is no page."""
    problems: tuple[Problem, ...]
    """What was odd."""
    traces: tuple[FieldTrace, ...]
    """How each field was found; empty where nothing was read."""


def read_page(page: Page, site: Site, skeletons: Mapping[str, Skeleton]) -> Reading:
    """Read one page. Pure: the same page, site and skeletons give the same reading. Never raises for what is on a page.

    `skeletons` are all that are known, by name; `general` must be among them.
    """
    early = before_reading(page)
    selection = page.selection
    if early is not None or selection is None:
        outcome, problems = early or ("unreadable", [])
        return Reading(outcome, None, None, None, tuple(problems), ())
    skeleton = skeleton_of(selection, site, skeletons)
    fields = (GeneralFields if skeleton.name == GENERAL else Fields)(page, selection, skeleton)
    fields.problems += (*page.problems, *php_noise(page))
    raw_title, title_element = fields.title()
    failure = soft_failure(page, selection, raw_title, title_element)
    if failure is not None:
        return _nothing(failure[0], fields, failure[1])
    outcome = kind_of(page, selection, site, skeleton, raw_title, title_element, fields.problems)
    if outcome == "section":
        return _section_reading(fields, raw_title, title_element)
    if outcome != "article":
        return _nothing(outcome, fields, [])
    general = fields if isinstance(fields, GeneralFields) else GeneralFields(page, selection, skeletons[GENERAL])
    if general is not fields and _is_elsewhere(fields, general):
        # A skin that grew out of a known one moved the text: the known places show a title alone.
        general.problems += fields.problems
        fields = general
        raw_title, title_element = fields.title()
    article = read_article(fields, site, raw_title, title_element, general)
    traces = _last_of_each([*fields.traces, *(general.traces if general is not fields else ())])
    return Reading("article", article, None, fields.skeleton.name, tuple(fields.problems), traces)


def _is_elsewhere(fields: Fields, general: GeneralFields) -> bool:
    """Whether a known skin's places hold no text while the page has a block that is named for one, or prose below its title."""
    if not fields.skeleton.body or any(fields.selection.all_of(s.css) for s in fields.skeleton.body):
        return False
    named = (e for s in general.skeleton.body for e in general.selection.all_of(s.css))
    if any(general.places.length(e) and e not in general.places.frames for e in named):
        return True
    # By one of its own: where a title was found stays with the places of the reading that found it.
    tried = GeneralFields(general.page, general.selection, general.skeleton)
    words, title = tried.title()
    region, _ = tried.body(title, words, [])
    return title is not None and region.by_place and (region.score or 0.0) >= _LEAST_PROSE


def _nothing(outcome: Outcome, fields: Fields, problems: list[Problem]) -> Reading:
    # A list or an error page has no title of an article: what its selectors miss there is no loss.
    told = [problem for problem in fields.problems if problem.kind != "selector-count"]
    return Reading(outcome, None, None, fields.skeleton.name, (*told, *problems), tuple(fields.traces))


def _section_reading(fields: Fields, raw_title: str, title: HtmlElement | None) -> Reading:
    page = fields.page
    url = canonical_address(fields, page.identity.kind)
    identity = page.identity
    if identity.kind == "article":  # a slug that turned out to be a section's
        identity = replace(identity, kind="section")
    cleaner = FieldCleaner(context_of(raw_title))
    steps = fields.steps(title, raw_title)
    crumbs = [c for c in ancestors(steps, raw_title, url) if not c.is_home]
    parents = tuple(
        Section(cleaner(c.raw_title, f"section/{n}") or c.raw_title, c.raw_title, c.url) for n, c in enumerate(crumbs)
    )
    section = SectionPage(identity, url, cleaner(raw_title, "title") or raw_title, raw_title, parents)
    return Reading("section", None, section, fields.skeleton.name, tuple(fields.problems), tuple(fields.traces))


def _last_of_each(traces: list[FieldTrace]) -> tuple[FieldTrace, ...]:
    """Of each field what was tried last, and so was taken."""
    return tuple({trace.field: trace for trace in traces}.values())
