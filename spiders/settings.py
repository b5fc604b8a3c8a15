"""Scrapy's settings for every crawl: what is switched off, and why; what differs by site is set in run.py."""

SCHEDULER = "spiders.scheduler.FrontierScheduler"
DOWNLOAD_HANDLERS = {
    "http": "spiders.tap.TapDownloadHandler",
    "https": "spiders.tap.TapDownloadHandler",
    "data": None,
    "file": None,
    "ftp": None,
    "s3": None,
}

# Robots, redirects, retries, compression and scope are decided on the ledger, where they leave a row; Scrapy's own
# middlewares would decide them unseen. Each one less is also 1 to 3 % of a crawl's time.
DOWNLOADER_MIDDLEWARES_BASE: dict[str, int] = {}
SPIDER_MIDDLEWARES_BASE: dict[str, int] = {}
EXTENSIONS_BASE: dict[str, int] = {}
ITEM_PIPELINES_BASE: dict[str, int] = {}

ROBOTSTXT_OBEY = False  # obeyed by the spider, with Protego: see spiders/robots.py
COOKIES_ENABLED = False  # with cookies on, the first run asks a third party for the public suffix list
TELNETCONSOLE_ENABLED = False
# The old servers this is for have certificates that ran out, or are self-signed; what is kept says who sent it no more than
# a capture by http does.
DOWNLOAD_VERIFY_CERTIFICATES = False
LOG_LEVEL = "ERROR"
LOG_INSTALL_ROOT_HANDLER = False

# In all: the longest body, 128 MB, at 145 kB a second. An exchange without a byte for a minute ends before (spiders/tap.py).
DOWNLOAD_TIMEOUT = 900
DOWNLOAD_MAXSIZE = 128 * 1024 * 1024
DOWNLOAD_WARNSIZE = 0
DOWNLOAD_FAIL_ON_DATALOSS = True
DOWNLOAD_DELAY_JITTER = 0.0
CONCURRENT_REQUESTS_PER_DOMAIN = 1
CONCURRENT_REQUESTS = 1

# Scrapy starts this many tasks for the output of every answer (100 by default, a fifth of a crawl's time here); a page
# of a site half known yields about one request.
CONCURRENT_ITEMS = 1

# Scrapy would read and parse the source of a callback at every answer, to warn of a `return` in it: a third of a crawl's time.
WARN_ON_GENERATOR_RETURN_VALUE = False

DEFAULT_REQUEST_HEADERS: dict[str, str] = {}
