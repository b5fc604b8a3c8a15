"""Words without a blank, in every field of an article: no page grows wider than the window for them."""

import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from articles.article import Picture
from database.build import build
from publication.serve import serving
from publication.snapshot import publish
from tests.browser.chromium import Browser, browsing, missing_program
from tests.database.small_archive import ROOT, SITE, article, crumb, file_link, make_archive, page
from tests.publication.test_proof import keep_page

WORD = "Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetz" * 4
BODY = f"""<h2>{WORD}</h2><p>{WORD} <a href="http://autre.example.org/{WORD}">{WORD}</a></p><ul><li>{WORD}</li></ul>
<blockquote><p>{WORD}</p></blockquote><pre>{WORD}</pre><table><tbody><tr><td>{WORD}</td><td>{WORD}</td></tr></tbody></table>"""
PATHS = (
    "/", "/a/essai/1", "/a/essai/2", "/a/essai/1/versions", "/a/essai/1/publie", "/r/essai/2", "/rubriques", "/fichiers",
    f"/f/essai/pdf/{WORD[:60]}.pdf", "/chronologie/2011", f"/recherche?q={WORD[:60]}*&annee=2011", f"/recherche?q=x{WORD}",
    "/lacunes", "/a-propos", "/mentions-legales", "/donnees",
)  # fmt: skip
WIDTHS = (320, 390, 768, 1280)

pytestmark = pytest.mark.browser


def publish_long_words(folder: Path) -> Path:
    """`public.db` of an article that was another before, and of one that stands beside it."""
    with pytest.MonkeyPatch.context() as patch:
        archive = make_archive(folder / "essai", patch)
        plain = replace(
            article(1), title=WORD, raw_title=f"[rouge]{WORD}[/rouge]", surtitle=WORD, subtitle=WORD, lead=WORD, author=WORD,
            body_text=WORD, raw_body_text=WORD, notes=(WORD,), postscript=WORD, category=WORD,
            sections=(crumb(1, WORD), crumb(2, f"Sous-{WORD}")), online_url=f"http://autre.example.org/{WORD}", online_text=WORD,
            pictures=(Picture(f"{ROOT}IMG/jpg/a.jpg", WORD, WORD),),
            attachments=(replace(file_link(f"pdf/{WORD[:60]}.pdf", "1 ko", WORD), description=WORD),),
        )  # fmt: skip
        for one in (plain, replace(plain, body_html=BODY.replace("\n", ""), lead=f"{WORD} {WORD}")):
            keep_page(archive, one.url, f"<body><p>{WORD}</p></body>", page(article=one))
        archive.keep(f"{ROOT}spip.php?article2", page(article=article(2, sections=plain.sections)))
        build(archive.ledger, SITE, {}, full=False, code="r1")
        site = replace(SITE, title=WORD, publisher=WORD, licence=WORD)
        path = publish([(site, archive.ledger)], folder, program="essai 1").path
        archive.ledger.close()
    return path


@pytest.fixture(scope="module")
def window() -> Iterator[tuple[Browser, str]]:
    if missing := missing_program():
        pytest.skip(f"{missing} is not installed")
    with tempfile.TemporaryDirectory() as folder:
        public = publish_long_words(Path(folder))
        with serving(public) as (address, _), browsing(Path(folder)) as browser:
            yield browser, address.rstrip("/")


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.replace(WORD[:60], "WORD")[:40])
def test_no_word_makes_a_page_wider_than_the_window(window: tuple[Browser, str], path: str) -> None:
    browser, root = window
    browser.open(root + path)
    assert browser.run("return document.querySelector('h1').textContent") != "Page introuvable"
    browser.run("document.querySelectorAll('details').forEach(one => one.open = true)")
    wide = []
    for width in WIDTHS:
        browser.size(width)
        wide.append(browser.run("return document.documentElement.scrollWidth"))
    assert wide == list(WIDTHS)


def test_paper_which_does_not_scroll_holds_tables_and_code_whole(window: tuple[Browser, str]) -> None:
    browser, root = window
    browser.open(root + "/a/essai/1")
    browser.size(700)
    browser.command("Emulation.setEmulatedMedia", media="print")
    hidden = "return [...document.querySelectorAll('.wide, pre')].map(one => one.scrollWidth - one.clientWidth)"
    assert browser.run(hidden) == [0, 0]
    browser.theme("light")
