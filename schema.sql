-- All tables of Fonds, in three parts, each opened by a line `-- part:` and its name.
-- `ledger` and `reading` live in archive.db of one site; `public` is public.db, the snapshot that is served.
-- Times are ISO 8601 in UTC with `Z`; local days are said to be so. What stands behind `--` on a line describes that table or column.

-- part: ledger
-- What was asked for and what came: primary.

CREATE TABLE crawls ( -- one run of a door (crawl, import), with what it was told and how it ended
    id           INTEGER PRIMARY KEY, -- run number within this site
    door         TEXT NOT NULL CHECK (door IN ('live', 'warc', 'wayback', 'mirror', 'file')), -- door the captures came through
    started_at   TEXT NOT NULL, -- when it began
    finished_at  TEXT, -- when it ended; null while it runs or if it was killed
    finish       TEXT, -- why it ended: finished, limit, interrupted, unreachable, storage-full, error
    exit_code    INTEGER, -- exit code of the run; null while it runs or if it was killed
    settings     TEXT NOT NULL CHECK (json_valid(settings)), -- JSON: hosts, start pages, scope and flags in force, so that a site needs no file later
    versions     TEXT NOT NULL CHECK (json_valid(versions)), -- JSON: versions of the program and of what it stands on
    counts       TEXT CHECK (counts IS NULL OR json_valid(counts)) -- JSON: what the run yielded; null until it ended
) STRICT;

CREATE TABLE urls ( -- every address ever seen, and what became of it
    id           INTEGER PRIMARY KEY, -- row number, in order of discovery
    url          TEXT NOT NULL UNIQUE, -- address as it would be requested
    identity     TEXT NOT NULL, -- key of the thing it stands for (article/12, attachment/pdf/x.pdf)
    kind         TEXT NOT NULL CHECK (kind IN ('article', 'section', 'attachment', 'listing', 'feed', 'other')), -- kind of that thing
    state        TEXT NOT NULL CHECK (state IN ('queued', 'fetched', 'not-modified', 'redirected', 'failed', 'skipped', 'trap', 'alias')), -- what became of it
    rule         TEXT, -- rule that skipped it, reason of the failure, or address it redirects to; null when none of these
    target_id    INTEGER REFERENCES urls (id), -- row that is asked for instead: of an alias, or of a page of a list that came in one piece; null when there is none
    found_on     INTEGER REFERENCES urls (id), -- page on which it was seen first; null for start pages
    depth        INTEGER NOT NULL CHECK (depth >= 0), -- links from a start page
    priority     INTEGER NOT NULL, -- lower is asked for first
    attempts     INTEGER NOT NULL DEFAULT 0, -- requests made so far
    status       INTEGER, -- HTTP status of the last answer; null if there was none
    crawl_id     INTEGER NOT NULL REFERENCES crawls (id) -- run that saw it first
) STRICT;

CREATE INDEX urls_queue ON urls (priority, id) WHERE state = 'queued';
CREATE INDEX urls_identity ON urls (identity);

CREATE TABLE captures ( -- one answer that is kept: where its bytes are and what they are
    id             INTEGER PRIMARY KEY, -- row number, in order of arrival
    record_id      TEXT NOT NULL UNIQUE, -- WARC-Record-ID of the response record, urn:uuid:…
    url_id         INTEGER NOT NULL REFERENCES urls (id), -- address it answers
    crawl_id       INTEGER NOT NULL REFERENCES crawls (id), -- run that brought it
    fetched_at     TEXT NOT NULL, -- WARC-Date of the record
    status         INTEGER NOT NULL, -- HTTP status
    media_type     TEXT, -- media type the server declared, without parameters; null if none; of a mirror folder or a saved file our guess by the extension
    warc_file      TEXT NOT NULL, -- file under captures/ that holds the record, a relative path
    warc_offset    INTEGER NOT NULL CHECK (warc_offset >= 0), -- first byte of the record in that file
    warc_length    INTEGER NOT NULL CHECK (warc_length > 0), -- bytes of the record in that file, as compressed
    payload_sha256 TEXT NOT NULL CHECK (length(payload_sha256) = 64), -- SHA-256 of the body with transfer and content coding undone, hexadecimal
    payload_bytes  INTEGER NOT NULL CHECK (payload_bytes >= 0), -- length of that body
    block_sha256   TEXT NOT NULL CHECK (length(block_sha256) = 64), -- SHA-256 of the record's block, hexadecimal
    source         TEXT NOT NULL CHECK (source IN ('live', 'wayback', 'warc', 'mirror', 'file')), -- door it came through
    fidelity       TEXT NOT NULL CHECK (fidelity IN ('as-sent', 'reconstructed')), -- whether the block is the bytes of the wire
    truncated      TEXT, -- why the body is shorter than announced; null: whole
    payload_digest TEXT, -- digest of the body with only transfer coding undone, as WARC-Payload-Digest labels it (sha1:…); null: not known
    etag           TEXT, -- ETag as sent; null: none
    last_modified  TEXT, -- Last-Modified as sent; null: none
    revisit_of     INTEGER REFERENCES captures (id), -- capture that holds the body, for a revisit record (304, or the same bytes again); null: the record has its own
    UNIQUE (warc_file, warc_offset)
) STRICT;

CREATE INDEX captures_url ON captures (url_id, id);
CREATE INDEX captures_digest ON captures (payload_digest) WHERE revisit_of IS NULL;

CREATE TABLE open_revisits ( -- imported revisit records whose body was not held yet; each import tries them again
    warc_file   TEXT NOT NULL, -- file under captures/ that holds the record, a relative path
    warc_offset INTEGER NOT NULL CHECK (warc_offset >= 0), -- first byte of the record in that file
    warc_length INTEGER NOT NULL CHECK (warc_length > 0), -- bytes of the record in that file, as compressed
    crawl_id    INTEGER NOT NULL REFERENCES crawls (id), -- run that brought it
    PRIMARY KEY (warc_file, warc_offset)
) STRICT;

CREATE TABLE index_searches ( -- searches of the index of a Wayback service, and how far each came
    id          INTEGER PRIMARY KEY, -- row number
    service     TEXT NOT NULL, -- base address of the service
    host        TEXT NOT NULL, -- host that was searched for
    from_date   TEXT NOT NULL, -- first day asked for, as digits; empty: no bound
    to_date     TEXT NOT NULL, -- last day asked for, as digits; empty: no bound
    resume_key  TEXT, -- what the service goes on from; null: from the beginning, or nothing is left
    finished_at TEXT, -- when the service said that nothing is left; null: not yet
    UNIQUE (service, host, from_date, to_date)
) STRICT;

CREATE TABLE index_rows ( -- lines of that index: captures the service says it has
    search_id INTEGER NOT NULL REFERENCES index_searches (id), -- search that gave it
    timestamp TEXT NOT NULL CHECK (length(timestamp) = 14), -- when it was captured: 14 digits, UTC
    original  TEXT NOT NULL, -- address as captured
    mimetype  TEXT NOT NULL, -- media type as the index has it
    status    TEXT NOT NULL, -- HTTP status, or - for a revisit
    digest    TEXT NOT NULL, -- SHA-1 of the payload, base 32
    length    INTEGER NOT NULL CHECK (length >= 0), -- bytes of its record there, compressed; 0: not said
    UNIQUE (search_id, timestamp, original)
) STRICT;

CREATE TABLE fetch_problems ( -- what went wrong while fetching or importing
    id        INTEGER PRIMARY KEY, -- row number
    crawl_id  INTEGER NOT NULL REFERENCES crawls (id), -- run that met it
    url       TEXT NOT NULL, -- address or file it concerns
    stage     TEXT NOT NULL CHECK (stage IN ('fetch', 'import')), -- where on the road it was met
    kind      TEXT NOT NULL, -- short stable name
    message   TEXT NOT NULL -- one sentence with the values seen
) STRICT;

CREATE TABLE events ( -- what was done to the archive, append-only (after PREMIS); captures/journal.jsonl holds the same, row N on line N
    id       INTEGER PRIMARY KEY, -- row number
    at       TEXT NOT NULL, -- when
    kind     TEXT NOT NULL, -- what: import, repair, withdrawal, restoration
    agent    TEXT NOT NULL, -- program and version that did it
    outcome  TEXT NOT NULL, -- done, failed, or a count in words
    object   TEXT NOT NULL, -- what it was done to: identity key, file name or address
    detail   TEXT NOT NULL CHECK (json_valid(detail)) -- JSON: whatever else is needed to understand it
) STRICT;

CREATE TABLE withdrawals ( -- what must not be shown to the public; the archive keeps it
    identity     TEXT PRIMARY KEY, -- key of the article or file
    withdrawn_at TEXT NOT NULL, -- when it was withdrawn
    reason       TEXT NOT NULL CHECK (reason IN ('personal-data', 'copyright', 'court', 'publisher', 'other')), -- kind of reason, shown on the tombstone
    note         TEXT -- words for the archivist, never published
) STRICT;

-- part: reading
-- What the captures say: derived, emptied and filled again by `build --full`.

CREATE TABLE readings ( -- one line a capture that was read, so that `build` reads only what is new or was read by older code
    capture_id INTEGER PRIMARY KEY REFERENCES captures (id), -- what was read
    code       TEXT NOT NULL, -- version of the reading that read it
    outcome    TEXT NOT NULL CHECK (outcome IN ('article', 'section', 'attachment', 'listing', 'feed', 'other', 'not-found', 'error', 'unreadable')), -- what it was found to be
    identity   TEXT, -- key of the thing it turned out to be, whatever address it came under; null where there is none
    skeleton   TEXT -- skeleton that matched; null for what is no page
) STRICT;

CREATE INDEX readings_identity ON readings (identity);

CREATE TABLE sections ( -- rubriques, from breadcrumbs and section pages
    id        INTEGER PRIMARY KEY, -- row number
    identity  TEXT NOT NULL UNIQUE, -- key: section/5, section/slug, or section-path/… where no link tells
    spip_id   INTEGER, -- SPIP's number; null when neither address nor page tells it
    url       TEXT, -- canonical address; null where no link tells
    title     TEXT NOT NULL, -- clean name
    raw_title TEXT NOT NULL, -- name as published
    parent_id INTEGER REFERENCES sections (id), -- section above; null at the top
    capture_id INTEGER NOT NULL REFERENCES captures (id) -- capture that told of it: its own page, else the newest page below it
) STRICT;

CREATE INDEX sections_parent ON sections (parent_id);

CREATE TABLE articles ( -- articles as read from their newest whole capture
    id            INTEGER PRIMARY KEY, -- row number
    identity      TEXT NOT NULL UNIQUE, -- key: article/12 or article/slug
    url           TEXT NOT NULL UNIQUE, -- canonical address
    spip_id       INTEGER, -- SPIP's number; null when neither address nor page tells it
    title         TEXT NOT NULL CHECK (title <> ''), -- clean title
    raw_title     TEXT NOT NULL, -- title as published
    surtitle      TEXT, -- line above the title
    subtitle      TEXT, -- line below the title
    lead          TEXT, -- text set apart before the body (chapo)
    body_text     TEXT NOT NULL, -- clean text: paragraphs parted by a blank line, items "- ", cells by tabs
    body_html     TEXT NOT NULL, -- sanitised HTML of the same content
    raw_body_text TEXT NOT NULL, -- text of the body before cleaning; undoing the edits of `body` gives it
    notes         TEXT, -- footnotes, one a line, each with its [number]
    postscript    TEXT, -- P.-S.
    category      TEXT, -- label printed by the skin
    section_id    INTEGER REFERENCES sections (id), -- section it stands in; null when the page does not tell
    published_on  TEXT CHECK (published_on GLOB '[0-9][0-9][0-9][0-9]*' AND length(published_on) IN (4, 7, 10)), -- local day, month or year at the precision shown; null when the reader sees none
    published_raw TEXT, -- words or attribute the date was read from
    written_on    TEXT CHECK (written_on GLOB '[0-9][0-9][0-9][0-9]*' AND length(written_on) IN (4, 7, 10)), -- older date of writing that the page shows, as precise as shown; null: none
    written_raw   TEXT, -- words it was read from
    author        TEXT, -- names in the author line, without "par"; null: none
    online_url    TEXT, -- address under "Voir en ligne"; null: none
    online_text   TEXT, -- words of that link
    language      TEXT, -- ISO 639-1
    skeleton      TEXT NOT NULL, -- skeleton that matched
    charset       TEXT NOT NULL, -- encoding the page was decoded with
    charset_source TEXT NOT NULL CHECK (charset_source IN ('header', 'meta', 'utf-8', 'fallback')), -- how it was chosen
    content_sha256 TEXT NOT NULL CHECK (length(content_sha256) = 64), -- SHA-256 of the clean content: equal content, equal digest
    parts         INTEGER CHECK (parts > 1), -- into how many pages the site cut it (artpage=P-TOTAL); null: it stands on one
    capture_id    INTEGER NOT NULL REFERENCES captures (id) -- capture it was read from; for one in parts, that of the first part held
) STRICT;

CREATE INDEX articles_capture ON articles (capture_id);
CREATE INDEX articles_in_section ON articles (section_id);

CREATE TABLE parts ( -- captures that hold one part of an article each; the text of the article is joined of the newest of each part
    capture_id INTEGER PRIMARY KEY REFERENCES readings (capture_id) ON DELETE CASCADE, -- capture of the part's page
    whole      TEXT NOT NULL, -- key of the article as this page tells it
    part       INTEGER NOT NULL CHECK (part >= 1), -- which part, from 1
    total      INTEGER NOT NULL CHECK (total > 1 AND total >= part), -- how many parts this page knows of
    article_id INTEGER REFERENCES articles (id) ON DELETE SET NULL -- article whose text holds this part; null: none does (it lies beyond the end by now, or the same part is told at another address)
) STRICT;

CREATE INDEX parts_whole ON parts (whole);
CREATE INDEX parts_article ON parts (article_id);

CREATE TABLE originals ( -- pages of articles as captured, made safe when they were read, for publication to take as they are
    capture_id INTEGER PRIMARY KEY REFERENCES readings (capture_id) ON DELETE CASCADE, -- capture that holds the page
    html       BLOB NOT NULL, -- sanitised HTML of its body, addresses of mail masked, UTF-8, compressed with zlib
    addresses  BLOB NOT NULL -- absolute addresses of its links and pictures, one a line, compressed with zlib: where one is withdrawn, the page is made anew
) STRICT;

CREATE TABLE attachments ( -- files that articles announce, each once
    id         INTEGER PRIMARY KEY, -- row number
    identity   TEXT NOT NULL UNIQUE, -- key: attachment/ and the path after IMG/
    url        TEXT NOT NULL, -- address as linked first
    state      TEXT NOT NULL CHECK (state IN ('held', 'truncated', 'protected', 'corrupt', 'not-asked', 'missing', 'failed', 'empty', 'not-the-file')), -- held: whole and open; truncated, protected (wants a password), corrupt: held all the same; else why not
    capture_id INTEGER REFERENCES captures (id), -- capture that holds its bytes; null when not held
    sha256     TEXT CHECK (length(sha256) = 64), -- SHA-256 of its bytes; null when not held
    bytes      INTEGER CHECK (bytes >= 0), -- real size; null when not held
    media_type TEXT, -- media type by content; null when not held
    type_agrees INTEGER CHECK (type_agrees IN (0, 1)), -- 1: content and extension name the same type; null: not held, or the extension tells none
    header_agrees INTEGER CHECK (header_agrees IN (0, 1)), -- 1: content and the type the server declared (in `captures`) are the same; null: not held, no server spoke (mirror folder), or it named none that is known
    announced_bytes INTEGER CHECK (announced_bytes >= 0), -- Content-Length as sent with these bytes; null: not held, none sent, or the length of a coded body
    title      TEXT NOT NULL, -- title as linked first
    stated_size TEXT, -- size as the page words it; null: not said
    size_agrees INTEGER CHECK (size_agrees IN (0, 1)), -- 1: the stated size can stand for the real one; null: one of the two is not known
    CHECK ((state IN ('held', 'truncated', 'protected', 'corrupt')) = (sha256 IS NOT NULL))
) STRICT;

CREATE INDEX attachments_capture ON attachments (capture_id);

CREATE TABLE contents ( -- what was read in the bytes of files, each distinct content once; `build --full` keeps it, for reading takes long
    sha256      TEXT PRIMARY KEY CHECK (length(sha256) = 64), -- SHA-256 of the bytes
    extractor   TEXT NOT NULL, -- version of the readers of files that read it; empty: it took too long, and is to be tried again
    outcome     TEXT NOT NULL CHECK (outcome IN ('read', 'protected', 'corrupt', 'unsupported', 'timeout', 'memory', 'crash')), -- read, or why there is no text
    message     TEXT NOT NULL, -- what was met, with the values seen; empty: nothing
    page_count  INTEGER CHECK (page_count >= 0), -- pages, slides, sheets or members; null: it has none, or they are not known
    title       TEXT, -- title that the file gives itself; null: none, as for the next
    author      TEXT, -- author that it names
    producer    TEXT, -- program that made it
    created     TEXT, -- when it was made by its own word, ISO 8601
    created_raw TEXT, -- the same as the file words it
    modified    TEXT, -- when it was last changed by its own word, ISO 8601
    modified_raw TEXT, -- the same as the file words it
    warnings    TEXT NOT NULL CHECK (json_valid(warnings)), -- JSON: no-text, gibberish, too-long, partly
    width       INTEGER, -- of a picture, in points
    height      INTEGER, -- of a picture, in points
    exif        TEXT CHECK (exif IS NULL OR json_valid(exif)), -- JSON: what a camera wrote into a picture, its place left out, value by name as Exif 2.3 has them; null: nothing
    exif_place  TEXT CHECK (exif_place IS NULL OR json_valid(exif_place)), -- JSON: where a picture was taken, as the camera wrote it; private, never published; null: it does not say
    thumbnail   BLOB -- first page or picture, small, WebP; null: there is none
) STRICT;

CREATE TABLE content_pages ( -- their text by page
    sha256     TEXT NOT NULL REFERENCES contents (sha256) ON DELETE CASCADE, -- content
    position   INTEGER NOT NULL CHECK (position >= 1), -- order
    number     INTEGER CHECK (number >= 1), -- page, slide or sheet, from 1; null where the format has none
    label      TEXT, -- name of the sheet, or of the member of an archive
    text       TEXT NOT NULL, -- clean text; empty: the page has none
    source     TEXT NOT NULL CHECK (source IN ('layer', 'ocr')), -- layer: the file has it as text; ocr: recognised in its picture
    confidence REAL CHECK (confidence BETWEEN 0 AND 100), -- of recognition, mean of the page; null: text of the file's own
    PRIMARY KEY (sha256, position),
    CHECK ((source = 'ocr') = (confidence IS NOT NULL))
) STRICT;

CREATE TABLE article_attachments ( -- which article announces which file, and how
    article_id    INTEGER NOT NULL REFERENCES articles (id) ON DELETE CASCADE, -- article
    position      INTEGER NOT NULL CHECK (position >= 1), -- place among the files of the article
    attachment_id INTEGER NOT NULL REFERENCES attachments (id), -- file
    place         TEXT NOT NULL CHECK (place IN ('inline', 'joined', 'portfolio')), -- in the text, in a list under it, among the pictures
    url           TEXT NOT NULL, -- address as linked
    title         TEXT NOT NULL, -- clean title as linked
    raw_title     TEXT NOT NULL, -- title as published
    type_label    TEXT, -- type as the page words it
    stated_size   TEXT, -- size as the page words it
    description   TEXT, -- what the page says of the file under its title, clean
    PRIMARY KEY (article_id, position)
) STRICT;

CREATE INDEX article_attachments_attachment ON article_attachments (attachment_id);

CREATE TABLE links ( -- links in the content of articles
    article_id INTEGER NOT NULL REFERENCES articles (id) ON DELETE CASCADE, -- article
    position   INTEGER NOT NULL CHECK (position >= 1), -- place among its links
    url        TEXT NOT NULL, -- absolute address
    text       TEXT NOT NULL, -- words of the link
    kind       TEXT NOT NULL, -- kind of the thing linked, or foreign, mail, anchor
    PRIMARY KEY (article_id, position)
) STRICT;

CREATE TABLE pictures ( -- pictures in the content of articles
    article_id INTEGER NOT NULL REFERENCES articles (id) ON DELETE CASCADE, -- article
    position   INTEGER NOT NULL CHECK (position >= 1), -- place among its pictures
    url        TEXT NOT NULL, -- absolute address as shown
    alt        TEXT NOT NULL, -- text alternative, may be empty
    caption    TEXT, -- caption: title and description, each on a line; null: none
    PRIMARY KEY (article_id, position)
) STRICT;

CREATE TABLE edits ( -- what the cleaners removed or changed; undone last first they give the raw text
    article_id  INTEGER NOT NULL REFERENCES articles (id) ON DELETE CASCADE, -- article
    position    INTEGER NOT NULL CHECK (position >= 1), -- order in which they were made
    field       TEXT NOT NULL, -- field: title, lead, body, attachment/1, …
    cleaner     TEXT NOT NULL, -- cleaner that made it
    start       INTEGER NOT NULL CHECK (start >= 0), -- place in the text as it stood before this edit, in characters
    raw         TEXT NOT NULL, -- text that stood there
    replacement TEXT NOT NULL, -- text that stands there now
    PRIMARY KEY (article_id, position)
) STRICT;

CREATE TABLE version_texts ( -- what articles said at one time or another, each distinct content once
    content_sha256 TEXT PRIMARY KEY CHECK (length(content_sha256) = 64), -- SHA-256 of the content, as in `articles`
    title      TEXT NOT NULL, -- clean title
    surtitle   TEXT, -- line above the title
    subtitle   TEXT, -- line below the title
    lead       TEXT, -- lead
    body_text  TEXT NOT NULL, -- clean text
    notes      TEXT, -- footnotes, one a line
    postscript TEXT, -- P.-S.
    files      TEXT NOT NULL CHECK (json_valid(files)) -- JSON: files it announces, each as [path, title], in order
) STRICT;

CREATE TABLE version_readings ( -- every capture of an article's address with a body of its own, and what it said; of one in parts, revisits too
    capture_id     INTEGER PRIMARY KEY REFERENCES captures (id), -- what was read
    code           TEXT NOT NULL, -- version of the reading that read it
    part           INTEGER CHECK (part >= 1), -- which part of an article it holds; null: a whole one, or none
    content_sha256 TEXT REFERENCES version_texts (content_sha256) -- what it said; for the last part of a round, what all joined said; null: it holds no article, or more parts of the round came after it
) STRICT;

CREATE INDEX version_readings_text ON version_readings (content_sha256);

CREATE TABLE version_parts ( -- of articles in parts: the captures of which that was joined what a round of them said
    capture_id INTEGER NOT NULL REFERENCES version_readings (capture_id) ON DELETE CASCADE, -- capture at which the round ended
    part       INTEGER NOT NULL CHECK (part >= 1), -- which part
    read_from  INTEGER NOT NULL REFERENCES captures (id), -- capture that gave it, in this round or one before
    PRIMARY KEY (capture_id, part)
) STRICT;

CREATE VIEW article_versions AS -- what each article said, from when to when: a new version begins where the content differs from the capture before
WITH holding AS ( -- captures and the article their address was read as
    SELECT c.id AS capture_id, c.fetched_at AS fetched_at, r.identity AS identity,
           CASE WHEN EXISTS (SELECT 1 FROM version_readings AS o WHERE o.capture_id = c.id) THEN c.id ELSE c.revisit_of END AS body_id
    FROM captures AS c JOIN urls AS u ON u.id = c.url_id
    JOIN (
        SELECT w.identity AS asked_for, max(g.identity) AS identity
        FROM readings AS g JOIN captures AS d ON d.id = g.capture_id JOIN urls AS w ON w.id = d.url_id
        WHERE g.outcome = 'article' GROUP BY 1) AS r ON r.asked_for = u.identity),
said AS (
    SELECT h.identity, h.capture_id, h.fetched_at, v.content_sha256,
           lag(v.content_sha256) OVER (PARTITION BY h.identity ORDER BY h.fetched_at, h.capture_id) AS before
    FROM holding AS h JOIN version_readings AS v ON v.capture_id = h.body_id
    WHERE v.content_sha256 IS NOT NULL),
numbered AS (
    SELECT identity, capture_id, fetched_at, content_sha256,
           before IS NOT content_sha256 AS is_first, -- captures may have come in another order than they were made
           sum(before IS NOT content_sha256) OVER (PARTITION BY identity ORDER BY fetched_at, capture_id) AS number
    FROM said)
SELECT identity, number, content_sha256, max(CASE WHEN is_first THEN capture_id END) AS capture_id, min(fetched_at) AS first_seen,
       max(fetched_at) AS last_seen
FROM numbered GROUP BY identity, number, content_sha256;

CREATE VIEW file_versions AS -- what stood at the address of each file, from when to when: a new version begins where the bytes differ from the capture before
WITH seen AS (
    SELECT u.identity, c.id AS capture_id, c.fetched_at, c.payload_sha256 AS sha256, c.payload_bytes AS bytes,
           lag(c.payload_sha256) OVER (PARTITION BY u.identity ORDER BY c.fetched_at, c.id) AS before
    FROM captures AS c JOIN urls AS u ON u.id = c.url_id LEFT JOIN captures AS b ON b.id = c.revisit_of
    WHERE u.kind = 'attachment' AND coalesce(b.status, c.status) = 200 AND c.payload_bytes > 0),
numbered AS (
    SELECT identity, capture_id, fetched_at, sha256, bytes,
           sum(before IS NOT sha256) OVER (PARTITION BY identity ORDER BY fetched_at, capture_id) AS number
    FROM seen)
SELECT identity, number, sha256, bytes, min(fetched_at) AS first_seen, max(fetched_at) AS last_seen
FROM numbered GROUP BY identity, number, sha256, bytes;

CREATE TABLE reading_problems ( -- what could not be read
    id         INTEGER PRIMARY KEY, -- row number
    capture_id INTEGER NOT NULL REFERENCES captures (id), -- capture it was met in
    url        TEXT NOT NULL, -- address it concerns
    stage      TEXT NOT NULL CHECK (stage IN ('read', 'attachment')), -- where on the road it was met
    kind       TEXT NOT NULL, -- short stable name
    message    TEXT NOT NULL -- one sentence with the values seen
) STRICT;

CREATE INDEX reading_problems_capture ON reading_problems (capture_id);

CREATE TABLE field_counts ( -- how many articles of each skeleton have each field, as the last build left them: what the next one is held against
    skeleton TEXT NOT NULL, -- skeleton they were read with
    field    TEXT NOT NULL CHECK (field IN ('title', 'date', 'trail', 'body', 'lead', 'files')), -- what was looked for; trail: a section above it, files: one at least
    pages    INTEGER NOT NULL CHECK (pages > 0), -- articles of that skeleton
    found    INTEGER NOT NULL CHECK (found BETWEEN 0 AND pages), -- those on which it was found; on the others it is missing
    PRIMARY KEY (skeleton, field)
) STRICT;

CREATE VIEW withdrawn AS -- keys of what must not be shown: what a withdrawal names, and the same thing found under another key
SELECT identity FROM withdrawals
UNION
SELECT r.identity
FROM withdrawals AS w
JOIN urls AS u ON u.identity = w.identity
JOIN captures AS c ON c.url_id = u.id
JOIN readings AS r ON r.capture_id = c.id
WHERE r.identity IS NOT NULL;

CREATE VIEW withdrawn_bytes AS -- digests of what must not be shown, whatever the name under which the same bytes are held
SELECT sha256 FROM attachments WHERE sha256 IS NOT NULL AND identity IN (SELECT identity FROM withdrawn);

CREATE VIEW published AS -- the only door to the public: what is not withdrawn, by kind and row
SELECT 'article' AS kind, a.id AS id, a.identity AS identity
FROM articles AS a
WHERE a.identity NOT IN (SELECT identity FROM withdrawn)
UNION ALL
SELECT 'attachment', f.id, f.identity
FROM attachments AS f
WHERE f.identity NOT IN (SELECT identity FROM withdrawn)
  AND coalesce(f.sha256, '') NOT IN (SELECT sha256 FROM withdrawn_bytes)
  AND EXISTS (
      SELECT 1 FROM article_attachments AS l JOIN articles AS a ON a.id = l.article_id
      WHERE l.attachment_id = f.id
        AND a.identity NOT IN (SELECT identity FROM withdrawn));

-- part: public
-- The snapshot: always a fresh file, made of what `published` lets through. Descriptions for readers: datasette-metadata.json.

CREATE TABLE snapshot ( -- what this file is, one row
    id           TEXT PRIMARY KEY, -- digest of the content it was made of: equal archives, equal id
    schema       INTEGER NOT NULL, -- version of this schema
    program      TEXT NOT NULL -- program and version that made it
) STRICT;

CREATE TABLE sites ( -- sites in this snapshot
    id        TEXT PRIMARY KEY, -- short name of the site
    title     TEXT NOT NULL, -- name for people
    host      TEXT NOT NULL, -- first host
    publisher TEXT, -- body that published it
    successor TEXT, -- address of the service of today
    licence   TEXT, -- licence of the texts; null: not known
    licence_url TEXT, -- address of the licence
    first_capture TEXT, -- time of the oldest capture shown
    last_capture  TEXT -- time of the newest capture shown
) STRICT;

CREATE TABLE sections ( -- rubriques that hold published articles, or lead to some
    id        INTEGER PRIMARY KEY, -- row number within this snapshot
    site_id   TEXT NOT NULL REFERENCES sites (id), -- site
    permalink TEXT NOT NULL UNIQUE, -- lasting name: site and number or slug
    spip_id   INTEGER, -- SPIP's number
    title     TEXT NOT NULL, -- name
    path      TEXT NOT NULL, -- names from the top, joined by " > "
    parent_id INTEGER REFERENCES sections (id), -- section above
    url       TEXT, -- original address
    articles  INTEGER NOT NULL, -- published articles in it and below it
    marks     TEXT NOT NULL -- tokens of it and of all sections above it, by which the full text is filtered
) STRICT;

CREATE INDEX sections_site ON sections (site_id, id);
CREATE INDEX sections_parent ON sections (parent_id, id);

CREATE TABLE articles ( -- published articles, row numbers in order of date
    id           INTEGER PRIMARY KEY, -- row number within this snapshot, growing with the date
    site_id      TEXT NOT NULL REFERENCES sites (id), -- site
    section_id   INTEGER REFERENCES sections (id), -- section
    permalink    TEXT NOT NULL UNIQUE, -- lasting name: site and number or slug
    spip_id      INTEGER, -- SPIP's number
    published_on TEXT, -- local day, month or year of publication, as precise as shown
    published_raw TEXT, -- words the date was read from
    written_on   TEXT, -- older date of writing, as precise as shown
    written_raw  TEXT, -- words it was read from
    author       TEXT, -- names in the author line
    title        TEXT NOT NULL, -- title
    surtitle     TEXT, -- line above the title
    subtitle     TEXT, -- line below the title
    lead         TEXT, -- lead
    body_text    TEXT NOT NULL, -- text
    body_html    TEXT NOT NULL, -- the same as sanitised HTML
    notes        TEXT, -- footnotes
    postscript   TEXT, -- P.-S.
    category     TEXT, -- label printed by the site
    online_url   TEXT, -- address the article gives under "Voir en ligne"
    online_text  TEXT, -- words of that link
    language     TEXT, -- ISO 639-1
    files        INTEGER NOT NULL, -- files it announces
    parts        INTEGER, -- pages the site cut it into; null: it stands on one
    url          TEXT NOT NULL, -- original address
    captured_at  TEXT NOT NULL, -- time of the capture it was read from, for one in parts that of the first part held
    record_id    TEXT NOT NULL, -- WARC-Record-ID of that capture
    warc_file    TEXT NOT NULL, -- WARC file of the archive that holds it
    warc_offset  INTEGER NOT NULL, -- first byte of the record in that file
    payload_sha256 TEXT NOT NULL, -- SHA-256 of the captured page
    source       TEXT NOT NULL, -- door the capture came through
    skeleton     TEXT NOT NULL -- rule set it was read with
) STRICT;

CREATE INDEX articles_section ON articles (section_id, id);
CREATE INDEX articles_site ON articles (site_id, id);
CREATE INDEX articles_date ON articles (published_on, id);
CREATE INDEX articles_url ON articles (url);

CREATE TABLE files ( -- published files, each once
    id          INTEGER PRIMARY KEY, -- row number within this snapshot
    site_id     TEXT NOT NULL REFERENCES sites (id), -- site
    permalink   TEXT NOT NULL UNIQUE, -- lasting name: site and path
    path        TEXT NOT NULL, -- path after IMG/
    title       TEXT NOT NULL, -- title as linked first
    state       TEXT NOT NULL, -- whether its bytes are held, or why not
    media_type  TEXT, -- media type by content
    bytes       INTEGER, -- real size
    stated_size TEXT, -- size as the page words it
    size_agrees INTEGER CHECK (size_agrees IN (0, 1)), -- 1: both sizes agree
    stated_type TEXT, -- type as the page words it
    type_agrees INTEGER CHECK (type_agrees IN (0, 1)), -- 1: content and extension name the same type
    declared_type TEXT, -- media type the server declared with these bytes; null: none, or no server spoke (mirror folder)
    header_agrees INTEGER CHECK (header_agrees IN (0, 1)), -- 1: content and declared type are the same
    last_modified TEXT, -- Last-Modified as the server sent it
    sha256      TEXT, -- SHA-256 of its bytes
    page_count  INTEGER, -- pages, slides, sheets or members
    reading     TEXT, -- what came of reading its text
    warnings    TEXT, -- JSON: what was odd with its text
    own_title   TEXT, -- title the file gives itself
    own_author  TEXT, -- author it names
    own_date    TEXT, -- when it was made by its own word
    own_modified TEXT, -- when it was last changed by its own word
    width       INTEGER, -- of a picture, in points
    height      INTEGER, -- of a picture, in points
    exif        TEXT, -- JSON: what a camera noted beside the picture, its place never
    url         TEXT NOT NULL, -- original address
    captured_at TEXT, -- time of its capture, or where its bytes are not held, of the answer that shows it; null here and below: it was not asked for, or nothing answered
    status      INTEGER, -- HTTP status of that capture; null: none, or no server spoke (mirror folder)
    record_id   TEXT, -- WARC-Record-ID of that capture
    warc_file   TEXT, -- WARC file of the archive that holds it
    warc_offset INTEGER -- first byte of the record in that file
) STRICT;

CREATE INDEX files_type ON files (media_type, id);
CREATE INDEX files_state ON files (state, id);

CREATE TABLE file_bytes ( -- bytes of the published files, each distinct content once
    sha256      TEXT PRIMARY KEY, -- as in `files`
    bytes       BLOB NOT NULL, -- as captured, without the place where a picture, or one in the file, was taken
    public_sha256 TEXT -- SHA-256 of these bytes where something was taken out of them; null: they are as captured
) STRICT;

CREATE TABLE thumbnails ( -- first page or picture, small
    sha256 TEXT PRIMARY KEY, -- as in `files`
    image  BLOB NOT NULL -- WebP
) STRICT;

CREATE TABLE file_versions ( -- what stood at the address of each file from one capture to another, the oldest as number 1
    file_id    INTEGER NOT NULL REFERENCES files (id), -- file
    number     INTEGER NOT NULL, -- 1 for the oldest that is held
    first_seen TEXT NOT NULL, -- time of the first capture of these bytes
    last_seen  TEXT NOT NULL, -- time of the last capture in a row of these bytes
    sha256     TEXT NOT NULL, -- SHA-256 of the bytes
    bytes      INTEGER NOT NULL, -- their number
    PRIMARY KEY (file_id, number)
) STRICT;

CREATE TABLE article_files ( -- which article announces which file
    article_id INTEGER NOT NULL REFERENCES articles (id), -- article
    position   INTEGER NOT NULL, -- place among its files
    file_id    INTEGER NOT NULL REFERENCES files (id), -- file
    title      TEXT NOT NULL, -- title as linked here
    description TEXT, -- what this article says of the file under its title; null: nothing
    place      TEXT NOT NULL, -- inline, joined or portfolio
    PRIMARY KEY (article_id, position)
) STRICT;

CREATE INDEX article_files_file ON article_files (file_id);

CREATE TABLE pictures ( -- pictures that stand in the text of articles and are held
    article_id INTEGER NOT NULL REFERENCES articles (id), -- article
    position   INTEGER NOT NULL, -- place among its pictures
    alt        TEXT NOT NULL, -- text alternative, may be empty
    caption    TEXT, -- caption; null: none
    sha256     TEXT NOT NULL, -- SHA-256 of its bytes, as in `file_bytes`
    media_type TEXT NOT NULL, -- media type by content
    width      INTEGER, -- in points
    height     INTEGER, -- in points
    url        TEXT NOT NULL, -- original address
    PRIMARY KEY (article_id, position)
) STRICT;

CREATE TABLE article_parts ( -- of articles that the site cut into pages: which capture gave which part of the text
    article_id  INTEGER NOT NULL REFERENCES articles (id), -- article
    part        INTEGER NOT NULL, -- which part; a number that is missing is not held
    captured_at TEXT NOT NULL, -- time of its capture
    url         TEXT NOT NULL, -- address of the part
    record_id   TEXT NOT NULL, -- WARC-Record-ID of that capture
    warc_file   TEXT NOT NULL, -- WARC file of the archive that holds it
    warc_offset INTEGER NOT NULL, -- first byte of the record in that file
    payload_sha256 TEXT NOT NULL, -- SHA-256 of the captured page
    PRIMARY KEY (article_id, part)
) STRICT;

CREATE TABLE edits ( -- what the cleaners removed or changed in the fields of articles; undone last first they give the text as published
    article_id  INTEGER NOT NULL REFERENCES articles (id), -- article
    position    INTEGER NOT NULL, -- order in which they were made; a number that is missing belongs to something withdrawn
    field       TEXT NOT NULL, -- field: title, lead, body, attachment/1, …
    cleaner     TEXT NOT NULL, -- cleaner that made it
    start       INTEGER NOT NULL, -- place in the text as it stood before this edit, in characters
    raw         TEXT NOT NULL, -- text that stood there
    replacement TEXT NOT NULL, -- text that stands there now
    PRIMARY KEY (article_id, position)
) STRICT;

CREATE TABLE versions ( -- what articles said from one capture to another, the oldest as number 1
    article_id     INTEGER NOT NULL REFERENCES articles (id), -- article
    number         INTEGER NOT NULL, -- 1 for the oldest that is held
    first_seen     TEXT NOT NULL, -- time of the first capture that says so
    last_seen      TEXT NOT NULL, -- time of the last capture in a row that says so
    content_sha256 TEXT NOT NULL, -- SHA-256 of the content as it was read
    title          TEXT, -- title; null here and below: what the article says stands in `articles`
    surtitle       TEXT, -- line above the title; null: none
    subtitle       TEXT, -- line below the title; null: none
    lead           TEXT, -- lead; null: none
    body_text      TEXT, -- text
    notes          TEXT, -- footnotes, one a line; null: none
    postscript     TEXT, -- P.-S.; null: none
    files          TEXT CHECK (files IS NULL OR json_valid(files)), -- JSON: files it announced, each as [path, title], without those withdrawn
    PRIMARY KEY (article_id, number),
    CHECK ((title IS NULL) = (body_text IS NULL) AND (title IS NULL) = (files IS NULL))
) STRICT;

CREATE TABLE version_captures ( -- which captured pages each version was read from, so that an older one can be cited and proved as well
    article_id  INTEGER NOT NULL REFERENCES articles (id), -- article
    number      INTEGER NOT NULL, -- number of the version
    part        INTEGER NOT NULL, -- which page of an article that the site cut into several, else 1
    captured_at TEXT NOT NULL, -- time of its capture; earlier than first_seen where a later answer only confirmed it
    url         TEXT NOT NULL, -- address of the page
    record_id   TEXT NOT NULL, -- WARC-Record-ID of that capture
    warc_file   TEXT NOT NULL, -- WARC file of the archive that holds it
    warc_offset INTEGER NOT NULL, -- first byte of the record in that file
    payload_sha256 TEXT NOT NULL, -- SHA-256 of the captured page
    source      TEXT NOT NULL, -- door the capture came through
    PRIMARY KEY (article_id, number, part)
) STRICT;

CREATE TABLE originals ( -- pages of articles as captured, made safe; one that names something withdrawn is left out
    article_id  INTEGER NOT NULL REFERENCES articles (id), -- article
    part        INTEGER NOT NULL, -- which page of an article that the site cut into several, else 1
    captured_at TEXT NOT NULL, -- time of its capture
    html        BLOB NOT NULL, -- sanitised HTML of its body, UTF-8, compressed with zlib
    PRIMARY KEY (article_id, part)
) STRICT;

CREATE TABLE tombstones ( -- what was withdrawn: that it was, not what it was; a thing that has two keys stands under each
    site_id      TEXT NOT NULL REFERENCES sites (id), -- site
    identity     TEXT NOT NULL, -- key when it is a number (article/12); else kind, /sha256- and the digest of the key, for a slug or file name tells
    withdrawn_on TEXT NOT NULL, -- day of withdrawal
    reason       TEXT NOT NULL, -- kind of reason
    PRIMARY KEY (site_id, identity)
) STRICT;

CREATE TABLE gaps ( -- what is missing or odd, published rather than hidden
    id      INTEGER PRIMARY KEY, -- row number within this snapshot
    site_id TEXT NOT NULL REFERENCES sites (id), -- site
    url     TEXT NOT NULL, -- address it concerns
    stage   TEXT NOT NULL, -- where on the road it was met
    kind    TEXT NOT NULL, -- short stable name
    message TEXT NOT NULL -- one sentence
) STRICT;
CREATE INDEX gaps_url ON gaps (url);

CREATE TABLE counts ( -- numbers worked out when the snapshot was made
    site_id TEXT NOT NULL REFERENCES sites (id), -- site
    measure TEXT NOT NULL, -- what is counted: year, month, source, section, media_type, state, gap
    value   TEXT NOT NULL, -- which year, month, door, section, type, state or kind of gap
    number  INTEGER NOT NULL, -- how many
    PRIMARY KEY (site_id, measure, value)
) STRICT;

CREATE TABLE file_pages ( -- text of published files by page, and a row without text for a file that has none; row numbers are of one sequence with `articles`, in order of date
    id         INTEGER PRIMARY KEY, -- row number within this snapshot: below the newest article that announces the file, the last page lowest
    file_id    INTEGER NOT NULL REFERENCES files (id), -- file
    article_id INTEGER NOT NULL REFERENCES articles (id), -- newest article that announces it
    position   INTEGER NOT NULL CHECK (position >= 1), -- order within the file
    page       INTEGER CHECK (page >= 1), -- page, slide or sheet, from 1; null: the format has none
    label      TEXT, -- name of the sheet, or of the member of an archive; null: none
    text       TEXT NOT NULL, -- text; empty: the page has none
    source     TEXT NOT NULL CHECK (source IN ('layer', 'ocr', 'name')), -- layer: the file has it as text; ocr: recognised in its picture; name: no text was read, the row is there for the name and the title to be found
    confidence REAL CHECK (confidence BETWEEN 0 AND 100) -- of recognition, mean of the page; null: text of the file's own
) STRICT;

CREATE INDEX file_pages_file ON file_pages (file_id, position);

CREATE VIEW passages AS -- what is searched, articles and pages of files, with tokens to filter by: site, section and those above it, kind
SELECT a.id AS id, a.title AS title,
       coalesce(a.surtitle || char(10), '') || coalesce(a.subtitle || char(10), '') || coalesce(a.lead, '') AS lead,
       a.body_text || coalesce(char(10) || a.notes, '') || coalesce(char(10) || a.postscript, '') AS body,
       (SELECT group_concat(l.title, char(10)) FROM article_files AS l WHERE l.article_id = a.id) AS text,
       'article site' || lower(hex(a.site_id)) || coalesce(' ' || s.marks, '') AS marks
FROM articles AS a LEFT JOIN sections AS s ON s.id = a.section_id
UNION ALL
SELECT p.id, f.title, -- the first page of a file is found by its name too: what stands behind the last slash of its path
       CASE WHEN p.position = 1 THEN coalesce(p.label || char(10), '') || replace(f.path, rtrim(f.path, replace(f.path, '/', '')), '')
            ELSE p.label END, NULL, p.text,
       'fichier site' || lower(hex(f.site_id)) || coalesce(' ' || s.marks, '')
FROM file_pages AS p
JOIN files AS f ON f.id = p.file_id
JOIN articles AS a ON a.id = p.article_id
LEFT JOIN sections AS s ON s.id = a.section_id;

CREATE VIRTUAL TABLE passages_fts USING fts5 ( -- full text of the passages: newest first is the order of its row numbers
    title, -- titles of articles and files
    lead, -- what stands between title and text; of a page of a file, its label, and of the first the name of the file
    body, -- texts of articles, with notes and P.-S.
    text, -- texts of files; of an article, the titles of the files it announces
    marks, -- tokens to filter by; no word of a reader is ever looked for here
    content="passages",
    content_rowid="id",
    tokenize="unicode61 remove_diacritics 2"
);

CREATE TABLE vocabulary ( -- words of the full text without accents, as its index has them
    word     TEXT PRIMARY KEY, -- word
    stem     TEXT NOT NULL, -- what it shares with its other forms
    passages INTEGER NOT NULL CHECK (passages > 0) -- in how many passages it stands, one counted twice where it stands in two columns
) STRICT, WITHOUT ROWID;

CREATE INDEX vocabulary_stem ON vocabulary (stem, passages);

CREATE TABLE years ( -- rows of each year in the one sequence of articles and pages of files
    year     TEXT PRIMARY KEY, -- year of publication; sans date: the page shows none
    first_id INTEGER NOT NULL, -- lowest row number
    last_id  INTEGER NOT NULL -- highest row number
) STRICT;
