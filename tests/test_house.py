"""The conventions of the house, as tests: import directions, one library one room, comments, documented verbs."""

import ast
import re
import sqlite3
import subprocess
from pathlib import Path

import pytest

from archive.schema import schema_part
from pipeline import cli

ROOT = Path(__file__).resolve().parent.parent

# A room may import those named after it; `sites` none. Rooms of one level do not import each other.
MAY_IMPORT = {
    "sites": set(),
    "archive": {"sites"},
    "articles": {"sites", "archive"},
    "attachments": {"sites", "archive"},
    "spiders": {"sites", "archive", "articles", "attachments"},
    "database": {"sites", "archive", "articles", "attachments"},
    "publication": {"sites", "archive", "articles", "attachments", "database"},
    "terminal": {"sites", "archive", "articles", "attachments", "spiders", "database", "publication", "sample"},
    "sample": set(),
}
# The same for the rooms within `articles`; those that stand directly in it may import all, and `article`, the values, is for all.
WITHIN_ARTICLES: dict[str, set[str]] = {
    "words": set(),
    "cleaners": set(),
    "tree": {"words"},
    "text": {"words", "tree", "cleaners"},
    "fields": {"words", "tree"},
    "layout": {"words", "tree", "text"},
    "general": {"words", "tree", "text", "fields", "layout"},
}
OWNERS = {
    "kreuzberg": "attachments",
    "pypdfium2": "attachments",
    "PIL": "attachments",
    "olefile": "attachments",
    "striprtf": "attachments",
    "brotli": "archive",
    "scrapy": "spiders",
    "twisted": "spiders",
    "protego": "spiders",
    "requests": "spiders",
    "bs4": "articles",
    "lxml": "articles",
    "nh3": "articles",
    "sqlite_utils": "database",
    "datasette": "publication",
    "jinja2": "publication",
    "rich": "terminal",
    "click": "terminal",
}


def sources(room: str) -> list[Path]:
    return sorted((ROOT / room).rglob("*.py"))


def imported(path: Path) -> set[str]:
    """First names of all modules a file imports, at any depth of its code."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            names.add((node.module or "").partition(".")[0])
    return names


@pytest.mark.parametrize("room", MAY_IMPORT)
def test_imports_go_one_way(room: str) -> None:
    assert sources(room), f"{room} is empty"
    for path in sources(room):
        wrong = (imported(path) & (MAY_IMPORT.keys() | {"pipeline"})) - MAY_IMPORT[room] - {room}
        # Only the demo may know the sample.
        if path.name != "demo.py":
            wrong |= imported(path) & {"sample"} - {room}
        assert not wrong, f"{path.relative_to(ROOT)} imports {wrong}"


@pytest.mark.parametrize("inner", WITHIN_ARTICLES)
def test_imports_within_articles_go_one_way(inner: str) -> None:
    assert sources(f"articles/{inner}"), f"articles/{inner} is empty"
    for path in sources(f"articles/{inner}"):
        found = set(re.findall(r"^\s*(?:from|import) articles\.(\w+)", path.read_text(encoding="utf-8"), re.MULTILINE))
        wrong = found - WITHIN_ARTICLES[inner] - {inner, "article"}
        assert not wrong, f"{path.relative_to(ROOT)} imports {wrong}"


def test_every_room_within_articles_is_known_and_every_file_told_of() -> None:
    told = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    for path in sources("articles"):
        inner = path.relative_to(ROOT / "articles").parts[:-1]
        assert not inner or inner[0] in WITHIN_ARTICLES, f"{path.relative_to(ROOT)}: a room of no known place"
        if path.stem != "__init__" and inner != ("cleaners",):
            assert f"`{path.stem}`" in told, f"docs/architecture.md does not tell of {path.relative_to(ROOT)}"


def test_one_library_one_room() -> None:
    for room in MAY_IMPORT:
        # pipeline.py is the door of the room for the command line.
        for path in [*sources(room), *([ROOT / "pipeline.py"] if room == "terminal" else [])]:
            for library in imported(path) & OWNERS.keys():
                assert OWNERS[library] == room, f"{path.relative_to(ROOT)} imports {library}"


def test_a_file_opens_with_what_it_is_for() -> None:
    for room in [*MAY_IMPORT, "bench", "tests"]:
        for path in sources(room):
            text = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""
            assert text.strip(), f"{path.relative_to(ROOT)} does not say what it is for"


def test_public_names_of_the_rooms_have_docstrings() -> None:
    missing = []
    for room in MAY_IMPORT:
        for path in sources(room):
            for node in ast.parse(path.read_text(encoding="utf-8")).body:
                public = isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) and node.name[0] != "_"
                if public and not ast.get_docstring(node):
                    missing.append(f"{path.relative_to(ROOT)}:{node.lineno} {node.name}")
    assert not missing, "\n".join(missing)


@pytest.mark.parametrize("part", ["ledger", "reading", "public"])
def test_every_table_and_column_has_a_comment(part: str) -> None:
    tables = 0
    for block in re.finditer(r"CREATE (?:VIRTUAL )?(TABLE|VIEW) (\w+)[^\n]*", schema_part(part)):
        tables += 1
        assert " -- " in block[0], f"{block[2]} has no comment"
        body = schema_part(part)[block.end() :].partition(";")[0]
        if block[1] == "TABLE":
            for line in body.splitlines():
                name = re.match(r"    (?!UNIQUE|PRIMARY|CHECK|content|tokenize|FOREIGN)([a-z_0-9]+)\b", line)
                assert name is None or " -- " in line, f"{block[2]}.{name[1]} has no comment"
    assert tables


@pytest.mark.parametrize("part", ["ledger", "reading", "public"])
def test_tables_are_strict(part: str) -> None:
    db = sqlite3.connect(":memory:")
    db.executescript(schema_part("ledger") if part == "reading" else "")
    db.executescript(schema_part(part))
    loose = db.execute(
        "SELECT name FROM pragma_table_list WHERE type = 'table' AND NOT strict AND name NOT LIKE 'sqlite_%'"
    ).fetchall()
    db.close()
    assert not loose


def test_ddl_stands_in_schema_sql_only() -> None:
    for room in MAY_IMPORT:
        for path in sources(room):
            found = re.search(r"\bCREATE\s+(TEMP\w*\s+)?(TABLE|VIEW|INDEX|TRIGGER)\b", path.read_text(encoding="utf-8"))
            assert found is None or "TEMP" in found[0], f"{path.relative_to(ROOT)}: {found and found[0]}"


@pytest.mark.parametrize("verb", sorted(cli.commands))
def test_every_verb_is_documented(verb: str) -> None:
    assert cli.commands[verb].help
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert f"pipeline.py {verb}" in readme or f"`make {verb}`" in readme
    assert f"`{verb}`" in (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")


def test_verbs_in_the_readme_exist() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert set(re.findall(r"pipeline\.py ([a-z]+)", readme)) <= cli.commands.keys()


def test_exit_codes_in_the_readme_are_those_of_the_errors() -> None:
    from sites import errors

    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    table = set(map(int, re.findall(r"^\| (\d) \|", readme, flags=re.MULTILINE)))
    kinds = [kind for kind in vars(errors).values() if isinstance(kind, type) and issubclass(kind, errors.FondsError)]
    assert {kind.exit_code for kind in kinds} | {0} <= table


def test_fields_of_dataclasses_are_described() -> None:
    """Every field is followed by its description; the sample describes them behind `#`."""
    missing = []
    for room in MAY_IMPORT.keys() - {"sample"}:
        for path in sources(room):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.ClassDef) and any("dataclass" in ast.unparse(d) for d in node.decorator_list):
                    for field, after in zip(node.body, [*node.body[1:], None], strict=True):
                        described = isinstance(after, ast.Expr) and isinstance(after.value, ast.Constant)
                        if isinstance(field, ast.AnnAssign) and not described:
                            missing.append(f"{path.relative_to(ROOT)}:{field.lineno} {ast.unparse(field.target)}")
    assert not missing, "\n".join(missing)


def test_sql_on_a_table_stands_in_the_room_of_that_table() -> None:
    """Ledger tables are written by archive, reading tables by database; publication and the views may read both."""
    rooms = {
        "ledger": {"archive", "publication", "database"},
        "reading": {"database", "publication"},
        "public": {"publication"},
    }
    for part, allowed in rooms.items():
        tables = set(re.findall(r"CREATE TABLE (\w+)", schema_part(part)))
        if part == "public":  # some names stand in both databases
            tables -= set(re.findall(r"CREATE TABLE (\w+)", schema_part("reading")))
        pattern = re.compile(rf"\b(?:FROM|INTO|UPDATE|JOIN) (?:{'|'.join(tables)})\b")
        for room in MAY_IMPORT.keys() - allowed:
            for path in sources(room):
                found = pattern.search(path.read_text(encoding="utf-8"))
                assert found is None, f"{path.relative_to(ROOT)}: {found and found[0]}"


def test_tracked_files_name_no_machine() -> None:
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout.split(
        "\n"
    )
    for name in filter(None, listed):
        path = ROOT / name
        if path.suffix in {".py", ".md", ".toml", ".sql", ".json", ".lock", ".log", ""} and path.is_file():
            text = path.read_text(encoding="utf-8", errors="replace")
            assert not re.search(r"(^|[\s\"'=(])/(work|root|home|opt)/", text), f"{name} holds a path of a machine"
