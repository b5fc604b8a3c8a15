"""Archives and e-mails are unfolded, nested once, and what is not read in them is told."""

import io
import zipfile
from email.message import EmailMessage

from attachments.document import describe
from attachments.inner_places import without_inner_places
from sample.recipes import document
from tests.attachments.read_files import WORDS, read, zipped


def test_an_e_mail_with_its_file() -> None:
    mail = EmailMessage()
    mail["From"], mail["To"] = "Service <service@example.org>", "clubs@example.org"
    mail["Subject"], mail["Date"] = "Réunion d’été", "Thu, 16 Jun 2011 09:30:00 +0200"
    mail.set_content("Voir la pièce jointe : œuvre, 12 €.")
    mail.add_attachment(document("convention.pdf"), maintype="application", subtype="pdf", filename="convention.pdf")
    found = read(mail.as_bytes(), "eml")
    assert (found.outcome, found.about.title, found.about.created) == (
        "read",
        "Réunion d’été",
        "2011-06-16T09:30:00+02:00",
    )
    assert "œuvre, 12 €" in found.pages[0].text
    assert [page.label for page in found.pages] == [None, "convention.pdf"]
    assert WORDS["convention.pdf"] in found.pages[1].text


def test_an_archive_is_looked_into_nested_once() -> None:
    inner = zipped(**{"c.docx": document("convention.docx"), "d.zip": zipped(**{"e.txt": b"profond"})})
    found = read(zipped(**{"../../etc/a.txt": "été".encode(), "b.zip": inner}), "zip")
    assert found.outcome == "read"
    assert [page.label for page in found.pages] == ["etc/a.txt", "b.zip", "b.zip › c.docx", "b.zip › d.zip"]
    assert WORDS["convention.docx"] in found.pages[2].text
    assert "profond" not in "".join(page.text for page in found.pages)
    assert (found.warnings, found.message) == (
        ("partly",),
        "b.zip: d.zip: it lies too deep in other files to be looked into",
    )


def test_what_is_not_read_in_an_archive_is_told_and_what_has_no_words_is_not() -> None:
    broken = zipped(**{"c.docx": document("convention.docx")[:900], "d.txt": b"oui"})
    found = read(zipped(**{"a.txt": b"a", "b.zip": broken}), "zip")
    assert found.warnings == ("partly",)
    assert "b.zip: c.docx" in found.message
    assert read(zipped(**{"a.7z": b"7z\xbc\xaf\x27\x1c" + b"\x00" * 9}), "zip").warnings == ("partly",)
    assert read(zipped(**{"a.mp3": b"ID3\x03", "b.txt": b"b", "c.bin": b"\x00\x01"}), "zip").warnings == ()


def forwarded(levels: int) -> EmailMessage:
    mail = EmailMessage()
    mail["From"], mail["Subject"] = "a@example.org", f"Niveau {levels}"
    mail.set_content(f"corps du niveau {levels}")
    if levels > 1:
        mail.add_attachment(forwarded(levels - 1))
    return mail


def test_a_forwarded_e_mail_is_read_and_one_too_deep_is_told() -> None:
    found = read(forwarded(2).as_bytes(), "eml")
    assert [page.label for page in found.pages] == [None, "Niveau 1.eml"]
    assert "corps du niveau 1" in found.pages[1].text
    assert found.warnings == ()
    found = read(forwarded(5).as_bytes(), "eml")
    assert "corps du niveau 3" in found.pages[2].text
    assert "too deep" in found.message
    assert found.warnings == ("partly",)
    alone = b"Subject: un\nContent-Type: message/rfc822\n\nFrom: b@example.org\nSubject: deux\n\nle corps"
    assert "le corps" in read(alone, "eml").pages[1].text
    coded = b"Subject: pj\nMIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: base64\n\nw6l0w6k="
    assert "été" in read(coded, "eml").pages[0].text


def test_a_member_without_a_name_is_read() -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr(zipfile.ZipInfo(""), "Le gymnase ouvre.")
    assert describe(made.getvalue(), None, "zip").state == "held"
    assert without_inner_places(made.getvalue(), "application/zip") == made.getvalue()
    assert [page.text for page in read(made.getvalue(), "zip").pages] == ["Le gymnase ouvre."]
