"""Scope: which addresses are requested, by which rule, how soon; cases stand as data beside this file."""

import pytest
from hypothesis import given

from sites.address import normalise
from sites.identity import identify
from sites.scope import PRIORITIES, decide, explain
from sites.site import Site
from sites.traps import RULES
from tests.sites.address_cases import addresses, cases

HOME = "http://h.fr/"
SITE = Site(name="h", title="H", hosts=("h.fr",), skip=("^/vieux/",))
BARE = Site(name="h", title="H", hosts=("h.fr",))
CASES = cases("scope_cases.json")


@pytest.mark.parametrize("case", CASES["requested"] + CASES["refused"], ids=lambda case: case[0])
def test_rule(case: list[str]) -> None:
    link, rule, *queued = case
    decision = decide(SITE, link, HOME)
    assert (decision.rule, decision.request) == (rule, rule == "in-scope")
    assert decision.url == (queued[0] if queued else link)
    assert decision.chain == ()


def test_every_rule_has_a_case() -> None:
    assert {name for name, _ in RULES} <= {case[1] for case in CASES["refused"]}


def test_an_address_too_long_is_left_alone() -> None:
    assert decide(BARE, f"http://h.fr/{'Titre-' * 500}z").rule == "too-deep-path"


def test_what_names_others_goes_first() -> None:
    found = [decide(SITE, HOME + link).priority for link in (
        "", "spip.php?page=plan", "sitemap.xml", "spip.php?page=backend", "spip.php?rubrique5", "spip.php?article12",
        "IMG/pdf/x.pdf", "spip.php?auteur1")]  # fmt: skip
    assert found == sorted(found) == [0, 0, 0, 0, 10, 20, 30, 40]
    start = Site(name="h", title="H", hosts=("h.fr",), start=("http://h.fr/spip.php?article1",))
    assert decide(start, "http://h.fr/spip.php?article1").priority == 0
    assert set(PRIORITIES) == {"article", "section", "attachment", "listing", "feed", "other"}


def test_a_relative_link_on_a_path_info_page_starts_at_the_root() -> None:
    assert decide(SITE, "spip.php?article6", "http://h.fr/spip.php/dist/x/").url == "http://h.fr/spip.php?article6"


def test_language_is_kept_on_a_site_of_several() -> None:
    several = Site(name="h", title="H", hosts=("h.fr",), languages=("fr", "en"))
    assert (several.monolingual, SITE.monolingual) == (False, True)
    assert decide(several, HOME + "spip.php?article12&lang=en").url.endswith("&lang=en")
    assert decide(SITE, HOME + "spip.php?article12&lang=en").url.endswith("article12")


def test_the_chain_tells_every_step() -> None:
    chain = explain(SITE, "http://h.fr/spip.php?article12&tri_x=1&action=cron").chain
    assert chain[0].startswith("given: ")
    assert chain[-1] == "action: action 'cron': not requested"
    assert explain(SITE, "spip.php?article12").chain[-1] == "in-scope: requested, priority 20"
    assert "foreign-host" in explain(SITE, "http://x.fr/").chain[-1]
    assert "scheme" in explain(SITE, "mailto:a@h.fr").chain[-1]


@given(addresses)
def test_deciding_never_raises_and_asks_only_hosts_of_the_site(url: str) -> None:
    decision = decide(SITE, url, HOME)
    assert not decision.request or decision.url.startswith(("http://h.fr/", "https://h.fr/"))
    assert normalise(decision.url) == decision.url
    assert explain(SITE, url, HOME).rule == decision.rule


@given(addresses)
def test_the_short_way_and_the_rules_agree(url: str) -> None:
    """A site with an expression of its own takes the long way for every address."""
    never = Site(name="h", title="H", hosts=("h.fr",), skip=(r"\A\Z",))
    assert decide(BARE, url, HOME) == decide(never, url, HOME)


@given(addresses)
def test_what_is_requested_means_what_was_linked(url: str) -> None:
    decision = decide(SITE, url, HOME)
    assert identify(decision.url) == decision.identity
