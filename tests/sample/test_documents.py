"""Every document is what the truth says of it, read with nothing but the standard library; reading them well is another matter."""

import email
import email.policy
import io
import re
import zipfile
import zlib
from email.message import EmailMessage
from html import unescape

import pytest

from sample.answers import answer
from sample.expected import expected
from sample.files import SizeError, content
from sample.fronts import MAKERS, Front
from sample.inside import STATES
from sample.loading import load_truth
from sample.recipes import FOLDER, TEXTS, UnknownDocument, check_strings, document
from sample.truth import SampleFile, Truth, TruthError
from tests.sample.test_truth import article, tiny

MAGIC = {
    "application/pdf": b"%PDF-", "application/rtf": b"{\\rtf", "application/zip": b"PK", "image/jpeg": b"\xff\xd8\xff",
    "image/png": b"\x89PNG\r\n\x1a\n", "text/html": b"<!DOCTYPE html>", "message/rfc822": b"From: ",
}  # fmt: skip
OLE = {"application/msword": "WordDocument", "application/vnd.ms-excel": "Workbook",
       "application/vnd.ms-powerpoint": "PowerPoint Document", "application/x-ole-storage": "WordDocument"}  # fmt: skip
PARTS = {
    "wordprocessingml": "word/document.xml",
    "spreadsheetml": "xl/workbook.xml",
    "presentationml": "ppt/presentation.xml",
}


def made(truth: Truth) -> list[SampleFile]:
    return [file for file in truth.files.values() if file.made is not None]


def words_of(file: SampleFile) -> str:
    """The words of a file, markup dropped; of PDF only what the letter and the archive hold."""
    body = content(file)
    match file.media_type.rpartition("/")[2].rpartition(".")[2]:
        case "msword" | "ms-excel" | "ms-powerpoint":
            return (
                body.decode("utf-16-le", "ignore")
                + body[1:].decode("utf-16-le", "ignore")
                + body.decode("cp1252", "ignore")
            )
        case "rtf":
            return of_rtf(body.decode("ascii"))
        case "csv" | "plain":
            return body.decode(file.inside.checks or "")
        case "html":
            return unescape(body.decode())
        case "rfc822":
            letter = email.message_from_bytes(body, policy=email.policy.default)
            assert isinstance(letter, EmailMessage)
            text = letter.get_body()
            assert text is not None
            return str(text.get_content()) + "".join(
                a.get_content().decode("cp1252") for a in letter.iter_attachments()
            )
        case _:
            return of_members(body)


def of_rtf(source: str) -> str:
    source = re.sub(r"\\u(\d+)\\'..", lambda hit: chr(int(hit[1])), source)
    source = re.sub(r"\\'(..)", lambda hit: bytes.fromhex(hit[1]).decode("cp1252"), source)
    return source.replace("\\~", "\u00a0")


def of_members(body: bytes) -> str:
    """Words of a package or an archive, what is packed in it included."""
    found = ""
    with zipfile.ZipFile(io.BytesIO(body)) as package:
        assert package.testzip() is None
        for name in package.namelist():
            member = package.read(name)
            if name.endswith((".zip", ".docx")):
                found += of_members(member)
            elif name.endswith(".xml"):
                found += re.sub(r"<[^>]*>", "", unescape(member.decode()))
            elif name.endswith(".txt"):
                found += member.decode("latin-1")
    return found


def test_every_format_and_every_state_is_there(truth: Truth) -> None:
    extensions = {"pdf", "doc", "docx", "odt", "rtf", "xls", "xlsx", "ods", "csv", "ppt", "pptx", "odp", "html", "txt", "eml",
                  "zip", "png", "jpg"}  # fmt: skip
    assert {file.ext for file in made(truth)} == extensions
    assert {file.state for file in truth.files.values()} == set(STATES)
    for front in MAKERS.values():
        held = {file.path for file in expected(front("http://127.0.0.1:1", truth)).files}
        assert held >= {file.identity for file in made(truth)}


def test_documents_are_small_and_all_are_used(truth: Truth) -> None:
    kept = {path.name: path.stat().st_size for path in FOLDER.iterdir() if path.suffix != ".toml"}
    assert max(kept.values()) < 100_000
    assert sum(kept.values()) < 300_000
    assert kept.keys() == {file.made for file in made(truth)} & kept.keys()
    with pytest.raises(UnknownDocument):
        document("absent.pdf")


def test_content_is_of_the_media_type_that_the_truth_says(truth: Truth) -> None:
    for file in made(truth):
        body, kind = content(file), file.media_type
        if kind in MAGIC:
            assert body.startswith(MAGIC[kind]), file.path
        elif kind in OLE:
            assert body.startswith(b"\xd0\xcf\x11\xe0")
            assert (OLE[kind].encode("utf-16-le") in body) == (file.state == "held"), file.path  # it stands at the end
        elif "officedocument" in kind:
            assert PARTS[kind.rpartition(".")[0].rpartition(".")[2]] in zipfile.ZipFile(io.BytesIO(body)).namelist()
        elif "opendocument" in kind:
            assert zipfile.ZipFile(io.BytesIO(body)).read("mimetype").decode() == kind
        else:
            assert kind in ("text/csv", "text/plain")


def test_check_strings_and_the_word_stand_in_every_text(truth: Truth) -> None:
    checked = 0
    for file in made(truth):
        if file.legible != "text" or file.media_type == "application/pdf":
            continue
        words = words_of(file)
        for string in check_strings(file.inside.checks or "") if file.inside.checks else ():
            assert string in words, (file.path, string)
        assert file.inside.word
        assert file.inside.word in words, file.path
        assert all(part in words for part in file.text.split("\n")), file.path
        checked += 1
    assert checked == 16
    assert len(check_strings()) == 12
    assert set(check_strings("latin-1")) < set(check_strings("windows-1252")) < set(check_strings())


def test_words_that_stand_in_one_file_stand_on_no_page(truth: Truth) -> None:
    words = [file.inside.word for file in truth.files.values() if file.inside.word]
    assert len(words) == len(set(words)) == 18
    texts = repr((truth.articles, truth.sections, [(file.title, file.text) for file in truth.files.values()]))
    assert not [word for word in words if word.lower() in texts.lower()]


def test_pdfs_have_the_pages_that_the_truth_says(truth: Truth) -> None:
    for file in made(truth):
        if file.ext == "pdf" and file.inside.pages:
            assert len(re.findall(rb"/Type\s*/Page\b", content(file))) == file.inside.pages, file.path


def test_a_scan_has_no_text_and_gibberish_no_table(truth: Truth) -> None:
    scan, gibberish = document("courrier.pdf"), document("convention-sans-table.pdf")
    assert b"/Font" not in scan
    assert b"/Image" in scan
    assert b"/ToUnicode" not in gibberish
    assert b"/ToUnicode" in document("convention.pdf")
    by_kind = {
        kind: {file.made for file in truth.files.values() if file.legible == kind} for kind in ("image", "gibberish")
    }
    assert by_kind == {"image": {"courrier.pdf"}, "gibberish": {"convention-sans-table.pdf"}}


def test_what_is_protected_cut_or_damaged_is_so() -> None:
    assert b"/Encrypt" in document("protege.pdf")
    with zipfile.ZipFile(io.BytesIO(document("protege.zip"))) as package:
        assert package.namelist() == ["membres.txt"]
        with pytest.raises(RuntimeError, match="encrypted"):
            package.read("membres.txt")
        secret = next(one["password"] for one in TEXTS["document"] if "password" in one)
        assert package.read("membres.txt", secret.encode()).startswith(b"Liste des membres")
    assert b"%%EOF" not in document("reglement-coupe.pdf")
    assert document("reglement.pdf").startswith(document("reglement-coupe.pdf"))
    assert document("convention.doc").startswith(document("convention-coupee.doc"))
    with zipfile.ZipFile(io.BytesIO(document("effectifs-abimes.xlsx"))) as package:
        with pytest.raises((zipfile.BadZipFile, zlib.error)):
            package.testzip()


def test_members_are_those_of_the_truth(truth: Truth) -> None:
    (dossier,) = (file for file in truth.files.values() if file.made == "dossier.zip")
    with zipfile.ZipFile(io.BytesIO(content(dossier))) as package:
        names = package.namelist()
        with zipfile.ZipFile(io.BytesIO(package.read("annexes.zip"))) as nested:
            names[names.index("annexes.zip") :] = [f"annexes.zip/{name}" for name in nested.namelist()]
    assert tuple(names) == dossier.inside.members


def test_the_photograph_holds_its_place(truth: Truth) -> None:
    (photo,) = (file for file in truth.files.values() if file.inside.position)
    head = content(photo)[:400]
    assert b"Exif\0\0" in head
    assert photo.inside.taken is not None
    assert photo.inside.taken.strftime("%Y:%m:%d %H:%M:%S").encode() in head


def test_one_content_two_addresses_and_one_file_three_articles(truth: Truth) -> None:
    twins = [file for file in truth.files.values() if file.made == "reglement.pdf"]
    assert len({file.path for file in twins}) == len({file.title for file in twins}) == 2
    (shared,) = (file for file in truth.files.values() if file.made == "convention.pdf")
    assert sum(shared.id in one.joined for one in truth.articles.values()) == 3


def test_a_second_visit_finds_another_file_and_the_same_pages(front: Front) -> None:
    later = MAKERS[front.name](front.base, front.truth.later())
    (replaced,) = (file for file in front.truth.files.values() if file.later)
    path = "/" + front.addresses.file(replaced)
    first, second = answer(front, "GET", path), answer(later, "GET", path)
    assert first.body != second.body
    for name in ("ETag", "Last-Modified"):
        condition = {"If-None-Match" if name == "ETag" else "If-Modified-Since": first.header(name) or ""}
        assert (answer(front, "GET", path, condition).status, answer(later, "GET", path, condition).status) == (
            304,
            200,
        )
    agreed = [next(one.agrees for one in expected(f).files if one.path == replaced.identity) for f in (front, later)]
    assert agreed == [True, False]
    for number in front.truth.articles:
        page = "/" + front.addresses.article(number)
        assert answer(front, "GET", page) == answer(later, "GET", page)
    same = [n for n, file in front.truth.files.items() if file == later.truth.files[n]]
    assert len(same) == len(front.truth.files) - 1


@pytest.mark.parametrize(
    ("more", "complaint"),
    [('ext = "docx"', "no docx can be made"), ('ext = "bin"', "extension 'bin'"),
     ('ext = "pdf"\ninside = { state = "lost" }', "'lost' is none of"), ('ext = "pdf"\ninside = { size = 3 }', "unknown keys"),
     ('ext = "pdf"\ninside = { state = "protected" }', "has a password"),
     ('ext = "pdf"\ninside = { word = "Salle", pages = 2, page = 3 }', "page 3 of 2"),
     ('ext = "pdf"\nlater = { on = 2014-01-01, bytes = 9000, text = "" }', "stated size is given"),
     ('ext = "pdf"\nlater = { bytes = 9000 }', "not on, bytes, text")],
)  # fmt: skip
def test_a_wrong_file_is_refused(tmp_path_factory: pytest.TempPathFactory, more: str, complaint: str) -> None:
    file = f'[[file]]\nid = 7\nname = "x"\ntitle = "X"\nbytes = 9000\ntext = ""\n{more}\n'
    with pytest.raises(TruthError, match="file 7") as error:
        tiny(tmp_path_factory.mktemp("truth"), article(1, "joined = [7]") + file)
    assert complaint in str(error.value)


def test_a_document_of_another_size_is_refused(tmp_path_factory: pytest.TempPathFactory) -> None:
    file = '[[file]]\nid = 7\next = "zip"\nname = "x"\ntitle = "X"\nmade = "dossier.zip"\nbytes = 12\ntext = ""\n'
    truth = tiny(tmp_path_factory.mktemp("truth"), article(1, "joined = [7]") + file)
    with pytest.raises(SizeError, match="not 12"):
        content(truth.files[7])


def test_the_truth_is_loaded_alike_twice(truth: Truth) -> None:
    assert load_truth() == truth
