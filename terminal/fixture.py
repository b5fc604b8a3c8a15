"""Writes a page and what was read on it as a pair for tests; whether the reading is right, a person says in the pair."""

import json
import re
from pathlib import Path
from typing import Any

from archive.capture import Capture
from articles.expected import capture_of, expected_values, page_facts, read_pair, site_of
from sites.errors import BadInput
from sites.registry import load_skeletons
from sites.site import Site
from terminal.tables import say

_NAME = re.compile(r"[a-z0-9][a-z0-9._-]{0,79}")
UNREVIEWED = 4
"""Exit code for a pair that stood there and now waits for a person."""


def pair_of(folder: Path, name: str) -> tuple[Path, Path]:
    """Files of a pair: the page and the expectation. BadInput for a name that is no file name."""
    if not _NAME.fullmatch(name):
        raise BadInput(f"--name {name!r}: use lower-case letters, digits, dots and hyphens")
    return folder / f"{name}.html", folder / f"{name}.json"


def known_facts(page: Path, expectation: Path) -> tuple[Capture, Site] | None:
    """The page of a pair as it was when the pair was made; None: there is no such pair. BadInput where it can't be read."""
    if not expectation.exists():
        return None
    facts = _pair(expectation)["page"]
    try:
        return capture_of(page.read_bytes(), facts), site_of(facts)
    except (OSError, KeyError, TypeError, ValueError) as error:
        raise BadInput(f"{expectation}: no page to go with it: {error}") from None


def write_pair(capture: Capture, site: Site, page: Path, expectation: Path) -> int:
    """Write both files. 0 for a new pair, and for one that is reviewed and says the same as before; else 4, until a person has
    read the difference and set `reviewed` to true. BadInput where another page stands that is of no pair."""
    facts = page_facts(capture, site)
    values = expected_values(read_pair(capture.payload, facts, load_skeletons()))
    before = _pair(expectation) if expectation.exists() else None
    if before is None and page.exists() and page.read_bytes() != capture.payload:
        raise BadInput(f"{page}: is there already, and another page; choose another --name or --out")
    pair: dict[str, Any] = {"reviewed": False, "page": facts, "expected": values}
    if before is not None and page.exists():
        same = before["page"] == facts and before.get("expected") == values and page.read_bytes() == capture.payload
        pair["reviewed"] = same and before.get("reviewed") is True
    try:
        page.parent.mkdir(parents=True, exist_ok=True)
        page.write_bytes(capture.payload)
        expectation.write_text(json.dumps(pair, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    except OSError as error:
        raise BadInput(f"--out {page.parent}: cannot be written: {error.strerror or error}") from None
    say(f"{page} and {expectation}: {values['outcome']}, skeleton {values['skeleton']}")
    say("note: a page that others wrote must not be committed to Fonds; keep it in a project of your own.")
    if pair["reviewed"]:
        say("It says what it said before.")
        return 0
    say(f'To do: read {expectation}, mend what is wrong there or in the code, then set "reviewed" to true.')
    return 0 if before is None else UNREVIEWED


def _pair(expectation: Path) -> dict[str, Any]:
    try:
        pair = json.loads(expectation.read_text(encoding="utf-8"))
        if not isinstance(pair, dict) or not isinstance(pair.get("page"), dict):
            raise ValueError("it holds no object `page`")
    except (OSError, ValueError) as error:
        raise BadInput(f"{expectation}: not an expectation that `fixture` wrote: {error}") from None
    return pair
