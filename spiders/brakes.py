"""Brakes for traps nobody foresaw: addresses of one shape that yield nothing new, and the home page under other addresses."""

import hashlib
import re
from collections import defaultdict
from collections.abc import Callable, Collection

from sites.address import take_apart
from sites.identity import Identity
from sites.parameters import read_query

MOST_OF_SHAPE = 50
"""Answers of one shape in a row that yield nothing new, after which no more of it is asked for."""
MOST_OF_LIST = 500
"""The same for the pages of one list, which end on every honest site, and yield nothing new where the plan named all."""
MOST_OF_FOLDER = 200
"""The same for all shapes of one folder: a trap may give each address a shape of its own."""
MOST_AT_ALL = 600
"""The same for everything but what SPIP numbers: a trap may give each address a folder of its own."""
_LOOK_FROM = 20
"""Answers without anything new after which the page itself is read: reading costs 10 ms."""
_NUMBERED = re.compile(
    r"(?:mot|auteur|breve|site|groupe|forum|message|syndic)(?:\d+|/.+)|home|plan|backend|robots\.txt|sitemap\.xml"
)
"""Things of SPIP beside articles and sections, by number or slug, and its own single pages."""
_SEGMENTS = 6
_DIGITS = re.compile(r"\d+")
_NO_WORDS = re.compile(rb"<script\b.*?</script\s*>|<style\b.*?</style\s*>|<[^>]*>|[\s\d]+", re.DOTALL | re.IGNORECASE)
_LINK = re.compile(r"<a\b.*?</a\s*>", re.DOTALL | re.IGNORECASE)
_TAG = re.compile(r"<[^>]*>")
_NO_WORD = re.compile(r"\S{31,}")
"""Longer than any word of French: an address that a page shows."""
_FEW_LETTERS = 40
_MOST_READ = 2 * 1024 * 1024


def shape(url: str) -> str:
    """What addresses made by one rule have in common: digits, a last word without any, and the values of a query count for
    nothing, nor does the depth beyond six folders.

    >>> shape("http://x/agenda/2011/03/04?jour=12"), shape("http://x/agenda/2031/11/30?jour=x")
    ('x/agenda/0/0/0?jour', 'x/agenda/0/0/0?jour')
    >>> shape("http://x/Un-titre"), shape("http://x/jour-2011-03"), shape("http://x/a/b/c/d/e/f/g/h/i")
    ('x/*', 'x/jour-0-0', 'x/a/b/c/d/e/f/*')
    """
    address = take_apart(url)
    segments = [_DIGITS.sub("0", segment) for segment in address.path.split("/")[1:]]
    last = segments[-1]
    end = last if "." in last or "0" in last or not last else "*"
    names = sorted(f"page={value}" if name == "page" else name for name, value in read_query(address.query))
    query = f"?{'&'.join(names)}" if names else ""
    return f"{address.host}/{'/'.join([*segments[:-1][:_SEGMENTS], end])}{query}"


def may_be_a_trap(identity: Identity) -> bool:
    """Whether nothing bounds the number of addresses of this kind. What SPIP numbers is bounded, and a file leads nowhere."""
    if identity.kind in ("other", "feed"):
        return identity.number is None and _NUMBERED.fullmatch(identity.slug or "") is None
    return identity.kind == "listing" or (identity.kind in ("article", "section") and identity.number is None)


class Brakes:
    """Counts, in one run, what answers of one shape yielded."""

    def __init__(self, braked: set[str]):
        """`braked`: shapes that an earlier run stopped at, as `refuses` words them."""
        self._braked = braked
        self._fruitless: dict[str, int] = defaultdict(int)
        self._texts: set[bytes] = set()
        self._home: bytes | None = None

    def refuses(self, url: str, identity: Identity) -> str | None:
        """The rule under which this address is not asked for: `brake:` and a shape; None: it may be."""
        if not self._braked or not may_be_a_trap(identity):
            return None
        return next((f"brake:{name}" for name in _counted(url, identity) if name in self._braked), None)

    def answered(
        self, url: str, identity: Identity, *, found: Collection[Identity], text_of: Callable[[], str | None]
    ) -> str | None:
        """Count an answer. `found`: what it names that was not known; `text_of`: words of the article that stands on it, None
        where there is none. The shape that is braked from now on, if one is."""
        if not may_be_a_trap(identity):
            return None
        counted: tuple[str, ...] = _counted(url, identity)
        bounds: tuple[int, ...] = (MOST_OF_SHAPE, MOST_OF_FOLDER, MOST_AT_ALL)
        if any(one.kind == "attachment" or one.number is not None for one in found) or (
            self._fruitless[counted[-1]] >= _LOOK_FROM and self._is_new(text_of())
        ):
            for name in counted:
                self._fruitless[name] = 0
            return None
        if identity.kind == "section" and any(one.kind == "article" for one in found):
            # Sections are asked for before the articles they name, so whether these are real is not known yet.
            self._fruitless[counted[0]] = 0
            return None
        if identity.kind == "listing":
            counted, bounds = counted[:1], (MOST_OF_LIST,)
        elif counted[0].endswith("*"):
            bounds = (MOST_OF_FOLDER, *bounds[1:])  # readable titles of real articles look like this
        for name, most in zip(counted, bounds, strict=True):
            self._fruitless[name] += 1
            if self._fruitless[name] >= most and name not in self._braked:
                self._braked.add(name)
                return name
        return None

    def _is_new(self, text: str | None) -> bool:
        if not text:
            return False
        digest = hashlib.sha1(_DIGITS.sub("", text).encode("utf-8", "replace"), usedforsecurity=False).digest()
        if digest in self._texts:
            return False
        self._texts.add(digest)
        return True

    def note_home(self, payload: bytes) -> None:
        """This is the home page."""
        self._home = _words(payload)

    def is_home_again(self, payload: bytes) -> bool:
        """Whether a page is the home page but for numbers and markup: SPIP 1.9 answers so, with status 200, for addresses
        it does not know (reference §1)."""
        return self._home is not None and _words(payload) == self._home


def own_words(body_html: str) -> str | None:
    """The words of an article that are no links, which a trap makes anew on each page; None: hardly any.

    >>> own_words("<p>Le <a href='/x'>mardi</a> <b>3</b></p>") is None
    True
    """
    words = _NO_WORD.sub(" ", _TAG.sub(" ", _LINK.sub(" ", body_html)))
    return words if sum(map(str.isalpha, words)) >= _FEW_LETTERS else None


def _counted(url: str, identity: Identity) -> tuple[str, str, str]:
    """Its shape, its folder and its host, each with the kind of thing: a trap of feeds must not cost an article."""
    name = shape(url)
    host = name.partition("/")[0]
    path = name.partition("?")[0]
    return f"{identity.kind} {name}", f"{identity.kind} {path.rpartition('/')[0]}/…", f"{identity.kind} {host} …"


def _words(payload: bytes) -> bytes | None:
    words = _NO_WORDS.sub(b"", payload[:_MOST_READ])
    return hashlib.sha1(words, usedforsecurity=False).digest() if len(words) > 40 else None
