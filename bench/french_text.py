"""Makes French-looking text without end: sixty thousand inflected forms by Zipf's law, the function words of the language first."""

import random
from collections.abc import Iterator
from itertools import accumulate

_FUNCTION_WORDS = (
    "de la le et les des en du une un pour dans à au que est par sur qui sont plus aux avec ce pas cette ces ou se son il "
    "être leur sa ont été nous vous peut ses tous même entre fait comme mais deux ne on si aussi elle"
)
_ONSETS = (
    "b",
    "c",
    "d",
    "f",
    "g",
    "l",
    "m",
    "n",
    "p",
    "r",
    "s",
    "t",
    "v",
    "ch",
    "pr",
    "tr",
    "gr",
    "pl",
    "cr",
    "br",
    "fl",
)
_NUCLEI = ("a", "e", "i", "o", "u", "é", "è", "ou", "an", "on", "in", "ai", "eu", "oi")
_INFLECTIONS = (
    ("", "s"),
    ("tion", "tions"),
    ("ment", "ments"),
    ("al", "ale", "aux", "ales"),
    ("eur", "eurs", "euse", "euses"),
    ("if", "ifs", "ive", "ives"),
    ("é", "és", "ée", "ées"),
    ("er", "e", "es", "ent", "ons", "ez", "ait", "aient", "ant", "é", "és", "ée", "ées", "era", "eront"),
    ("ir", "it", "issent", "issait", "issant", "i", "is", "ie", "ies", "ira", "iront"),
)


def vocabulary(chance: random.Random, size: int = 60_000) -> list[str]:
    """Words in order of frequency; the forms of one stem are scattered among them."""
    forms: dict[str, None] = {}
    while len(forms) < size:
        stem = "".join(chance.choice(_ONSETS) + chance.choice(_NUCLEI) for _ in range(chance.choice((1, 2, 2, 3))))
        stem += chance.choice("ltrdpgnm")
        forms.update(dict.fromkeys(stem + ending for ending in chance.choice(_INFLECTIONS)))
    first = _FUNCTION_WORDS.split()
    words = [word for word in forms if word not in first]
    chance.shuffle(words)
    return (first + words)[:size]


def texts(chance: random.Random, words: list[str], count: int) -> Iterator[tuple[str, str, str]]:
    """Title, lead and text, of about 1,500 characters in all."""
    weights = list(accumulate(1 / (rank + 2.7) for rank in range(len(words))))
    for _ in range(count):
        drawn = chance.choices(words, cum_weights=weights, k=chance.randint(150, 330))
        lines = [" ".join(drawn[at : at + 45]).capitalize() + "." for at in range(25, len(drawn), 45)]
        yield " ".join(drawn[:7]).capitalize(), " ".join(drawn[7:25]).capitalize() + ".", "\n\n".join(lines)
