"""Where things live on a front: slugs, file addresses and SPIP's own pages; who answers there is left to answers.py."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

from sample.truth import SampleFile, Truth, TruthError
from sample.typography import typed

_LONGEST = 80  # SPIP 3; it counts the separator in front of the first word
_SHORTEST = 3
_LETTERS = str.maketrans({"œ": "oe", "Œ": "OE", "æ": "ae", "Æ": "AE", "ß": "ss"})


@dataclass(frozen=True, slots=True)
class Addresses:
    """The addresses of one front, relative to its root as SPIP prints them."""

    base: str  # scheme, host and port, no final slash
    files: str  # folder of the files: "IMG/" or "sites/<host>/IMG/"
    slugs: Mapping[int, str] | None  # of the articles; None: addresses carry numbers
    section_slugs: Mapping[int, str]
    old_slugs: Mapping[str, int]  # former slug -> article

    def article(self, number: int) -> str:
        by_number = f"spip.php?article{number}"
        return self.slugs.get(number, by_number) if self.slugs else by_number

    def section(self, number: int) -> str:
        return self.section_slugs.get(number, f"spip.php?rubrique{number}")

    def file(self, file: SampleFile) -> str:
        """As a client must ask for it."""
        return self.files + file.requested

    def file_link(self, file: SampleFile) -> str:
        """As links write it, which may lead elsewhere."""
        return self.files + file.link

    def thumbnail(self, file: SampleFile, width: int, height: int) -> str:
        folder = self.files.removesuffix("IMG/") + f"local/cache-vignettes/L{width}xH{height}/"
        return f"{folder}{file.name}-{file.id * 2654435761 % 0x100000:05x}.{file.ext}"

    def page(self, name: str) -> str:
        return f"spip.php?page={name}"

    def listing(self, address: str, loop: str, offset: int) -> str:
        """A list's address from an offset on, without its fragment."""
        return f"{address}{'&' if '?' in address else '?'}debut_{loop}={offset}"

    def sorted(self, address: str, by: str) -> str:
        """A list's address in another order; `by` is the parameter that says so."""
        return f"{address}{'&' if '?' in address else '?'}{by}=titre"

    def month(self, year: int, month: int, day: int | None = None) -> str:
        """A month, or a day, of the agenda."""
        return f"{self.page('agenda')}&annee={year}&mois={month:02}" + (f"&jour={day:02}" if day else "")

    def absolute(self, relative: str) -> str:
        return f"{self.base}/{relative}"


def by_number(base: str) -> Addresses:
    """`spip.php?article12`, files in IMG/."""
    return Addresses(base, "IMG/", None, {}, {})


def by_slug(base: str, host: str, truth: Truth) -> Addresses:
    """`Titre-de-l-article`, `-Rubrique-`, files in the folder of a mutualised site."""
    titles = {a.id: a.title for a in (*truth.articles.values(), *truth.hidden.values())}
    titles |= {one.id: one.title for one in truth.pageless.values() if one.title is not None}
    slugs = _distinct({number: slug(title) or f"article{number}" for number, title in titles.items()})
    sections = _distinct({s.id: slug(s.title) or f"rubrique{s.id}" for s in truth.sections.values()})
    present = set(slugs.values())
    old: dict[str, int] = {}
    for article in truth.articles.values():
        for former in article.old_slugs:
            if former in present or former in old:
                raise TruthError(f"article {article.id}: old slug {former!r} is taken")
            old[former] = article.id
    return Addresses(base, f"sites/{host}/IMG/", slugs, {n: f"-{s}-" for n, s in sections.items()}, old)


def slug(title: str) -> str:
    """The slug SPIP 3 makes of a title as typed, leaks included; empty when too short.

    >>> slug("L’accueil, été 2011 : [rouge]report[/rouge]")
    'L-accueil-ete-2011-rouge-report-rouge'
    """
    shown = re.sub(r"^\s*\d+[.)°]\s+", "", re.sub(r"<[^>]*>", "", typed(title).as_typed()))
    letters = unicodedata.normalize("NFKD", shown.translate(_LETTERS))
    plain = "".join(letter for letter in letters if not unicodedata.combining(letter))
    made = ""
    for word in re.findall(r"[A-Za-z0-9_]+", plain):
        if len(made) + 1 + len(word) > _LONGEST:
            break
        made += f"-{word}"
    return made[1:] if len(made) > _SHORTEST else ""


def _distinct(wanted: dict[int, str]) -> dict[int, str]:
    """The first keeps the slug, the next take their number behind a hyphen."""
    taken: set[str] = set()
    given: dict[int, str] = {}
    for number, name in wanted.items():
        # The database of SPIP compares addresses without regard to case.
        given[number] = f"{name}-{number}" if name.lower() in taken else name
        taken.add(given[number].lower())
    return given
