"""Addresses as they would be requested, and links made absolute; what an address means is told by identity."""

import re
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import quote, urljoin, urlsplit

from sites.parameters import OBJECT_TYPES, says_nothing

# Addresses that are normal already, as most links of a SPIP site are: they are only cut, not cleaned.
_NORMAL = re.compile(
    r"https?://[a-z0-9-]+(?:\.[a-z0-9-]+)*(?::(?!(?:80|443)/)[0-9]+)?/"
    r"(?:(?:spip\.php)?(?:\?(?:article|rubrique)[0-9]+(?:&(?:debut_[a-z]+=[0-9]+|artpage=[0-9]+-[0-9]+))?)?"
    r"|[A-Za-z0-9+_@-][A-Za-z0-9,+_@-]*(?:\.html)?"
    r"|(?:sites/[a-z0-9-]+(?:\.[a-z0-9-]+)*/)?IMG/[a-z0-9]+/[A-Za-z0-9_-][A-Za-z0-9_.-]*)"
)
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
_AUTHORITY = re.compile(r"[^/\\?]*")
_ESCAPED_AMPERSAND = re.compile(r"&(?:amp;)+")
_SAFE = re.compile(r"[A-Za-z0-9\-._~!$&()*+,;=:@/?]*")
_TO_ENCODE = re.compile(r"%[0-9A-Fa-f]{2}|[^A-Za-z0-9\-._~!$&()*+,;=:@/?]")
_PATH_INFO = re.compile(r"^(.*?/)spip\.php/(?:.*/)?spip\.php(?=/|$)")
_PATH_INFO_BASE = re.compile(r"^([^?#]*?/)[A-Za-z0-9_-]+\.php3?/")
_PLAIN_LINK = re.compile(r"/?[A-Za-z0-9+_@-][A-Za-z0-9,+_@/-]*(?:\.[A-Za-z0-9]+)*(?:\?[A-Za-z0-9_=&%,-]*)?")
_IPV6 = re.compile(r"\[[0-9A-Fa-f:.]+\](?::[0-9]+)?\Z")
_NO_HOST = re.compile(r'[\s"<>\[\]]')
_CACHE_BUSTER = re.compile(r"[0-9]{9,}")
_DEFAULT_PORTS = {"http": "80", "https": "443"}
_LINE_BREAKS = str.maketrans("", "", "\t\r\n")
_NO_ADDRESS = frozenset({"javascript", "vbscript", "mailto", "data", "blob", "tel", "sms", "callto", "skype", "about"})


@dataclass(frozen=True, slots=True)
class Address:
    """An address taken apart and made uniform; `url` puts it together again."""

    scheme: str
    """`http`, `https`, empty where the text named none, or any other scheme, lower case."""
    host: str
    """`host` or `host:port`, lower case, without a default port; empty where the text named none."""
    path: str
    """Begins with `/`, percent-encoded; for a scheme that is not http or https, the whole text."""
    query: str
    """Without `?`, percent-encoded, in its order, without what says nothing; empty: none."""

    @property
    def url(self) -> str:
        """The address in one piece."""
        if self.scheme not in ("http", "https", ""):
            return self.path
        before = f"{self.scheme}://{self.host}" if self.scheme else (f"//{self.host}" if self.host else "")
        return f"{before}{self.path}?{self.query}" if self.query else before + self.path

    @property
    def key(self) -> str:
        """The address without what does not tell two things apart: scheme, `www.`, order of the query."""
        query = "&".join(sorted(self.query.split("&")))
        return self.host.removeprefix("www.") + self.path + (f"?{query}" if query else "")


def normalise(url: str, *, monolingual: bool = True) -> str:
    """The address as it would be requested; never raises, and its own result is left as it is.

    Lower-cased: scheme, host, never the path. Dropped: default port, user name, fragment, visit ids, `var_*`, search
    words, trackers, `id_document` of a portfolio, `lang` on a monolingual site, the time stamp of a file, dot segments,
    empty segments, path-info before the last `spip.php`. Kept: `www.`, http or https, order of the query. A text
    without host is taken as a path from the root; one of another scheme (`mailto:`) is only trimmed.
    """
    return take_apart(url, monolingual=monolingual).url


def canonical_key(url: str) -> str:
    """One text for all spellings of one address: normalised, without scheme, `www.` and the order of the query."""
    return take_apart(url).key


@lru_cache(maxsize=1024)  # the readings of a page ask for the same few links
def take_apart(url: str, *, monolingual: bool = True) -> Address:
    """The address as `normalise` makes it, in its parts. Never raises."""
    whole = url.partition("#")[0]
    if _NORMAL.fullmatch(whole):
        scheme, _, rest = whole.partition("://")
        host, _, rest = rest.partition("/")
        path, _, query = rest.partition("?")
        return Address(scheme, host, "/" + path, query)
    text = url.translate(_LINE_BREAKS).strip()
    scheme, authority = "", ""
    named = _SCHEME.match(text)
    if named:
        scheme = named[1].lower()
        if scheme not in _DEFAULT_PORTS:
            return Address(scheme, "", text, "")
        text = text[named.end() :]
    text = text.partition("#")[0].rstrip()
    if named or text.startswith("//"):
        text = text.lstrip("/\\")
        authority = _AUTHORITY.match(text)[0]  # type: ignore[index]  # the pattern matches any text, if only its start
        text = text[len(authority) :]
    path, _, query = _ESCAPED_AMPERSAND.sub("&", text).partition("?")
    path = _path(path)
    return Address(scheme, _host(authority, scheme), path, _query(query, path, monolingual) if query else "")


def bare_host(url: str) -> str:
    """Host of an absolute address, with its port, without `www.`: sites answer under both names.

    >>> bare_host("http://WWW.a.example.org:81/b"), bare_host("http://a.example.org?b"), bare_host("mailto:a")
    ('a.example.org:81', 'a.example.org', '')
    """
    return url.partition("//")[2].partition("/")[0].partition("?")[0].lower().removeprefix("www.")


def is_plain(url: str) -> bool:
    """Whether the address is normal as it stands and of a common form: object, slug or file, without parameters."""
    return "&" not in url and _NORMAL.fullmatch(url) is not None


@lru_cache(maxsize=1024)
def resolve(base: str, href: str) -> str | None:
    """The absolute address of a link as written, seen on the page `base`; None where it leads to no page.

    Blanks around and line breaks within are forgiven. A page reached through path-info (`spip.php/x/`) takes its
    relative links from the site root, or each page would link to ever longer addresses of itself (SPIP's links are
    relative, reference: SPIP core ecrire/urls/page.php). None for `javascript:`, `mailto:`, `data:`, `tel:`, an empty
    link and for what is no address at all, such as `http://[`. The result is not normalised.
    """
    if _PLAIN_LINK.fullmatch(href):
        origin, folder = _base(base)
        if origin:
            return origin + (href if href[0] == "/" else folder + href)
    href = href.translate(_LINE_BREAKS).strip()
    if not href:
        return None
    named = _SCHEME.match(href)
    if named:
        scheme = named[1].lower()
        if scheme in _NO_ADDRESS:
            return None
        rest = href[named.end() :]
        if scheme in _DEFAULT_PORTS:
            href = f"{scheme}://" + rest.lstrip("/\\ ")
        elif not rest.startswith("//"):
            return None
    try:
        if not named:
            origin, folder = _base(base)
            before, mark, query = href.partition("?")
            whole = base if href[0] in "?#" and not _PATH_INFO_BASE.search(base) else origin + folder
            href = urljoin(whole, before.replace("\\", "/") + mark + query)
        parts = urlsplit(href)
    except ValueError:  # urllib says so of brackets that hold no IPv6 address and of hosts no name can have
        return None
    host = parts.netloc.rpartition("@")[2]
    if not parts.scheme or not host or (not _IPV6.search(host) and _NO_HOST.search(host)):
        return None
    return href


@lru_cache(maxsize=256)  # one page gives its hundred links one after the other
def _base(base: str) -> tuple[str, str]:
    """Origin (`http://host`) and folder (`/`, `/a/`) that relative links of a page are taken from; empty: no origin."""
    before_query = re.split(r"[?#]", base.strip(), maxsplit=1)[0]
    scheme, _, rest = before_query.partition("://")
    host, slash, path = rest.partition("/")
    if scheme.lower() not in _DEFAULT_PORTS or not host or (not _IPV6.search(host) and _NO_HOST.search(host)):
        return "", ""
    root = _PATH_INFO_BASE.search(slash + path)
    folder = root[1] if root else (slash + path).rpartition("/")[0] + "/"
    return f"{scheme}://{host}", folder


def _host(authority: str, scheme: str) -> str:
    lower = authority.lower()
    host = lower.rpartition("@")[2].rstrip(".")
    name, colon, port = host.rpartition(":")
    if colon and (":" not in name or name.endswith("]")) and port in ("", _DEFAULT_PORTS.get(scheme)):
        host = name.rstrip(".")
    return host or lower  # an authority of signs only names no host: it is kept as it is, and is foreign to every site


def _path(path: str) -> str:
    path = _encoded("/" + path.replace("\\", "/"))
    if "//" in path or "/." in path:
        kept: list[str] = []
        segments = path.split("/")
        for segment in segments:
            if segment == "..":
                del kept[-1:]
            elif segment not in ("", "."):
                kept.append(segment)
        path = "/" + "/".join(kept) + ("/" if kept and segments[-1] in ("", ".", "..") else "")
    if "/spip.php/" in path:
        path = _PATH_INFO.sub(r"\1spip.php", path)
    return path


def _query(query: str, path: str, monolingual: bool) -> str:
    pieces = _encoded(query).split("&")
    page = next((piece[5:] for piece in pieces if piece.startswith("page=")), "")
    # `id_document` enlarges one picture of an article's portfolio, but names the file in `spip_acces_doc.php3` (1.8)
    # and may name the thing shown by a skeleton of the site's own.
    portfolio = not path.endswith(("/spip_acces_doc.php3", "/spip_acces_doc.php")) and (
        not page or page in OBJECT_TYPES
    )
    kept = "&".join(
        piece
        for piece in pieces
        if piece
        and not says_nothing(name := piece.partition("=")[0], monolingual)
        and not (portfolio and name == "id_document")
    )
    return "" if _CACHE_BUSTER.fullmatch(kept) else kept


def _encoded(text: str) -> str:
    return text if _SAFE.fullmatch(text) else _TO_ENCODE.sub(_encode, text)


def _encode(hit: re.Match[str]) -> str:
    found = hit[0]
    return found.upper() if len(found) == 3 else quote(found, safe="", errors="surrogatepass")
