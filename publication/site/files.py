"""Lists of files: all, of one type, or in one state; the page of a file is for `file`."""

import sqlite3

from publication.site.csv_lines import FOR_SPREADSHEET
from publication.site.file import file_line
from publication.site.home import UNKNOWN_TYPE, file_types
from publication.site.page import Absent, Asked, Page
from publication.site.tally import bars, totals
from publication.site.wording import NO_BREAK, state_words, type_words

PAGE = 40
"""Files shown at once."""
_OTHERS = "autres, de type inconnu"
FILES = """
SELECT id, permalink, title, path, state, media_type, bytes, stated_size, size_agrees, NULL AS description, '' AS place,
       CASE WHEN (SELECT count(*) FROM sites) > 1 THEN (SELECT s.title FROM sites AS s WHERE s.id = site_id) END AS site,
       (SELECT t.sha256 FROM thumbnails AS t WHERE t.sha256 = files.sha256) AS thumbnail
FROM files WHERE {} AND id > :after ORDER BY id LIMIT :most"""
ALL, OF_TYPE, IN_STATE = (FILES.format(which) for which in ("TRUE", "media_type = :media_type", "state = :state"))


def files_page(db: sqlite3.Connection, asked: Asked) -> Page | Absent:
    """Files in order of their paths, narrowed by `?type=` (media type) or `?etat=`, going on after row `?apres=`."""
    types, states = totals(db, "media_type"), totals(db, "state")
    others = types.pop(UNKNOWN_TYPE, 0)
    media_type, state = asked.query.get("type"), asked.query.get("etat")
    if (media_type is not None and media_type not in types) or (state is not None and state not in states):
        return Absent("L’archive n’a aucun fichier de cette sorte.")
    narrowed = {"type": media_type} if media_type else {"etat": state} if state else {}
    statement = OF_TYPE if media_type else IN_STATE if state else ALL
    values = {"media_type": media_type, "state": state, "after": asked.number("apres") or 0, "most": PAGE + 1}
    rows = db.execute(statement, values).fetchall()
    heading = type_words(media_type, "") if media_type else state_words(state)[0] if state else "Tous les fichiers"
    number = types[media_type] if media_type else states[state] if state else sum(states.values())
    return Page(
        template="files.html",
        title="Fichiers" if heading == "Tous les fichiers" else f"Fichiers{NO_BREAK}: {heading}",
        canonical=Asked("/fichiers", {}, narrowed).with_query(),
        current="/fichiers",
        description="Les fichiers joints aux articles de l’archive.",
        context={
            "heading": heading,
            "number": number,
            "is_narrowed": bool(media_type or state),
            "sentence": state_words(state)[1] if state and not media_type else None,
            "types": bars([*file_types(types), *([(_OTHERS, others, None)] if others and types else [])]),
            "states": bars(
                [
                    (state_words(name)[0], count, f"/fichiers?etat={name}")
                    for name, count in sorted(states.items(), key=lambda pair: (-pair[1], pair[0]))
                ]
            ),
            "files": [file_line(row) for row in rows[:PAGE]],
            "csv": Asked("/donnees/files.csv", {}, narrowed).with_query(),
            "spreadsheet": Asked("/donnees/files.csv", {}, narrowed).with_query(**FOR_SPREADSHEET),
            "json": Asked(
                "/public/files.json", {}, {"media_type": media_type or "", "state": narrowed.get("etat", "")}
            ).with_query(_size="max", _shape="array"),
            "is_first": not asked.number("apres"),
            "first": asked.with_query(apres=None),
            "next": asked.with_query(apres=rows[PAGE - 1]["id"]) if len(rows) > PAGE else None,
        },
    )
