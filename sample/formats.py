"""What the sample's files can be, by extension: media type and the words SPIP prints; their bytes are left to files.py."""

from __future__ import annotations

from dataclasses import dataclass

_OPEN = "application/vnd.oasis.opendocument."
_OFFICE = "application/vnd.openxmlformats-officedocument."


@dataclass(frozen=True, slots=True)
class Format:
    """One row of SPIP's table of types (reference §2.2)."""

    media_type: str  # as the server declares it by the extension
    words: tuple[str, str]  # title of the type up to SPIP 2 and since SPIP 3


FORMATS = {
    "csv": Format("text/csv", ("CSV", "CSV")),
    "doc": Format("application/msword", ("Word", "Word")),
    "docx": Format(_OFFICE + "wordprocessingml.document", ("Word", "Word")),
    "eml": Format("message/rfc822", ("EML", "EML")),  # added by the directorate: SPIP's table has no letters
    "html": Format("text/html", ("HTML", "HTML")),
    "jpg": Format("image/jpeg", ("JPEG", "JPEG")),
    "odp": Format(_OPEN + "presentation", ("opendocument presentation", "OpenDocument Presentation")),
    "ods": Format(_OPEN + "spreadsheet", ("opendocument spreadsheet", "OpenDocument Spreadsheet")),
    "odt": Format(_OPEN + "text", ("opendocument text", "OpenDocument Text")),
    "pdf": Format("application/pdf", ("PDF", "PDF")),
    "png": Format("image/png", ("PNG", "PNG")),
    "ppt": Format("application/vnd.ms-powerpoint", ("PowerPoint", "PowerPoint")),
    "pptx": Format(_OFFICE + "presentationml.presentation", ("Powerpoint", "Powerpoint")),
    "rtf": Format("application/rtf", ("RTF", "RTF")),
    "txt": Format("text/plain", ("texte", "Texte")),
    "xls": Format("application/vnd.ms-excel", ("Excel", "Excel")),
    "xlsx": Format(_OFFICE + "spreadsheetml.sheet", ("Excel", "Excel")),
    "zip": Format("application/zip", ("Zip", "Zip")),
}
PICTURES = ("jpg", "png")  # shown by <imgN>, or in the portfolio


def media_type(extension: str) -> str:
    """What the server declares a file of this extension to be."""
    return FORMATS[extension].media_type
