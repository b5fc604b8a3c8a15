"""How a run leaves when nobody reads on, when Ctrl-C comes before it began, and when what was named is not there."""

import json
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from archive.opening import open_archive
from pipeline import main
from tests.road.conftest import COMMAND, environment


@pytest.mark.parametrize("number", [1, 300])  # within what a pipe holds back, and more
@pytest.mark.parametrize("how", [[], ["--jsonl"]])
def test_output_that_nobody_reads_is_no_unexpected_error(tmp_path: Path, number: int, how: list[str]) -> None:
    saved = tmp_path / "a.html"
    saved.write_text(f"<html><body><h1>Les bassins</h1><p>{'Ils ouvrent le samedi. ' * 99}</p></body></html>")
    command = [*COMMAND, "read", *[str(saved)] * number, *how]
    with subprocess.Popen(
        command, env=environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        process.stdout.close()
        assert process.stderr is not None
        told = process.stderr.read()
        assert (process.wait(60), told) == (3, "")


def test_ctrl_c_during_the_imports_is_quiet() -> None:
    with subprocess.Popen(
        [sys.executable, "-X", "importtime", COMMAND[1], "status"], env=environment(), stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stderr is not None
        for line in process.stderr:
            if line.rstrip().endswith(" click.core"):
                break
        process.send_signal(signal.SIGINT)
        told = process.stderr.read()
        # By the signal itself, which a shell shows as 130.
        assert process.wait(60) == -signal.SIGINT
    assert "Traceback" not in told
    assert "KeyboardInterrupt" not in told


def test_a_name_that_is_none_is_answered_with_the_archives(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    open_archive(tmp_path / "essai", create=True).close()
    assert main(["build", "nope", "--data", str(tmp_path)]) == 2
    assert f"Archives in {tmp_path}: essai" in capsys.readouterr().err


def test_a_pair_that_cannot_be_written_is_bad_input(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.html").write_text("<html><h1>A</h1></html>")
    assert main(["fixture", str(tmp_path / "a.html"), "--name", "a", "--out", str(tmp_path / "a.html/x")]) == 2
    assert "cannot be written" in capsys.readouterr().err


@pytest.mark.parametrize("how", [[], ["--jsonl"]])
@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "utf-8"])
def test_a_terminal_that_lacks_letters_gets_them_escaped(tmp_path: Path, encoding: str, how: list[str]) -> None:
    saved = tmp_path / "a.html"
    page = f"<html><body><h1>Œuvre à 12 € \U0001f600</h1><p>{'Ils ouvrent le samedi. ' * 99}</p></body></html>"
    saved.write_text(page, encoding="utf-8")
    made = subprocess.run(
        [*COMMAND, "read", str(saved), *how], env={**environment(), "PYTHONIOENCODING": encoding}, capture_output=True,
        timeout=60, check=False,
    )  # fmt: skip
    told = made.stdout.decode(encoding)
    assert made.returncode == 0, made.stderr.decode()
    if how:
        assert json.loads(told)["title"] == "Œuvre à 12 € \U0001f600"
    else:
        shown = {
            "utf-8": "Œuvre à 12 €",
            "latin-1": "\\u0152uvre à 12 \\u20ac",
            "ascii": "\\u0152uvre \\u00e0 12 \\u20ac",
        }
        assert shown[encoding] in told
