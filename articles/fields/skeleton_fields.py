"""Reads the single fields of a page with a skeleton: titles, date, category, crumbs, language; texts are for body."""

import re
from collections.abc import Sequence

from lxml.html import HtmlElement

from articles.article import Candidate, FieldTrace
from articles.fields.crumbs import Crumb, crumbs_of, is_trail, last_words, with_home_before
from articles.tree.lines import line_of
from articles.tree.links import base_of, wrong_base
from articles.tree.page import Page
from articles.tree.selecting import NOTHING, Found, Selection
from articles.words.byline import Written, names_in, without_written, written_in
from articles.words.dates import as_shown, read_date
from sites.address import resolve
from sites.problem import Problem
from sites.skeleton import Selector, Skeleton

_SEPARATORS = re.compile(r"\s+[-–—|»]\s+")


class Fields:
    """One page under one skeleton; keeps how each field was found and what was odd."""

    def __init__(self, page: Page, selection: Selection, skeleton: Skeleton) -> None:
        self.page = page
        self.selection = selection
        self.skeleton = skeleton
        self.problems: list[Problem] = []
        self.traces: list[FieldTrace] = []
        bases = selection.all_of("base")
        self.base = base_of(bases, page.url)
        if (wrong := wrong_base(bases, page.url)) is not None:
            message = f"links start from the page itself: its base is no address, {wrong[:200]!r}"
            self.problems.append(Problem(page.url, "read", "wrong-base", message))
        self._noise: list[HtmlElement] | None = None
        self._crumbs: list[Crumb] | None = None
        self.crumbs_place: HtmlElement | None = None
        """Where a name told the breadcrumb, once that was asked for; None: nowhere."""

    def found(self, selectors: tuple[Selector, ...]) -> Found:
        """The elements of a field."""
        return self.selection.find(selectors, self.page.url, self.problems) if selectors else Found((), None)

    def trace(
        self,
        name: str,
        rule: str,
        raw: str | None,
        score: float | None = None,
        losers: tuple[Candidate, ...] = (),
    ) -> None:
        """Keep how a field was found, and what else could have been it."""
        self.traces.append(FieldTrace(name, f"{self.skeleton.name}: {rule}", raw, score, losers))

    def line(self, name: str, selectors: tuple[Selector, ...]) -> tuple[str | None, HtmlElement | None]:
        """Words of a field on one line and the element they stand in; None and None where it is empty."""
        found = self.found(selectors)
        for element in found.elements:
            attribute = found.selector.attribute if found.selector else None
            text = " ".join((element.get(attribute) or "").split()) if attribute else line_of(element)
            if text.strip(" \xa0"):
                self.trace(name, found.rule, text)
                return text, element
        self.trace(name, found.rule, None)
        return None, None

    def title(self) -> tuple[str, HtmlElement | None]:
        """The title as published and its element; where no selector finds it, the last crumb, then the head's title."""
        text, element = self.line("title", self.skeleton.title)
        if text is not None and element is not None and element.tag == "title":
            return self.without_site(text), None
        if text is not None:
            return text, element
        last = self.last_crumb()
        if last:
            self.trace("title", "last crumb", last)
            return last, None
        return self.head_title()

    def head_title(self) -> tuple[str, None]:
        """The head's title without the site's name; empty where there is none."""
        for head in self.selection.all_of("head > title, title"):
            if head.text and head.text.strip():
                self.trace("title", "head title", head.text)
                return self.without_site(" ".join(head.text.split(" "))), None
        return "", None

    def without_site(self, text: str) -> str:
        """The head's title without the site's name: `article - site`, as stock skeletons print it (reference 2.1)."""
        words = " ".join(text.replace("\n", " ").split(" ")).strip()
        names = [m.get("content") or "" for m in self.selection.all_of("meta[property='og:site_name']")]
        for name in names:
            if name and words.endswith(name):
                return words[: -len(name)].rstrip(" -–—|»\xa0")
        parts = _SEPARATORS.split(words)
        return words[: words.rindex(parts[-1])].rstrip(" -–—|»\xa0") if len(parts) > 1 else words

    def date(self) -> tuple[str | None, str | None]:
        """ISO date and the words or attribute it was read from; each selector is tried until one holds a date."""
        rendered = self.page.rendered
        for selector in self.skeleton.published:
            for element in self.selection.find((selector,), self.page.url, self.problems).elements:
                raw = (element.get(selector.attribute) or "") if selector.attribute else line_of(element)
                value = read_date(without_written(raw), utc=self.skeleton.published_is_utc, rendered=rendered)
                if value is not None:
                    self.trace("published_on", selector.css, raw)
                    return as_shown(value, line_of(element)), raw.strip()
        self.trace("published_on", "nothing found", None)
        return None, None

    def author(self) -> str | None:
        """Names as published, those of several elements joined by commas; each selector is tried until one names any."""
        for selector in self.skeleton.author:
            names = [name for e in self.author_elements(selector) if (name := names_in(line_of(e)))]
            if names:
                self.trace("author", selector.css, ", ".join(dict.fromkeys(names)))
                return ", ".join(dict.fromkeys(names))
        self.trace("author", "nothing found", None)
        return None

    def author_elements(self, selector: Selector) -> list[HtmlElement]:
        """The elements that may name the author."""
        return list(self.selection.find((selector,), self.page.url, self.problems).elements)

    def written(self) -> Written | None:
        """The older date of writing."""
        for selector in self.skeleton.written:
            for element in self.selection.find((selector,), self.page.url, self.problems).elements:
                written = written_in(line_of(element))
                if written is not None:
                    self.trace("written_on", selector.css, written.raw)
                    return written
        return None

    def online(self) -> tuple[str, str] | None:
        """Address and words of the link `Voir en ligne`, as published."""
        for selector in self.skeleton.online:
            for element in self.selection.find((selector,), self.page.url, self.problems).elements:
                for link in element.iter("a"):
                    url = resolve(self.base, link.get("href") or "")
                    if url is not None:
                        self.trace("online_url", selector.css, line_of(element))
                        return url, line_of(link)
        return None

    def category(self) -> tuple[str | None, str | None, str | None]:
        """Label as published, and the date and its words where the same line holds one."""
        text, _ = self.line("category", self.skeleton.category)
        if text is None or self.skeleton.category_pattern is None:
            return text, None, None
        found = re.search(self.skeleton.category_pattern, text)
        if found is None:
            self.problems.append(
                Problem(self.page.url, "read", "category-pattern", f"the line {text[:200]!r} has not the form expected")
            )
            return text, None, None
        groups = found.groupdict()
        raw = groups.get("date")
        date = read_date(raw) if raw else None
        if date is not None:
            self.trace("published_on", "line of the category", raw)
        return groups.get("category") or None, date, raw

    def crumbs(self) -> list[Crumb]:
        """The steps of the breadcrumb as published: home, ancestors, the page itself where it stands there."""
        if self._crumbs is None:
            self._crumbs = self._crumbs_of_steps()
            for selector in () if self._crumbs else self.skeleton.crumbs:
                named = self.selection.find((selector,), self.page.url, self.problems).elements
                # Some skins call each step so (`a.breadcrumb`).
                holders = dict.fromkeys(e.getparent() if e.tag == "a" else e for e in named)
                read = [(holder, self.read_crumbs(holder)) for holder in holders if holder is not None]
                trails = [(holder, crumbs) for holder, crumbs in read if is_trail(crumbs)]
                if trails:
                    self.crumbs_place, steps = trails[0]
                    self._crumbs = with_home_before(self.crumbs_place, steps, self.read_crumbs)
                    self.trace("breadcrumb", selector.css, " > ".join(c.raw_title for c in self._crumbs))
                    break
        return self._crumbs

    def _crumbs_of_steps(self) -> list[Crumb]:
        found = self.found(self.skeleton.crumb_steps)
        crumbs = [crumb for element in found.elements for crumb in self.read_crumbs(element)]
        if crumbs:
            self.trace("breadcrumb", found.rule, " > ".join(c.raw_title for c in crumbs))
        return crumbs

    def read_crumbs(self, holder: HtmlElement) -> list[Crumb]:
        """The steps that an element holds."""
        homes, monolingual = self.skeleton.crumbs_home, self.page.monolingual
        return crumbs_of(holder, self.base, homes, monolingual=monolingual)

    def steps(self, title: HtmlElement | None, words: str) -> list[Crumb]:  # noqa: ARG002 (for those who look around the title)
        """The breadcrumb of a page with this title, its element and words: what the skin names for one."""
        return self.crumbs()

    def notes_by_form(self) -> Found:
        """Footnotes where no name tells them: a known skin names its own."""
        return NOTHING

    def postscript_by_form(self) -> Found:
        """The postscript where no name tells it: a known skin names its own."""
        return NOTHING

    def last_crumb(self) -> str:
        """What the breadcrumb calls the page itself."""
        return last_words(self.crumbs())

    def language(self) -> str | None:
        """Two letters of the page's language, as its root says."""
        tree = self.selection.tree
        root = tree if tree.tag == "html" else tree.getroottree().getroot()
        said = root.get("lang") or root.get("xml:lang") or root.get("{http://www.w3.org/XML/1998/namespace}lang") or ""
        code = said.strip().lower()[:2]
        return code if len(code) == 2 and code.isalpha() else None

    def dropped(self, others: Sequence[HtmlElement]) -> list[HtmlElement]:
        """What must not stand in a text: the skin's noise and the elements of other fields."""
        if self._noise is None:
            self._noise = self.selection.all_of(", ".join(self.skeleton.drop)) if self.skeleton.drop else []
        return [*self._noise, *others]
