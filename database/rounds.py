"""Versions of articles in parts: what all parts said together, once a round of them is held; versions of others are for versions."""

import sqlite3

from archive.ledger import Ledger
from articles.article import Article
from articles.fields.parts import join
from database.parts import Read
from database.versions import note_version

# Articles of which a part came, or was confirmed, that this code has not put into rounds.
_TO_DO = """
SELECT DISTINCT r.identity FROM readings AS r JOIN parts AS p ON p.capture_id = r.capture_id
JOIN captures AS c ON c.id = r.capture_id
WHERE c.truncated IS NULL
  AND NOT EXISTS (SELECT 1 FROM version_readings AS v WHERE v.capture_id = r.capture_id AND v.code = :code)
UNION
SELECT r.identity FROM captures AS c JOIN version_readings AS b ON b.capture_id = c.revisit_of
JOIN urls AS u ON u.id = c.url_id JOIN urls AS w ON w.identity = u.identity JOIN captures AS d ON d.url_id = w.id
JOIN readings AS r ON r.capture_id = d.id
WHERE b.part IS NOT NULL AND r.outcome = 'article'
  AND NOT EXISTS (SELECT 1 FROM version_readings AS v WHERE v.capture_id = c.id AND v.code = :code)
ORDER BY 1"""
_ARTICLE_OF = """
SELECT max(r.identity) FROM captures AS c JOIN urls AS u ON u.id = c.url_id JOIN urls AS w ON w.identity = u.identity
JOIN captures AS d ON d.url_id = w.id JOIN readings AS r ON r.capture_id = d.id
WHERE c.id = ? AND r.outcome = 'article'"""
_HAS_PARTS = """
SELECT 1 FROM version_readings AS v JOIN captures AS c ON c.id = v.capture_id JOIN urls AS u ON u.id = c.url_id
JOIN urls AS w ON w.identity = u.identity JOIN captures AS d ON d.url_id = w.id JOIN readings AS r ON r.capture_id = d.id
WHERE v.part IS NOT NULL AND r.outcome = 'article' AND r.identity = ?"""
_FORGET = """
DELETE FROM version_readings WHERE part IS NOT NULL AND capture_id IN (
    SELECT c.id FROM urls AS u JOIN captures AS c ON c.url_id = u.id
    WHERE u.identity = :key OR (u.identity >= :key || '#' AND u.identity < :key || '$'))"""
# All captures of the addresses that were read as this article, in order of time, each with the one that holds its body.
_CAPTURES = """
SELECT c.id AS id, coalesce(c.revisit_of, c.id) AS body_id FROM captures AS c JOIN urls AS u ON u.id = c.url_id
LEFT JOIN captures AS b ON b.id = c.revisit_of
WHERE coalesce(b.status, c.status) = 200 AND coalesce(b.truncated, c.truncated) IS NULL AND u.identity IN (
    SELECT w.identity FROM readings AS g JOIN captures AS d ON d.id = g.capture_id JOIN urls AS w ON w.id = d.url_id
    WHERE g.identity = ? AND g.outcome = 'article')
ORDER BY rtrim(c.fetched_at, 'Z'), c.id"""


def unfinished(db: sqlite3.Connection, code: str) -> list[str]:
    """Keys of articles in parts of which this code has not put all captures into rounds."""
    return [str(row[0]) for row in db.execute(_TO_DO, {"code": code})]


def forget_rounds(db: sqlite3.Connection, key: str) -> None:
    """Have the rounds of an article, by the key of its own address, worked out again: a page is a part of it no more."""
    db.execute(_FORGET, {"key": key})


def article_in_parts(db: sqlite3.Connection, capture_id: int, *, is_part: bool) -> str | None:
    """Key of the article that a capture is of, where it is a part or others of it are; None: it is not in parts."""
    row = db.execute(_ARTICLE_OF, (capture_id,)).fetchone()
    if row is None or row[0] is None:
        return None
    return str(row[0]) if is_part or db.execute(_HAS_PARTS, (row[0],)).fetchone() else None


def write_rounds(ledger: Ledger, read: Read, key: str, code: str) -> None:
    """Note, for every capture of an article in parts, what the whole said once it had come.

    Parts come one by one, so the captures are taken in rounds: in order of time, a round ends before the first part that
    it has already. What all parts newest then say is the version of that round, and stands at its last capture. Whoever
    asks for all parts again makes a round, and so does one part that is asked for alone.
    """
    current: dict[int, tuple[int, Article]] = {}
    total = 0
    round_: dict[int, int] = {}

    def close() -> None:
        numbers = list(round_.items())
        for part, number in numbers[:-1]:
            note_version(ledger.db, number, code, None, part=part)
        for part, number in numbers[-1:]:
            joined = {one: current[one] for one in sorted(current) if one <= total}
            whole = join([article for _, article in joined.values()], total)
            read_from = {one: body for one, (body, _) in joined.items()}
            note_version(ledger.db, number, code, whole, part=part, read_from=read_from)
        round_.clear()

    for number, body in [(int(row["id"]), int(row["body_id"])) for row in ledger.db.execute(_CAPTURES, (key,))]:
        held = next((article for known, article in current.values() if known == body), None)
        if held is None:
            found = read(next(ledger.captures_between(body, body)))
            if found.failure is not None:
                continue
            held = found.article
        if held is None or held.part is None or held.parts is None:
            close()
            current.clear()
            if number == body:
                note_version(ledger.db, number, code, held)
            continue
        if held.part in round_:
            close()
        current[held.part], total = (body, held), held.parts
        round_[held.part] = number
    close()
