"""The child that reads: what bounds it, what replaces it, what comes back of it."""

import io
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from PIL import ExifTags, Image

from attachments import guarded
from attachments.extraction import About, Extraction, PageText, line_of, packed, tidied, unpacked
from attachments.guarded import PATIENCE, Extractor
from attachments.pictures import read_picture, small
from attachments.reading import read_file
from attachments.recognition import tesseract
from sample.recipes import document
from tests.attachments.hostile import slow_to_draw

GOOD = document("convention.rtf")


@pytest.fixture(scope="module")
def extractor() -> Iterator[Extractor]:
    with Extractor() as made:
        yield made


def pid(extractor: Extractor) -> int:
    assert extractor._child is not None
    return extractor._child[0].pid


def test_the_child_is_kept_from_file_to_file(extractor: Extractor) -> None:
    assert extractor.read(GOOD, "application/rtf").outcome == "read"
    first = pid(extractor)
    assert extractor.read(b"%PDF-1.4 broken", "application/pdf").outcome == "corrupt"
    assert extractor.read(GOOD, "application/rtf") == read_file(GOOD, "application/rtf")
    assert pid(extractor) == first


def test_a_child_that_dies_is_replaced() -> None:
    with Extractor() as extractor:
        assert extractor.read(GOOD, "application/rtf").outcome == "read"
        os.kill(pid(extractor), signal.SIGSEGV)
        found = extractor.read(GOOD, "application/rtf")
        assert (found.outcome, found.pages) == ("crash", ())
        assert found.message == "the reader ended by itself: it broke (a place in memory that is none)"
        os.kill(pid(extractor) if extractor.read(GOOD, "application/rtf").pages else 0, signal.SIGTRAP)
        found = extractor.read(GOOD, "application/rtf")
        assert found.message == "the reader ended by itself: a library found that it went wrong"
        assert extractor.read(GOOD, "application/rtf").outcome == "read"


def test_a_child_that_is_ended_from_outside_is_no_fault_of_the_file() -> None:
    with Extractor() as extractor:
        assert extractor.read(GOOD, "application/rtf").outcome == "read"
        os.kill(pid(extractor), signal.SIGKILL)
        assert extractor.read(GOOD, "application/rtf").outcome == "read"


def test_a_child_that_does_not_start_is_no_fault_of_the_file(monkeypatch: pytest.MonkeyPatch) -> None:
    good = guarded.subprocess.Popen

    def bad(_arguments: list[str], **more: Any) -> subprocess.Popen[bytes]:
        return good([sys.executable, "-c", "raise ImportError('no pdfium here')"], **more)

    monkeypatch.setattr(guarded.subprocess, "Popen", bad)
    with Extractor() as extractor:
        for _ in range(2):
            with pytest.raises(OSError, match="does not start: ImportError: no pdfium here"):
                extractor.read(GOOD, "application/rtf")
        monkeypatch.undo()
        assert extractor.read(GOOD, "application/rtf").outcome == "read"


def test_a_file_that_takes_too_much_of_the_processor_is_a_timeout() -> None:
    with Extractor(seconds=0.3) as extractor:
        assert extractor.read(GOOD, "application/rtf").outcome == "read"
        begin = time.perf_counter()
        found = extractor.read(b"mot " * 2_000_000, "text/html")
        assert (found.outcome, found.message) == ("timeout", "not read within 0.3 seconds")
        assert time.perf_counter() - begin < 0.3 * PATIENCE + 2
        assert extractor.read(GOOD, "application/rtf").outcome == "read"


def test_a_machine_that_has_no_time_for_the_reader_is_no_fault_of_the_file() -> None:
    with Extractor(seconds=0.3) as extractor:
        assert extractor.read(GOOD, "application/rtf").outcome == "read"
        os.kill(pid(extractor), signal.SIGSTOP)
        begin = time.perf_counter()
        with pytest.raises(TimeoutError, match=r"not read within 1.2 seconds, of which the processor gave it 0.0"):
            extractor.read(GOOD, "application/rtf")
        assert time.perf_counter() - begin < 0.3 * PATIENCE + 2
        assert extractor.read(GOOD, "application/rtf").outcome == "read"


def test_a_reader_that_is_only_late_is_waited_for() -> None:
    with Extractor(seconds=0.3) as extractor:
        assert extractor.read(GOOD, "application/rtf").outcome == "read"
        os.kill(pid(extractor), signal.SIGSTOP)
        threading.Timer(0.6, os.kill, (pid(extractor), signal.SIGCONT)).start()
        assert extractor.read(GOOD, "application/rtf").outcome == "read"


def test_a_page_that_takes_for_ever_to_draw_keeps_its_text() -> None:
    with Extractor(seconds=3) as extractor:
        found = extractor.read(slow_to_draw(b"fonds"), "application/pdf")
        assert (found.outcome, found.pages[0].text, found.thumbnail) == ("read", "fonds", None)
        found = extractor.read(document("convention.pdf"), "application/pdf")
        assert found.thumbnail is not None
        assert len(found.thumbnail) < 15_000


def test_an_answer_that_is_none_is_a_crash(monkeypatch: pytest.MonkeyPatch) -> None:
    with Extractor() as extractor:
        monkeypatch.setattr("attachments.guarded.unpacked", lambda _: unpacked(b'{"pages": 1}'))
        assert extractor.read(GOOD, "application/rtf").outcome == "crash"
        monkeypatch.setattr("attachments.guarded._MOST_ANSWER", 10)
        assert extractor.read(GOOD, "application/rtf").outcome == "crash"
        monkeypatch.undo()
        assert extractor.read(GOOD, "application/rtf").outcome == "read"


def test_nothing_is_written_to_the_disk_while_a_file_is_read(tmp_path: Path) -> None:
    """The bound is the kernel's: a reader that opens a file for itself can't fill it."""
    code = (
        "import sys; from attachments.child import _bound\n"
        "_bound(5.0, writes=False)\n"
        "try: open(sys.argv[1], 'wb', buffering=0).write(b'x')\n"
        "except OSError: sys.exit(7)\n"
    )
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", code, str(tmp_path / "file")],
        cwd=Path(__file__).resolve().parents[2],
        check=False,
    )
    assert done.returncode == 7


pages = st.builds(
    PageText,
    st.none() | st.integers(1, 10_000),
    st.none() | st.text(),
    st.text(),
    st.sampled_from(["layer", "ocr"]),
    st.none() | st.floats(0, 100),
)


@given(st.builds(Extraction, st.just("read"), st.text(), st.lists(pages).map(tuple), st.none() | st.integers(0, 9),
                 st.builds(About, st.none() | st.text()), thumbnail=st.none() | st.binary(),
                 exif=st.lists(st.tuples(st.text(), st.text())).map(tuple)))  # fmt: skip
def test_what_is_packed_is_unpacked(found: Extraction) -> None:
    assert unpacked(packed(found)) == found


@given(st.text(st.characters(codec=None)))
@example("\xad\x08\r0")
@example("\ufffe\x08\r0")
def test_text_is_tidied_once_and_can_be_written(text: str) -> None:
    once = tidied(text)
    assert tidied(once) == once
    once.encode()
    (line_of(text) or "").encode()


def test_half_a_surrogate_pair_does_not_come_out() -> None:
    found = read_file(b"{\\rtf1 \\u-10179 ? et \\u-8694 ?}", "application/rtf")
    found.pages[0].text.encode()


def test_rtf_says_who_made_it_and_when() -> None:
    times = b"{\\creatim\\yr2011\\mo6\\dy16\\hr9\\min5}{\\revtim\\yr2011\\mo7\\dy1}"
    info = b"{\\rtf1{\\info{\\title \\'c9t\\'e9}{\\author Service \\u339?uvre}" + times + b"}a}"
    about = read_file(info, "application/rtf").about
    assert (about.title, about.author) == ("Été", "Service œuvre")
    assert (about.created, about.modified) == ("2011-06-16T09:05", "2011-07-01T00:00")


def test_where_a_picture_was_taken_is_kept_apart() -> None:
    exif = Image.Exif()
    exif[ExifTags.Base.Make], exif[ExifTags.Base.DateTime] = "Fabrique", "2011:06:16 09:30:00"
    exif.get_ifd(ExifTags.IFD.GPSInfo)[ExifTags.GPS.GPSLatitudeRef] = "N"
    made = io.BytesIO()
    Image.new("RGB", (40, 30)).save(made, "JPEG", exif=exif)
    found = read_picture(made.getvalue())
    assert dict(found.exif) == {"Make": "Fabrique", "DateTime": "2011:06:16 09:30:00"}
    assert dict(found.exif_place) == {"GPSLatitudeRef": "N"}
    assert found.about.created == "2011-06-16T09:30:00"


def test_a_thumbnail_of_noise_is_small_too() -> None:
    picture = Image.effect_noise((900, 1200), 200).convert("RGB")
    made = small(picture)
    assert picture.size == (240, 320)
    assert len(made) < 15_000


@pytest.mark.skipif(tesseract() is None, reason="no tesseract with fra on this machine")
def test_a_page_without_text_is_recognised_and_its_tesseract_ends_with_the_child() -> None:
    from PIL import ImageDraw, ImageFont

    picture = Image.new("L", (1200, 600), 255)
    ImageDraw.Draw(picture).text((60, 60), "Le club de voile", font=ImageFont.load_default(90), fill=0)
    made = io.BytesIO()
    picture.save(made, "PDF", resolution=100)
    with Extractor() as extractor:
        found = extractor.recognise(made.getvalue(), "application/pdf", (1,), 60.0)
        assert (found.pages[0].text, found.pages[0].source) == ("Le club de voile", "ocr")
        assert found.pages[0].confidence is not None
        assert found.pages[0].confidence > 70
        group = pid(extractor)
        assert extractor.recognise(made.getvalue(), "application/pdf", (1,), 0.1).outcome == "timeout"
        for _ in range(50):  # whoever takes in orphans needs a moment to do so
            listed = subprocess.run(["ps", "-eo", "pgid"], capture_output=True, text=True, check=True).stdout.split()
            if str(group) not in listed:
                break
            time.sleep(0.1)
        assert str(group) not in listed
