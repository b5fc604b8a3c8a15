"""The addresses a careful crawler cannot do without, for tests of its economy; answering them is left to answers.py."""

from __future__ import annotations

from sample.fronts.front import HOME_LOOP, SECTION_LOOP, STEP, Front


def resources(front: Front) -> frozenset[str]:
    """Absolute addresses without fragments: articles, files, every page of every list, plan, feed, site map, robots; and those
    that links name and that lead elsewhere or nowhere, as only asking tells.

    Nothing here is said twice: no alias, no first page under `debut_x=0`, no thumbnail, no print version.
    """
    addresses, truth = front.addresses, front.truth
    relative = {"robots.txt", "sitemap.xml", addresses.page("plan"), addresses.page("backend"), ""}
    relative |= {addresses.article(number) for number in truth.articles}
    relative |= {addresses.article(number) for number in truth.pageless}
    relative |= {
        addresses.article(int(one[3:])) if one.startswith("art") else addresses.section(int(one[3:]))
        for one in truth.lost
    }
    relative |= {addresses.file(file) for file in truth.files.values() if file.is_reached}
    relative |= {addresses.listing("spip.php", HOME_LOOP, offset) for offset in range(STEP, len(truth.articles), STEP)}
    for number in truth.sections:
        own = addresses.section(number)
        total = len(truth.newest(number))
        relative |= {own, *(addresses.listing(own, SECTION_LOOP, offset) for offset in range(STEP, total, STEP))}
    return frozenset(map(addresses.absolute, relative))
