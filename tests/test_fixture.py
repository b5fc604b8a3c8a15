"""A test pair made of a saved page: it counts when a person has reviewed it, and again when it says something else."""

import json
from pathlib import Path

import pytest

from articles.expected import expected_values, read_pair
from pipeline import main
from sites.registry import load_skeletons

PAGE = """<html lang="fr"><head><link rel="canonical" href="http://www.example.org/spip.php?article7"><title>Les bassins</title></head>
<body><h1>Les bassins</h1><div class="texte"><p>Ils ouvrent le samedi, de huit heures à midi.</p></div></body></html>"""


def make(page: Path, out: Path) -> int:
    return main(["fixture", str(page), "--name", "bassins", "--out", str(out)])


@pytest.fixture
def saved(tmp_path: Path) -> Path:
    path = tmp_path / "saved.html"
    path.write_text(PAGE, encoding="utf-8")
    return path


def pair(folder: Path) -> dict[str, object]:
    return dict(json.loads((folder / "bassins.json").read_text(encoding="utf-8")))


def review(folder: Path) -> None:
    path = folder / "bassins.json"
    path.write_text(path.read_text(encoding="utf-8").replace('"reviewed": false', '"reviewed": true'), encoding="utf-8")


def test_a_new_pair_waits_for_a_person(saved: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert make(saved, tmp_path / "pairs") == 0
    assert "must not be committed to Fonds" in " ".join(capsys.readouterr().out.split())
    made = json.loads((tmp_path / "pairs/bassins.json").read_text(encoding="utf-8"))
    assert made["reviewed"] is False
    assert made["page"]["url"] == "http://www.example.org/spip.php?article7"
    assert made["expected"]["article"]["title"] == "Les bassins"
    data = (tmp_path / "pairs/bassins.html").read_bytes()
    assert data == saved.read_bytes()
    assert expected_values(read_pair(data, made["page"], load_skeletons())) == made["expected"]


def test_regenerating_fails_until_it_is_reviewed(saved: Path, tmp_path: Path) -> None:
    own = tmp_path / "pairs/bassins.html"
    assert make(saved, own.parent) == 0
    assert make(own, own.parent) == 4
    review(own.parent)
    assert make(own, own.parent) == 0
    assert pair(own.parent)["reviewed"] is True
    own.write_text(PAGE.replace("samedi", "lundi"), encoding="utf-8")
    assert make(own, own.parent) == 4
    assert pair(own.parent)["reviewed"] is False
    assert make(own, own.parent) == 4
    review(own.parent)
    assert make(own, own.parent) == 0


def test_the_address_of_a_saved_page_can_be_given(
    saved: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    given = ("--name", "bassins", "--url", "http://www.example.org/spip.php?article12")
    assert main(["fixture", str(saved), *given, "--out", str(tmp_path / "pairs")]) == 0
    assert json.loads((tmp_path / "pairs/bassins.json").read_text(encoding="utf-8"))["page"]["url"] == given[3]
    assert make(tmp_path / "pairs/bassins.html", tmp_path / "pairs") == 4
    assert json.loads((tmp_path / "pairs/bassins.json").read_text(encoding="utf-8"))["page"]["url"] == given[3]
    capsys.readouterr()
    assert main(["fixture", "http://www.example.org/", *given]) == 2
    assert "--url goes with a PATH" in capsys.readouterr().err


def test_a_file_that_is_not_there_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["fixture", str(tmp_path / "nope.html"), "--name", "y"]) == 2
    assert "nope.html: no such file" in capsys.readouterr().err
    assert main(["fixture", str(tmp_path), "--name", "y"]) == 2
    assert "cannot be read" in capsys.readouterr().err


@pytest.mark.parametrize("name", ["../x", "A", "", "a/b"])
def test_a_name_is_a_file_name(saved: Path, name: str) -> None:
    assert main(["fixture", str(saved), "--name", name]) == 2


def test_what_is_no_pair_is_left_alone(saved: Path, tmp_path: Path) -> None:
    (tmp_path / "bassins.json").write_text("[1]", encoding="utf-8")
    assert make(saved, tmp_path) == 2
    assert (tmp_path / "bassins.json").read_text(encoding="utf-8") == "[1]"
    assert (
        main(["fixture", "http://nowhere.example.org/spip.php?article1", "--name", "x", "--data", str(tmp_path)]) == 2
    )


def test_another_page_that_is_of_no_pair_is_left_alone(
    saved: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    own = tmp_path / "bassins.html"
    own.write_text("<html>Une autre</html>", encoding="utf-8")
    assert make(saved, tmp_path) == 2
    assert f"{own}: is there already" in capsys.readouterr().err
    assert own.read_text(encoding="utf-8") == "<html>Une autre</html>"
    own.write_text(PAGE, encoding="utf-8")
    assert make(saved, tmp_path) == 0
