"""Numbers of articles and sections that no address names yet, as addresses to be asked for; asking is for the spider."""

import sqlite3
from collections import Counter
from urllib.parse import urljoin

_HELD = "('fetched', 'not-modified')"
_NAMED = f"""
SELECT u.url, u.identity, u.state IN {_HELD}, min(t.id) FROM urls AS u
LEFT JOIN urls AS t ON u.state = 'redirected' AND t.url = u.rule AND t.kind = u.kind AND t.state IN {_HELD}
WHERE u.kind = ? GROUP BY u.id"""
BEYOND = 10
"""Numbers asked for beyond the largest that is known: the last articles may be linked nowhere."""
MOST = 20_000
"""Addresses of each kind at most: SPIP numbers are dense, and one stray number of nine digits is not to cost a year."""
A_SLUG = 3
"""Numbers asked for to each slug that was answered: of real sites, a third to nine tenths of the numbers are published."""
_BY_NUMBER = {"article": "spip.php?article", "section": "spip.php?rubrique"}
"""What SPIP answers by number under every scheme of addresses, since 1.9 (SPIP core, ecrire/urls/); where slugs rule, by a
redirect to the slug."""


def unknown_numbers(db: sqlite3.Connection, kind: str, root: str) -> list[str]:
    """Addresses for the numbers of articles or sections (`kind`) from 1 to a little beyond the largest that was answered, that
    no known address has; in the form most addresses of this kind have. Where most are slugs: SPIP's own form below `root`, the
    home page, and A_SLUG numbers to each slug at least. Empty where nothing was ever answered."""
    known: set[int] = set()
    answered: set[int] = set()
    led_to: dict[int, int] = {}
    forms: Counter[tuple[str, str]] = Counter()
    slugs = 0
    for url, identity, is_held, target in db.execute(_NAMED, (kind,)):
        name = identity.partition("/")[2]
        if not (name.isascii() and name.isdecimal()):
            slugs += is_held and "#" not in name
            continue
        number = int(name)
        known.add(number)
        if target is not None:  # a server that sends all numbers to one page has answered one
            led_to[target] = min(number, led_to.get(target, number))
        if is_held:
            answered.add(number)
            before, found, after = url.rpartition(name)
            if found:
                forms[before, after] += 1
    if slugs > forms.total():
        (before, after), last = (urljoin(root, _BY_NUMBER[kind]), ""), A_SLUG * slugs
    elif forms:
        ((before, after), _), last = forms.most_common(1)[0], 0
    else:
        return []
    last = max(last, _last(answered | set(led_to.values()))) + BEYOND
    missing = (number for number in range(1, last + 1) if number not in known)
    return [f"{before}{number}{after}" for number, _ in zip(missing, range(MOST), strict=False)]


def _last(answered: set[int]) -> int:
    """The largest number that is no stray one: less than twenty times as many as were answered lie below it."""
    ordered = sorted(answered)
    return next(
        (number for place, number in reversed(list(enumerate(ordered, start=1))) if number <= 20 * place + 1000), 0
    )
