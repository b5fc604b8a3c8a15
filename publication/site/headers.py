"""Headers that fence what is served: own pages, Datasette's pages, archived pages and files, each with its policy."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any
from urllib.parse import quote

_POLICY = "content-security-policy"
_PERMISSIONS = (
    "accelerometer=(), browsing-topics=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), microphone=(), "
    "midi=(), payment=(), usb=()"
)
ALWAYS: Mapping[str, str] = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "permissions-policy": _PERMISSIONS,
    "cross-origin-opener-policy": "same-origin",
    "x-permitted-cross-domain-policies": "none",
}
"""On every answer."""

_BASE = "object-src 'none'; base-uri 'none'; form-action 'self'"
OWN = f"default-src 'self'; script-src 'none'; img-src 'self' data:; {_BASE}; frame-ancestors 'none'"
"""Policy of our pages: no script, nothing inline, no foreign host."""
STOCK = (
    "default-src 'self'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
    f"connect-src 'self'; {_BASE}; frame-ancestors 'none'"
)
"""Policy of Datasette's pages, which have scripts and styles of their own in them; archived HTML stands there too, but only
as it was made safe when it was built."""
ARCHIVED_PAGE: Mapping[str, str] = {
    _POLICY: "sandbox; default-src 'none'; style-src 'unsafe-inline'; form-action 'none'; base-uri 'none'; "
    "frame-ancestors 'self'",
    "x-robots-tag": "noindex",
}
"""Of a page as captured: it has styles written into it, and nothing else works."""
_FILE_POLICY = "sandbox; default-src 'none'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'"

Scope = Mapping[str, Any]
Receive = Callable[[], Awaitable[Any]]
Send = Callable[[Mapping[str, Any]], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]


def archived_file(name: str) -> dict[str, str]:
    """Headers of the bytes of an archived file: saved under its name, never shown as a page of this site.

    >>> archived_file('é"1.pdf')["content-disposition"]
    'attachment; filename="_1.pdf"; filename*=UTF-8\\'\\'%C3%A9%221.pdf'
    """
    plain = "".join(c if c.isascii() and (c.isalnum() or c in " .-_()") else "_" for c in name).replace("__", "_")
    return {
        _POLICY: _FILE_POLICY,
        "content-disposition": f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}",
        "x-robots-tag": "noindex",
    }


def policy_of(path: str) -> str:
    """The policy of an answer that names none itself.

    >>> policy_of("/a/lab/12") == OWN, policy_of("/public/articles") == STOCK, policy_of("/public/x/1.blob") == _FILE_POLICY
    (True, True, True)
    """
    if path.endswith(".blob"):
        return _FILE_POLICY
    is_stock = path == "/public" or path.startswith(("/public/", "/public.", "/-/static"))
    return STOCK if is_stock else OWN


def fenced(app: App, policy: Callable[[str], str] = policy_of) -> App:
    """An ASGI app whose answers carry these headers; those that it sets itself stay."""

    async def answer(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await app(scope, receive, send)
            return

        async def send_fenced(event: Mapping[str, Any]) -> None:
            if event["type"] == "http.response.start":
                headers = list(event.get("headers") or [])
                known = {bytes(name).lower() for name, _ in headers}
                wanted = {**ALWAYS, _POLICY: policy(scope["path"])}
                headers += [
                    (name.encode(), value.encode()) for name, value in wanted.items() if name.encode() not in known
                ]
                event = {**event, "headers": headers}
            await send(event)

        await app(scope, receive, send_fenced)

    return answer
