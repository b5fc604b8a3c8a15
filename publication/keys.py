"""The key of a withdrawn thing as the public sees it; what it is withdrawn for stands beside it in `tombstones`."""

import hashlib


def public_key(identity: str) -> str:
    """Key as a tombstone shows it: a number tells nothing, a slug or a file name may tell all, so it is digested.

    >>> public_key("article/12"), public_key("article/Un-titre")[:20]
    ('article/12', 'article/sha256-74478')
    """
    kind, _, name = identity.partition("/")
    if name.split("#", 1)[0].isascii() and name.split("#", 1)[0].isdigit():
        return identity
    return f"{kind}/sha256-{hashlib.sha256(identity.encode('utf-8', 'surrogatepass')).hexdigest()}"
