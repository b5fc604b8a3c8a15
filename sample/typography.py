"""French typography and artefacts of a typed text; the structure of a body is left to body.py."""

from __future__ import annotations

import re
from dataclasses import dataclass

NBSP = "\u00a0"

# Masks stand in a private area so that no rule of typography or markup can see into an artefact.
_FIRST_MASK = 0xE000
MASK = re.compile("[\ue000-\uefff]")
_ARTEFACT = re.compile(r"⟦([^⟦⟧]*)⟧")

_MARKS = re.compile(
    r"(?P<kept>->[^\]\s]*|https?://[^\s\]|}]+|[\w.+-]+@[\w.-]+\w)"
    r"|(?P<open>«)[ \u00a0]*"
    r"|(?<=\S)[ \u00a0]*(?P<close>[;»]|:(?=\W|$))"
    # As in SPIP, no space after an opening bracket: "[?]", "(!)" stay as they are.
    r"|(?<=[^\s\[<(!?.])[ \u00a0]*(?P<ask>[!?][!?.]*)"
)
_BLANKS = re.compile(r"[ \t\u00a0]*\u00a0[ \t\u00a0]*|[ \t]+")


def typo(text: str) -> str:
    """Put no-break spaces as SPIP does in French; addresses, numbers and times stay as they are.

    >>> typo("Qui ? « Nous » : à 10:30")
    'Qui\\xa0? «\\xa0Nous\\xa0»\\xa0: à 10:30'
    """
    return _MARKS.sub(_with_space, text)


def _with_space(match: re.Match[str]) -> str:
    if match["kept"]:
        return match["kept"]
    if match["open"]:
        return match["open"] + NBSP
    return NBSP + (match["close"] or match["ask"])


@dataclass(frozen=True, slots=True)
class Typed:
    """A typed text whose artefacts are masked, one private character each."""

    words: str  # typography applied; holds masks
    artefacts: tuple[str, ...]  # in the order of their masks, without the brackets ⟦⟧

    def artefact(self, mask: str) -> str:
        return self.artefacts[ord(mask) - _FIRST_MASK]

    def as_typed(self) -> str:
        """The words as the pages show them, artefacts included."""
        return MASK.sub(lambda m: self.artefact(m[0]), self.words)

    def clean(self) -> str:
        """The words an archive must hold: no artefact, no blank left where one stood."""
        return tidy(MASK.sub("", self.words))


def typed(text: str) -> Typed:
    """Mask the artefacts of a text, then set its typography."""
    artefacts: list[str] = []

    def mask(match: re.Match[str]) -> str:
        artefacts.append(match[1])
        return chr(_FIRST_MASK + len(artefacts) - 1)

    masked = _ARTEFACT.sub(mask, text)
    return Typed(typo(masked), tuple(artefacts))


def tidy(text: str) -> str:
    """Fold the blanks of one line; a no-break space wins over its neighbours."""
    return _BLANKS.sub(lambda m: NBSP if NBSP in m[0] else " ", text).strip(" \t" + NBSP)


def cut(text: str, length: int) -> str:
    """Shorten at a word as SPIP's `couper` does: raw leaks are cut like words."""
    if len(text) <= length:
        return text
    short = text[: length + 1].rsplit(" ", 1)[0]
    return (short if len(short) <= length else text[:length]) + NBSP + "(...)"
