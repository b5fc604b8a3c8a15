"""What is untold of who publishes is said on the terminal, a sentence each; nothing is said where all is told."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from database.build import build
from publication import serve as serving_room
from publication.publisher import untold_of_publisher
from publication.snapshot import publish
from terminal.verbs import publishing
from tests.database.small_archive import SITE, SmallArchive, article, make_archive, page

TOLD = {
    "plugins": {"fonds": {"publisher": "Une personne", "contact": "a@example.org", "host": "Un hébergeur, 1 rue X"}}
}


@pytest.fixture
def archive(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[SmallArchive]:
    made = make_archive(tmp_path / "essai", monkeypatch)
    one = article(1)
    made.keep(one.url, page(article=one))
    build(made.ledger, SITE, {}, full=False, code="r1")
    yield made
    made.ledger.close()


def test_what_is_missing_is_named(archive: SmallArchive, tmp_path: Path) -> None:
    metadata = tmp_path / "metadata.json"
    metadata.write_text(json.dumps(TOLD), encoding="utf-8")
    unknown = publish([(replace(SITE, publisher=None), archive.ledger)], tmp_path, program="essai 1").path
    [sentence] = untold_of_publisher(unknown, metadata)
    assert sentence.startswith("essai: no publisher in the site's data")
    known = publish([(replace(SITE, publisher="DR"), archive.ledger)], tmp_path, program="essai 1").path
    assert untold_of_publisher(known, metadata) == []
    metadata.write_text(json.dumps({"plugins": {"fonds": {"publisher": "x", "contact": None}}}), encoding="utf-8")
    [sentence] = untold_of_publisher(known, metadata)
    assert "tells no contact, no host:" in sentence
    metadata.write_text("{}", encoding="utf-8")
    assert "tells no publisher, no contact, no host:" in untold_of_publisher(known, metadata)[0]


def test_both_verbs_say_so(archive: SmallArchive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    metadata = tmp_path / "metadata.json"
    metadata.write_text("{}", encoding="utf-8")
    monkeypatch.setattr(publishing, "METADATA", metadata)
    monkeypatch.setattr(publishing, "serve_snapshot", lambda *_, announce, **__: announce("http://127.0.0.1:1/") or 0)
    site = replace(SITE, publisher=None)
    monkeypatch.setattr(publishing, "held_sites", lambda _: {"essai": site})
    monkeypatch.setattr(publishing, "open_archive", lambda _: archive.ledger)
    for verb in (publishing.publish, publishing.serve):
        done = CliRunner().invoke(verb, ["--data", str(tmp_path)], standalone_mode=False)
        assert done.exception is None
        assert "metadata.json: plugins.fonds tells no publisher" in done.stderr
        assert "essai: no publisher in the site's data" in done.stderr
    assert done.stdout == "http://127.0.0.1:1/\n"
    assert serving_room.METADATA.name == "datasette-metadata.json"
