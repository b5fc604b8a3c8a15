"""Every page holds what the expectations say, and links alone lead to everything."""

import re
from collections import deque
from dataclasses import replace
from html import unescape
from urllib.parse import quote, urljoin, urlsplit

import pytest
from bs4 import BeautifulSoup, Tag

from sample.answers import answer
from sample.codings import CODINGS
from sample.expected import ExpectedArticle, expected
from sample.formats import PICTURES
from sample.fronts import Front
from sample.inside import STATES
from sample.resources import resources
from sample.truth import SampleArticle

_TRAP = re.compile(r"page=(?:login|agenda|recherche)|[?&](?:par|tri_articles)=|/ecrire/|spip\.php/")
# Where each field stands on each front.
SELECTORS = {
    "directorate": {
        "title": "#contenu_article > h1",
        "surtitle": "#contenu_article > p.surtitre",
        "subtitle": "#contenu_article > p.soustitre",
        "lead": "#contenu_article > div.chapo",
        "body": "#contenu_article > div.texte",
        "postscript": "#contenu_article > div.ps",
        "notes": "#contenu_article > div.notes",
        "path": "#ariane > a",
        "joined": "div.pieces_jointes > ul > li > a, #documents_portfolio a",
        "inline": "div.document_texte > a",
        "pictures": "dl.spip_documents_center img",
    },
    "spip21": {
        "title": "#contenu h1.entry-title",
        "surtitle": "#contenu p.surtitre",
        "subtitle": "#contenu p.soustitre",
        "lead": "#contenu div.chapo",
        "body": "#contenu div.texte.entry-content",
        "postscript": "#contenu div.ps > div",
        "notes": "#contenu div.notes",
        "path": "#hierarchie > a:not(:first-child)",
        "joined": "#documents_joints li strong > a, #documents_portfolio a",
        "inline": "dl.spip_lien_ok > dt > a",
        "pictures": "dl.spip_documents_center img",
    },
    "spip32": {
        "title": "#content h1.surlignable",
        "surtitle": "#content p.surtitre",
        "subtitle": "#content p.soustitre",
        "lead": "#content div.chapo",
        "body": "#content div.texte",
        "postscript": "#content div.ps",
        "notes": "#content div.notes",
        "path": "p.arbo > a:not(:first-child)",
        "joined": "#documents_joints a.spip_doc, #documents_portfolio a",
        "inline": "dl.spip_lien_ok > dt > a",
        "pictures": "dl.spip_documents_center img",
    },
    "responsive": {
        "title": "article > header > h1",
        "surtitle": "article > header > p.surtitre",
        "subtitle": "article > header > p.soustitre",
        "lead": "article > header > div.chapeau",
        "body": "article > div.corps",
        "postscript": "article > section.ps",
        "notes": "article > section.notes",
        "path": "ol.niveaux > li:not(:first-child) > a",
        "joined": "aside > ul > li > a, #documents_portfolio a",
        "inline": "dl.spip_lien_ok > dt > a",
        "pictures": "dl.spip_documents_center img",
    },
}


def page(front: Front, url: str) -> BeautifulSoup:
    given = answer(front, "GET", url.removeprefix(front.base))
    assert given.status == 200, url
    return BeautifulSoup(given.body, "lxml")


def words(element: Tag | BeautifulSoup | None, artefacts: list[str]) -> str:
    """The text of an element without the article's own artefacts, blanks folded."""
    assert element is not None
    return without(element.get_text(), artefacts)


def without(text: str, artefacts: list[str]) -> str:
    for artefact in sorted(artefacts, key=len, reverse=True):
        text = text.replace(artefact, "")
    return folded(text)


def in_own_coding(front: Front) -> Front:
    """The front with no page in another coding than its own."""
    articles = {number: replace(article, coding=None) for number, article in front.truth.articles.items()}
    return replace(front, truth=replace(front.truth, articles=articles))


def folded(text: str) -> str:
    return re.sub(r"\s+(?=\[\d+\])", "", " ".join(text.split()))


def artefacts_of(article: SampleArticle, front: Front) -> list[str]:
    titles = [front.truth.files[n].title for n in (*article.joined, *(n for _, n in article.shown))]
    everything = [article.title, article.lead, article.body, article.postscript, article.surtitle, article.subtitle]
    return [found for text in (*everything, *titles) for found in re.findall(r"⟦([^⟧]*)⟧", text or "")]


def test_every_article_page_holds_its_words(front: Front) -> None:
    selectors = SELECTORS[front.name]
    front = in_own_coding(front)
    for article in expected(front).articles:
        soup = page(front, article.url)
        artefacts = artefacts_of(front.truth.articles[article.spip_id], front)
        for field in ("title", "surtitle", "subtitle", "lead", "body_text", "postscript"):
            value = getattr(article, field)
            found = soup.select(selectors[field.removesuffix("_text")])
            assert len(found) == (1 if value or field == "body_text" else 0), (article.url, field)
            if value:
                shown = words(found[0], artefacts)
                for piece in re.split(r"\n+(?:- )?|\t", value.removeprefix("- ")):
                    assert without(piece, artefacts) in shown, (article.url, field)
        notes = soup.select(selectors["notes"])
        assert len(notes) == bool(article.notes)
        assert all(without(note, artefacts) in words(notes[0], artefacts) for note in article.notes)
        path = [folded(link.get_text()) for link in soup.select(selectors["path"])]
        assert path == [folded(title) for title in article.section_path]
        holds_files(front, article, soup)


def requested(base: str, link: str) -> str:
    """The address a client asks for when it follows a link as it is written."""
    whole = re.sub(r"%(?![0-9A-Fa-f]{2})", "%25", urljoin(base, link).partition("#")[0])
    return quote(whole, safe="%!$&()*+,;=:@/?~")


def holds_files(front: Front, article: ExpectedArticle, soup: BeautifulSoup) -> None:
    selectors = SELECTORS[front.name]
    for position in ("inline", "joined"):
        own = {"joined": ("joined", "portfolio")}.get(position, (position,))
        links = [str(link["href"]) for link in soup.select(selectors[position])]
        links = [requested(article.url, link) for link in links if "#" not in link]
        assert sorted(links) == sorted(a.url for a in article.attachments if a.position in own), article.url
    images = [(urljoin(article.url, str(i["src"])), str(i["alt"])) for i in soup.select(selectors["pictures"])]
    assert images == [(picture.url, picture.raw_alt) for picture in article.pictures]
    for attachment in article.attachments:
        assert (attachment.stated_size is None) == (attachment.ext in PICTURES)
        if attachment.stated_size is not None:
            assert folded(attachment.stated_size) in folded(str(soup)).replace("&nbsp;", " ")


def day_of(front: Front, article: ExpectedArticle) -> str:
    return front.truth.articles[article.spip_id].dated


def test_pages_come_in_their_coding(front: Front) -> None:
    own = in_own_coding(front)
    for article in front.truth.articles.values():
        if article.coding is None:
            continue
        path = "/" + front.addresses.article(article.id)
        given, plain = answer(front, "GET", path), answer(own, "GET", path).body.decode()
        coding = CODINGS[article.coding]
        assert given.header("Content-Type") == (f"text/html; charset={coding.header}" if coding.header else "text/html")
        shown = given.body.decode(coding.codec)
        assert (f"charset={coding.meta}" in shown) == (coding.meta is not None)
        title = BeautifulSoup(plain, "lxml").select_one("h1")
        assert (title is not None and title.get_text() in unescape(shown)) == (not coding.twice)


def test_dates_and_labels(front: Front) -> None:
    front = in_own_coding(front)
    for article in expected(front).articles:
        soup = page(front, article.url)
        if front.has_categories:
            day = "30/11/-0001" if article.published_on is None else "/".join(reversed(article.published_on.split("-")))
            line = soup.select_one("p.rubrique_date")
            assert line is not None
            assert folded(line.get_text()) == folded(f"Article {article.category} {day}")
        elif front.name == "responsive":
            line = soup.select_one("article > header > p.meta")
            assert line is not None
            assert ((article.published_on or "-")[:4] in line.get_text()) == (
                day_of(front, article) != "yearless" and article.published_on is not None
            )
        elif article.published_on is None:
            assert not soup.select("#contenu abbr.published, #content abbr.published")
        else:
            moment = soup.select_one("#contenu abbr.published, #content abbr.published")
            assert moment is not None
            assert str(moment["title"])[10:] in ("T22:00:00Z", "T23:00:00Z")


def test_no_expectation_holds_an_artefact(front: Front) -> None:
    everything = repr(expected(front))
    everything = everything.replace("[rouge]Attention[/rouge]", "")  # a sample of code
    everything = re.sub(r" raw_alt='[^']*'", "", everything)  # as published
    assert not re.search(r"[⟦⟧]|\[/|\{\{|->\S|\[\[", everything)


def test_the_sample_has_every_trap(front: Front) -> None:
    articles = expected(front).articles
    attachments = [one for article in articles for one in article.attachments]
    assert {True, False, None} == {one.agrees for one in attachments}
    assert set(STATES) == {one.state for one in attachments}
    assert {"inline", "joined", "portfolio"} == {one.position for one in attachments}
    assert any(article.notes for article in articles)
    assert any(article.pictures for article in articles)
    assert any("\t" in article.body_text for article in articles)


@pytest.fixture
def walked(front: Front) -> dict[str, int]:
    """Status of every address that links, from the home page on, lead to; fragments dropped, traps asked for and not followed."""
    seen: dict[str, int] = {}
    waiting = deque([front.base + "/"])
    while waiting:
        url = waiting.popleft()
        if url in seen:
            continue
        split = urlsplit(url)
        given = answer(front, "GET", f"{split.path}?{split.query}" if split.query else split.path)
        seen[url] = given.status
        if _TRAP.search(url):
            continue
        if (given.header("Content-Type") or "").startswith("text/html") and given.status == 200:
            for element in BeautifulSoup(given.body, "lxml").select("a[href], img[src], link[href], form[action]"):
                target = element.get("href") or element.get("src") or element.get("action")
                joined = requested(url, str(target))
                if joined.startswith(front.base + "/"):
                    waiting.append(joined)
    return seen


def test_every_link_answers_and_links_lead_to_every_resource(front: Front, walked: dict[str, int]) -> None:
    addresses, truth = front.addresses, front.truth
    statuses = {"virtual": 302, "moved": 301, "gone": 410, "home": 200, "works": 200, "skeleton": 200, "login": 200}
    odd = {addresses.article(one.id): statuses[one.answer] for one in truth.pageless.values()}
    odd |= {addresses.article(int(one[3:])): 404 for one in truth.lost if one.startswith("art")}
    odd |= {addresses.section(int(one[3:])): 404 for one in truth.lost if one.startswith("rub")}
    odd |= {addresses.file(file): 404 for file in truth.files.values() if file.missing}
    odd |= {addresses.file_link(file).partition("#")[0]: 404 for file in truth.files.values() if not file.is_reached}
    odd |= {"ecrire/": 302}
    if addresses.slugs is not None:
        odd |= {"spip.php/plan/spip.php?article1": 301}
    wanted = {addresses.absolute(relative): status for relative, status in odd.items() if status != 200}
    assert {url: status for url, status in walked.items() if status != 200} == wanted
    by_convention = {f"{front.base}/{name}" for name in ("robots.txt", "sitemap.xml")}
    assert resources(front) - set(walked) == by_convention
    assert sum("page=login" in url for url in walked) > len(truth.articles)


@pytest.mark.parametrize("section", [None, 12, 300])
def test_lists_alone_reach_every_article(front: Front, section: int | None) -> None:
    start = front.addresses.section(section) if section else "spip.php"
    waiting, seen, found = [front.addresses.absolute(start)], set(), set()
    while waiting:
        url = waiting.pop()
        if url not in seen:
            seen.add(url)
            soup = page(front, url)
            links = soup.select("ul.liste_articles a, .articles li a, .menu_articles li a")
            found |= {urljoin(url, str(link["href"])) for link in links}
            waiting += [urljoin(url, str(a["href"])).partition("#")[0] for a in soup.select("p.pagination a")]
    wanted = {front.addresses.absolute(front.addresses.article(a.id)) for a in front.truth.newest(section)}
    assert found == wanted
    assert len(seen) > 1


def test_plan_and_site_map_name_everything(front: Front) -> None:
    site_map = answer(front, "GET", "/sitemap.xml").body.decode()
    plan = page(front, front.base + "/spip.php?page=plan")
    linked = {urljoin(front.base + "/", str(link["href"])) for link in plan.select("a[href]")}
    held = expected(front)
    for one in (*held.articles, *held.sections):
        assert f"<loc>{one.url}</loc>" in site_map
        assert one.url in linked


def test_the_feed_has_the_ten_newest_with_recorded_sizes(front: Front) -> None:
    feed = BeautifulSoup(answer(front, "GET", "/spip.php?page=backend").body, "xml")
    newest = front.truth.newest()[:10]
    assert [item.link.get_text() for item in feed.select("item")] == [
        front.addresses.absolute(front.addresses.article(article.id)) for article in newest
    ]
    assert all(str(enclosure["length"]).isdecimal() for enclosure in feed.select("enclosure"))
