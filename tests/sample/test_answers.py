"""The fronts answer as SPIP does: aliases, moved slugs, errors, conditional requests, files of the exact size."""

import io
import re
import zipfile
from urllib.parse import quote

import pytest

from sample.answers import answer
from sample.fronts import MAKERS, Front
from sample.truth import Truth
from sample.wire import Answer


def get(front: Front, address: str, method: str = "GET", **conditions: str) -> Answer:
    named = {name.replace("_", "-"): value for name, value in conditions.items()}
    return answer(front, method, "/" + address.removeprefix(front.base + "/").lstrip("/"), named)


def page(front: Front, address: str) -> bytes:
    """A page without its login link, which carries the address asked for."""
    return re.sub(rb'page=login&amp;url=[^"]*', b"", get(front, address).body)


ALIASES = [
    "spip.php?article{}",
    "article{}.html",
    "article{}",
    "?article{}",
    "?article{}=",
    "spip.php?article{}&lang=fr",
    "spip.php?article{}&var_mode=calcul",
    "article.php3?lang=fr&id_article={}",
    "spip.php/dist/dist/local/spip.php?article{}",
]
SIMPLE = ["spip.php?page=article&id_article={}", "spip.php?id_article={}&page=article&lang=fr"]


@pytest.mark.parametrize("alias", ALIASES)
def test_an_address_by_number_is_the_article_or_moves_to_it(front: Front, alias: str) -> None:
    given = get(front, alias.format(1))
    if front.addresses.slugs is None:
        assert given.status == 200
        assert page(front, alias.format(1)) == page(front, front.addresses.article(1))
    else:
        assert given.status == 301
        assert given.header("Location") == front.addresses.absolute(front.addresses.article(1))


@pytest.mark.parametrize("alias", SIMPLE)
def test_the_simple_address_never_moves(front: Front, alias: str) -> None:
    assert page(front, alias.format(1)) == page(front, front.addresses.article(1))


def test_the_bare_number_moves(front: Front) -> None:
    assert get(front, "1").status == 301
    assert get(front, "99999").status == 404


def test_old_slugs_move_where_slugs_are_known(truth: Truth, front: Front) -> None:
    for article in truth.articles.values():
        for former in article.old_slugs:
            given = get(front, former)
            if front.addresses.slugs is None:
                assert given.status == 404
            else:
                assert given.header("Location") == front.addresses.absolute(front.addresses.article(article.id))


@pytest.mark.parametrize(
    "address",
    ["inconnu", "a/b/c", "spip.php?article99999", "spip.php?rubrique99999", "spip.php?page=inconnue", "IMG/pdf/x.pdf"],
)
def test_unknown_addresses_show_the_404_skeleton(front: Front, address: str) -> None:
    given = get(front, address)
    assert given.status == 404
    assert b'<body class="page_404">' in given.body.replace(b"pas_surlignable ", b"")
    assert b"<h1>Erreur 404</h1>" in given.body


def test_head_has_the_headers_and_no_body(front: Front) -> None:
    whole, head = get(front, ""), get(front, "", "HEAD")
    assert (head.status, head.headers, head.body) == (whole.status, whole.headers, b"")
    assert whole.header("content-type") == "text/html; charset=utf-8"
    assert (whole.header("composed-by") or "").startswith("SPIP ")
    assert get(front, "", "POST").status == 405


def test_files_are_exact_and_answer_conditions(front: Front) -> None:
    for file in front.truth.files.values():
        given = get(front, front.addresses.file(file))
        if file.missing:
            assert given.status == 404
            continue
        assert (given.status, len(given.whole)) == (200, file.bytes), file.path
        assert given.header("Content-Length") == str(file.bytes)
        again = get(front, front.addresses.file(file), If_None_Match=given.header("ETag") or "")
        dated = get(front, front.addresses.file(file), If_Modified_Since=given.header("Last-Modified") or "")
        assert (again.status, dated.status) == (304, 304)


def test_files_are_what_they_say(truth: Truth) -> None:
    front = MAKERS["spip32"]("http://127.0.0.1:1", truth)
    for file in truth.files.values():
        if file.missing or not file.bytes or file.made is not None:
            continue
        body = get(front, front.addresses.file(file)).whole
        if file.ext == "jpg":
            assert body.startswith(b"\xff\xd8\xff")
            assert body.endswith(b"\xff\xd9")
        elif file.ext == "odt":
            package = zipfile.ZipFile(io.BytesIO(body))
            assert package.testzip() is None
            assert package.infolist()[0].filename == "mimetype"
            assert file.text.split("\n")[0][:40] in package.read("content.xml").decode()
        else:
            start = int(re.findall(rb"startxref\n(\d+)\n%%EOF\n$", body)[0])
            assert body[start:].startswith(b"xref\n")
            for number, offset in enumerate(re.findall(rb"(\d{10}) 00000 n ", body), start=1):
                assert body[int(offset) :].startswith(b"%d 0 obj" % number)


def test_a_front_always_says_the_same(front: Front, truth: Truth) -> None:
    twin = MAKERS[front.name](front.base, truth)
    for address in ("", "spip.php?page=plan", "spip.php?page=backend", "sitemap.xml", "robots.txt"):
        assert get(front, address) == get(twin, address)


def test_lists_clamp_and_can_be_whole(front: Front) -> None:
    section = max(front.truth.sections, key=lambda number: len(front.truth.newest(number)))
    own = front.addresses.section(section)

    def listed(offset: int) -> bytes:
        return page(front, front.addresses.listing(own, "articles", offset))

    assert listed(0) == page(front, own)
    last = (len(front.truth.newest(section)) - 1) // 10 * 10
    assert listed(last) == listed(4000) != listed(0)
    assert all(front.addresses.article(a.id).encode() in listed(-1) for a in front.truth.newest(section))


def test_pages_are_dated_and_never_confirmed(front: Front) -> None:
    for address in ("", front.addresses.article(1), front.addresses.section(12), "spip.php?page=plan"):
        given = get(front, address)
        assert given.header("ETag") is None
        dated = given.header("Last-Modified")
        assert dated
        assert get(front, address, If_Modified_Since=dated, If_None_Match="*").status == 200


def test_every_page_has_a_login_link_of_its_own(front: Front) -> None:
    addresses = ("", front.addresses.article(1), front.addresses.section(12), "spip.php?page=plan", "nulle-part")
    links = [re.findall(rb'page=login&amp;url=([^"]*)"', get(front, address).body) for address in addresses]
    assert links == [[quote(address, safe="").encode()] for address in addresses]
    login = get(front, "spip.php?page=login&url=x")
    assert login.status == 200
    assert b"page=login&amp;url=spip.php%3Fpage%3Dlogin%26url%3Dx" in login.body
    assert get(front, "ecrire/").status == 302
    assert "page=login" in (get(front, "ecrire/").header("Location") or "")
    assert b"Disallow: /spip.php?page=login\n" in get(front, "robots.txt").body


@pytest.mark.parametrize(("year", "month", "before", "after"), [
    (2016, 1, "annee=2015&amp;mois=12", "annee=2016&amp;mois=02"), (2050, 12, "annee=2050&amp;mois=11", "annee=2051&amp;mois=01"),
])  # fmt: skip
def test_the_agenda_never_ends(front: Front, year: int, month: int, before: str, after: str) -> None:
    shown = get(front, front.addresses.month(year, month)).body.decode()
    assert before in shown
    assert after in shown
    assert "jour=31" in shown
    assert "page=agenda" in get(front, "").body.decode()
    assert "page=agenda" in get(front, front.addresses.section(12)).body.decode()
    assert get(front, "spip.php?page=agenda&annee=x&mois=13").status == 200


def test_a_list_can_be_sorted(front: Front) -> None:
    section = max(front.truth.sections, key=lambda number: len(front.truth.newest(number)))
    own = get(front, front.addresses.section(section)).body.decode()
    by = "par" if front.name == "spip21" else "tri_articles"
    link = front.addresses.sorted(front.addresses.section(section), by)
    assert link.replace("&", "&amp;") in own
    assert page(front, link) != page(front, front.addresses.section(section))


def test_links_behind_path_info_nest(front: Front) -> None:
    trap = "spip.php/plan/spip.php?page=plan"
    assert b'"spip.php/plan/spip.php?article1"' in get(front, "spip.php?page=plan").body
    assert page(front, trap) == page(front, "spip.php?page=plan")
    assert page(front, f"spip.php/plan/{trap}") == page(front, trap)


def test_numbers_without_a_page(front: Front, truth: Truth) -> None:
    found = {one.answer: get(front, front.addresses.article(one.id)) for one in truth.pageless.values()}
    assert {answer: given.status for answer, given in found.items()} == {
        "virtual": 302, "gone": 410, "home": 200, "moved": 301, "works": 200, "skeleton": 200, "login": 200,
    }  # fmt: skip
    assert found["virtual"].header("Location") == "https://www.example.org/textes"
    assert found["moved"].header("Location") == front.addresses.absolute(front.addresses.article(5))
    assert page(front, "spip.php?article146") == page(front, "")


def test_hidden_articles_answer_and_nothing_names_them(front: Front, truth: Truth) -> None:
    hidden = front.truth.hidden
    assert len(truth.hidden) == 7
    assert hidden
    names = [front.addresses.article(number) for number in hidden]
    sections = map(front.addresses.section, front.truth.sections)
    everywhere = "".join(
        get(front, address).body.decode()
        for address in ("", "spip.php?page=plan", "sitemap.xml", "spip.php?page=backend", *sections)
    )
    for number, name in zip(hidden, names, strict=True):
        assert get(front, name).status == 200
        assert not re.search(rf"{re.escape(name)}(?![0-9])", everywhere), number


def test_the_large_file_is_a_valid_pdf_of_its_size(front: Front, truth: Truth) -> None:
    file = max(truth.files.values(), key=lambda one: one.bytes)
    assert file.bytes == 30 * 1024 * 1024
    given = get(front, front.addresses.file(file))
    assert given.body == b""
    body = given.whole
    assert len(body) == file.bytes
    start = int(body[-40:].split(b"startxref\n")[1].split(b"\n")[0])
    assert body[start:].startswith(b"xref\n")
