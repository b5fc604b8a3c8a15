"""Every field of the rooms' dataclasses says what it holds: format, zone, unit, what None means."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


def is_dataclass(node: ast.ClassDef) -> bool:
    """Whether a class is decorated with `dataclass`, with or without arguments."""
    names = [d.func if isinstance(d, ast.Call) else d for d in node.decorator_list]
    return any(isinstance(name, ast.Name) and name.id == "dataclass" for name in names)


def undocumented(node: ast.ClassDef) -> list[str]:
    """Fields that no text follows."""
    return [
        ast.unparse(field.target)
        for field, following in zip(node.body, [*node.body[1:], None], strict=True)
        if isinstance(field, ast.AnnAssign)
        and not (
            isinstance(following, ast.Expr)
            and isinstance(following.value, ast.Constant)
            and isinstance(following.value.value, str)
        )
    ]


@pytest.mark.parametrize("room", ["sites", "articles", "attachments", "database", "publication"])
def test_every_field_is_documented(room: str) -> None:
    missing = [
        f"{path.relative_to(ROOT)}: {node.name}.{name}"
        for path in sorted((ROOT / room).rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ClassDef) and is_dataclass(node)
        for name in undocumented(node)
    ]
    assert not missing, "\n".join(missing)
