"""Opens office files that are ZIP packages of XML, with the standard library, and chooses who reads what is in them.

Own code since kreuzberg 4.10 drops `&apos;` in DOCX, gives no slide its text in PPTX, and knows no ODP.
"""

import zipfile
from io import BytesIO

from attachments.extraction import Extraction, Unreadable
from attachments.open_document import read_open_document
from attachments.open_xml import read_slides, read_word, read_workbook
from attachments.signatures import ZIP_DAMAGE

_ENCRYPTED = ("META-INF/encryption.xml", "EncryptedPackage")


def read_package(payload: bytes) -> Extraction:
    """Text of an ODT, ODS, ODP, DOCX, XLSX or PPTX. Unreadable when it is none, broken, protected or unfolds too far."""
    try:
        with zipfile.ZipFile(BytesIO(payload)) as package:
            names = set(package.namelist())
            if names.intersection(_ENCRYPTED):
                raise Unreadable("protected", "the package is encrypted")
            if "content.xml" in names:
                return read_open_document(package)
            if "word/document.xml" in names:
                return read_word(package)
            if "xl/workbook.xml" in names:
                return read_workbook(package)
            if "ppt/presentation.xml" in names:
                return read_slides(package)
    except (*ZIP_DAMAGE, KeyError) as error:
        raise Unreadable("corrupt", f"the package cannot be read: {error}") from error
    except RecursionError as error:  # a RuntimeError too, but no question of passwords
        raise Unreadable("corrupt", "its parts are nested too deep") from error
    except RuntimeError as error:  # what zipfile raises for a member that wants a password
        raise Unreadable("protected", str(error)) from error
    raise Unreadable("unsupported", "a package with no part that holds text")
