"""Whether the next request may go out, and Scrapy's engine told when that changes; which request it is, is for the spider."""

from typing import TYPE_CHECKING

from scrapy.utils.asyncio import call_later
from scrapy.utils.defer import _schedule_coro  # private: there is no public way to close from a callback

if TYPE_CHECKING:
    from spiders.spider import SiteSpider


class Gate:
    """Shut for a while when the archive is settled or a server asked to be left in peace; for good when the run is to end."""

    def __init__(self, spider: "SiteSpider"):
        self._spider = spider
        self._rests = 0
        self._is_held = False
        self.is_ending = False
        """Whether nothing more is asked for in this run."""

    @property
    def is_open(self) -> bool:
        """Whether a request may go out now."""
        return not (self.is_ending or self._is_held or self._rests)

    def hold(self) -> None:
        """Ask for nothing new until `release`: what was stored is then settled within a few turns of the loop."""
        self._is_held = True

    def release(self) -> None:
        """Go on after `hold`."""
        if self._is_held:
            self._is_held = False
            self.look_again()

    def rest(self, seconds: float) -> None:
        """Ask for nothing for so long, because the server said so; of several wishes, until the last is over."""
        if seconds > 0:
            self._rests += 1
            call_later(seconds, self._rested)

    def _rested(self) -> None:
        self._rests -= 1
        self.look_again()

    def end(self) -> None:
        """Ask for nothing more; Scrapy closes the spider when what is under way has come."""
        self.is_ending = True

    def end_at_once(self) -> None:
        """The archive takes no more: whatever still comes is lost."""
        self.end()
        engine = self._spider.crawler.engine
        if engine is not None and engine.running:
            _schedule_coro(engine.close_spider_async(reason="storage-full"))

    def look_again(self) -> None:
        """Have the engine ask for the next request now."""
        # Private, but there is no other way to wake the engine: it looks again by itself only every five seconds.
        self._spider.crawler.engine._slot.nextcall.schedule()  # type: ignore[union-attr]
