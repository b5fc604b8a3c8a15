"""Skeleton: where things stand on a page of one skin, as data; how a selector is applied is for the articles room."""

import re
from dataclasses import dataclass, fields

from cssselect import HTMLTranslator, SelectorError

from sites.errors import SiteFileError


@dataclass(frozen=True, slots=True)
class Selector:
    """A CSS selector that says how many elements it expects; another count is a Problem, never a silent None."""

    css: str
    """CSS selector, applied to the whole page."""
    least: int = 0
    """Fewest elements that are right."""
    most: int | None = None
    """Most elements that are right; None: any number."""
    attribute: str | None = None
    """Read this attribute instead of the text; None: the text."""


@dataclass(frozen=True, slots=True)
class Skeleton:
    """One skin. A field is a tuple of selectors, tried in order: the first that finds anything is the one."""

    name: str
    """Stable name, stored beside every article that was read with it."""
    marker: tuple[Selector, ...]
    """All must be met for a page to be of this skin."""
    title: tuple[Selector, ...]
    """Title of the article or section."""
    body: tuple[Selector, ...]
    """Text of the article (`texte`)."""
    surtitle: tuple[Selector, ...] = ()
    """Line above the title."""
    subtitle: tuple[Selector, ...] = ()
    """Line below the title."""
    lead: tuple[Selector, ...] = ()
    """Text set apart before the body (`chapo`)."""
    notes: tuple[Selector, ...] = ()
    """Block of footnotes."""
    postscript: tuple[Selector, ...] = ()
    """P.-S."""
    published: tuple[Selector, ...] = ()
    """Where the date of publication stands, attribute or text."""
    published_is_utc: bool = False
    """True where the attribute is an instant in UTC, to be turned to Europe/Paris before the day is taken."""
    author: tuple[Selector, ...] = ()
    """Elements that each name an author, or the line that names all after `par`."""
    written: tuple[Selector, ...] = ()
    """Line that holds the older date of writing (`Date de rédaction antérieure`), alone or among others."""
    online: tuple[Selector, ...] = ()
    """Line with the link `Voir en ligne`."""
    category: tuple[Selector, ...] = ()
    """Line that holds the label of the article, alone or with the date."""
    category_pattern: str | None = None
    """Regular expression on the category line, with the group `category` and perhaps `date`; None: all of it is the label."""
    crumbs: tuple[Selector, ...] = ()
    """Elements that each hold the whole breadcrumb; its links are the ancestors, its last words the page itself."""
    crumb_steps: tuple[Selector, ...] = ()
    """Elements that each hold one step, outermost first, where nothing holds the breadcrumb and only that."""
    crumbs_home: tuple[str, ...] = ("Accueil", "Accueil du site")
    """First crumb names that mean the home page and are no section."""
    joined: tuple[Selector, ...] = ()
    """Blocks of joined files outside the body."""
    drop: tuple[str, ...] = ()
    """CSS of elements inside the fields that are no content (buttons, hidden pop-ups)."""
    not_article: tuple[Selector, ...] = ()
    """Any of these found means: a page of this skin, but a listing or an error, not an article."""


def check_selectors(skeleton: Skeleton) -> None:
    """SiteFileError, naming the field, for CSS that is none, a number of elements that cannot be, or a wrong pattern."""
    css_to_xpath = HTMLTranslator().css_to_xpath
    for name in (field.name for field in fields(skeleton)):
        value = getattr(skeleton, name)
        for one in value if isinstance(value, tuple) and name != "crumbs_home" else ():
            css = one.css if isinstance(one, Selector) else one
            try:
                css_to_xpath(css)
            except SelectorError as error:
                raise SiteFileError(f"field {name!r}: {css!r} is no CSS selector: {error}") from error
            if isinstance(one, Selector) and one.most is not None and one.most < max(one.least, 1):
                raise SiteFileError(
                    f"field {name!r}: {css!r} can find no number of elements: {one.least} to {one.most}"
                )
    if skeleton.category_pattern is not None:
        try:
            groups = re.compile(skeleton.category_pattern).groupindex
        except re.error as error:
            raise SiteFileError(f"field 'category_pattern': no regular expression: {error}") from error
        if "category" not in groups:
            raise SiteFileError("field 'category_pattern': it has no group `category`")
