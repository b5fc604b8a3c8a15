"""The documents of the sample by name: those kept in documents/ as they are, those that a few lines make on every run."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "documents"
TEXTS: dict[str, Any] = tomllib.loads((FOLDER / "texts.toml").read_text(encoding="utf-8"))


def check_lines(charset: str = "utf-8") -> list[str]:
    return [f"{one['label']} : {one['string']}" for one in TEXTS["check"]]


def password(name: str) -> str:
    return next(str(one["password"]) for one in TEXTS["document"] if one["file"] == name)
