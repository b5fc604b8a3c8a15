"""Undoes what services and tools that keep pages put into their copies: which page it was and when, its links; reading it is for saved."""

import re
from dataclasses import dataclass
from datetime import datetime
from html import unescape

from archive.clock import moment_of

_WAYBACK_LINK = re.compile(rb"(?:(?:https?:)?//web\.archive\.org)?/web/\d{14}(?:[a-z]{2}_)?/(?=https?://)")
_WAYBACK_PAGE = re.compile(
    rb"The Wayback Machine - https?://web\.archive\.org/web/(?P<moment>\d{14})/(?P<url>https?://[^\s<]+)"
)
_WAYBACK_CALL = re.compile(rb"__wm\.wombat\(\s*\"(?P<url>https?:[^\"\s]+)\"\s*,\s*\"(?P<moment>\d{14})\"")
_TOOLBAR = re.compile(rb"<!-- BEGIN WAYBACK TOOLBAR INSERT -->.*?<!-- END WAYBACK TOOLBAR INSERT -->", re.DOTALL)
_TODAY_LINK = re.compile(rb"https?://archive\.(?:ph|is|today|li|fo|md|vn)/o/\w+/(?=https?://)")
_TODAY_PAGE = re.compile(rb"<input[^>]{0,400}\bname=\"q\"[^>]{0,400}\bvalue=\"(?P<url>https?://[^\"\s]+)\"")
_SINGLE_FILE = re.compile(rb"<!--\s*Page saved with SingleFile\s+url:\s*(?P<url>https?://\S+)")
_BROWSER = re.compile(rb"<!--\s*saved from url=\(\d+\)(?P<url>\S+?)\s*-->")
_ANSWER = re.compile(rb"(?:HTTP/[\d.]+ \d{3}[^\r\n]{0,200}\r?\n(?:[\w-]{1,80}:[^\r\n]{0,8000}\r?\n){1,200}\r?\n)+")
"""The lines of an answer that `curl -i` and `wget --save-headers` write before the page, those of each redirection first."""
_HEAD = 32_768
"""Bytes in which a copy says whose it is."""


@dataclass(frozen=True, slots=True)
class Copy:
    """A page as it was before it was kept."""

    data: bytes
    """Its bytes, links as the site had them and without a toolbar."""
    url: str | None
    """Address the copy gives; None: it gives none."""
    kept_at: datetime | None
    """When it was kept (UTC); None: the copy does not say."""


def undone(data: bytes) -> Copy:
    """The page of a copy by the Wayback Machine, archive.today, SingleFile or a browser, without the lines of the answer that brought
    it; any other page as it is.

    >>> undone(b'<a href="/web/20140620083412/http://h.example/spip.php?article3">').data
    b'<a href="http://h.example/spip.php?article3">'
    >>> undone(b'<!-- saved from url=(0021)http://h.example/a?b -->..<a href="http://h.example/a?b#nb1">').data[-15:]
    b'<a href="#nb1">'
    """
    answer = _ANSWER.match(data)
    data = data if answer is None else data[answer.end() :]
    if b"/web/" in data and _WAYBACK_LINK.search(data) is not None:
        said = _WAYBACK_PAGE.search(data) or _WAYBACK_CALL.search(data)
        page = _WAYBACK_LINK.sub(b"", _TOOLBAR.sub(b"", data))
        return Copy(page, _url(said), _moment(said["moment"]) if said else None)
    if b"/o/" in data and _TODAY_LINK.search(data) is not None:
        return Copy(_TODAY_LINK.sub(b"", data), _url(_TODAY_PAGE.search(data[:_HEAD])), None)
    head = data[:_HEAD]
    kept = _BROWSER.search(head) if b"saved from url=" in head else None
    if kept is not None:
        # Chrome writes links within the page whole.
        own = kept["url"].partition(b"#")[0]
        for written in {own, own.replace(b"&", b"&amp;")}:
            data = data.replace(b'href="' + written + b"#", b'href="#')
    single = _SINGLE_FILE.search(head) if b"saved with SingleFile" in head else None
    return Copy(data, _url(kept or single), None)


def _url(said: re.Match[bytes] | None) -> str | None:
    return unescape(said["url"].decode("utf-8", "replace")) if said else None


def _moment(digits: bytes) -> datetime | None:
    try:
        return moment_of(digits.decode())
    except ValueError:
        return None
