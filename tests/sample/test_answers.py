"""The fronts answer as SPIP does: aliases, moved slugs, errors, conditional requests, files of the exact size."""

import io
import re
import zipfile

import pytest

from sample.answers import Answer, answer
from sample.fronts import MAKERS, Front
from sample.truth import Truth


def get(front: Front, address: str, method: str = "GET", **conditions: str) -> Answer:
    named = {name.replace("_", "-"): value for name, value in conditions.items()}
    return answer(front, method, "/" + address.removeprefix(front.base + "/").lstrip("/"), named)


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
        assert (given.status, given.body) == (200, get(front, front.addresses.article(1)).body)
    else:
        assert given.status == 301
        assert given.header("Location") == front.addresses.absolute(front.addresses.article(1))


@pytest.mark.parametrize("alias", SIMPLE)
def test_the_simple_address_never_moves(front: Front, alias: str) -> None:
    assert get(front, alias.format(1)).body == get(front, front.addresses.article(1)).body


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


def test_files_are_exact_and_answer_conditions(front: Front, truth: Truth) -> None:
    for file in truth.files.values():
        given = get(front, front.addresses.file(file))
        assert (given.status, len(given.body)) == (200, file.bytes), file.path
        assert given.header("Content-Length") == str(file.bytes)
        again = get(front, front.addresses.file(file), If_None_Match=given.header("ETag") or "")
        dated = get(front, front.addresses.file(file), If_Modified_Since=given.header("Last-Modified") or "")
        assert (again.status, dated.status) == (304, 304)


def test_files_are_what_they_say(truth: Truth) -> None:
    front = MAKERS["spip32"]("http://127.0.0.1:1", truth)
    for file in truth.files.values():
        body = get(front, front.addresses.file(file)).body
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


def test_lists_clamp_and_can_be_whole(front: Front, truth: Truth) -> None:
    section = max(truth.sections, key=lambda number: len(truth.newest(number)))
    own = front.addresses.section(section)

    def listed(offset: int) -> bytes:
        return get(front, front.addresses.listing(own, "articles", offset)).body

    assert listed(0) == get(front, own).body
    assert listed(10) == listed(4000) != listed(0)
    assert all(front.addresses.article(a.id).encode() in listed(-1) for a in truth.newest(section))
