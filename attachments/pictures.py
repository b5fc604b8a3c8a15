"""Reads pictures: size, what they say of themselves, a thumbnail; where a picture was taken is private and left out."""

import warnings
from io import BytesIO

from PIL import ExifTags, Image, UnidentifiedImageError

from attachments.extraction import About, Extraction, Unreadable, iso_of

Image.MAX_IMAGE_PIXELS = 60_000_000
"""Points of a picture that is unfolded: an A3 page at 400 dots an inch has 31 million."""
SMALL = (240, 320)
"""Width and height of a thumbnail, at most, in points."""
_TROUBLE = (UnidentifiedImageError, OSError, SyntaxError, ValueError, Image.DecompressionBombError, EOFError)


def read_picture(payload: bytes) -> Extraction:
    """Size of a picture, its maker's words and a thumbnail. Unreadable when it is none, breaks off or is far too large."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(BytesIO(payload)) as picture:
                told = picture.getexif()
                raw = _words(told.get(ExifTags.Base.DateTime))
                about = About(
                    _words(told.get(ExifTags.Base.ImageDescription)),
                    _words(told.get(ExifTags.Base.Artist)),
                    _words(told.get(ExifTags.Base.Software)),
                    iso_of(raw.replace(":", "-", 2)) if raw else None,
                    raw,
                )
                width, height = picture.size
    except (*_TROUBLE, Image.DecompressionBombWarning) as error:
        raise Unreadable("corrupt", f"no picture that can be opened: {error}") from error
    made = thumbnail(payload)
    if made is None:
        raise Unreadable("corrupt", f"the picture of {width} × {height} points breaks off")
    return Extraction("read", about=about, width=width, height=height, thumbnail=made)


def thumbnail(payload: bytes) -> bytes | None:
    """A picture made small, as WebP without any data beside it; None when it cannot be unfolded."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(BytesIO(payload)) as picture:
                picture.draft("RGB", SMALL)
                flat = Image.new("RGB", picture.size, "white")
                coloured = picture.convert("RGBA")
                flat.paste(coloured, mask=coloured.getchannel("A"))
    except (*_TROUBLE, Image.DecompressionBombWarning):
        return None
    return small(flat)


def small(picture: Image.Image) -> bytes:
    """A picture as the bytes of a thumbnail; it is made smaller in place."""
    picture.thumbnail(SMALL)
    made = BytesIO()
    picture.save(made, "WEBP", quality=60, method=4)
    return made.getvalue()


def _words(value: object) -> str | None:
    text = value.decode("utf-8", "replace") if isinstance(value, bytes) else value
    return text.strip("\x00 ") or None if isinstance(text, str) else None
