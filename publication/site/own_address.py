"""The address under which a site tells of itself: the one `serve` was given, never what a stranger wrote into `Host`."""

import re
from typing import Any
from urllib.parse import urlsplit

from publication.site.headers import App, Receive, Scope, Send
from sites.errors import BadInput

ADDRESS = "FONDS_ADDRESS"
"""Variable of the environment by which a process learns its own address."""

_LOOPBACK = re.compile(r"(?:localhost|127(?:\.[0-9]{1,3}){3}|\[::1\])(?::[0-9]{1,5})?", re.I)
_HOST = re.compile(r"(?:[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?|\[[0-9a-f:]+\])(?::[0-9]{1,5})?", re.I)


def site_address(text: str) -> str:
    """Scheme and host of an address that somebody gave as the site's own. BadInput when it is none, or leads below the root.

    >>> site_address("https://archives.example.org/"), site_address("http://[::1]:8001")
    ('https://archives.example.org', 'http://[::1]:8001')
    """
    try:
        parts = urlsplit(text.strip())
    except ValueError:
        parts = urlsplit("")
    is_root = parts.path in ("", "/") and not parts.query and not parts.fragment
    if parts.scheme not in ("http", "https") or not is_root or _HOST.fullmatch(parts.netloc) is None:
        raise BadInput(f"{text}: not the address of a site; it is scheme and host, as https://archives.example.org")
    return f"{parts.scheme}://{parts.netloc.lower()}"


def sql_address(fonds: Any, address: str | None, port: int) -> str | None:
    """Address of the process that answers free SQL: that of the configuration `fonds`, else the site's with this port; None:
    neither is given.

    >>> sql_address({"sql": "https://sql.example.org/public"}, None, 8002), sql_address({}, "https://example.org:8443", 8002)
    ('https://sql.example.org', 'https://example.org:8002')
    """
    named = fonds.get("sql") if isinstance(fonds, dict) else None
    if isinstance(named, str):
        return site_address(named.strip().removesuffix("/public"))
    return None if address is None else f"{re.sub(r':[0-9]+$', '', address)}:{port}"


def addressed(app: App, address: str | None) -> App:
    """An ASGI app that believes itself to be at this address. None: at the host that was asked for where that is this machine's
    own name for itself, else where it listens."""

    async def answer(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            scheme, _, host = (address or f"{scope.get('scheme', 'http')}://{_asked_host(scope)}").partition("://")
            others = [pair for pair in scope["headers"] if bytes(pair[0]).lower() != b"host"]
            scope = {**scope, "scheme": scheme, "headers": [*others, (b"host", host.encode())]}
        await app(scope, receive, send)

    return answer


def _asked_host(scope: Scope) -> str:
    for name, value in scope["headers"]:
        if bytes(name).lower() == b"host" and _LOOPBACK.fullmatch(bytes(value).decode("latin-1")):
            return bytes(value).decode("latin-1")
    host, port = scope.get("server") or ("localhost", None)
    host = f"[{host}]" if ":" in host else host
    return host if port is None else f"{host}:{port}"
