"""`check` tells each finding whole: a line of fields in a pipe, an object a line for programs."""

import json

import pytest

from database.file_check import FileCheck, Finding
from sites.site import Site
from terminal.overview import file_lines, file_tables

URL = "http://www.example.org/IMG/pdf/" + "un-nom-tres-long-" * 20 + ".pdf"
FOUND = FileCheck(1, {"missing": 1}, (0, 0), (Finding(URL, "missing", "announced by 1 article", True),))


def test_addresses_are_whole_in_a_pipe(capsys: pytest.CaptureFixture[str]) -> None:
    file_tables(Site(name="essai", title="Essai", hosts=("www.example.org",)), FOUND)
    assert capsys.readouterr().out.splitlines()[-1] == f"missing\t{URL}\tannounced by 1 article"


def test_an_object_a_line_for_programs(capsys: pytest.CaptureFixture[str]) -> None:
    file_lines(FOUND)
    (line,) = capsys.readouterr().out.splitlines()
    assert json.loads(line) == {"url": URL, "kind": "missing", "detail": "announced by 1 article", "is_gap": True}
