"""What must not be named in a snapshot, and what stands in its place; which things are withdrawn is for `published`."""

import re
import sqlite3
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from articles.article import Edit
from articles.cleaners import undo
from articles.masking import mask_address, mask_html, mask_text
from articles.original import REMOVED, without_links
from articles.text.sanitising import surely_safe
from publication import selection
from sites.address import bare_host
from sites.identity import identify
from sites.site import Site

# Links of published articles to hidden things, and the rows in which their words stand.
LINKS = """
SELECT l.article_id, l.text, l.url FROM archive.links AS l
WHERE l.kind NOT IN ('mail', 'anchor') AND l.article_id IN (
    SELECT p.id FROM archive.published AS p WHERE p.kind = 'article')
ORDER BY l.article_id, l.position"""
ARTICLE_NUMBER = "SELECT id FROM temp.article_numbers WHERE site_id = ? AND archive_id = ?"
# In the archive, for words that name something may hold an address, which is masked by now in the rows written.
TEXTS = """
SELECT lead, body_text, body_html, notes, postscript, online_url, online_text FROM archive.articles WHERE id = ?"""
SET_TEXTS = """
UPDATE articles SET lead = ?, body_text = ?, body_html = ?, notes = ?, postscript = ?, online_url = ?, online_text = ?
WHERE id = ?"""

_SHORTEST_WORDS = 4
"""Characters a link's words must have to be looked for beside the link: `ici` stands everywhere."""
_SHORTEST_PHRASE = 12
"""Characters from which two words and more say by themselves what they name."""

Telling = Callable[[str], str]
"""A text to what of it is told."""


@dataclass(frozen=True, slots=True)
class Hidden:
    """What of one site must not be named."""

    names: frozenset[str]
    """Keys, addresses, titles and paths."""
    hosts: frozenset[str]
    """Hosts of the site without `www.`."""
    monolingual: bool
    """As the Site's."""
    words: Mapping[int, tuple[str, ...]]
    """Row number in archive.db of an article that links to something hidden, and the words of these links."""
    phrases: re.Pattern[str] | None
    """Finds the names that say by themselves what they name, in any text; None: there is none."""

    def hides(self, url: str) -> bool:
        """Whether an absolute address leads to something hidden, whatever its form."""
        if not self.names:
            return False
        if url in self.names:
            return True
        if bare_host(url) not in self.hosts:
            return False
        key = identify(url, monolingual=self.monolingual).key
        return key in self.names or key.partition("#")[0] in self.names

    def hides_file(self, path: str) -> bool:
        """Whether the file with this path after `IMG/` is hidden."""
        return path in self.names or f"attachment/{path}" in self.names

    def is_named_in(self, text: str) -> bool:
        """Whether a text names something hidden beyond doubt."""
        return self.phrases is not None and self.phrases.search(text) is not None

    def telling(self, article: int) -> Telling:
        """What may be told of a text of this article: words that name something hidden become `REMOVED`, addresses of
        mail are masked."""
        patterns = [one for one in (self.phrases, _pattern(self.words.get(article, ()))) if one is not None]

        def tell(text: str) -> str:
            for pattern in patterns:
                text = pattern.sub(REMOVED, text)
            return mask_text(text)

        return tell if patterns else mask_text


def hidden_of(db: sqlite3.Connection, site: Site) -> Hidden:
    """What of the attached archive must not be named. Numbers of articles and files must be given before."""
    names = frozenset(str(row[0]) for row in db.execute(selection.HIDDEN, {"site": site.name}))
    hosts = frozenset(host.removeprefix("www.") for host in site.hosts)
    phrases = _pattern(name for name in names if _tells_by_itself(name))
    hidden = Hidden(names, hosts, site.monolingual, {}, phrases)
    words: dict[int, set[str]] = {}
    for article, text, url in db.execute(LINKS) if names else ():
        if hidden.hides(url):
            words.setdefault(article, set()).add(text)
    return replace(hidden, words={article: tuple(sorted(found)) for article, found in words.items()})


def withhold_links(db: sqlite3.Connection, site: Site, hidden: Hidden) -> None:
    """Take links to hidden things, and their words, out of the articles that have them."""
    for article in hidden.words:
        (number,) = db.execute(ARTICLE_NUMBER, (site.name, article)).fetchone()
        tell = hidden.telling(article)
        lead, text, html, notes, postscript, url, words = db.execute(TEXTS, (article,)).fetchone()
        if url and hidden.hides(url):
            url = words = None
        told = [None if one is None else tell(one) for one in (lead, text, notes, postscript, words)]
        html = mask_html(without_links(surely_safe(html), hidden.hides, tell))
        url = None if url is None else mask_address(url)
        db.execute(SET_TEXTS, (*told[:2], html, *told[2:4], url, told[4], number))


def told_edits(edits: Sequence[Edit], clean: str | None, tell: Telling) -> list[Edit]:
    """Edits of one field such that undoing them leads from what is told of its clean text to what is told of its raw text.

    `clean` None, or a text that these edits do not fit: each edit is told for itself.

    >>> told_edits([Edit("title", "c", 7, "[x]", "")], "a@b.fr ", mask_text)
    [Edit(field='title', cleaner='c', start=12, raw='[x]', replacement='')]
    """
    if clean is None or not _fit(edits, clean):
        return [Edit(e.field, e.cleaner, e.start, tell(e.raw), tell(e.replacement)) for e in edits]
    found: list[Edit] = []
    after = clean
    for edit in reversed(edits):
        before = undo([edit], after)
        found.append(_told(edit, before, after, tell))
        after = before
    return found[::-1]


def _told(edit: Edit, before: str, after: str, tell: Telling) -> Edit:
    """The edit that makes what is told of `after` of what is told of `before`, at the same place where that can be."""
    start, end = len(tell(before[: edit.start])), len(tell(before[edit.start + len(edit.raw) :]))
    before, after = tell(before), tell(after)
    shorter = min(len(before), len(after))
    if start + end > shorter or before[:start] != after[:start] or _end(before, end) != _end(after, end):
        start = _agree(before, after)
        end = _agree(before[start:][::-1], after[start:][::-1])
    raw, replacement = before[start : len(before) - end], after[start : len(after) - end]
    return Edit(edit.field, edit.cleaner, start, raw, replacement)


def _agree(one: str, other: str) -> int:
    """Characters in which two texts agree from their beginning."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((place for place, (a, b) in pairs if a != b), min(len(one), len(other)))


def _end(text: str, length: int) -> str:
    return text[len(text) - length :]


def _fit(edits: Iterable[Edit], clean: str) -> bool:
    """Whether each replacement stands where its edit says."""
    text = clean
    for edit in reversed(list(edits)):
        if text[edit.start : edit.start + len(edit.replacement)] != edit.replacement:
            return False
        text = undo([edit], text)
    return True


def _tells_by_itself(name: str) -> bool:
    return len(name) >= _SHORTEST_PHRASE and (" " in name or "://" in name or ("/" in name and "." in name))


def _pattern(phrases: Iterable[str]) -> re.Pattern[str] | None:
    """What finds any of these phrases, the longest first, whatever blanks part their words; None: there is none."""
    useful = sorted({p.strip() for p in phrases if len(p.strip()) >= _SHORTEST_WORDS}, key=lambda p: (-len(p), p))
    if not useful:
        return None
    forms = "|".join(r"\s+".join(map(re.escape, phrase.split())) for phrase in useful)
    return re.compile(rf"(?<!\w)(?:{forms})(?!\w)")
