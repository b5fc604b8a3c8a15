"""Readers of files, measured: French signs in each format, pages a second beside pypdfium2 alone, and what hostile files cost.

python -m bench.attachments                      # all three; --rounds of the speed
python -m bench.attachments --files FOLDER       # the speed on PDF files of one's own too
"""

import argparse
import statistics
import threading
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pypdfium2 as pdfium

from attachments.document import describe
from attachments.extraction import Extraction
from attachments.guarded import Extractor
from attachments.pdf import read_pdf
from sample.recipes import TEXTS, check_lines, document, holds
from tests.attachments.hostile import corpus

_MEGA = 1024 * 1024
_SIGNS = {
    "accents": ("é è ê ë à â ç î ï ô û ù ü",),
    "capitals": ("É À Ç æ Æ",),
    "ligatures": ("œ Œ",),
    "€": ("€",),
    "«»": ("«", "»"),
    "no-break": ("«\u00a0bon pour accord\u00a0»", "1\u00a0250,50\u00a0€"),
    "’": ("l’association",),
    "'": ("l'adhérent",),
    "others": ("2009–2010", "½ journée", "n° 12", "1ᵉʳ", "1er mars"),
}
"""Strings to be found sign for sign, by what they try: those of the sample's documents (`sample/documents/texts.toml`)."""
_CHARSETS = {"lisez-moi.txt": "latin-1", "effectifs.csv": "windows-1252"}
"""Of files that cannot hold every sign."""


def documents() -> dict[str, bytes]:
    """A file of each format, by its name."""
    names = [one["file"] for one in TEXTS["document"] if "password" not in one]
    others = (*_CHARSETS, "convention.html", "invitation.eml", "dossier.zip")
    return {name: document(name) for name in (*names, *others)} | {"notes.txt": "\n".join(check_lines()).encode()}


def signs(extractor: Extractor) -> None:
    """The table of formats and signs: `yes`, `blank` where a no-break space came as a plain one, else what is missing; `-`: its
    charset has none of them."""
    print(f"{'file':20}" + "".join(f"{name:>10}" for name in _SIGNS) + "  pages")
    for name, payload in documents().items():
        found = extractor.read(payload, describe(payload, None, name.rpartition(".")[2]).media_type)
        text = " ".join("\n".join(page.text for page in found.pages).split("\n"))
        cells = []
        for every in _SIGNS.values():
            strings = [string for string in every if holds(_CHARSETS.get(name, "utf-8"), string)]
            missing = [string for string in strings if string not in text]
            plain = [string for string in missing if string.replace("\u00a0", " ") not in text.replace("\u00a0", " ")]
            cells.append(
                "-"
                if not strings
                else "yes"
                if not missing
                else "blank"
                if not plain
                else f"no {len(plain)}/{len(strings)}"
            )
        print(f"{name:20}" + "".join(f"{cell:>10}" for cell in cells) + f"  {len(found.pages)} {found.outcome}")


def generated_pdf(pages: int) -> bytes:
    """A PDF of so many pages with 50 lines each, and its table of objects."""
    kids = b" ".join(b"%d 0 R" % (4 + 2 * number) for number in range(pages))
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[%s]/Count %d>>" % (kids, pages),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
    ]  # fmt: skip
    for number in range(pages):
        lines = (
            f"(Ligne {line} de la page {number} : l'assemblée des clubs a voté l'aide au gymnase de juin.) Tj T*"
            for line in range(50)
        )
        shown = ("BT /F 10 Tf 12 TL 50 800 Td " + " ".join(lines) + " ET").encode("cp1252")
        objects.append(
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents %d 0 R/Resources<</Font<</F 3 0 R>>>>>>"
            % (5 + 2 * number)
        )
        objects.append(b"<</Length %d>>stream\n%s\nendstream" % (len(shown), shown))
    made, places = bytearray(b"%PDF-1.4\n"), []
    for number, words in enumerate(objects, start=1):
        places.append(len(made))
        made += b"%d 0 obj\n%s\nendobj\n" % (number, words)
    start = len(made)
    made += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    made += b"".join(b"%010d 00000 n \n" % place for place in places)
    return bytes(made) + b"trailer\n<</Root 1 0 R/Size %d>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)


def alone(payload: bytes, *, about: bool) -> int:
    """Pages of which pypdfium2 gave the text, as its own guide does it; `about`: and what the file says of itself, which our reader
    gives too. Nothing else is done."""
    with pdfium.PdfDocument(payload) as document:
        for page in document:
            words = page.get_textpage()
            words.get_text_range()
            words.close()
            page.close()
        if about:
            document.get_metadata_dict()
        return len(document)


def speed(extractor: Extractor, name: str, payloads: list[bytes], rounds: int) -> None:
    """These PDF files by pypdfium2 alone (text; text and metadata), by our reader in this process, by the reader in its child, and
    with the thumbnail too, which is no text, in turn; in processor time, for clocks tell of the neighbours."""
    tasks: dict[str, Callable[[bytes], int]] = {
        "alone, text": lambda payload: alone(payload, about=False),
        "alone": lambda payload: alone(payload, about=True),
        "reader": lambda payload: read_pdf(payload).page_count or 0,
        "child": lambda payload: extractor._ask("read", payload, "application/pdf", 60).page_count or 0,
        "child and thumbnail": lambda payload: extractor.read(payload, "application/pdf").page_count or 0,
    }
    seconds: dict[str, list[float]] = {task: [] for task in tasks}
    for payload in payloads:
        extractor.read(payload, "application/pdf")
    pages = sum(alone(payload, about=False) for payload in payloads)
    for _ in range(rounds):
        for task, do in tasks.items():
            begin, inside = time.process_time(), _processor(extractor)
            found = sum(map(do, payloads))
            seconds[task].append(time.process_time() - begin + _processor(extractor) - inside)
            if found != pages:
                raise SystemExit(f"{name}, {task}: {found} of {pages} pages")
    told = ", ".join(f"{task} {pages / statistics.median(taken):.0f}" for task, taken in seconds.items())
    print(f"{name}, {len(payloads)} files of {pages} pages, pages a second: {told}")
    for beside in ("alone", "alone, text"):
        ratios = {
            task: statistics.median(a / b for a, b in zip(seconds[beside], seconds[task], strict=True))
            for task in ("reader", "child", "child and thumbnail")
        }
        print(f"  beside {beside}: " + ", ".join(f"{task} {ratio:.2f}" for task, ratio in ratios.items()))


def _child(extractor: Extractor) -> int | None:
    return extractor._child[0].pid if extractor._child is not None else None


def _processor(extractor: Extractor) -> float:
    """Seconds of processor that the child has used."""
    return int(Path(f"/proc/{_child(extractor)}/schedstat").read_text(encoding="ascii").split()[0]) / 1e9


class _Peak:
    """The most memory that the child held, looked at while it reads, for it may not outlive the file."""

    def __init__(self, extractor: Extractor) -> None:
        self._extractor, self._done, self.bytes = extractor, threading.Event(), 0
        self._thread = threading.Thread(target=self._look)

    def __enter__(self) -> "_Peak":
        if (pid := _child(self._extractor)) is not None:
            Path(f"/proc/{pid}/clear_refs").write_text("5", encoding="ascii")  # proc(5): the peak begins anew
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._done.set()
        self._thread.join()

    def _look(self) -> None:
        while True:
            last = self._done.wait(0.005)
            try:
                status = Path(f"/proc/{_child(self._extractor)}/status").read_text(encoding="ascii")
                self.bytes = max(self.bytes, int(status.partition("VmHWM:")[2].split()[0]) * 1024)
            except (OSError, IndexError):
                pass  # it has just ended, or has not begun
            if last:
                return


def hostile(extractor: Extractor) -> None:
    """What each hostile file comes to; peak is all that the child holds, its libraries too."""
    outcomes: Counter[str] = Counter()
    slowest, largest = 0.0, 0
    print(f"{'file':34}{'outcome':12}{'seconds':>8}{'peak MB':>9}  warnings")
    for name, payload in corpus(bombs=True):
        extractor.read(b"a", "text/plain")  # a child that stands ready: what is measured is the file
        begin = time.perf_counter()
        with _Peak(extractor) as peak:
            found: Extraction = extractor.read(payload, describe(payload, None, name.rpartition(".")[2]).media_type)
        seconds = time.perf_counter() - begin
        outcomes[found.outcome] += 1
        slowest, largest = max(slowest, seconds), max(largest, peak.bytes)
        print(f"{name:34}{found.outcome:12}{seconds:8.2f}{peak.bytes / _MEGA:9.0f}  {', '.join(found.warnings)}")
    print(f"{outcomes.total()} files: {', '.join(f'{n} {outcome}' for outcome, n in outcomes.most_common())}")
    print(f"slowest {slowest:.1f} s (asked 10), largest {largest / _MEGA:.0f} MB (asked 512)")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--files", type=Path)
    options = parser.parse_args()
    with Extractor() as extractor:
        signs(extractor)
        print()
        speed(extractor, "generated", [generated_pdf(500)], options.rounds)
        for name in ("convention.pdf", "courrier.pdf"):
            speed(extractor, name, [document(name)] * 50, options.rounds)
        if options.files is not None:
            speed(
                extractor, "yours", [path.read_bytes() for path in sorted(options.files.glob("*.pdf"))], options.rounds
            )
        print()
        hostile(extractor)


if __name__ == "__main__":
    main()
