"""Every kind of page in Chromium: no fault of accessibility, nothing in the console, two requests, all within reach of the keyboard.

Wanted are Debian's packages chromium and chromium-driver, and axe-core 4 (`npm pack axe-core`), whose `axe.min.js` the
variable AXE_CORE names; `make browser` sees to the latter. Without them these tests are skipped.
"""

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from publication.serve import serving
from tests.browser.chromium import Browser, browsing, missing_program
from tests.publication.small_site import publish_small_site
from tests.publication.test_site import KINDS

ROOT = Path(__file__).resolve().parent.parent.parent
AXE = Path(os.environ.get("AXE_CORE", ROOT / ".make" / "axe-core" / "package" / "axe.min.js"))
TAGS = ["RGAAv4", "wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
WIDTHS = (320, 1280)
THEMES = ("light", "dark")
PATHS = (*KINDS, "/nulle-part")
CHECK = """
const done = arguments[arguments.length - 1];
axe.run(document, {runOnly: {type: 'tag', values: arguments[0]}, resultTypes: ['violations']}).then(
  found => done(found.violations.map(v => v.id + ': ' + v.nodes.map(n => n.target.join(' ')).join(', '))),
  error => done([String(error)]));
"""
# A picture loads lazily: whether it is among the resources already depends on the machine.
BEYOND_PICTURES = """
return performance.getEntriesByType('resource').filter(one => one.initiatorType !== 'img').map(one => one.name);
"""
FOCUSED = """
const e = document.activeElement;
if (e === document.body) return null;
const box = e.getBoundingClientRect(), style = getComputedStyle(e);
return {name: e.tagName + ' ' + (e.getAttribute('href') || e.id || e.name || e.textContent.slice(0, 30)),
        width: box.width, height: box.height, seen: box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
        marked: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2};
"""
REACHABLE = """
const all = [...document.querySelectorAll('a[href], button, input:not([type=hidden]), select, summary, [tabindex="0"]')];
return all.filter(e => e.checkVisibility()).length;
"""
MARKS = (("[aria-current]", "/chronologie"), ("", "/fichiers"))
BROKEN = """
const broken = [];
for (const label of document.querySelectorAll('.bars tbody th')) {
  const walk = document.createTreeWalker(label, NodeFilter.SHOW_TEXT);
  for (let node; node = walk.nextNode();) for (const word of node.data.matchAll(/\\S+/g)) {
    const range = document.createRange();
    range.setStart(node, word.index); range.setEnd(node, word.index + word[0].length);
    if (new Set([...range.getClientRects()].map(box => box.top)).size > 1) broken.push(word[0]);
  }
}
return broken;
"""

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def window() -> Iterator[tuple[Browser, str]]:
    missing = missing_program() or (None if AXE.is_file() else "axe-core")
    if missing:
        pytest.skip(f"{missing} is not installed")
    with tempfile.TemporaryDirectory() as folder:
        public = publish_small_site(Path(folder))
        with serving(public) as (address, _), browsing(Path(folder)) as browser:
            yield browser, address.rstrip("/")


@pytest.mark.parametrize("path", PATHS)
def test_no_fault_of_accessibility_two_requests_and_a_quiet_console(window: tuple[Browser, str], path: str) -> None:
    browser, root = window
    faults: list[str] = []
    browser.complaints()
    browser.open(root + path)
    fetched = browser.run(BEYOND_PICTURES)
    assert [name.partition("?")[0] for name in fetched if not name.endswith("favicon.ico")] == [f"{root}/fonds.css"]
    # What is folded is a part of the page too.
    browser.run("document.querySelectorAll('details').forEach(one => one.open = true)")
    # Before axe-core speaks to frames: one in a sandbox that loads meanwhile has no origin to be spoken to, which the console tells.
    complaints = [line for line in browser.complaints() if not (path == "/nulle-part" and "404" in line)]
    browser.run(AXE.read_text(encoding="utf-8"))
    for width in WIDTHS:
        for theme in THEMES:
            browser.size(width)
            browser.theme(theme)
            wide = browser.run("return document.documentElement.scrollWidth")
            if wide > width:
                faults.append(f"{width} {theme}: {wide} wide")
            faults += [f"{width} {theme}: {fault}" for fault in browser.run_later(CHECK, TAGS)]
    complaints += [line for line in browser.complaints() if "postMessage" not in line]
    assert faults + complaints == []


@pytest.mark.parametrize("path", ["/", "/a/essai/1", "/recherche?q=coh%C3%A9sion", "/f/essai/odp/reunion.odp"])
def test_the_keyboard_reaches_everything_and_shows_where_it_is(window: tuple[Browser, str], path: str) -> None:
    browser, root = window
    browser.size(390)
    browser.open(root + path)
    seen: list[dict[str, Any]] = []
    for _ in range(browser.run(REACHABLE)):
        browser.press("\ue004")
        focused = browser.run(FOCUSED)
        assert focused is not None, seen[-1:]
        seen.append(focused)
    assert seen[0]["name"].startswith("A #contenu")
    assert len({str(one) for one in seen}) >= len(seen) - 2
    assert [one["name"] for one in seen if not (one["seen"] and one["marked"])] == []
    browser.run("document.querySelector('.skip').focus()")
    browser.press("\ue007")
    assert browser.run("return document.activeElement.id") == "contenu"


def test_words_may_be_twice_as_large(window: tuple[Browser, str]) -> None:
    browser, root = window
    for width in (390, 640):
        browser.size(width)
        for path in ("/", "/a/essai/2", "/recherche?q=coh%C3%A9sion", "/chronologie/2011", "/fichiers"):
            browser.open(root + path)
            browser.run("document.documentElement.style.fontSize = '200%'")
            assert browser.run("return document.documentElement.scrollWidth") <= width, path
            field = browser.run("const q = document.querySelector('#q'); return q && q.getBoundingClientRect().width")
            assert field is None or field > width / 2, path


def test_no_label_of_a_table_of_numbers_is_broken_within_a_word(window: tuple[Browser, str]) -> None:
    browser, root = window
    for path in ("/", "/fichiers", "/chronologie", "/chronologie/2013"):
        browser.open(root + path)
        for width in (320, 390, 768, 1280):
            browser.size(width)
            assert browser.run(BROKEN) == [], (path, width)


def test_the_first_result_is_seen_on_a_phone(window: tuple[Browser, str]) -> None:
    browser, root = window
    browser.size(390, 844)
    browser.open(root + "/recherche?q=coh%C3%A9sion")
    assert browser.run("return document.querySelector('.entry .what').getBoundingClientRect().bottom") < 844


def test_in_forced_colours_it_is_seen_where_one_is(window: tuple[Browser, str]) -> None:
    browser, root = window
    features = [{"name": "forced-colors", "value": "active"}, {"name": "prefers-reduced-motion", "value": "reduce"}]
    browser.command("Emulation.setEmulatedMedia", media="screen", features=features)
    browser.open(root + "/chronologie")
    assert browser.run("return matchMedia('(forced-colors: active)').matches")
    colour = "return getComputedStyle(document.querySelector(arguments[0])).borderBottomColor"
    here, elsewhere = (browser.run(colour, f"header a{mark}[href='{path}']") for mark, path in MARKS)
    assert here != elsewhere == browser.run("return getComputedStyle(document.body).backgroundColor")
    browser.theme("light")


def test_a_printed_article_says_where_it_is_from(window: tuple[Browser, str]) -> None:
    browser, root = window
    browser.open(root + "/a/essai/2")
    shown = "return getComputedStyle(document.querySelector('.printed')).display"
    assert browser.run(shown) == "none"
    browser.command("Emulation.setEmulatedMedia", media="print")
    assert browser.run(shown) == "block"
    browser.theme("light")
