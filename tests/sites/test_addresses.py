"""Addresses: normal forms, links made absolute, identities; cases stand as data beside this file."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sites.address import canonical_key, is_plain, normalise, resolve
from sites.identity import Identity, identify
from tests.sites.address_cases import addresses, cases

IDENTITIES = [tuple(row) for rows in cases("identity_vectors.json").values() for row in rows]
NORMAL = cases("normal_addresses.json")


@pytest.mark.parametrize(("url", "key"), IDENTITIES)
def test_identity_of_the_vectors(url: str, key: str) -> None:
    assert identify(url).key == key


@pytest.mark.parametrize(("url", "key"), IDENTITIES)
def test_the_short_way_and_the_long_way_agree(url: str, key: str) -> None:
    """A visit id keeps an address from the short way for common forms."""
    if url.startswith("http") and "#" not in url and not url.lower().endswith(("h", "1617273598")):
        assert identify(url + ("&" if "?" in url else "?") + "PHPSESSID=1").key == key


def test_no_language_part_on_a_site_of_one_language() -> None:
    assert identify("http://h/spip.php?article12&lang=en") == Identity("article", 12)
    several = identify("http://h/spip.php?article12&lang=en", monolingual=False)
    assert several == Identity("article", 12, None, "lang=en")
    assert normalise("http://h/?lang=en", monolingual=False) == "http://h/?lang=en"


@pytest.mark.parametrize(("url", "wanted"), NORMAL["normalised"])
def test_normal_form(url: str, wanted: str) -> None:
    assert normalise(url) == wanted


@pytest.mark.parametrize(("base", "href", "wanted"), NORMAL["resolved"])
def test_link_made_absolute(base: str, href: str, wanted: str | None) -> None:
    assert resolve(base, href) == wanted


def test_key_is_one_for_all_spellings() -> None:
    assert canonical_key("http://www.h.fr:80/a?x=1&y=2#z") == canonical_key("https://h.fr/a?y=2&x=1")
    assert canonical_key("http://h.fr/a") != canonical_key("http://h.fr/b")


@given(addresses)
def test_normal_form_is_a_fixed_point(url: str) -> None:
    once = normalise(url)
    assert normalise(once) == once


@given(addresses)
def test_identity_survives_normal_form(url: str) -> None:
    assert identify(normalise(url)) == identify(url)
    assert "\n" not in identify(url).key


@given(addresses)
def test_plain_addresses_are_normal(url: str) -> None:
    if is_plain(url):
        assert normalise(url) == url


@given(addresses, addresses)
def test_resolving_never_raises_and_gives_a_host(base: str, href: str) -> None:
    found = resolve(base, href)
    assert found is None or "//" in found


@given(st.integers(0, 10**17), st.integers(0, 10**17), st.sampled_from([
    "http://h/spip.php?article{}", "http://h/{}", "http://h/article{}.html", "http://h/article.php3?id_article={}",
    "http://h/spip.php?page=article&id_article={}", "http://h/?article{}="]))  # fmt: skip
def test_distinct_numbers_never_merge(one: int, other: int, form: str) -> None:
    assert identify(form.format(one)) == Identity("article", one)
    assert (identify(form.format(one)).key == identify(form.format(other)).key) == (one == other)


@given(st.from_regex(r"[A-Za-z0-9-]{1,12}", fullmatch=True), st.integers(0, 10**6))
def test_a_slug_never_passes_for_a_number(slug: str, number: int) -> None:
    found = identify(f"http://h/{slug}.html")
    if found.number is None:
        assert found.key not in (f"article/{number}", f"section/{number}", f"article/{slug}" if slug.isdigit() else "")
