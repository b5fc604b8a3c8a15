"""Whether an address is requested, by which rule and how soon; the rules themselves are in traps."""

from dataclasses import dataclass, replace

from sites.address import Address, is_plain, resolve, take_apart
from sites.identity import Identity, Kind, identify, identity_of
from sites.parameters import FORM, is_agenda, is_list_offset, is_sort, page_name, read_query
from sites.site import Site
from sites.traps import MOST_CHARACTERS, RULES, Asked

IN_SCOPE = "in-scope"
PRIORITIES: dict[Kind, int] = {"feed": 0, "section": 10, "listing": 10, "article": 20, "attachment": 30, "other": 40}
"""Lower is asked for first: what names many addresses goes before what holds content, files after pages."""
FIRST = 0
"""Priority of the home page, the plan, the sitemap, feeds and start pages."""
_PLAIN_KINDS = frozenset({"article", "section", "attachment"})
_SEEDS = frozenset({"home", "plan", "sitemap.xml", "robots.txt"})


@dataclass(frozen=True, slots=True)
class Decision:
    """What becomes of one address, and why."""

    request: bool
    """True: ask the server for it."""
    rule: str
    """Stable name of what decided: `in-scope`, `scheme`, `foreign-host`, or a name out of `sites.traps.RULES`."""
    identity: Identity
    """Thing the address means."""
    url: str
    """Address to be requested, normalised."""
    priority: int
    """Lower is asked for first; told for what is not requested, too."""
    chain: tuple[str, ...] = ()
    """Steps that led here, one sentence each; only made by `explain`."""


def decide(site: Site, url: str, found_on: str | None = None) -> Decision:
    """Whether `url` is requested for this site. Never raises.

    A relative `url` is taken from the page `found_on`, or from the site's first start page. An article is asked for
    without what only turns or sorts something beside it (calendar, list, way back from a form): it is the same article.
    """
    if not site.skip and is_plain(url):
        address = take_apart(url)
        identity = identify(url)
        if identity.kind in _PLAIN_KINDS and address.host in site.hosts and len(url) < MOST_CHARACTERS:
            return Decision(True, IN_SCOPE, identity, url, _priority(site, url, identity))  # no rule can apply
    address, identity = _understood(site, url, found_on)
    if address.scheme not in ("http", "https"):
        return Decision(False, "scheme", identity, address.url, PRIORITIES[identity.kind])
    if address.host not in site.hosts:
        return Decision(False, "foreign-host", identity, address.url, PRIORITIES[identity.kind])
    asked = _asked(site, address, identity)
    for name, rule in RULES:
        if rule(asked) is not None:
            return Decision(False, name, identity, asked.address.url, PRIORITIES[identity.kind])
    return Decision(True, IN_SCOPE, identity, asked.address.url, _priority(site, url, identity))


def explain(site: Site, url: str, found_on: str | None = None) -> Decision:
    """The same decision as `decide`, with every step in `chain`, in English."""
    decision = decide(site, url, found_on)
    address, identity = _understood(site, url, found_on)
    chain = [f"given: {url}"]
    if found_on is not None:
        chain.append(f"found on: {found_on}")
    chain.append(f"normalised: {address.url}")
    chain.append(f"means: {identity.key}")
    if decision.rule == "scheme":
        chain.append(f"scheme: {address.scheme or 'none'} is neither http nor https: not requested")
    elif decision.rule == "foreign-host":
        hosts = ", ".join(site.hosts)
        chain.append(f"foreign-host: {address.host or 'no host'} is not of site {site.name} ({hosts}): not requested")
    else:
        chain.append(f"host: {address.host} is of site {site.name}")
        asked = _asked(site, address, identity)
        if asked.address != address:
            chain.append(f"the same article, plain: {asked.address.url}")
        for name, rule in RULES:
            reason = rule(asked)
            if reason is not None:
                chain.append(f"{name}: {reason}: not requested")
                break
            chain.append(f"{name}: does not apply")
        else:
            chain.append(f"{IN_SCOPE}: requested, priority {decision.priority}")
    return replace(decision, chain=tuple(chain))


def _understood(site: Site, url: str, found_on: str | None) -> tuple[Address, Identity]:
    address = take_apart(url, monolingual=site.monolingual)
    if not address.scheme:
        absolute = resolve(found_on or site.start_urls[0], url)
        if absolute is not None:
            address = take_apart(absolute, monolingual=site.monolingual)
    return address, identity_of(address)


def _asked(site: Site, address: Address, identity: Identity) -> Asked:
    pairs = read_query(address.query)
    if identity.kind == "article" and len(pairs) > 1:
        kept = "&".join(
            piece
            for piece, (name, value) in zip(address.query.split("&"), pairs, strict=True)
            if not _beside_an_article(name, value)
        )
        if kept != address.query:
            address, pairs = replace(address, query=kept), read_query(kept)
    parameters = dict(pairs)
    return Asked(address, identity, parameters, page_name(address.path, parameters), site.skip)


def _beside_an_article(name: str, value: str) -> bool:
    return name in FORM or is_list_offset(name) or is_agenda(name, value) or is_sort(name)


def _priority(site: Site, url: str, identity: Identity) -> int:
    if (identity.kind == "other" and identity.slug in _SEEDS) or url in site.start:
        return FIRST
    return PRIORITIES[identity.kind]
