"""A saved page and what a careful person reads on it, as one pair of files: making the second, and reading the first as it was."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any

from archive.capture import Capture
from articles.reading import Reading, read_page
from articles.tree.page import open_page
from sites.site import Site
from sites.skeleton import Skeleton

_LEFT_OUT = frozenset({"raw_body_text", "record_id", "edits", "identity"})
"""Fields of an Article that say nothing of their own here: undoing the edits gives the raw text, the address the identity."""


def page_facts(capture: Capture, site: Site) -> dict[str, Any]:
    """What a page's bytes do not say and its reading needs, ready for JSON."""
    return {
        "url": capture.url,
        "content_type": capture.header("Content-Type"),
        "fetched_at": capture.fetched_at.isoformat(),
        "hosts": list(site.hosts),
        "languages": list(site.languages),
        "skeletons": list(site.skeletons),
    }


def capture_of(data: bytes, facts: Mapping[str, Any]) -> Capture:
    """The page as a capture again; KeyError or ValueError where a fact is missing or odd."""
    declared = facts["content_type"]
    headers = ((b"Content-Type", declared.encode("latin-1")),) if declared else ()
    digest = hashlib.sha256(data).hexdigest()
    moment = datetime.fromisoformat(facts["fetched_at"])
    return Capture(facts["url"], moment, 200, headers, data, digest, "", "file", "reconstructed")


def site_of(facts: Mapping[str, Any]) -> Site:
    """What is known of the page's site."""
    hosts, languages, skeletons = (tuple(facts[name]) for name in ("hosts", "languages", "skeletons"))
    return Site("saved", "saved", hosts, languages=languages, skeletons=skeletons)


def read_pair(data: bytes, facts: Mapping[str, Any], skeletons: Mapping[str, Skeleton]) -> Reading:
    """Read the page of a pair."""
    site = site_of(facts)
    return read_page(open_page(capture_of(data, facts), monolingual=site.monolingual), site, skeletons)


def expected_values(reading: Reading) -> dict[str, Any]:
    """What was read, as plain values that JSON gives back unchanged: outcome, skeleton, kinds of problems, and the article with
    the names of the cleaners that changed it, or the section."""
    values: dict[str, Any] = {
        "outcome": reading.outcome,
        "skeleton": reading.skeleton,
        "problems": [problem.kind for problem in reading.problems],
    }
    if reading.article is not None:
        fields = {name: value for name, value in asdict(reading.article).items() if name not in _LEFT_OUT}
        fields["cleaners"] = sorted({edit.cleaner for edit in reading.article.edits})
        values["article"] = fields
    if reading.section is not None:
        values["section"] = {name: value for name, value in asdict(reading.section).items() if name not in _LEFT_OUT}
    return dict(json.loads(json.dumps(values)))
