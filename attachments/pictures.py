"""Reads pictures: size, what they say of themselves, a thumbnail; where a picture was taken is private and left out."""

import warnings
from collections.abc import Mapping
from dataclasses import replace
from io import BytesIO

from PIL import ExifTags, Image, ImageOps, UnidentifiedImageError

from attachments.bare_pictures import BLANKS
from attachments.extraction import MOST_PAGES, About, Extraction, PageText, Unreadable, line_of
from attachments.moments import iso_of
from attachments.words import decoded

Image.MAX_IMAGE_PIXELS = 60_000_000
"""Points of a picture that is unfolded: an A3 page at 400 dots an inch has 31 million."""
_Words = tuple[tuple[str, str], ...]
_MOST_FIELDS, _MOST_VALUES = 200, 20
_MOST_BYTES = 15_000
# Pointers, what only the maker of the camera understands, and packets of other standards, which may name the town.
_UNTOLD_NAMES = """
    GPSInfo ExifOffset MakerNote ExifInteroperabilityOffset XMLPacket PrintImageMatching IPTCNAA ImageResources
"""
_UNTOLD = frozenset(_UNTOLD_NAMES.split())
LARGEST = 4000
"""Points of the longer side of a page or picture in which text is recognised; pages may say they are 5 m wide."""
SMALL = (240, 320)
"""Width and height of a thumbnail, at most, in points."""
_TROUBLE = (
    UnidentifiedImageError,
    OSError,
    SyntaxError,
    ValueError,
    TypeError,
    KeyError,
    Image.DecompressionBombError,
    EOFError,
)
"""TypeError: what a TIFF without a size raises; KeyError: one that is packed as nobody knows, in its second page too."""


def read_picture(payload: bytes) -> Extraction:
    """Size of a picture, its maker's words and a thumbnail. Unreadable when it is none, breaks off or is far too large.

    A TIFF of several pages, as scanners and fax machines write it, has pages without text, as a scanned PDF has.
    """
    payload = payload.lstrip(BLANKS)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(BytesIO(payload)) as picture:
                told = picture.getexif()
                width, height = picture.size
                count = getattr(picture, "n_frames", 1) if picture.format == "TIFF" else 1
                exif, place = _exif(told), _named(told.get_ifd(ExifTags.IFD.GPSInfo), ExifTags.GPSTAGS)
    except (*_TROUBLE, Image.DecompressionBombWarning) as error:
        raise Unreadable("corrupt", _words_of(error)) from error
    made = thumbnail(payload)
    if made is None:
        raise Unreadable("corrupt", f"the picture of {width} × {height} points breaks off")
    named = dict(exif)
    created, modified = named.get("DateTimeOriginal") or named.get("DateTime"), named.get("DateTime")
    # No title: what a camera or somebody wrote as a description may say where it was, and stays in `exif`.
    about = About(
        *(None, named.get("Artist"), named.get("Software")),
        *(_moment(created), created, _moment(modified), modified),
    )
    found = Extraction("read", about=about, width=width, height=height, thumbnail=made, exif=exif, exif_place=place)
    if count == 1:
        return found
    pages = tuple(PageText(number, None, "") for number in range(1, min(count, MOST_PAGES) + 1))
    return replace(found, pages=pages, page_count=count, warnings=("no-text",))


def _words_of(error: BaseException) -> str:
    """Own words: those of the library name places in memory, and the same file would never be told the same twice."""
    if isinstance(error, Image.DecompressionBombError | Image.DecompressionBombWarning):
        return f"a picture of more than {Image.MAX_IMAGE_PIXELS} points"
    return f"no picture that can be opened ({type(error).__name__})"


def grey(payload: bytes, number: int) -> Image.Image:
    """A picture, or this page of it, from 1, for recognition: grey, upright, on white, no larger than `LARGEST`."""
    with Image.open(BytesIO(payload.lstrip(BLANKS))) as picture:
        picture.seek(number - 1)
        picture.draft("L", (LARGEST, LARGEST))
        plain = (_on_white(picture) if picture.has_transparency_data else picture).convert("L")
        plain = ImageOps.exif_transpose(plain)
    plain.thumbnail((LARGEST, LARGEST))
    return plain


def _on_white(picture: Image.Image) -> Image.Image:
    flat = Image.new("RGB", picture.size, "white")
    coloured = picture.convert("RGBA")
    flat.paste(coloured, mask=coloured.getchannel("A"))
    return flat


def thumbnail(payload: bytes) -> bytes | None:
    """A picture made small, as WebP without any data beside it; None when it cannot be unfolded."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(BytesIO(payload)) as picture:
                picture.draft("RGB", SMALL)
                flat = _on_white(picture)
    except (*_TROUBLE, Image.DecompressionBombWarning):
        return None
    return small(flat)


def small(picture: Image.Image) -> bytes:
    """A picture as the bytes of a thumbnail, as good as they may be many; it is made smaller in place."""
    picture.thumbnail(SMALL)
    for quality in (60, 35, 10, 0):
        made = BytesIO()
        picture.save(made, "WEBP", quality=quality, method=0)
        if made.tell() < _MOST_BYTES:
            break
    return made.getvalue()


def _exif(told: Image.Exif) -> _Words:
    """Fields of the two lists of Exif 2.3, 4.6; the place, pointers and what only the maker of the camera understands left out."""
    return _named({**told, **told.get_ifd(ExifTags.IFD.Exif)}, ExifTags.TAGS)


def _named(fields: Mapping[int, object], names: Mapping[int, str]) -> _Words:
    """Fields that have a name and a value in words or numbers."""
    found = []
    for tag, value in fields.items():
        name = names.get(tag)
        if name is None or name in _UNTOLD:
            continue
        if words := line_of(_value(name, value)):
            found.append((name, words))
    return tuple(found[:_MOST_FIELDS])


def _value(name: str, value: object) -> object:
    r"""A value in words: Pillow takes every text for Latin-1, programs write it as UTF-8 or as Windows does.

    >>> _value("Artist", "d\xc3\xa9partement"), _value("Artist", "l\x92\xe9t\xe9"), _value("XPTitle", b"\xe9\x00"), _value("X", (1, 2))
    ('département', 'l’été', 'é', '1 2')
    """
    if isinstance(value, tuple):
        return " ".join(map(str, value[:_MOST_VALUES]))
    if isinstance(value, str):
        value = value.encode("latin-1", "replace")
    if not isinstance(value, bytes):
        return value
    return value.decode("utf-16-le", "replace") if name.startswith("XP") else decoded(value)


def _moment(raw: str | None) -> str | None:
    return None if raw is None else iso_of(raw.replace(":", "-", 2))
