"""Addresses by which an article is proved, cited, taken by programs, and found by its address of then; each page is a module."""

from collections.abc import Sequence

from publication.site.as_published import published_page
from publication.site.by_address import address_page
from publication.site.citation import bibtex_data, citation_data
from publication.site.feeds import section_feed, site_feed
from publication.site.machine import article_data
from publication.site.original import original_page
from publication.site.page import PageMaker
from publication.site.reference_formats import csl_data, ris_data
from publication.site.sitemap import articles_map, files_map, map_index, robots, sections_map
from publication.site.versions import versions_page

PROOF_PAGES: Sequence[tuple[str, PageMaker]] = (
    (r"/a/(?P<permalink>.+)/originale$", original_page),
    (r"/a/(?P<permalink>.+)/versions$", versions_page),
    (r"/a/(?P<permalink>.+)/publie$", published_page),
    (r"/a/(?P<permalink>.+)\.csl\.json$", csl_data),
    (r"/a/(?P<permalink>.+)\.json$", article_data),
    (r"/a/(?P<permalink>.+)\.ris$", ris_data),
    (r"/a/(?P<permalink>.+)\.txt$", citation_data),
    (r"/a/(?P<permalink>.+)\.bib$", bibtex_data),
    (r"/url/(?P<address>.+)$", address_page),
    (r"/flux/site/(?P<site>[^/]+)\.atom$", site_feed),
    (r"/flux/rubrique/(?P<permalink>.+)\.atom$", section_feed),
    (r"/sitemap\.xml$", map_index),
    (r"/sitemap/articles-(?P<number>[1-9][0-9]{0,6})\.xml$", articles_map),
    (r"/sitemap/fichiers-(?P<number>[1-9][0-9]{0,6})\.xml$", files_map),
    (r"/sitemap/rubriques-(?P<number>[1-9][0-9]{0,6})\.xml$", sections_map),
    (r"/robots\.txt$", robots),
)
"""Addresses and their pages; they come before those of articles, whose names may hold anything."""
