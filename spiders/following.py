"""From the links of a page to requests for what is new, and to lists in one piece; answers are for the spider."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from scrapy import Request

from archive.asking_again import NO_WHOLE_LIST
from archive.frontier import WHOLE_LIST, QueuedUrl
from articles.tree.links import PageLinks, find_links
from sites.address import resolve
from sites.identity import identify
from sites.scope import Decision, decide
from sites.site import Site
from spiders.brakes import Brakes
from spiders.lists import MOST_FAILURES, PRIORITY, ListPage, is_whole, list_page, long_lists
from spiders.writing import Writing

PROBE = 90
"""Priority of addresses that are only tried, for a number that no link names; after all others."""
_REMEMBERED = 50_000
"""Links remembered to be known; beyond, all are forgotten and looked up in the ledger again, so that memory stays flat."""


class Following:
    """What the pages of one run lead to. What it knows of lists, an earlier run left in the ledger.

    A list in one piece, in order: `try_whole` sends its address before the links of the page it begins on; when that is about
    to go out, `holds_back` makes its further pages wait; of the answer `judge` says whether it stands for them. If so they
    are spared, else `failed_whole` gives them back; `dealt_with` ends the waiting either way.
    """

    def __init__(self, site: Site, writing: Writing, brakes: Brakes):
        self._site = site
        self._writing = writing
        self._brakes = brakes
        self._remembered: dict[str, set[str]] = {}
        self._remembered_count = 0
        lists = ((self._list_page(url), number) for url, number in writing.frontier.whole_lists().items())
        self._whole = {page.key: number for page, number in lists if page is not None}
        self._held_back: dict[str, list[int]] = {}
        self._failures = writing.frontier.by_rule("failed").get(NO_WHOLE_LIST, 0)

    def follow(self, hrefs: Iterable[str], base: str, found_on: int | None, depth: int) -> Iterator[Request]:
        """Requests for the links that are new; the others cost one look into a set."""
        folder = base.partition("?")[0].rpartition("/")[0]
        known = self._remembered.setdefault(folder, set())
        for href in dict.fromkeys(hrefs):
            if href in known or href.startswith("#"):
                continue
            url = resolve(base, href)
            if not href.startswith("?"):
                known.add(href)
                self._remembered_count += 1
            if url is None:
                continue
            decision = decide(self._site, url, base)
            if self._writing.frontier.is_known(decision.url):
                continue
            if self._asked_for(decision, depth, found_on):
                yield self._writing.send(decision, depth=depth, found_on=found_on)
        if self._remembered_count > _REMEMBERED:
            self._remembered.clear()
            self._remembered_count = 0

    def _asked_for(self, decision: Decision, depth: int, found_on: int | None) -> bool:
        """Whether an address that is new is to be requested; what is not leaves a row that says why."""
        skip = self._writing.frontier.skip
        url, identity = decision.url, decision.identity
        if not decision.request:
            skip(url, identity, decision.rule, depth=depth, found_on=found_on)
            return False
        brake = self._brakes.refuses(url, identity)
        if brake is not None:
            skip(url, identity, brake, depth=depth, found_on=found_on, state="trap")
            return False
        page = self._list_page(url) if identity.kind == "listing" else None
        if page is not None and page.offset > 0 and page.key in self._whole:
            whole, priority = self._whole[page.key], decision.priority
            skip(url, identity, WHOLE_LIST, depth=depth, found_on=found_on, target=whole, priority=priority)
            return False
        return True

    def probe(self, urls: Iterable[str]) -> int:
        """Queue addresses that no link names; how many."""
        number = 0
        for url in urls:
            decision = decide(self._site, url)
            if decision.request:
                number += self._writing.frontier.add(
                    decision.url, decision.identity, priority=PROBE, depth=0, found_on=None
                )
        return number

    # -- lists in one piece -------------------------------------------------------------------------------------

    def try_whole(self, queued: QueuedUrl, links: PageLinks) -> Iterator[Request]:
        """Requests for the long lists that begin on this page, each in one piece. To be sent before its links are."""
        if queued.kind == "listing" or self._failures >= MOST_FAILURES:
            return
        of = identify(queued.url, monolingual=self._site.monolingual)
        for one in long_lists(of, links, monolingual=self._site.monolingual):
            decision = decide(self._site, one.whole)
            if not one.is_worth_it or not decision.request or self._writing.frontier.is_known(decision.url):
                continue
            if self._brakes.refuses(decision.url, decision.identity) is None:
                decision = replace(decision, priority=PRIORITY)
                yield self._writing.send(decision, depth=queued.depth + 1, found_on=queued.id)

    def gave_up_on(self, queued: QueuedUrl) -> bool:
        """Whether this address is only tried for a list in one piece, and that has failed too often on this site."""
        return (
            self._failures >= MOST_FAILURES
            and queued.has_priority(PRIORITY)
            and self.whole_list(queued) is not None
            and self._writing.held(queued.id) is None
        )

    def whole_list(self, queued: QueuedUrl) -> ListPage | None:
        """The list that is asked for in one piece under this address; None: it is another page."""
        page = self._list_page(queued.url) if queued.kind == "listing" else None
        return page if page is not None and page.offset < 0 else None

    def holds_back(self, queued: QueuedUrl) -> bool:
        """Whether this address, about to be asked for, is a page of a list that is on its way in one piece: then it waits until
        `dealt_with`. The address of the whole list itself makes the others wait."""
        page = self._list_page(queued.url) if queued.kind == "listing" else None
        if page is None:
            return False
        if page.offset < 0:
            self._held_back.setdefault(page.key, [])
            return False
        waiting = self._held_back.get(page.key)
        if waiting is not None:
            waiting.append(queued.id)
        return waiting is not None

    def dealt_with(self, queued: QueuedUrl) -> None:
        """What was asked for under this address came, or did not come."""
        page = self.whole_list(queued)
        if page is not None:
            self._writing.frontier.give_back(self._held_back.pop(page.key, ()))

    def judge(self, queued: QueuedUrl, page: ListPage, links: PageLinks | None) -> bool:
        """Whether the answer with these links (None: it is no page) may stand for its list: then the further pages of the list
        are spared, else they are asked for as ever, and `failed_whole` is to be called. The first page is read from the
        archive, so that a run that was killed in between is judged the same."""
        first = self._writing.newest(page.first, page.of.key)
        shown = find_links(first) if first is not None else None
        if links is None or shown is None:
            return links is not None
        verdict = is_whole(page, shown, links, monolingual=self._site.monolingual)
        if verdict:
            self.dealt_with(queued)
            self._whole[page.key] = queued.id
            self._writing.frontier.spare(lambda url: self._is_further_page(url, page.key), queued.id)
        return verdict is not False

    def failed_whole(self, queued: QueuedUrl, status: int | None) -> None:
        """This list cannot be had in one piece."""
        self._failures += 1
        self.give_pages_back(queued)
        self._writing.frontier.done(queued.id, "failed", status=status, rule=NO_WHOLE_LIST)

    def give_pages_back(self, queued: QueuedUrl) -> None:
        """Nothing comes for this address any more; where it spared the pages of a list, they are asked for after all."""
        page = self.whole_list(queued)
        if page is not None:
            self._whole.pop(page.key, None)
            self._writing.frontier.not_whole(queued.id)

    def _is_further_page(self, url: str, key: str) -> bool:
        page = self._list_page(url)
        return page is not None and page.key == key and page.offset > 0

    def _list_page(self, url: str) -> ListPage | None:
        return list_page(url, monolingual=self._site.monolingual)
