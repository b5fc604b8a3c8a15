"""A hostile archive in Chromium: scripts, handlers, links that run, pictures that call, forms and refreshes in every field, in
the captured page, in titles and bytes of files; nothing runs and nothing leaves.

Wanted are Debian's packages chromium and chromium-driver; without them these tests are skipped.
"""

import json
import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import quote

import pytest

from articles.article import Edit, Section
from database.build import build
from publication.serve import METADATA, serving
from publication.snapshot import publish
from tests.browser.chromium import Browser, browsing, missing_program
from tests.database.small_archive import ROOT, SITE, article, file_link, make_archive, page
from tests.publication.test_proof import keep_page

pytestmark = pytest.mark.browser

# `LURE` is the address of a server that counts who comes. Whatever runs calls it, and leaves a mark on the window.
RUN = "window.top.ran=1;fetch('LURE/run')"
ATTACKS = (
    f"<script>{RUN}</script>",
    "<script src='LURE/script.js'></script>",
    f'<img src="LURE/picture.png" onerror="{RUN}" onload="{RUN}">',
    f'"><svg onload="{RUN}"><image href="LURE/svg.png"/></svg>',
    f'<svg><script>{RUN}</script></svg><math><mtext><style><img src=x onerror="{RUN}"></style></mtext></math>',
    f'<a href="javascript:{RUN}" id="trap">ici</a><a href="data:text/html,<script>{RUN}</script>">là</a>',
    '<meta http-equiv="refresh" content="0;url=LURE/refresh"><base href="LURE/base/">',
    '<link rel="stylesheet" href="LURE/style.css"><style>@import "LURE/import.css"; body { background: url(LURE/bg.png) }</style>',
    '<div style="position:fixed;inset:0;z-index:99;background:url(LURE/overlay.png)">voilé</div>',
    '<form action="LURE/form" method="post"><input name="q" autofocus onfocus="this.form.submit()"><button>Ok</button></form>',
    '<iframe src="LURE/frame" srcdoc="<script>parent.ran=1</script>"></iframe><object data="LURE/object"></object><embed src="LURE/embed">',
    f'<video src="LURE/video" poster="LURE/poster.png" autoplay onplay="{RUN}"></video><audio src="LURE/audio" autoplay></audio>',
    f'<details open ontoggle="{RUN}"><summary>x</summary></details><body onload="{RUN}" background="LURE/background.png">',
    f'{{{{ 7*7 }}}}<noscript><p title="</noscript><img src=x onerror={RUN}>"></noscript><!--><img src=LURE/comment.png>-->',
)
HOSTILE = "".join(ATTACKS)
WORDS = json.loads(METADATA.read_text(encoding="utf-8"))["databases"]["public"]["tables"]
LOOKED_AT = """
return {ran: window.ran || null, overlays: [...document.querySelectorAll('body *')].filter(
          e => ['fixed', 'absolute'].includes(getComputedStyle(e).position) && e.textContent.includes('voilé')).length,
        forms: [...document.querySelectorAll('form')].map(e => e.action),
        loaded: performance.getEntriesByType('resource').map(e => e.name)};
"""


class _Lure(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.server.visits.append(self.path)  # type: ignore[attr-defined]
        self.send_response(200)
        self.end_headers()

    do_POST = do_GET  # noqa: N815

    def log_message(self, *_: object) -> None:
        return


@contextmanager
def luring() -> Iterator[tuple[str, list[str]]]:
    """A server on loopback: its address, and the paths that were asked for."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Lure)
    server.visits = []  # type: ignore[attr-defined]
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", server.visits  # type: ignore[attr-defined]
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def publish_hostile(folder: Path, lure: str) -> Path:
    """A snapshot with the attacks in every field."""
    bad = HOSTILE.replace("LURE", lure)
    files = (
        file_link("html/page.html", "1 ko", bad),
        replace(file_link("svg/image.svg", None, bad), place="portfolio"),
    )
    with pytest.MonkeyPatch.context() as patch:
        archive = make_archive(folder / "essai", patch)
        for number in (1, 2):
            one = article(
                number, title=bad + str(number), raw_title=bad, surtitle=bad, subtitle=bad, lead=bad, body_text=f"{bad} v{number}",
                body_html=bad, raw_body_text=bad, notes=(bad,), postscript=bad, category=bad, author=bad, published_raw=bad,
                written_on="2010", written_raw=bad, online_url=f"javascript:{RUN}", online_text=bad, attachments=files,
                sections=(Section(bad, bad, f"{ROOT}spip.php?rubrique1"),), language="fr",
                edits=(Edit("body", "colours", 0, bad, ""), Edit("section/0", "colours", 0, bad, "")),
            )  # fmt: skip
            keep_page(archive, one.url, f"<html><head>{bad}</head><body>{bad}</body></html>", page(article=one))
        again = article(
            1, title="Après", body_text=bad, body_html=bad, attachments=files, online_url=f"javascript:{RUN}"
        )
        keep_page(archive, again.url, f"<html><head>{bad}</head><body>x{bad}</body></html>", page(article=again))
        for file in files:
            archive.keep(file.url, f"<html><body>{bad}</body></html>".encode())
        build(archive.ledger, SITE, {}, full=False, code="r1")
        path = publish([(SITE, archive.ledger)], folder, program="essai 1").path
        archive.ledger.close()
    return path


def test_the_attacks_work_where_nothing_fences_them(tmp_path: Path) -> None:
    """The lure itself is sound: the same words as a plain page run and call."""
    missing = missing_program()
    if missing:
        pytest.skip(f"{missing} is not installed")
    with luring() as (lure, visits), browsing(tmp_path) as browser:
        plain = tmp_path / "plain.html"
        attacks = HOSTILE.replace('<meta http-equiv="refresh" content="0;url=LURE/refresh">', "")
        plain.write_text(attacks.replace("LURE", lure), encoding="utf-8")
        browser.open(plain.as_uri())
        time.sleep(1)
        assert {"/run", "/script.js", "/picture.png", "/style.css"} <= {one.removeprefix("/base") for one in visits}


def test_nothing_runs_and_nothing_leaves(tmp_path: Path) -> None:
    missing = missing_program()
    if missing:
        pytest.skip(f"{missing} is not installed")
    with luring() as (lure, visits):
        path = publish_hostile(tmp_path, lure)
        with closing(sqlite3.connect(path)) as db:
            tables = [name for name, words in WORDS.items() if words.get("allow") is not False]
            [section] = [name for (name,) in db.execute("SELECT permalink FROM sections LIMIT 1")]
        script = quote(f"<script>{RUN}</script>")
        pages = [
            "/",
            "/rubriques",
            f"/r/{section}",
            "/chronologie",
            "/chronologie/2011",
            "/chronologie/2011/06",
            "/fichiers",
        ]
        pages += [f"/a/essai/{number}{end}" for number in (1, 2) for end in ("", "/originale", "/versions", "/publie")]
        pages += [f"/a/essai/2{end}" for end in (".json", ".txt")]
        pages += [f"/f/essai/{name}" for name in ("html/page.html", "svg/image.svg")]
        pages += [f"/recherche?q={words}" for words in ("ici", "voilé", script)]
        pages += [
            f"/url/{quote(ROOT)}{script}",
            f"/{script}",
            "/flux/site/essai.atom",
            "/a-propos",
            "/mentions-legales",
        ]
        pages += [f"/public/{table}" for table in tables]
        with serving(path) as (address, _), browsing(tmp_path) as browser:
            for one in pages:
                _examine(browser, address.rstrip("/") + one)
            browser.open(address + "telecharger/essai/html/page.html")  # saved, not shown
            time.sleep(1)
    assert visits == []


def _examine(browser: Browser, address: str) -> None:
    """Look at a page as it opens, with everything unfolded, and after each link that might run was followed."""
    browser.open(address)
    browser.run("document.querySelectorAll('details').forEach(one => one.open = true); window.scrollTo(0, 1e6)")
    browser.run(
        "document.querySelectorAll('a[href^=\"javascript\" i], a[href^=data], #trap').forEach(one => one.click())"
    )
    time.sleep(0.2)
    root = address.partition("//")[2].partition("/")[0]
    assert browser.run("return location.host") == root, address
    status = browser.run("return performance.getEntriesByType('navigation')[0].responseStatus")
    assert status == (404 if address.endswith(quote("</script>")) and "recherche" not in address else 200), address
    found = browser.run(LOOKED_AT)
    assert found["ran"] is None, address
    assert found["overlays"] == 0, address
    assert all(form.partition("//")[2].partition("/")[0] == root for form in found["forms"]), (address, found["forms"])
    assert all(one.startswith((f"http://{root}/", "data:")) for one in found["loaded"]), (
        address,
        json.dumps(found["loaded"]),
    )
