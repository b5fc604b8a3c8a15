"""The SQL that takes rows out of an attached archive.db, of what `numbering` has numbered; the snapshot runs it."""

SITE = """
INSERT INTO sites (id, title, host, publisher, successor, licence, licence_url, first_capture, last_capture)
SELECT :site, :title, :host, :publisher, :successor, :licence, :licence_url, min(c.fetched_at), max(c.fetched_at)
FROM archive.captures AS c WHERE c.id IN (
    SELECT a.capture_id FROM temp.article_numbers AS a WHERE a.site_id = :site
    UNION ALL
    SELECT f.capture_id
    FROM temp.file_numbers AS n JOIN archive.attachments AS f ON f.id = n.archive_id
    WHERE n.site_id = :site)"""

SECTIONS = """
INSERT INTO sections (id, site_id, permalink, spip_id, title, path, parent_id, url, articles, marks)
SELECT n.id, :site, permalink(:site, s.identity), s.spip_id, s.title, n.path, above.id, s.url, n.articles, ''
FROM temp.section_numbers AS n
JOIN archive.sections AS s ON s.id = n.archive_id
LEFT JOIN temp.section_numbers AS above ON above.site_id = :site AND above.archive_id = s.parent_id
WHERE n.site_id = :site
ORDER BY n.id"""

ARTICLES = """
INSERT INTO articles (
    id, site_id, section_id, permalink, spip_id, published_on, published_raw, written_on, written_raw, author, title,
    surtitle, subtitle, lead, body_text, body_html, notes, postscript, category, online_url, online_text, language, files, parts,
    url, captured_at, record_id, warc_file, warc_offset, payload_sha256, source, skeleton)
SELECT n.id, :site, section.id, permalink(:site, a.identity), a.spip_id, a.published_on, a.published_raw, a.written_on,
       a.written_raw, a.author, a.title, a.surtitle, a.subtitle, a.lead, a.body_text, surely_safe(a.body_html),
       a.notes, a.postscript, a.category, a.online_url, a.online_text, a.language,
       (SELECT count(*) FROM archive.article_attachments AS l
        JOIN temp.file_numbers AS f ON f.site_id = :site AND f.archive_id = l.attachment_id WHERE l.article_id = a.id),
       a.parts, a.url, c.fetched_at, c.record_id, c.warc_file, c.warc_offset, c.payload_sha256, c.source, a.skeleton
FROM temp.article_numbers AS n
CROSS JOIN archive.articles AS a ON a.id = n.archive_id
CROSS JOIN archive.captures AS c ON c.id = n.capture_id
LEFT JOIN temp.section_numbers AS section ON section.site_id = :site AND section.archive_id = n.section_id
WHERE n.site_id = :site
ORDER BY n.id"""

# Of a file that is not held, the newest answer that shows it: a page or nothing came with status 200, another status told that it
# is gone. What the server said of the file is told only of bytes that are held, and only where a server spoke.
FILES = """
WITH showing (archive_id, capture_id, place) AS (
    SELECT f.id, k.id, row_number() OVER (
        PARTITION BY f.id
        ORDER BY (k.status = 200) = (f.state IN ('empty', 'not-the-file')) DESC, rtrim(k.fetched_at, 'Z') DESC, k.id DESC)
    FROM archive.attachments AS f
    JOIN archive.urls AS u ON u.identity = f.identity
    JOIN archive.captures AS k ON k.url_id = u.id
    WHERE f.capture_id IS NULL AND f.state IN ('missing', 'failed', 'empty', 'not-the-file'))
INSERT INTO files (
    id, site_id, permalink, path, title, state, media_type, bytes, stated_size, size_agrees, stated_type, type_agrees,
    declared_type, header_agrees, last_modified, sha256, page_count, reading, warnings, own_title, own_author, own_date,
    own_modified, width, height, exif, url, captured_at, status, record_id, warc_file, warc_offset)
SELECT n.id, :site, permalink(:site, f.identity), substr(f.identity, length('attachment/') + 1), words.title, f.state,
       f.media_type, f.bytes, words.stated_size, agrees(words.stated_size, f.bytes),
       words.stated_type, f.type_agrees, own.media_type, f.header_agrees, own.last_modified, f.sha256, read.page_count,
       read.outcome, read.warnings, read.title, read.author, read.created, read.modified, read.width, read.height,
       told_of_camera(read.exif), words.url, c.fetched_at,
       CASE WHEN c.source NOT IN ('mirror', 'file') THEN c.status END, c.record_id, c.warc_file, c.warc_offset
FROM temp.file_numbers AS n
JOIN archive.attachments AS f ON f.id = n.archive_id
JOIN (
    SELECT l.attachment_id, l.title, l.url,
           first_value(l.stated_size) OVER (
               PARTITION BY l.attachment_id ORDER BY l.stated_size IS NULL, o.id, l.position) AS stated_size,
           first_value(l.type_label) OVER (
               PARTITION BY l.attachment_id ORDER BY l.type_label IS NULL, o.id, l.position) AS stated_type,
           row_number() OVER (PARTITION BY l.attachment_id ORDER BY o.id, l.position) AS place
    FROM archive.article_attachments AS l
    JOIN temp.article_numbers AS o ON o.site_id = :site AND o.archive_id = l.article_id
) AS words ON words.attachment_id = f.id AND words.place = 1
LEFT JOIN showing ON showing.archive_id = f.id AND showing.place = 1
LEFT JOIN archive.captures AS c ON c.id = coalesce(f.capture_id, showing.capture_id)
LEFT JOIN archive.captures AS own ON own.id = f.capture_id AND own.source NOT IN ('mirror', 'file')
LEFT JOIN archive.contents AS read ON read.sha256 = f.sha256
WHERE n.site_id = :site
ORDER BY n.id"""

FILE_VERSIONS = """
INSERT INTO file_versions (file_id, number, first_seen, last_seen, sha256, bytes)
SELECT n.id, v.number, v.first_seen, v.last_seen, v.sha256, v.bytes
FROM temp.file_numbers AS n
JOIN archive.attachments AS f ON f.id = n.archive_id
JOIN archive.file_versions AS v ON v.identity = f.identity
WHERE n.site_id = :site
ORDER BY n.id, v.number"""
PICTURES = """
INSERT INTO pictures (article_id, position, alt, caption, sha256, media_type, width, height, url)
SELECT a.id, p.position, p.alt, p.caption, f.sha256, f.media_type, read.width, read.height, p.url
FROM archive.pictures AS p
JOIN temp.article_numbers AS a ON a.site_id = :site AND a.archive_id = p.article_id
JOIN archive.urls AS u ON u.url = p.url
JOIN archive.attachments AS f ON f.identity = u.identity
JOIN archive.contents AS read ON read.sha256 = f.sha256
WHERE f.state = 'held' AND read.outcome = 'read' AND f.media_type IN ('image/jpeg', 'image/png', 'image/gif', 'image/webp')
  AND f.sha256 NOT IN (SELECT w.sha256 FROM archive.withdrawn_bytes AS w)
ORDER BY a.id, p.position"""
THUMBNAILS = """
INSERT OR IGNORE INTO thumbnails (sha256, image)
SELECT c.sha256, c.thumbnail FROM archive.contents AS c
WHERE c.thumbnail IS NOT NULL
  AND c.sha256 IN (SELECT f.sha256 FROM files AS f WHERE f.site_id = :site)
ORDER BY c.sha256"""
# Of each content the first capture that holds it.
HELD_CONTENTS = """
SELECT a.sha256, min(a.capture_id) AS capture_id, a.media_type,
       EXISTS (SELECT 1 FROM archive.contents AS c WHERE c.sha256 = a.sha256 AND c.exif_place IS NOT NULL) AS is_placed
FROM archive.attachments AS a
WHERE a.sha256 IN (SELECT f.sha256 FROM files AS f WHERE f.site_id = :site UNION SELECT p.sha256 FROM pictures AS p)
  AND a.sha256 NOT IN (SELECT b.sha256 FROM file_bytes AS b)
GROUP BY a.sha256 ORDER BY a.sha256"""
FILE_BYTES = "INSERT INTO file_bytes (sha256, bytes, public_sha256) VALUES (?, ?, ?)"

ARTICLE_FILES = """
INSERT INTO article_files (article_id, position, file_id, title, description, place)
SELECT a.id, l.position, f.id, l.title, l.description, l.place
FROM archive.article_attachments AS l
JOIN temp.article_numbers AS a ON a.site_id = :site AND a.archive_id = l.article_id
JOIN temp.file_numbers AS f ON f.site_id = :site AND f.archive_id = l.attachment_id
ORDER BY a.id, l.position"""

ARTICLE_PARTS = """
INSERT INTO article_parts (article_id, part, captured_at, url, record_id, warc_file, warc_offset, payload_sha256)
SELECT a.id, p.part, c.fetched_at, u.url, c.record_id, c.warc_file, c.warc_offset, c.payload_sha256
FROM archive.parts AS p
JOIN temp.article_numbers AS a ON a.site_id = :site AND a.archive_id = p.article_id
JOIN archive.captures AS c ON c.id = p.capture_id
JOIN archive.urls AS u ON u.id = c.url_id
ORDER BY a.id, p.part"""

# Under the key that was named and any other under which the same thing was read, so that all its addresses tell of it; and
# the files that went with an article, because no other one announces them.
WITHDRAWALS = """
WITH named (identity, withdrawn_at, reason) AS (
    SELECT identity, withdrawn_at, reason FROM archive.withdrawals
    UNION ALL
    SELECT r.identity, w.withdrawn_at, w.reason
    FROM archive.withdrawals AS w
    JOIN archive.urls AS u ON u.identity = w.identity
    JOIN archive.captures AS c ON c.url_id = u.id
    JOIN archive.readings AS r ON r.capture_id = c.id
    WHERE r.identity IS NOT NULL)
SELECT identity, substr(min(withdrawn_at), 1, 10), reason FROM (
    SELECT identity, withdrawn_at, reason FROM named
    UNION ALL
    SELECT f.identity, w.withdrawn_at, w.reason
    FROM named AS w
    JOIN archive.articles AS a ON a.identity = w.identity
    JOIN archive.article_attachments AS l ON l.article_id = a.id
    JOIN archive.attachments AS f ON f.id = l.attachment_id
    WHERE NOT EXISTS (SELECT 1 FROM temp.file_numbers AS n WHERE n.site_id = :site AND n.archive_id = f.id))
GROUP BY identity ORDER BY identity"""
TOMBSTONE = "INSERT INTO tombstones (site_id, identity, withdrawn_on, reason) SELECT ?, ?, ?, ?"

# Everything by which a hidden thing could be named in a sentence of ours: keys, addresses, titles, paths. Files that
# only withdrawn articles announce are hidden with them.
HIDDEN = """
WITH
gone (identity) AS (SELECT identity FROM archive.withdrawn),
gone_articles (id) AS (
    SELECT a.id FROM archive.articles AS a
    WHERE NOT EXISTS (SELECT 1 FROM temp.article_numbers AS n WHERE n.site_id = :site AND n.archive_id = a.id)),
gone_files (id) AS (
    SELECT f.id FROM archive.attachments AS f
    WHERE NOT EXISTS (SELECT 1 FROM temp.file_numbers AS n WHERE n.site_id = :site AND n.archive_id = f.id)
      AND (f.identity IN (SELECT identity FROM gone) OR f.sha256 IN (SELECT sha256 FROM archive.withdrawn_bytes) OR EXISTS (
          SELECT 1 FROM archive.article_attachments AS l
          WHERE l.attachment_id = f.id AND l.article_id IN (SELECT id FROM gone_articles)))),
gone_keys (identity) AS (
    SELECT identity FROM gone
    UNION SELECT a.identity FROM archive.articles AS a WHERE a.id IN (SELECT id FROM gone_articles)
    UNION SELECT f.identity FROM archive.attachments AS f WHERE f.id IN (SELECT id FROM gone_files)),
gone_urls (id, url, identity) AS (
    SELECT u.id, u.url, u.identity FROM archive.urls AS u WHERE u.identity IN (SELECT identity FROM gone_keys)
    UNION
    SELECT u.id, u.url, u.identity FROM archive.readings AS r
    JOIN archive.captures AS c ON c.id = r.capture_id JOIN archive.urls AS u ON u.id = c.url_id
    WHERE r.identity IN (SELECT identity FROM gone_keys))
SELECT identity FROM gone_keys
UNION SELECT identity FROM gone_urls
UNION SELECT url FROM gone_urls
UNION SELECT a.url FROM archive.articles AS a WHERE a.id IN (SELECT id FROM gone_articles)
UNION SELECT a.title FROM archive.articles AS a WHERE a.id IN (SELECT id FROM gone_articles)
UNION SELECT f.url FROM archive.attachments AS f WHERE f.id IN (SELECT id FROM gone_files)
UNION SELECT substr(f.identity, length('attachment/') + 1) FROM archive.attachments AS f
WHERE f.id IN (SELECT id FROM gone_files)"""

# As `numbering` planned: below the newest article that announces the file, the last page lowest.
FILE_PAGES = """
INSERT INTO file_pages (id, file_id, article_id, position, page, label, text, source, confidence)
SELECT o.id, o.file_id, o.article_id, o.position, p.number, p.label, coalesce(p.text, ''), coalesce(p.source, 'name'), p.confidence
FROM temp.page_numbers AS o
JOIN temp.file_numbers AS n ON n.site_id = :site AND n.id = o.file_id
JOIN archive.attachments AS f ON f.id = n.archive_id
LEFT JOIN archive.content_pages AS p
    ON p.sha256 = f.sha256 AND p.position = o.position AND NOT (p.source = 'ocr' AND p.text = '' AND p.number IS NULL)
WHERE o.site_id = :site
ORDER BY o.id"""

COUNTS = (
    """
INSERT INTO counts (site_id, measure, value, number)
SELECT site_id, 'year', coalesce(substr(published_on, 1, 4), 'sans date'), count(*) FROM temp.article_numbers GROUP BY 1, 3""",
    """
INSERT INTO counts (site_id, measure, value, number)
SELECT site_id, 'month', substr(published_on, 1, 7), count(*) FROM temp.article_numbers
WHERE length(published_on) >= 7 GROUP BY 1, 3""",
    """
INSERT INTO counts (site_id, measure, value, number)
SELECT site_id, 'source', source, count(*) FROM temp.article_numbers GROUP BY 1, 3""",
    """
INSERT INTO counts (site_id, measure, value, number)
SELECT site_id, 'section', path, sum(articles) FROM sections GROUP BY site_id, path""",
    """
INSERT INTO counts (site_id, measure, value, number)
SELECT site_id, 'media_type', coalesce(media_type, 'inconnu'), count(*) FROM files GROUP BY 1, 3""",
    """
INSERT INTO counts (site_id, measure, value, number)
SELECT site_id, 'state', state, count(*) FROM files GROUP BY 1, 3""",
    """
INSERT INTO counts (site_id, measure, value, number)
SELECT site_id, 'gap', kind, count(*) FROM gaps GROUP BY 1, 3""",
)
