"""A page that says the same thousands of times is read in a time that grows as its length does, whatever it is that stands there."""

import time
from datetime import UTC, datetime

import pytest

from articles.saved import open_saved, read_saved
from sites.registry import load_skeletons
from tests.articles.test_unknown_skins import PAGES

SKELETONS = load_skeletons()
BEFORE, AFTER = 90_000, 360_000
"""Bytes of what is repeated."""
# Each took a time that grew with the square of the length: 400 kB took 5 to 135 seconds.
REPEATED = (
    ("directorate-heritage-portal-aside-meta-list-2020", "<h2>Contact</h2>"),
    ("pupils-inspection-tabs-updated-before-published-2015", "<h2>À la une</h2>"),
    (
        "theatre-event-hcalendar-no-publication-2014",
        '<abbr class="dtstart" title="2014-11-22T17:00:00Z">Samedi 22 novembre 2014 à 17h</abbr>',
    ),
    ("alpine-club-search-engine-cache-2012", '<a href="IMG/gpx/pic_vert.gpx">Trace</a> (gpx, 12 Ko)'),
    (
        "laboratory-seminar-embedded-audio-slides-list-2014",
        '<a href="IMG/mp3/seance_6_novembre.mp3">Écouter la séance</a>',
    ),
    (
        "daily-issue-kicker-linked-path-in-title-row-2013",
        '<a href="IMG/pdf/une_18-10-2013.pdf"><img src="IMG/jpg/une.jpg" alt="La une" /></a>',
    ),
    (
        "teachers-union-tract-button-two-dates-line-2015",
        '<p><a href="IMG/pdf/journal_88.pdf"><img src="IMG/jpg/une88.jpg" alt="n° 88" /></a></p>',
    ),
    ("culture-centre-empty-chapo-event-block-below-2014", '<div class="chapo">&nbsp;</div>'),
    (
        "lycee-scolaspip-date-under-title-accordion-2019",
        '<time datetime="2019-06-14">14 juin</time> Conseils de classe',
    ),
    ("regional-park-data-sheet-related-cards-2020", "<td>25 cm</td>"),
    ("literary-workshop-interview-side-notes-2018", '<a href="mot78">école</a>'),
    ("solidarity-mirror-second-doctype-unread-tags-2011", '<input name="page" value="recherche" type="hidden" />\n\t'),
    (
        "hikers-month-only-badge-section-2019",
        (
            """<span class="spip_note_ref">[<a href='#nh1' class='spip_note' title='Notes 1' rev='appendix'>1</a>]&nbsp;"""
            "</span>C'est plus dur"
        ),
    ),
    (
        "craft-fair-italic-date-attachments-2010",
        (
            "<img src='local/cache-vignettes/L400xH266/malle-20c11.jpg' width='400' height='266'"
            ' alt="La malle du ballon" title="La malle du ballon" />'
        ),
    ),
    (
        "laboratory-texte-thrice-date-in-brackets-2011",
        '<div class=" texte">\n<i>(22 novembre 2011)</i>\n\n\n<div class="addthis_toolbox">',
    ),
    ("gardens-hero-boxes-before-table-without-heads-2022", "<td>1 cm</td>"),
    (
        "womens-campaign-persian-notes-converted-links-2006",
        '<a href="spip.php%3Farticle20.html#forum" name="forum" id="forum"></a>',
    ),
    (
        "womens-campaign-persian-notes-converted-links-2006",
        '<p>&nbsp;<a href="index.html"><img src="img/newbanner.jpg" border="0" /></a></p>',
    ),
)


@pytest.mark.parametrize(("page", "part"), REPEATED, ids=[f"{page}, {part[:12]}" for page, part in REPEATED])
def test_time_grows_as_the_page_does(page: str, part: str) -> None:
    whole, repeated = (PAGES / f"{page}.html").read_bytes(), part.encode()
    assert repeated in whole

    def seconds(size: int) -> float:
        data = whole.replace(repeated, repeated * (size // len(repeated)), 1)
        start = time.process_time()
        read_saved(open_saved(data, f"{page}.html", datetime(2026, 1, 1, tzinfo=UTC)), SKELETONS)
        return time.process_time() - start

    seconds(1_000)
    # Four times as long: 4 by right, 16 where it grew with the square. A busy machine may stretch one measurement.
    for _ in range(4):
        ratio = min(seconds(AFTER) for _ in range(2)) / min(seconds(BEFORE) for _ in range(2))
        if ratio < 8:
            break
    assert ratio < 8


def test_thousands_of_links_to_the_plan_cost_what_their_number_costs() -> None:
    """8,000 paragraphs with such a link alone took 36 seconds while for each of them all that follows was gone through."""

    def seconds(number: int) -> float:
        links = "<p><a href='spip.php?page=plan'></a></p>" * number
        saved = open_saved(
            f"<html><body><h1>Titre</h1>{links}</body></html>".encode(), "a.html", datetime(2026, 1, 1, tzinfo=UTC)
        )
        start = time.process_time()
        read_saved(saved, SKELETONS)
        return time.process_time() - start

    assert min(seconds(4000) for _ in range(2)) < 8 * max(min(seconds(1000) for _ in range(3)), 0.02)
