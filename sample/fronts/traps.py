"""Links of stock pages that a crawler must not follow for ever: editors' side, searches, other orders, a calendar without end."""

from __future__ import annotations

import calendar
from urllib.parse import quote

from sample.fronts.front import SECTION_LOOP, Front
from sample.markup import attribute, spaced
from sample.truth import Section
from sample.typography import typed


def private_links(front: Front) -> str:
    """Links to the editors' side. The first carries the page's own address, so that there is one more for each page."""
    login = attribute(f"{front.addresses.page('login')}&url={quote(front.asked, safe='')}")
    return f'<a href="{login}" rel="nofollow" class="login_modal">Se connecter</a> | <a href="ecrire/">Espace privé</a>'


def search_link(front: Front, words: str) -> str:
    """A search that a page proposes."""
    address = attribute(f"{front.addresses.page('recherche')}&recherche={quote(words)}")
    return f'<a href="{address}" rel="nofollow">Rechercher « {spaced(words)} »</a>'


def sort_link(front: Front, section: Section) -> str:
    """The articles of a section by title, and a search for its name."""
    by = "par" if front.version.startswith("2") else f"tri_{SECTION_LOOP}"
    address = attribute(front.addresses.sorted(front.addresses.section(section.id), by))
    search = search_link(front, typed(section.title).clean())
    return f'<p class="tri"><a href="{address}" rel="nofollow">Trier par titre</a> | {search}</p>'


def this_month(front: Front) -> str:
    """The month of the newest article as a small calendar."""
    newest = front.truth.newest()[0].date
    return month(front, newest.year, newest.month)


def month(front: Front, year: int, number: int) -> str:
    """One month as a table of days; there is always one before and one after."""

    def link(address: str, words: str) -> str:
        return f'<a href="{attribute(address)}" rel="nofollow">{words}</a>'

    before, after = (year - (number == 1), (number - 2) % 12 + 1), (year + (number == 12), number % 12 + 1)
    days = "".join(
        "<tr>"
        + "".join(f"<td>{link(front.addresses.month(year, number, day), str(day)) if day else ''}</td>" for day in week)
        + "</tr>\n"
        for week in calendar.monthcalendar(year, number)
    )
    turning = f"{link(front.addresses.month(*before), '&lt;&lt;')} {number:02}/{year} {link(front.addresses.month(*after), '&gt;&gt;')}"
    return f'<div class="menu agenda">\n<table class="calendrier"><caption>{turning}</caption>\n{days}</table>\n</div>'
