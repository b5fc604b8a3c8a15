"""Says which address a page gives itself; whether two pages are one thing because of it is for the database."""

from articles.fields.skeleton_fields import Fields
from sites.address import bare_host, normalise, resolve
from sites.identity import identify


def canonical_address(fields: Fields, kind: str) -> str:
    """The address the page gives itself, where it means a thing of the same kind; else the one it was asked at.

    Whether it is the page's own is not known here: some skins print one address on all pages. Before two captures are
    taken for one article because of it, the database compares what it holds.
    """
    page = fields.page
    own = normalise(page.url, monolingual=page.monolingual)
    for link in fields.selection.all_of("link[rel=canonical]"):
        said = resolve(fields.base, link.get("href") or "")
        if said is None or bare_host(said) != bare_host(own):
            continue
        # Part 2 of an article often gives the address of part 1, which is another text.
        meant = identify(said, monolingual=page.monolingual)
        if meant.kind == kind and meant.part == page.identity.part:
            return normalise(said, monolingual=page.monolingual)
    return own
