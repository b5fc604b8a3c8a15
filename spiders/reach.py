"""Whether a site's hosts may be asked at all: that they have an address, and none a private one; asking is for the spider."""

import ipaddress
import socket
from urllib.parse import urlsplit

from sites.errors import BadInput, FarFromExpected
from sites.site import Site


def is_private(address: str) -> bool:
    """Whether an IP address is one of a private network, loopback, or otherwise not of the public internet.

    >>> is_private("127.0.0.1"), is_private("::ffff:10.0.0.1"), is_private("169.254.169.254"), is_private("8.8.8.8")
    (True, True, True, False)
    """
    return not ipaddress.ip_address(address).is_global


def unreachable_hosts(site: Site) -> list[str]:
    """Look up all hosts; give those without an address, as messages. BadInput when one is private or loopback and the site
    does not allow it; FarFromExpected when none has an address."""
    unresolved = []
    for host in site.hosts:
        try:
            parts = urlsplit(f"//{host}")
            name = parts.hostname or ""
            if ":" in name or parts.port == 0:
                raise ValueError("no IPv6 address and no port 0 can be crawled; give a name")
        except ValueError as error:
            raise BadInput(f"host {host!r}: {error}") from error
        try:
            answers = socket.getaddrinfo(name, None, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError) as error:
            unresolved.append(f"{host}: no address: {error}")
            continue
        for answer in answers:
            address = str(answer[4][0]).partition("%")[0]
            if is_private(address) and not site.allow_private:
                raise BadInput(
                    f"{host} is {address}, a private or loopback address; say --allow-private if that is meant"
                )
    if len(unresolved) == len(site.hosts):
        raise FarFromExpected(
            f"{'; '.join(unresolved)}. Nothing was fetched; check the spelling and the network, or take the site from "
            "WARC files with `import`"
        )
    return unresolved
