"""The plain idiomatic Scrapy spider that the crawl is measured against: CSS selectors, follow every link, one item a page.

    python -m bench.plain_spider http://127.0.0.1:PORT/ CONCURRENCY

Prints `pages seconds peak_kB`: distinct article pages, from the first request to the last item.
"""

import resource
import sys
import time

import scrapy
from scrapy.crawler import AsyncCrawlerProcess


class PlainSpider(scrapy.Spider):
    """As a tutorial would write it."""

    name = "plain"

    def __init__(self, start_url: str):
        super().__init__()
        self.start_urls = [start_url]
        self.seen: set[str] = set()
        self.first = self.last = 0.0

    async def start(self):  # type: ignore[no-untyped-def]
        self.first = time.monotonic()
        for url in self.start_urls:
            yield scrapy.Request(url, self.parse)

    def parse(self, response):  # type: ignore[no-untyped-def]
        if "article" in response.url:
            yield {
                "url": response.url,
                "title": response.css("h1::text").get(),
                "date": response.css(".published::attr(title)").get(),
                "text": "\n".join(response.css(".texte ::text").getall()),
            }
            self.seen.add(response.url)
            self.last = time.monotonic()
        for href in response.css("a::attr(href)").getall():
            yield response.follow(href, self.parse)


def main() -> None:
    process = AsyncCrawlerProcess(
        {
            "LOG_LEVEL": "ERROR",
            "TELNETCONSOLE_ENABLED": False,
            "COOKIES_ENABLED": False,
            "ROBOTSTXT_OBEY": False,
            "DOWNLOAD_DELAY": 0,
            "CONCURRENT_REQUESTS": 2 * int(sys.argv[2]),
            "CONCURRENT_REQUESTS_PER_DOMAIN": int(sys.argv[2]),
        }
    )
    crawler = process.create_crawler(PlainSpider)
    process.crawl(crawler, start_url=sys.argv[1])
    process.start()
    spider = crawler.spider
    assert isinstance(spider, PlainSpider)
    print(len(spider.seen), spider.last - spider.first, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)


if __name__ == "__main__":
    main()
