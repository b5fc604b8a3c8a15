"""What is missing or odd, one row a fact, as `gaps` tells it; what else a snapshot takes is in `selection`."""

import sqlite3
from collections.abc import Iterator, Sequence
from pathlib import Path
from urllib.parse import unquote

from publication.proof import Lost
from publication.withholding import Hidden
from sites.identity import identify
from sites.site import Site

# Problems of hidden things are told apart below, by name; what is told of files comes from public rows.
# Left out by name: addresses that the crawler guesses on every site (plan, sitemap, feed, robots.txt), that the server
# does not have and that no page leads to: nothing is missing there. A fact is told once: what the fetch or the reader met
# stands behind the state of the file that it explains.
_GAPS = """
WITH
shown (file, identity, state) AS (
    SELECT f.id, a.identity, f.state
    FROM files AS f
    JOIN temp.file_numbers AS n ON n.site_id = :site AND n.id = f.id
    JOIN archive.attachments AS a ON a.id = n.archive_id
    WHERE f.state <> 'held'),
unfetched (id, file, message) AS (
    SELECT p.id, s.file, p.message
    FROM shown AS s
    JOIN archive.urls AS u ON u.identity = s.identity
    JOIN archive.fetch_problems AS p ON p.url = u.url AND p.stage = 'fetch'
    WHERE s.state IN ('missing', 'failed')),
unread (id, file, message) AS (
    SELECT p.id, s.file, CASE WHEN p.kind NOT IN ('truncated-file', 'empty-file') THEN p.message END -- these say no more
    FROM shown AS s
    JOIN archive.urls AS u ON u.identity = s.identity
    JOIN archive.captures AS c ON c.url_id = u.id
    JOIN archive.reading_problems AS p ON p.capture_id = c.id AND p.stage = 'attachment'
    WHERE p.kind = CASE s.state WHEN 'empty' THEN 'empty-file' WHEN 'not-the-file' THEN 'not-the-file' ELSE s.state || '-file' END
       OR (s.state = 'truncated' AND p.kind = 'truncated'))
SELECT p.url, p.stage, p.kind, p.message FROM archive.fetch_problems AS p
WHERE p.id NOT IN (SELECT id FROM unfetched) AND NOT EXISTS (
    SELECT 1 FROM archive.urls AS u
    WHERE u.url = p.url AND u.found_on IS NULL AND u.status IN (404, 410)
      AND u.identity IN ('other/plan', 'other/sitemap.xml', 'other/robots.txt', 'feed/backend'))
UNION
SELECT p.url, p.stage, p.kind, p.message FROM archive.reading_problems AS p
WHERE p.id NOT IN (SELECT id FROM unread) AND p.kind <> 'size-differs'
UNION
SELECT f.url, 'attachment', 'file-' || f.state,
       CASE f.state
           WHEN 'truncated' THEN 'the bytes of the file are held, but its end is missing'
           WHEN 'protected' THEN 'the bytes of the file are held, but it wants a password'
           WHEN 'corrupt' THEN 'the bytes of the file are held, but it is broken'
           WHEN 'empty' THEN 'not held: the server sent no bytes for the file'
           WHEN 'not-the-file' THEN 'not held: the server sent a web page in place of the file'
           WHEN 'missing' THEN 'not held: the server no longer had the file'
           WHEN 'failed' THEN 'not held: the server did not give the file'
           ELSE 'not held: the file was not asked for' END
       || coalesce(' (' || (SELECT max(message) FROM unfetched AS p WHERE p.file = f.id) || ')',
                   ' (' || (SELECT max(message) FROM unread AS p WHERE p.file = f.id) || ')', '')
FROM files AS f WHERE f.site_id = :site AND f.state <> 'held'
UNION
SELECT f.url, 'attachment', 'size-differs', 'the site stated ' || f.stated_size || ', the file has ' || f.bytes || ' bytes'
FROM files AS f WHERE f.site_id = :site AND f.size_agrees = 0 AND f.state <> 'truncated'
ORDER BY 1, 2, 3, 4"""
GAP = "INSERT INTO gaps (id, site_id, url, stage, kind, message) SELECT ?, ?, ?, ?, ?, ?"


def gaps_of(db: sqlite3.Connection, site: Site, hidden: Hidden, lost: Sequence[Lost]) -> Iterator[Lost]:
    """Gaps that name nothing hidden, by address, key, title or path."""
    names = hidden.names
    # Rather a gap too few than a name too many; but a title of three letters stands in every second sentence.
    words = tuple(sorted(name for name in names if len(name) > 3))
    for url, stage, kind, message in (*db.execute(_GAPS, {"site": site.name}), *lost):
        told = f"{url} {message}"
        if names and (
            url in names or identify(url, monolingual=site.monolingual).key in names or _names_any(told, words)
        ):
            continue
        if not url.startswith(("http://", "https://")):
            # A file given by hand: its name is enough, the folders are those of somebody's machine.
            message, url = message.replace(url, Path(url).name), Path(url).name
        yield url, stage, kind, message


def _names_any(text: str, words: tuple[str, ...]) -> bool:
    forms = (text, unquote(text))
    return any(word in form and _stands_in(word, form) for word in words for form in forms)


def _stands_in(word: str, text: str) -> bool:
    """Whether the word stands there, neither led up to nor carried on by a letter or digit: `…?article1` is not in `…?article12`."""
    place = text.find(word)
    while place >= 0:
        if not (text[place - 1 : place].isalnum() or text[place + len(word) :][:1].isalnum()):
            return True
        place = text.find(word, place + 1)
    return False
