"""The pages on the next Datasette, when NEXT_DATASETTE names its program (another environment): a look ahead, not a promise."""

import os
import subprocess
from pathlib import Path

import pytest

from publication.serve import METADATA, PLUGINS
from tests.publication.small_site import publish_small_site

# One of each: rows, a path with odd signs, a search, data; each starts a Datasette of its own, which takes seconds.
PATHS = ("/", "/a/essai/1", "/f/essai/doc/Une%20lettre%20(%C3%A9t%C3%A9).doc", "/recherche?q=coh%C3%A9sion", "/donnees")
PROGRAM = os.environ.get("NEXT_DATASETTE")


@pytest.mark.skipif(PROGRAM is None, reason="NEXT_DATASETTE names no program")
def test_pages_on_the_next_datasette(tmp_path: Path) -> None:
    public = publish_small_site(tmp_path)

    def answer(path: str) -> subprocess.CompletedProcess[str]:
        command = [str(PROGRAM), "serve", "-i", str(public), "-m", str(METADATA), "--plugins-dir", str(PLUGINS)]
        settings = ["--setting", "default_allow_sql", "off", "--setting", "allow_download", "off"]
        environment = os.environ | {"PYTHONPATH": str(PLUGINS.parent.parent)}
        return subprocess.run(
            [*command, *settings, "--get", path], env=environment, capture_output=True, text=True, check=False
        )

    for path in PATHS:
        told = answer(path)
        assert told.returncode == 0, (path, told.stderr[-2000:])
        assert '<html lang="fr">' in told.stdout
    for path in ("/-/versions", "/a/essai/999"):
        told = answer(path)
        assert told.returncode == 1, path
        assert "Page introuvable" in told.stdout
    assert answer("/public/-/query?sql=select+1").returncode == 1
