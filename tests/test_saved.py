"""`read` of saved files: which files of a folder are pages, addresses and names that are odd, what is told where there is none."""

import json
import os
import subprocess
from pathlib import Path

import pytest

from pipeline import main
from tests.road.conftest import COMMAND, environment
from tests.test_only_reading import AS_OTHERS, needs_others

PAGE = b"<html><head><title>Les bassins</title></head><body><h1>Les bassins</h1><p>Ils ouvrent le samedi.</p></body></html>"


def told(capsys: pytest.CaptureFixture[str]) -> tuple[list[dict[str, object]], str]:
    out, err = capsys.readouterr()
    return [json.loads(line) for line in out.splitlines()], err


def test_pages_of_a_folder_are_known_by_their_first_bytes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "sub").mkdir()
    (tmp_path / "spip.php?article7").write_bytes(PAGE)
    (tmp_path / "sub/noext").write_bytes(b"\n<b>Warning</b>: mysql_connect()<br />\n<!DOCTYPE HTML PUBLIC>\n" + PAGE)
    (tmp_path / "wide").write_bytes(PAGE.decode().encode("utf-16"))
    (tmp_path / "short.html").write_bytes(b"rien")
    (tmp_path / "style.css").write_bytes(b"html { color: red } /* <html> */")
    (tmp_path / "backend").write_bytes(b'<?xml version="1.0"?><rss><channel/></rss>')
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.4 <html>")
    assert main(["read", str(tmp_path), "--jsonl"]) == 0
    read, err = told(capsys)
    names = [str(one["file"]).removeprefix(f"{tmp_path}/") for one in read]
    assert (names, err) == (["short.html", "spip.php?article7", "sub/noext", "wide"], "")


def test_a_folder_without_a_page_is_told_and_the_others_read(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "a.html").write_bytes(PAGE)
    assert main(["read", str(tmp_path / "empty"), str(tmp_path / "a.html"), "--jsonl"]) == 2
    read, err = told(capsys)
    assert len(read) == 1
    assert "empty: no page of HTML in this folder" in err
    assert main(["read", str(tmp_path / "empty"), "--html", str(tmp_path / "o.html")]) == 2
    assert "no page of HTML" in told(capsys)[1]
    assert main(["read", str(tmp_path / "none"), "--jsonl"]) == 2
    assert "none: no such file" in told(capsys)[1]


@needs_others
def test_a_file_that_may_not_be_read_is_told_and_the_others_read(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_bytes(PAGE)
    (tmp_path / "shut").mkdir()
    (tmp_path / "b.html").touch(0o000)
    (tmp_path / "shut").chmod(0o000)
    made = subprocess.run(
        [*AS_OTHERS, *COMMAND, "read", str(tmp_path), str(tmp_path / "b.html"), str(tmp_path / "shut/c.html"), "--jsonl"],
        env=environment(), capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    (tmp_path / "shut").chmod(0o755)
    assert (made.returncode, made.stdout.count("\n")) == (2, 1)
    assert made.stderr.count("cannot be read: Permission denied") == 4
    assert f"{tmp_path}/shut: cannot be read" in made.stderr


def test_a_name_that_is_no_text_is_valid_json(tmp_path: Path) -> None:
    (tmp_path / os.fsdecode(b"caf\xe9.html")).write_bytes(PAGE)
    for locale in ("C", "C.UTF-8"):
        made = subprocess.run(
            [*COMMAND, "read", str(tmp_path), "--jsonl"], env={**environment(), "LC_ALL": locale}, capture_output=True,
            timeout=60, check=True,
        )  # fmt: skip
        assert str(json.loads(made.stdout.decode("utf-8", "strict"))["file"]).endswith("caf\\xe9.html")


def test_addresses_that_are_given(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.html").write_bytes(PAGE)
    page = ("read", str(tmp_path / "a.html"), "--jsonl", "--url")
    assert main([*page, "http://é.fr:8080/spip.php?article1"]) == 0
    assert told(capsys)[0][0]["address"] == "http://xn--9ca.fr:8080/spip.php?article1"
    for bad in ("http://[::1", "ftp://a.fr/", "a.fr", "http://é..fr/", "http://a b/"):
        assert main([*page, bad]) == 2
        assert f"--url {bad}: no page can have this address" in told(capsys)[1]
