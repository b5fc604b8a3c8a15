"""Reads all steps of a breadcrumb; where one stands a skin says or trail finds, which of its steps are above a page is for ancestors."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from lxml.html import HtmlElement

from articles.tree.lines import line_of
from articles.tree.links import HOME_FILE, PRINTING
from articles.words.day_words import is_whole_day
from articles.words.folding import folded, uncut
from sites.address import canonical_key, normalise, resolve

_ARROWS = "→⇒⇨➔➙➛➜➝➞➡➢➣➤⟶⟹"
STRONG_SIGNS = f">›»⟩❯❱❭▶▷▸▹►▻⯈{_ARROWS}"
"""Signs of a way, for a class of characters."""
WEAK_SIGNS = "|•·∙◦/~"
"""Signs that part the steps of some, and words of much else."""
_SIGNS = f" \xa0:-–—=\t\r\n{STRONG_SIGNS}{WEAK_SIGNS}\\" + "".join(map(chr, range(0xF100, 0xF120)))
_SPLITS = (
    re.compile(rf"\s*(?:&gt;|=(?=>)|[{STRONG_SIGNS}\ue000-\uf8ff])+\s*"),
    re.compile(rf"\s*(?:::|//|[{WEAK_SIGNS}\\])+\s*"),
    re.compile(r"(?:(?<=\s)|^)[:–—-](?=\s|$)"),
)
"""What parts the steps where they are no list, the surest first: a title may hold the weaker ones. Icon fonts draw the sign with
a character of the private area."""
_QUOTED = re.compile(r"«[^«»>›]{1,120}»")
_RUN = re.compile(r"[ \t\r\n]{2,}")
_CLOSING = "\x1f"
"""Stands for the mark that closes a quotation while a line is parted at `»`."""
LABEL = re.compile(
    r"\s*(?:fil d['’]ariane|(?:votre )?chemin\b|l['’]article appartient à cette rubrique|vous (?:êtes|etes) (?:ici|dans)|tu es ici"
    r"|(?:cet )?article (?:(?:publié |classé )?dans|de) la rubrique"
    r"|you are here|(?:usted )?se encuentra en|usted est[aá] en|est[aá]s? en(?=\s*:)|(?:voc[eê] )?est[aá] (?:(?:usted )?aqu[ií]|em)"
    r"|sie (?:sind|befinden sich) hier|ti trovi(?: in)?)\b[^>›»]{0,20}?:?\s*",
    re.I,
)
"""What skins print before the steps."""
_BACK = re.compile(r"(?:revenir|retour(?:ner)?|back|volver|voltar|zur[uü]ck|torna)\b", re.I)
"""What begins a link back to the section (`Revenir à « Chantiers »`), which alone is no way."""
_BEYOND = re.compile(r"\|\||pr[ée]c[ée]dent|suivant|(?:[ée]galement|aussi) dans\b", re.I)
"""What parts the steps from links to others: to the articles before and after, to further sections."""
_IN = re.compile(r"\s*(?:publi[ée]e? )?(?:dans|in|en)\s*:?\s*", re.I)
"""What some skins print before the one section they link (`Dans <a>Écoles</a>`)."""
_OWN_MARKS = frozenset({"on", "active", "current", "courant", "breadcrumb_last", "last"})
_BLOCKS = frozenset({"li", "p", "div", "td", "dd", "dt"})
_SILENT = frozenset({"script", "style", "noscript", "select", "form", "button"})
MOST_STEPS = 12
"""More links than this are a menu."""
_MOST_CHARACTERS = 160
_Step = tuple[str, HtmlElement | None, bool]
"""Words of a step, its link if it is one, and whether it is marked as the page itself."""


@dataclass(frozen=True, slots=True)
class Crumb:
    """One step of the breadcrumb, as published."""

    raw_title: str
    """Its words on one line, without signs such as `>`."""
    url: str | None
    """Absolute address, normalised; None where the step is no link."""
    is_home: bool = False
    """Whether it leads to the home page."""
    is_marked: bool = False
    """Whether the skin marks it as the page itself (`strong.on`)."""


def crumbs_of(holder: HtmlElement, base: str, home_names: tuple[str, ...], *, monolingual: bool = True) -> list[Crumb]:
    """All steps of a breadcrumb in order, home first where it is named, the page itself last where it stands there."""
    homes, root = _home_of(base, home_names)
    found: list[Crumb] = []
    for text, link, is_marked in _steps(holder):
        words = _without_signs(text)
        if not words:
            continue
        href = link.get("href") or "" if link is not None else ""
        is_tool = PRINTING.search(href) is not None or href.startswith(("mailto:", "javascript:"))
        if is_tool or (found and link is None and is_whole_day(words)):
            continue  # the skin's tools and the day of publication, on one line with the steps
        url = resolve(base, href) if link is not None else None
        is_home = words.casefold() in homes or (
            not found and link is not None and (_leads_home(url, root) or link.get("rel") == "start home")
        )
        found.append(Crumb(words, normalise(url, monolingual=monolingual) if url else None, is_home, is_marked))
    if len(found) == 1 and not found[0].is_home and _BACK.match(found[0].raw_title) is not None:
        return []
    return found


def with_home_before(
    holder: HtmlElement, steps: list[Crumb], read: Callable[[HtmlElement], list[Crumb]]
) -> list[Crumb]:
    """The steps of what is named for a breadcrumb, behind the link home that some skins print right before it."""
    before = next((e for e in holder.itersiblings(preceding=True) if isinstance(e.tag, str)), None)
    if not steps or steps[0].is_home or before is None or before.tag != "a":
        return steps
    home = read(before)
    return [*home, *steps] if len(home) == 1 and home[0].is_home else steps


@lru_cache(maxsize=16)  # asked for every line of a page that may be one
def _home_of(base: str, names: tuple[str, ...]) -> tuple[frozenset[str], str]:
    """Names of the home page, folded, and the key of its address."""
    root = canonical_key(normalise(base).partition("?")[0].rsplit("/", 1)[0] + "/")
    return frozenset(name.casefold() for name in names), root


def _leads_home(url: str | None, root: str) -> bool:
    if url is None:
        return False
    if re.fullmatch(r"https?://[^/?#]+/?", url):
        return True
    return canonical_key(url) == root or re.fullmatch(rf"[^?]*/{HOME_FILE}", url) is not None


class _Steps:
    """Steps as they are met: a link is one, and words between links are as many as the signs in them make."""

    def __init__(self, sign: re.Pattern[str], *, in_brackets: bool = False) -> None:
        """`in_brackets`: whether the skin puts each step into them (`[Accueil] [Enseigner]`)."""
        self._sign = sign
        self._no_words = _SIGNS + "[]" if in_brackets else _SIGNS
        self._loose: list[str] = []
        self._is_marked = False
        self._found: list[_Step] = []

    def say(self, words: str) -> None:
        """Words that are no link."""
        self._loose.append(words)

    def mark(self, *, is_marked: bool) -> None:
        """What is met until the next step may be marked as the page itself."""
        self._is_marked = self._is_marked or is_marked

    def link(self, link: HtmlElement) -> None:
        """A link, a step of its own."""
        self.part()
        self._found.append((_words_of_link(link), link, _has_own_mark(link)))

    def part(self) -> None:
        """What was said so far ends here."""
        # The patterns below try each place of a run of blanks, and a menu without words has thousands of them.
        text = _RUN.sub(" ", "".join(self._loose))
        if not self._found and _IN.fullmatch(text):
            text = ""
        if text.strip(self._no_words):
            label = LABEL.match(text)  # within a step such words are its own: `Le chemin des dames`
            if label is not None:
                text = text[label.end() :]
                if all(link is None for _, link, _ in self._found):
                    self._found.clear()  # a heading for screen readers before the label says the section's name once more
            whole = _QUOTED.sub(lambda quoted: quoted[0].replace("»", _CLOSING), text)
            parts = [p.replace(_CLOSING, "»") for p in self._sign.split(whole) if p.strip(_SIGNS + _CLOSING)]
            self._found += [(p, None, self._is_marked and n == len(parts)) for n, p in enumerate(parts, start=1)]
        self._loose.clear()
        self._is_marked = False

    def all(self) -> list[_Step]:
        """The steps, in order."""
        self.part()
        return self._found


def _steps(holder: HtmlElement) -> list[_Step]:
    """The steps that an element holds, in order, signs beside their words."""
    said = " ".join("".join([*holder.itertext(), *(e.get("alt") or "" for e in holder.iter("img"))]).split())
    # Items are steps already, and so is what pictures part: a weak sign in one is the editor's.
    forms = _SPLITS[:1] if _has_items(holder) or _is_parted_by_pictures(holder) else _SPLITS
    sign = next((form for form in forms if form.search(said)), _SPLITS[0])
    steps = _Steps(sign, in_brackets="] [" in said)
    stack: list[HtmlElement | str] = [holder]
    while stack:
        node = stack.pop()
        if isinstance(node, str):
            steps.say(" " if node == "" else node)
            continue
        if node is not holder and node.tail:
            if _BEYOND.search(node.tail):
                # What follows is no step.
                stack.clear()
                stack.append(_BEYOND.split(node.tail)[0])
            else:
                stack.append(node.tail)
        if not isinstance(node.tag, str) or node.tag in _SILENT:
            continue
        if node.tag == "a" and (node.get("href") or "").strip():
            steps.link(node)
            continue
        if node.tag == "img" and not (node.get("alt") or "").strip(_SIGNS):
            steps.say(node.get("alt") or "")  # the sign drawn as a picture
        steps.mark(is_marked=node is not holder and _has_own_mark(node))
        if node.tag in _BLOCKS:
            steps.part()
        stack.extend(reversed(node))
        if node.text:
            stack.append(node.text)
    return steps.all()


def _has_items(holder: HtmlElement) -> bool:
    """Whether it is a list, holds links alone, or a list whose items have a link each (`nav > ul`)."""
    if holder.tag in ("ol", "ul") or _has_links_alone(holder):
        return True
    links = [sum(1 for _ in item.iter("a")) for item in holder.iter("li")]
    return len(links) > 1 and max(links) == 1 and sum(links) == sum(1 for _ in holder.iter("a"))


def _has_links_alone(holder: HtmlElement) -> bool:
    """Whether no word parts its links (`<a>…</a> <a>…</a> <span>…</span>`)."""
    loose = (holder.text, *(child.tail for child in holder))
    return sum(child.tag == "a" for child in holder) > 1 and not any(text and text.strip() for text in loose)


def _is_parted_by_pictures(holder: HtmlElement) -> bool:
    """Whether pictures without words stand between its links."""
    tags = [child.tag for child in holder if child.tag == "a" or (child.tag == "img" and not child.get("alt"))]
    return "img" in tags[1:] and all(pair != ("a", "a") for pair in pairwise(tags))


def _without_signs(text: str) -> str:
    """A step without the signs beside it; the mark that closes a quotation is none.

    >>> _without_signs(" > La « ville pour tous »"), _without_signs("« Tous » ensemble »")
    ('La « ville pour tous »', '« Tous » ensemble')
    """
    words = text.strip(_SIGNS)
    behind = text[text.index(words) + len(words) :]
    if words.count("«") > words.count("»") and behind.lstrip(" \xa0").startswith("»"):
        words += behind[: behind.index("»") + 1]
    return words


def _words_of_link(link: HtmlElement) -> str:
    """Its words; where the skin cut them, the whole ones that its `title` has."""
    words, whole = line_of(link), " ".join((link.get("title") or "").split())
    short = uncut(words.strip(_SIGNS))
    return whole if not words or (short is not None and folded(whole).startswith(folded(short))) else words


def _has_own_mark(node: HtmlElement) -> bool:
    return not _OWN_MARKS.isdisjoint((node.get("class") or "").split())


def is_trail(crumbs: list[Crumb]) -> bool:
    """Whether what was read can be a breadcrumb: a step that is a link, and no more or longer ones than a way has."""
    return (
        any(c.url is not None for c in crumbs)
        and len(crumbs) <= MOST_STEPS
        and all(len(c.raw_title) <= _MOST_CHARACTERS for c in crumbs[:-1])
    )


def last_words(crumbs: list[Crumb]) -> str:
    """What the breadcrumb calls the page itself: its last step where that is no link, or is marked; it may be cut
    (`… (...)`, reference 2.1) and hold tags. Empty where a link to another page ends it."""
    if crumbs and (crumbs[-1].url is None or crumbs[-1].is_marked) and not crumbs[-1].is_home:
        return crumbs[-1].raw_title
    return ""
