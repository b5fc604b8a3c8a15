"""Reads the label beside a file, such as `(PDF – 163.9 ko)`; whether the size is true is for the database."""

import re
from dataclasses import dataclass

_SIZE = r"(?P<size>\d+(?:[.,]\d+)?[\s\xa0\u202f]*(?:octets?|bytes?|[kKMGg]i?[obB]))"
# Reference 2.2: a hyphen in 1.9 and 3.x, an en dash in 2.x; skins of sites' own leave out brackets or type.
_LABEL = re.compile(rf"\(\s*(?P<type>[^()]{{1,60}}?)\s*(?:[-–—,|:/]|\s)\s*{_SIZE}\s*\)")
_OPEN_LABEL = re.compile(
    rf"(?:^|(?<=\s))(?P<type>[A-Za-z0-9][\w. +-]{{0,40}}?)\s*[-–—,|:/]\s*{_SIZE}(?=\s*$|\s*[).|;])"
)
_TURNED = re.compile(rf"(?:^|(?<=[\s(])){_SIZE}\s*[-–—,|:/]\s*(?P<type>[A-Za-z0-9]{{2,20}})\b")
_BARE = re.compile(rf"\(\s*{_SIZE}\s*\)|(?:^|(?<=\s)){_SIZE.replace('?P<size>', '?P<bare>')}\s*$")
# Skins without any sign print type and size in an element of their own: its words follow the title's without a blank.
_TYPE_BEFORE = re.compile(r"(?<![A-Z-])(?:PDF|DOCX?|XLSX?|PPTX?|OD[TSP]|RTF|ZIP|EPUB|CSV|MP[34]|JPE?G|PNG)[\s\xa0]*$")
_ANY_SIZE = re.compile(rf"(?<![\w.,]){_SIZE}(?!\w)")
_FORMAT = re.compile(r"^(?:(?:au |en )?format|fichier)\s+", re.IGNORECASE)
_ENDS_OF_SIZE = re.compile(r"\d[\s\xa0\u202f]*(?:octet|byte|[kKMGg]i?[obB])")
"""What every size holds."""
_ALONE = re.compile(r"\(\s*(?P<type>[A-Za-z0-9]{2,5})\s*\)\s*$")

# Titles of SPIP's table of types (<= 2.1) and, from 3.0 on, extensions; both are printed as the type.
_TYPE_NAMES = """
    pdf word excel powerpoint rtf zip winrar texte csv html jpeg png gif flash quicktime mp3 mpeg4 postscript openoffice
    doc docx xls xlsx ppt pptx pps odt ods odp odg txt jpg mp4 ogg flv avi mov wmv rar gz epub svg xml kml gpx tif tiff
    bmp wav wma psd ai eps swf ics eml
"""
_TYPES = frozenset(_TYPE_NAMES.split())
_LONG_TYPES = re.compile(
    r"7 ?zip|opendocument .*|staroffice.*|flash video|windows media.*|comma separated values|gzip|real.*|midi|latex"
    r"|open ?office.*|microsoft .*|document .*|archive .*|image .*",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Label:
    """What the page says of a file."""

    start: int
    """First character of the label in the text it was found in."""
    end: int
    """Character after its last one."""
    type: str | None
    """Type as worded; None: not said."""
    size: str | None
    """Size as worded, any blank plain; None: not said."""


def find_label(text: str) -> Label | None:
    """The label of a file in a text; None where there is none. `(12 - 30 ko)` is none: its type is no type.

    >>> find_label("Programme (PDF – 163.9\\xa0ko)")
    Label(start=10, end=26, type='PDF', size='163.9 ko')
    >>> find_label("Contrat, version 3 PDF, 284,5 ko"), find_label("Contrat (format PDF, 84 Ko)")
    (Label(start=19, end=32, type='PDF', size='284,5 ko'), Label(start=8, end=27, type='PDF', size='84 Ko'))
    >>> find_label("L'affichePDF 1,2 Mio")
    Label(start=9, end=20, type='PDF', size='1,2 Mio')
    """
    if _ENDS_OF_SIZE.search(text) is None:
        return _type_alone(text)
    for pattern in (_LABEL, _OPEN_LABEL, _TURNED):
        for found in pattern.finditer(text):
            words = _FORMAT.sub("", found["type"])
            while pattern is _OPEN_LABEL and " " in words and not is_type(words):
                words = words.partition(" ")[2]  # the end of a title: `version 3 PDF, 284,5 ko`
            if is_type(words):
                # What is in brackets is the label as a whole.
                start = found.start() + (len(found["type"]) - len(words) if pattern is _OPEN_LABEL else 0)
                return Label(start, found.end(), _folded(words), _folded(found["size"]))
    if bare := _BARE.search(text):
        before = _TYPE_BEFORE.search(text, 0, bare.start()) if bare["bare"] else None
        start, kind = (before.start(), before[0].strip()) if before else (bare.start(), None)
        return Label(start, bare.end(), kind, _folded(bare["size"] or bare["bare"]))
    return _type_alone(text)


def _type_alone(text: str) -> Label | None:
    alone = _ALONE.search(text) if ")" in text else None
    return Label(alone.start(), alone.end(), alone["type"], None) if alone and is_type(alone["type"]) else None


def find_size(text: str) -> Label | None:
    """The first size anywhere in words that speak of one file alone; None: there is none.

    >>> find_size("Modèle de motion | taille : 12.1 ko")
    Label(start=28, end=35, type=None, size='12.1 ko')
    """
    found = _ANY_SIZE.search(text)
    return Label(found.start(), found.end(), None, _folded(found["size"])) if found else None


def has_size(text: str) -> bool:
    """Whether a size stands anywhere in a text."""
    return _ANY_SIZE.search(text) is not None


def is_type(words: str) -> bool:
    """Whether the words name a type of file as SPIP does."""
    folded = _folded(words).lower()
    return folded in _TYPES or _LONG_TYPES.fullmatch(folded) is not None


def _folded(text: str) -> str:
    return " ".join(text.split())
