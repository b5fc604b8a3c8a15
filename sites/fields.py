"""Whether the fields of a site or a skin hold what their annotations say; what the values mean is for the caller."""

from dataclasses import fields
from functools import cache
from types import UnionType
from typing import Any, get_args, get_origin, get_type_hints

from sites.errors import SiteFileError


def check_fields(thing: Any, called: str) -> None:
    """Raise SiteFileError, naming the field, unless each field of `thing` has the type it is annotated with.

    `thing` is a dataclass; `called` names it in the message, such as ``site 'paca'``. A text where a tuple of texts is
    wanted is the usual slip: Python would read it as a tuple of letters.
    """
    for name, wanted in _wanted(thing.__class__).items():
        wrong = _wrong(getattr(thing, name), wanted)
        if wrong:
            raise SiteFileError(f"{called}: field {name!r} {wrong}")


@cache
def _wanted(kind: Any) -> dict[str, Any]:
    # A site is made for every saved page, and to evaluate its annotations takes as long as to parse a small one.
    hints = get_type_hints(kind)
    return {field.name: hints[field.name] for field in fields(kind)}


@cache
def _taken_apart(wanted: Any) -> tuple[Any, tuple[Any, ...]]:
    return get_origin(wanted), get_args(wanted)


def _wrong(value: Any, wanted: Any) -> str | None:
    """What is wrong with a value, as the end of a sentence; None: nothing."""
    origin, inner = _taken_apart(wanted)
    if origin is UnionType:
        reasons = [_wrong(value, choice) for choice in inner]
        return None if None in reasons else reasons[0]
    if origin is tuple:
        name = inner[0].__name__
        if isinstance(value, str):
            return f"must be a tuple of {name}, not one text: write ({value!r},)"
        if not isinstance(value, tuple):
            return f"must be a tuple of {name}, not {type(value).__name__}: write (…,)"
        bad = next((item for item in value if not isinstance(item, inner[0])), None)
        return f"must hold {name} only, not {bad!r}" if bad is not None or None in value else None
    if wanted is float:
        right = isinstance(value, int | float) and not isinstance(value, bool)
    elif wanted is int:
        right = isinstance(value, int) and not isinstance(value, bool)
    else:
        right = isinstance(value, wanted)
    return None if right else f"must be {wanted.__name__}, not {value!r}"
