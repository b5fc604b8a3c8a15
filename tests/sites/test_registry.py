"""Site files and skins: found without a list, refused with the name of file and field."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sites.errors import BadInput, SiteFileError, UnknownSite
from sites.registry import find_site, lab_site, load_sites, load_skeletons, site_from_json, site_to_json
from sites.site import Site

HEAD = "from sites.site import Site\n"
SKIN = "from sites.skeleton import Selector, Skeleton\n"


def write(folder: Path, **files: str) -> Path:
    for name, text in files.items():
        (folder / f"{name}.py").write_text(text, encoding="utf-8")
    return folder


def test_all_site_files_load_with_evidence() -> None:
    sites = load_sites()
    assert {"paca", "paca-drdjscs", "drdjscs", "ile-de-france", "corse", "reunion", "hauts-de-france", "guadeloupe",
            "auvergne-rhone-alpes"} <= set(sites)  # fmt: skip
    for name, site in sites.items():
        assert site.name == name
        assert site.evidence, name
        assert site.obey_robots
        assert not site.allow_private
        assert site_from_json(json.loads(json.dumps(site_to_json(site)))) == site


def test_the_general_skin_is_last(tmp_path: Path) -> None:
    body = "SKELETON = Skeleton(name={!r}, marker=(), title=(Selector('h1'),), body=())\n"
    write(tmp_path, general=SKIN + body.format("general"), a=SKIN + body.format("z"), b=SKIN + body.format("b"))
    assert list(load_skeletons(tmp_path)) == ["b", "z", "general"]
    own = load_skeletons()
    assert list(own)[-1] == "general"
    assert [skin.name for skin in own.values()] == list(own)
    own.clear()
    assert load_skeletons(), "the caller's copy is his own"


@pytest.mark.parametrize("asked", [
    "paca", "paca.drjscs.gouv.fr", "http://paca.drjscs.gouv.fr/spip.php?article12", "https://www.PACA.drjscs.gouv.fr:443/",
])  # fmt: skip
def test_site_found_by_name_host_and_address(asked: str) -> None:
    assert find_site(asked).name == "paca"


@pytest.mark.parametrize("asked", ["", "nowhere", "http://example.org/", "http://[", "paca.drjscs.gouv.fr:8080"])
def test_unknown_site_names_the_known(asked: str) -> None:
    with pytest.raises(UnknownSite, match=r"Known: .*paca"):
        find_site(asked)


@pytest.mark.parametrize(("text", "told"), [
    ("SITE = Site(name='x', title='X', host=('x.fr',))", r"bad\.py: .*'host'"),
    ("SITE = Site(name='x', title='X')", r"bad\.py: .*'hosts'"),
    ("SITE = Site(name='x', title='X', hosts='x.fr')", r"bad\.py: .*'hosts' must be a tuple of str, not one text"),
    ("SITE = Site(name='x', title='X', hosts=['x.fr'])", r"bad\.py: .*'hosts' must be a tuple of str, not list"),
    ("SITE = Site(name='x', title='X', hosts=(None,))", r"bad\.py: .*'hosts' must hold str only"),
    ("SITE = Site(name='x', title='X', hosts=())", r"bad\.py: .*'hosts' is empty"),
    ("SITE = Site(name='x', title='X', hosts=('http://x.fr/',))", r"bad\.py: .*'hosts'"),
    ("SITE = Site(name='x', title='X', hosts=('X.fr',))", r"bad\.py: .*'hosts'"),
    ("SITE = Site(name='x', title='X', hosts=('x.fr:80',))", r"bad\.py: .*'hosts'"),
    ("SITE = Site(name='x', title='X', hosts=('x.fr', 'x.fr'))", r"bad\.py: .*'hosts'"),
    ("SITE = Site(name='X y', title='X', hosts=('x.fr',))", r"bad\.py: .*'name'"),
    ("SITE = Site(name='public', title='X', hosts=('x.fr',))", r"bad\.py: .*the snapshot's; choose another"),
    ("SITE = Site(name=3, title='X', hosts=('x.fr',))", r"bad\.py: .*'name'"),
    ("SITE = Site(name='x', title='X', hosts=('x.fr',), delay='1')", r"bad\.py: .*'delay' must be float"),
    ("SITE = Site(name='x', title='X', hosts=('x.fr',), delay=True)", r"bad\.py: .*'delay'"),
    ("SITE = Site(name='x', title='X', hosts=('x.fr',), delay=float('nan'))", r"bad\.py: .*'delay'"),
    ("SITE = Site(name='x', title='X', hosts=('x.fr',), delay=1e308)", r"bad\.py: .*'delay' must be seconds, 3600"),
    ("SITE = Site(name='x', title='X', hosts=('x.fr',), obey_robots=0)", r"bad\.py: .*'obey_robots' must be bool"),
    ("SITE = Site(name='x', title='X', hosts=('x.fr',), expected_articles='9')", r"'expected_articles' must be int"),
    ("SITE = Site(name='x', title='X', hosts=('x.fr',), expected_articles=-1)", r"bad\.py: .*'expected_articles'"),
    ("SITE = Site(name='x', title='X', hosts=('x.fr',), start=('http://y.fr/',))", r"bad\.py: .*'start'"),
    ("SITE = Site(name='x', title='X', hosts=('x.fr',), languages=('français',))", r"bad\.py: .*'languages'"),
    ("SITE = Site(name='x', title='X', hosts=('x.fr',), successor='dreets')", r"bad\.py: .*'successor'"),
    ("SITE = Site(name='x', title='X', hosts=('x.fr',), skip=('(',))", r"bad\.py: .*'skip'"),
    ("SITE = Site(name='x', title='X', hosts=('x.fr',)", r"bad\.py, line 2: "),
    ("SITE = Sit(name='x')", r"bad\.py: NameError"),
    ("SITE = 3", r"bad\.py: SITE must be a Site"),
])  # fmt: skip
def test_a_bad_site_file_is_named(tmp_path: Path, text: str, told: str) -> None:
    with pytest.raises(SiteFileError, match=told):
        load_sites(write(tmp_path, bad=HEAD + text))


@pytest.mark.parametrize(("text", "told"), [
    ("SKELETON = Skeleton(name='x', marker=(), title='h1', body=())", r"bad\.py: .*'title' must be a tuple of Sel"),
    ("SKELETON = Skeleton(name='x', marker=(), title=('h1',), body=())", r"bad\.py: .*'title' must hold Selector only"),
    ("SKELETON = Skeleton(name='x', marker=(), title=(), body=(), category_pattern=3)", r"bad\.py: .*'category_pattern'"),
    ("SKELETON = Skeleton(name='x', marker=(), title=(), body=(), titel=())", r"bad\.py: .*'titel'"),
    ("SKELETON = Skeleton(name='x', marker=(), title=(Selector('h1[', 1, 1),), body=())", r"bad\.py: field 'title': 'h1\['"),
    ("SKELETON = Skeleton(name='x', marker=(), title=(), body=(), drop=('p', 'a:nope'))", r"bad\.py: field 'drop': 'a:nope'"),
    ("SKELETON = Skeleton(name='x', marker=(Selector('p', 2, 1),), title=(), body=())", r"bad\.py: field 'marker': .* 2 to 1"),
    ("SKELETON = Skeleton(name='x', marker=(), title=(), body=(), category_pattern='(')", r"bad\.py: .*no regular expr"),
    ("SKELETON = Skeleton(name='x', marker=(), title=(), body=(), category_pattern='a')", r"bad\.py: .*no group `category`"),
    ("SKELETTON = Skeleton(name='x', marker=(), title=(), body=())", r"bad\.py: SKELETTON holds a Skeleton; .* SKELETON"),
])  # fmt: skip
def test_a_bad_skin_is_named(tmp_path: Path, text: str, told: str) -> None:
    with pytest.raises(SiteFileError, match=told):
        load_skeletons(write(tmp_path, bad=SKIN + text))


@pytest.mark.parametrize(("name", "host", "told"), [("x", "y.fr", "name 'x'"), ("y", "x.fr", "host 'x.fr'")])
def test_two_sites_share_neither_name_nor_host(tmp_path: Path, name: str, host: str, told: str) -> None:
    line = HEAD + "SITE: Site = Site(name={!r}, title='X', hosts=({!r},))\n"
    write(tmp_path, a=line.format("x", "x.fr"), b=line.format(name, host), machinery="VALUE = 1\n")
    with pytest.raises(SiteFileError, match=rf"b\.py: {told} is taken by a\.py"):
        load_sites(tmp_path)


def test_a_skin_named_twice_is_refused(tmp_path: Path) -> None:
    text = SKIN + "SKELETON = Skeleton(name='x', marker=(), title=(), body=())\n"
    with pytest.raises(SiteFileError, match=r"b\.py: another skin"):
        load_skeletons(write(tmp_path, a=text, b=text))


def test_a_folder_that_is_none_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SiteFileError, match="no folder"):
        load_sites(tmp_path / "none")


def test_a_site_for_the_laboratory_keeps_the_port() -> None:
    site = lab_site("http://127.0.0.1:8042/", "lab", allow_private=True, delay=0.0)
    assert site.hosts == ("127.0.0.1:8042",)
    assert site.start_urls == ("http://127.0.0.1:8042/",)
    assert (site.allow_private, site.delay, site.skeletons) == (True, 0.0, ())
    assert lab_site("http://[::1]:8042/", "lab").hosts == ("[::1]:8042",)
    with pytest.raises(BadInput):
        lab_site("file:///etc", "lab")
    with pytest.raises(SiteFileError):
        lab_site("http://h/", "A b")


def test_json_of_a_site_is_strict() -> None:
    values = site_to_json(load_sites()["paca"])
    with pytest.raises(SiteFileError, match="unknown field 'colour'"):
        site_from_json(values | {"colour": "red"})
    with pytest.raises(SiteFileError, match="'hosts' is missing"):
        site_from_json({"name": "x", "title": "X"})
    with pytest.raises(SiteFileError, match="'hosts' must be a tuple"):
        site_from_json(values | {"hosts": "x.fr"})


texts = st.text(max_size=12)


@given(st.builds(
    Site, name=st.from_regex(r"[a-z0-9][a-z0-9-]{0,9}", fullmatch=True), title=texts,
    hosts=st.just(("x.fr", "x.fr:81")), skeletons=st.lists(texts, max_size=2).map(tuple), licence=st.none() | texts,
    publisher=st.none() | texts,
    expected_articles=st.none() | st.integers(0, 9999), delay=st.floats(0, 60), obey_robots=st.booleans(),
    evidence=st.lists(texts, max_size=2).map(tuple)))  # fmt: skip
def test_json_is_an_exact_inverse(site: Site) -> None:
    assert site_from_json(json.loads(json.dumps(site_to_json(site)))) == site
