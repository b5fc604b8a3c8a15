"""Finds the site files and the skins, and turns a site to JSON and back; what a field may hold is told by site.

`sites/<name>.py` that sets `SITE` is a site file, `sites/skins/<name>.py` that sets `SKELETON` is a skin; to add one is
to add a file, nothing else.
"""

import ast
import importlib.util
from collections.abc import Mapping
from dataclasses import MISSING, fields
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, TypeVar

from sites.address import take_apart
from sites.errors import BadInput, FondsError, SiteFileError, UnknownSite
from sites.fields import check_fields
from sites.site import Site
from sites.skeleton import Skeleton, check_selectors

_HERE = Path(__file__).parent
_GENERAL = "general"
"""Name of the skin that reads any SPIP page; it is tried last."""

T = TypeVar("T")


def load_sites(folder: Path | None = None) -> dict[str, Site]:
    """All sites of a folder by name, in order of name; the project's own without `folder`.

    Raises SiteFileError naming file and field for a file that cannot be understood, and for two sites of one name or
    host.
    """
    return dict(_own_sites()) if folder is None else _read_sites(folder)


def load_skeletons(folder: Path | None = None) -> dict[str, Skeleton]:
    """All skins of a folder by name, in order of name, `general` last; the project's own without `folder`.

    Raises SiteFileError naming file and field for a file that cannot be understood, and for two skins of one name.
    """
    return dict(_own_skeletons()) if folder is None else _read_skeletons(folder)


def find_site(name_or_url: str, sites: Mapping[str, Site] | None = None) -> Site:
    """The site of this name, host, or address; among `sites` by name, by default all that have a file.

    A leading `www.` that no site file names is forgiven. Raises UnknownSite with the names that are known.
    """
    known = load_sites() if sites is None else sites
    if name_or_url in known:
        return known[name_or_url]
    text = name_or_url.strip()
    host = take_apart(text if "//" in text else f"http://{text}").host
    for candidate in (host, host.removeprefix("www.")):
        for site in known.values():
            if candidate in site.hosts:
                return site
    names = ", ".join(sorted(known)) or "none"
    raise UnknownSite(
        f"no site is named {name_or_url!r} or has that host. Known: {names}. "
        "Add a file sites/<name>.py, or give a start address and a name of your own"
    )


@lru_cache(maxsize=8)  # the reading of a saved page asks twice
def lab_site(url: str, name: str, *, allow_private: bool = False, delay: float = 1.0) -> Site:
    """A site of the host of one address, its port kept, for which no file exists: read with what fits any SPIP site.

    Raises BadInput when the address is not one of http or https, SiteFileError when the name cannot be a site's.
    """
    address = take_apart(url)
    if address.scheme not in ("http", "https") or not address.host:
        raise BadInput(f"{url!r} is no address to start from: give one such as http://host/")
    return Site(
        name=name,
        title=f"Site {address.host}",
        hosts=(address.host,),
        start=(address.url,),
        delay=delay,
        allow_private=allow_private,
        evidence=(f"Made for this run from the address {address.url}; no site file says more.",),
    )


def site_to_json(site: Site) -> dict[str, Any]:
    """The site in types of JSON, tuples as lists: the ledger keeps it, so that an archive needs no site file later."""
    values = {field.name: getattr(site, field.name) for field in fields(site)}
    return {name: list(value) if isinstance(value, tuple) else value for name, value in values.items()}


def site_from_json(values: Mapping[str, Any]) -> Site:
    """The site that `site_to_json` turned to JSON. SiteFileError: a field is unknown, missing or of wrong type."""
    called = f"site {values.get('name')!r}"
    known = {field.name: field for field in fields(Site)}
    unknown = sorted(set(values) - set(known))
    if unknown:
        raise SiteFileError(f"{called}: unknown field {unknown[0]!r}")
    missing = [
        name
        for name, field in known.items()
        if name not in values and field.default is MISSING and field.default_factory is MISSING
    ]
    if missing:
        raise SiteFileError(f"{called}: field {missing[0]!r} is missing")
    arguments: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value for name, value in values.items()
    }
    return Site(**arguments)


@cache
def _own_sites() -> dict[str, Site]:
    return _read_sites(_HERE)


@cache
def _own_skeletons() -> dict[str, Skeleton]:
    return _read_skeletons(_HERE / "skins")


def _read_sites(folder: Path) -> dict[str, Site]:
    found: dict[str, Site] = {}
    files: dict[str, str] = {}
    for path, site in _constants(folder, "SITE", Site):
        for claim in (f"name {site.name!r}", *(f"host {host!r}" for host in site.hosts)):
            if claim in files:
                raise SiteFileError(f"{path.name}: {claim} is taken by {files[claim]}")
            files[claim] = path.name
        found[site.name] = site
    return dict(sorted(found.items()))


def _read_skeletons(folder: Path) -> dict[str, Skeleton]:
    found: dict[str, Skeleton] = {}
    for path, skeleton in _constants(folder, "SKELETON", Skeleton):
        try:
            check_fields(skeleton, f"skin {skeleton.name!r}")
            check_selectors(skeleton)
        except SiteFileError as error:
            raise SiteFileError(f"{path.name}: {error}") from error
        if skeleton.name in found:
            raise SiteFileError(f"{path.name}: another skin is named {skeleton.name!r}")
        found[skeleton.name] = skeleton
    return dict(sorted(found.items(), key=lambda named: (named[0] == _GENERAL, named[0])))


def _constants(folder: Path, constant: str, kind: type[T]) -> list[tuple[Path, T]]:
    """Files of a folder that set `constant`, in order of name, with its value."""
    if not folder.is_dir():
        raise SiteFileError(f"{folder} is no folder")
    made = kind.__name__
    return [(path, _value(path, constant, kind)) for path in sorted(folder.glob("*.py")) if _sets(path, constant, made)]


def _sets(path: Path, constant: str, made: str) -> bool:
    """Whether the file sets the constant at its top level; it is only parsed, as most files here are no site files. SiteFileError
    where it makes what the constant should hold, a `made`, under another name: nobody would find it there."""
    try:
        tree = ast.parse(path.read_bytes(), filename=str(path))
    except (SyntaxError, ValueError) as error:
        line = getattr(error, "lineno", None)
        raise SiteFileError(f"{path.name}{f', line {line}' if line else ''}: is not Python: {error}") from error
    misnamed: str | None = None
    for statement in tree.body:
        targets = statement.targets if isinstance(statement, ast.Assign) else [getattr(statement, "target", None)]
        names = [target.id for target in targets if isinstance(target, ast.Name)]
        if constant in names:
            return True
        match statement:
            case (
                ast.Assign(value=ast.Call(func=ast.Name(id=called)))
                | ast.AnnAssign(value=ast.Call(func=ast.Name(id=called)))
            ) if called == made and names and not names[0].startswith("_"):
                misnamed = names[0]
    if misnamed is not None:
        raise SiteFileError(f"{path.name}: {misnamed} holds a {made}; the name that is looked for is {constant}")
    return False


def _value(path: Path, constant: str, kind: type[T]) -> T:
    spec = importlib.util.spec_from_file_location(f"{constant.lower()}_of_{path.stem}", path)
    if spec is None or spec.loader is None:
        raise SiteFileError(f"{path.name}: cannot be loaded as Python")
    module = importlib.util.module_from_spec(spec)
    try:
        spec.loader.exec_module(module)
    except FondsError as error:
        raise SiteFileError(f"{path.name}: {error}") from error
    except Exception as error:  # a site file is Python: whatever it raises is told with the file's name
        # A TypeError of a wrong field name reads "Site.__init__() got an unexpected keyword argument 'host'".
        raise SiteFileError(f"{path.name}: {type(error).__name__}: {error}") from error
    value = getattr(module, constant)
    if not isinstance(value, kind):
        raise SiteFileError(f"{path.name}: {constant} must be a {kind.__name__}, not {type(value).__name__}")
    return value
