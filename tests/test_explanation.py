"""A reading explained to a person: what a field beat, raw beside clean, the words around each edit; as a page, safe and whole."""

import json
from html.parser import HTMLParser
from pathlib import Path

import pytest

from articles.expected import read_pair
from articles.reading import Reading
from database.holdings import FileFacts
from pipeline import main
from sites.registry import load_skeletons
from terminal.explain import print_explanation
from terminal.explain_html import page_of
from terminal.explanation import Lines, Rows, SideBySide, explanation
from tests.articles.captures import read

PAGE = """<html lang="fr"><head><title>Les [rouge]bassins[/rouge] - Ville</title></head><body>
<div class="menu"><h2>Actualités de la ville</h2></div>
<h1>Les [rouge]bassins[/rouge]</h1><p class="date">3 mai 2012, par Jeanne Essai</p>
<div class="texte"><p>Premier paragraphe, <b>sans rien</b>.</p>
<p>Ouverts [bleu]samedi &lt;script&gt;alert(1)&lt;/script&gt;[/bleu] matin.</p></div>
<p>Mise à jour : 4 juin 2013</p></body></html>"""
VOID = {"meta", "br"}


@pytest.fixture(scope="module")
def reading() -> Reading:
    return read(PAGE)


class Balance(HTMLParser):
    """Elements that a page opens and does not close, and what it holds."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.met: set[str] = set()
        self.attributes: set[str] = set()
        self.words = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.met.add(tag)
        self.attributes |= {name for name, _ in attrs}
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words += data


def rows(reading: Reading, title: str) -> tuple[tuple[str, ...], ...]:
    return next(block.rows for block in explanation(reading) if isinstance(block, Rows) and block.title == title)


def test_what_a_field_beat_is_told_with_its_worth(reading: Reading) -> None:
    lost = rows(reading, "What else could have been it")
    assert ("title", "Actualités de la ville") in {(row[0], row[3]) for row in lost}
    assert ("published_on", "Mise à jour : 4 juin 2013") in {(row[0], row[3]) for row in lost}
    worth = {row[0]: float(row[2]) for row in rows(reading, "Where each field was found") if row[2]}
    assert all(float(row[1]) <= worth[row[0]] for row in lost)
    assert all(len([row for row in lost if row[0] == field]) <= 3 for field in worth)


def test_what_a_trail_and_a_text_beat_is_told_too() -> None:
    prose = "Une phrase assez longue pour que ce paragraphe compte comme du texte de la page, sans nom qui le dise. "
    html = (
        "<html><body><p><a href='/'>Accueil</a> &gt; <a href='spip.php?rubrique2'>Sports</a> &gt; Bassins</p><h1>Bassins</h1>"
        f"<div><p>{prose * 4}</p></div><p><a href='a1'>Voir</a> | <a href='a2'>Autre page du site à lire ensuite</a></p>"
        f"<div class='sidebar'>{'Rien. ' * 117}</div><div><p>Second. {prose}</p></div></body></html>"
    )
    lost = rows(read(html), "What else could have been it")
    assert {"breadcrumb", "body"} <= {row[0] for row in lost}
    assert any(row[0] == "body" and row[3].startswith("Second.") for row in lost)


def test_raw_and_clean_stand_side_by_side(reading: Reading) -> None:
    assert ("title", "Les [rouge]bassins[/rouge]", "Les bassins") in rows(reading, "Fields")
    text = next(block for block in explanation(reading) if isinstance(block, SideBySide) and block.title == "Text")
    assert [change.kind for change in text.changes] == ["same", "changed"]
    assert "[bleu]" in text.changes[1].older
    assert "[bleu]" not in text.changes[1].newer


def test_every_edit_stands_with_the_words_around_it(reading: Reading) -> None:
    edits = rows(reading, "Edits")
    assert {row[0] for row in edits} == {"title", "body"}
    assert all(row[4] for row in edits)
    assert any("Ouverts [bleu]samedi" in row[4] for row in edits)


def test_edits_of_notes_stand_in_their_words_too() -> None:
    html = PAGE.replace(
        "</div>\n<p>Mise", '</div><div class="notes"><p>[1] Une note [rouge]longue[/rouge] ici.</p></div>\n<p>Mise'
    )
    edits = [row for row in rows(read(html), "Edits") if row[0] == "notes"]
    assert edits
    assert "Une note [rouge]longue" in edits[0][4]


def test_how_the_bytes_were_decoded_is_no_field(reading: Reading) -> None:
    assert "charset" not in {row[0] for row in rows(reading, "Fields")}
    lines = [line for block in explanation(reading) if isinstance(block, Lines) for line in block.lines]
    assert "charset: utf-8, chosen by: header" in lines


def test_a_date_read_with_the_category_has_its_rule() -> None:
    data = (Path(__file__).parent / "pages/directorate.html").read_bytes()
    facts = json.loads((Path(__file__).parent / "pages/directorate.json").read_text(encoding="utf-8"))["page"]
    found = {row[0]: row[1] for row in rows(read_pair(data, facts, load_skeletons()), "Where each field was found")}
    assert found["published_on"] == "directorate: line of the category"


def test_of_a_file_what_is_known_is_told(reading: Reading) -> None:
    file = FileFacts("held", "application/pdf", 1200, "Le plan", "1,2 ko", "read", "", 3)
    told = next(block.lines for block in explanation(reading, None, file) if block.title == "File")
    assert told[0] == "state: held; application/pdf, 1200 bytes, 3 pages"
    assert any("`check SITE --attachments`" in line for line in told)


def test_as_published_stands_on_the_left_everywhere(reading: Reading, capsys: pytest.CaptureFixture[str]) -> None:
    blocks = [block for block in explanation(reading) if isinstance(block, SideBySide)]
    print_explanation("page", blocks)
    text = capsys.readouterr().out
    html = page_of("page", blocks, "fr")
    assert text.index("as published") < text.index("clean")
    assert html.index("as published") < html.index("clean")
    assert text.index("[bleu]samedi") > text.index("=")


def test_the_page_is_whole_and_escaped(reading: Reading) -> None:
    html = page_of("http://www.example.org/<b>&\x00\ud800", explanation(reading), "fr")
    page = Balance()
    page.feed(html)
    page.close()
    assert page.open == []
    assert html.startswith("<!DOCTYPE html>")
    assert not page.met & {"script", "link", "img", "a", "b", "iframe"}
    assert page.attributes <= {"lang", "charset", "name", "content", "scope", "data-column"}
    assert "<script>alert(1)</script>" in page.words
    assert {"del"} <= page.met
    html.encode("utf-8")


def test_a_saved_file_is_explained_as_text_and_as_a_page(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    saved = tmp_path / "page.html"
    saved.write_text(PAGE, encoding="utf-8")
    address = ("--url", "http://www.example.org/spip.php?article12")
    assert main(["read", str(saved), *address]) == 0
    assert "What else could have been it" in capsys.readouterr().out
    assert main(["read", str(saved), *address, "--html", str(tmp_path / "told.html")]) == 0
    assert "<h2>Edits</h2>" in (tmp_path / "told.html").read_text(encoding="utf-8")
    assert main(["read", str(saved), "--html", str(tmp_path / "none" / "told.html")]) == 2
    assert main(["read", str(saved), "--jsonl", "--html", str(tmp_path / "told.html")]) == 2
    assert main(["read", str(tmp_path), "--html", str(tmp_path / "told.html")]) == 2
    capsys.readouterr()
    assert (
        main(["read", str(saved), *address, "--html", str(tmp_path / "told.html")]) == 0
    )  # in place of the one before
    assert main(["read", str(saved), "--html", str(saved)]) == 2
    assert f"{saved}: is there already" in capsys.readouterr().err
    assert saved.read_text(encoding="utf-8") == PAGE
