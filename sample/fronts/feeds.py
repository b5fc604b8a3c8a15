"""The pages that are no HTML: feed, site map, robots.txt; the same for every front."""

from __future__ import annotations

from html import escape

from sample.dates import utc_moment
from sample.formats import media_type
from sample.fronts.front import SITE_LONG_NAME, SITE_NAME, Front, introduction, joined_files, shown_files
from sample.markup import spaced
from sample.sizes import recorded_bytes
from sample.truth import SampleArticle
from sample.typography import typed

_NEWEST = 10


def feed(front: Front, section: int | None) -> str:
    """RSS 2.0 of the newest articles, of the whole site or of a section with all below it."""
    within = [
        article
        for article in front.truth.newest()
        if section is None or section in (s.id for s in front.truth.path(article.section))
    ]
    items = "\n".join(_item(front, article) for article in within[:_NEWEST])
    return f"""<?xml
version="1.0" encoding="utf-8"?>
<rss version="2.0"
\txmlns:dc="http://purl.org/dc/elements/1.1/"
\txmlns:content="http://purl.org/rss/1.0/modules/content/"
>

<channel xml:lang="fr">
\t<title>{SITE_NAME}</title>
\t<link>{front.base}/</link>
\t<description>{SITE_LONG_NAME}</description>
\t<language>fr</language>
\t<generator>SPIP - www.spip.net</generator>

{items}
</channel>

</rss>
"""


def _item(front: Front, article: SampleArticle) -> str:
    address = escape(front.addresses.absolute(front.addresses.article(article.id)))
    section = front.truth.sections[article.section]
    directory = (
        f'<a href="{escape(front.addresses.absolute(front.addresses.section(section.id)))}"'
        f' rel="directory">{spaced(typed(section.title).as_typed())}</a>'
    )
    # The description is HTML inside XML: escaped once for each.
    description = escape(f"<p>{spaced(introduction(article))}</p>\n-\n{directory}", quote=False)
    enclosures = "".join(
        f'\t\t<enclosure url="{escape(front.addresses.absolute(front.addresses.file_link(file)))}"'
        f' length="{recorded_bytes(file)}" type="{media_type(file.ext)}" />\n'
        for file in (*shown_files(front.truth, article), *joined_files(front.truth, article))
    )
    return f"""\t<item xml:lang="fr">
\t\t<title>{escape(typed(article.title).as_typed(), quote=False)}</title>
\t\t<link>{address}</link>
\t\t<guid isPermaLink="true">{address}</guid>
\t\t<dc:date>{utc_moment(article.date)}</dc:date>
\t\t<dc:format>text/html</dc:format>
\t\t<dc:language>fr</dc:language>

\t\t<description>{description}</description>

{enclosures}\t</item>
"""


def site_map(front: Front) -> str:
    """sitemap.xml: home, sections, articles; without dates, as SPIP gives only those of the last day."""
    listed = [
        "",
        *map(front.addresses.section, front.truth.sections),
        *map(front.addresses.article, front.truth.articles),
    ]
    lines = "\n".join(f"\t<url><loc>{escape(front.addresses.absolute(one))}</loc></url>" for one in listed)
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{lines}\n</urlset>\n'
    )


def robots(front: Front) -> str:
    """The stock rules of the era; the delay is short because nobody else is served."""
    third = "extensions" if front.version.startswith("2") else "plugins-dist"
    rules = "\n".join(
        f"Disallow: /{folder}/"
        for folder in ("local", "ecrire", third, "lib", "plugins", "prive", "squelettes-dist", "squelettes")
    )
    return f"""# robots.txt
# @url: {front.base}
# @generator: SPIP {front.version}

User-agent: *
{rules}
Disallow: /spip.php?page=login

Sitemap: {front.base}/sitemap.xml

User-agent: *
Crawl-delay: 0.01
"""
