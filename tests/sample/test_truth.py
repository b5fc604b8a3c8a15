"""The data files are whole, and a wrong one is refused with a message that says what is wrong."""

from pathlib import Path

import pytest

from sample.addresses import by_slug, slug
from sample.answers import answer
from sample.blocks import text
from sample.body import parse
from sample.expected import expected
from sample.fronts import MAKERS
from sample.loading import load_truth
from sample.sizes import agrees, allowed_bytes, stated_size
from sample.truth import SampleFile, Truth, TruthError
from sample.typography import cut, typo

SECTIONS = '[[section]]\nid = 1\nparent = 0\ntitle = "Actualités"\n'


def article(number: int, more: str = "", body: str = "Texte.", title: str = "Même titre") -> str:
    return (
        f'[[article]]\nid = {number}\nsection = 1\ndate = 2011-06-16\ntitle = "{title}"\n'
        f"category = \"Communiqués\"\n{more}\nbody = '''\n{body}\n'''\n"
    )


def tiny(folder: Path, articles: str) -> Truth:
    (folder / "sections.toml").write_text(SECTIONS, encoding="utf-8")
    (folder / "articles_t.toml").write_text(articles, encoding="utf-8")
    return load_truth(folder)


def test_the_data_files_are_whole(truth: Truth) -> None:
    assert len(truth.articles) > 100
    assert len(truth.files) > 50
    assert all(truth.newest(section) for section in truth.sections if not truth.children(section))


@pytest.mark.parametrize(
    ("articles", "complaint"),
    [
        (article(1) + article(1), "article 1 occurs twice"),
        (article(1, "joined = [7]"), "joined file 7 does not exist"),
        (article(1, body="<doc7>"), "<doc7> names no file"),
        (article(1, body="[ici->art9]"), "'art9' does not exist"),
        (article(1, body="[ici->ailleurs.html]"), "neither artN"),
        (article(1, body="⟦[rouge]"), "left open"),
        (article(1, 'mishap = "fire"'), "mishap 'fire' is none of"),
        (article(1) + article(1).replace("[[article]]", "[[hidden]]"), "article 1 occurs twice"),
        (article(1) + '[[pageless]]\nid = 1\nanswer = "gone"\n', "article 1 occurs twice"),
    ],
)
def test_a_wrong_reference_is_refused(tmp_path: Path, articles: str, complaint: str) -> None:
    with pytest.raises(TruthError, match="article 1") as error:
        tiny(tmp_path, articles)
    assert complaint in str(error.value)


@pytest.mark.parametrize(
    ("answer", "complaint"),
    [('"virtual"', "with target None"), ('"gone"\ntarget = "art1"', "with target 'art1'"), ('"lost"', "answer 'lost'"),
     ('"moved"\ntarget = "art9"', "'art9' does not exist"), ('"moved"\ntarget = "http://x.org/"', "neither artN")],
)  # fmt: skip
def test_a_wrong_number_without_a_page_is_refused(tmp_path: Path, answer: str, complaint: str) -> None:
    with pytest.raises(TruthError, match="pageless 2") as error:
        tiny(tmp_path, article(1) + f"[[pageless]]\nid = 2\nanswer = {answer}\n")
    assert complaint in str(error.value)


@pytest.mark.parametrize(
    ("name", "linked_as", "link", "requested", "identity", "is_reached"),
    [
        ("a b", None, "pdf/a b.pdf", "pdf/a%20b.pdf", "pdf/a b.pdf", True),
        ("e\u0301", None, "pdf/e%CC%81.pdf", "pdf/e%CC%81.pdf", "pdf/\u00e9.pdf", True),
        ("l'u", None, "pdf/l'u.pdf", "pdf/l%27u.pdf", "pdf/l'u.pdf", True),
        ("50% x", None, "pdf/50% x.pdf", "pdf/50%25%20x.pdf", "pdf/50% x.pdf", True),
        ("n#3", None, "pdf/n#3.pdf", "pdf/n%233.pdf", "pdf/n#3.pdf", False),
        ("n#3", "n%233.pdf", "pdf/n%233.pdf", "pdf/n%233.pdf", "pdf/n#3.pdf", True),
    ],
)
def test_hard_file_names(
    name: str, linked_as: str | None, link: str, requested: str, identity: str, is_reached: bool
) -> None:
    file = SampleFile(1, "pdf", name, "X", 1000, None, "", linked_as)
    assert (file.link, file.requested, file.identity, file.is_reached) == (link, requested, identity, is_reached)


def test_equal_titles_get_their_number_from_the_second_on(tmp_path: Path) -> None:
    addresses = by_slug("http://127.0.0.1:1", "h.example.org", tiny(tmp_path, article(3) + article(5)))
    assert addresses.slugs == {3: "Meme-titre", 5: "Meme-titre-5"}
    assert addresses.section(1) == "-Actualites-"


def test_slugs_stop_at_a_word() -> None:
    assert slug("⟦[rouge]⟧Report⟦[/rouge]⟧ de l’œuvre") == "rouge-Report-rouge-de-l-oeuvre"
    long = slug(" ".join(["mots"] * 30))
    assert long.endswith("-mots")
    assert len(long) <= 80


@pytest.mark.parametrize(
    ("typed", "set_"),
    [
        ("Qui ?", "Qui\u00a0?"),
        ("« x »", "«\u00a0x\u00a0»"),
        ("un ; deux: trois", "un\u00a0; deux\u00a0: trois"),
        ("à 10:30", "à 10:30"),
        ("https://www.example.org/a?b=1;c", "https://www.example.org/a?b=1;c"),
        ("[?] (!)", "[?] (!)"),
        ("Quoi ?!", "Quoi\u00a0?!"),
    ],
)
def test_typography(typed: str, set_: str) -> None:
    assert typo(typed) == set_
    assert typo(set_) == set_


@pytest.mark.parametrize(
    ("source", "clean"),
    [
        ("{{{Titre ?}}}\n\nUn {mot}, {{deux}}.", "Titre\u00a0?\n\nUn mot, deux."),
        ("Liste :\n- un\n- ⟦[rouge]⟧deux⟦[/rouge]⟧", "Liste\u00a0:\n\n- un\n- deux"),
        ("A\n\n⟦[noir]⟧\n\nB", "A\n\nB"),
        ("|{{a}}|{{b}}|\n|1|2|", "a\tb\n1\t2"),
        ("Loi [[Voir [ici->rub1].]]. [sic]", "Loi[1]. [sic]"),
        ("<quote>Cité.</quote>\n\n<doc1>\n\n<img2>", "Cité."),
        ("⟦[fond x]⟧ A ⟦/blanc]⟧ b", "A b"),
    ],
)
def test_clean_text(source: str, clean: str) -> None:
    assert text(parse(source)) == clean


def test_a_cut_keeps_whole_words_and_says_so() -> None:
    assert cut("un deux trois", 8) == "un deux\u00a0(...)"
    assert cut("un deux", 7) == "un deux"


@pytest.mark.parametrize(
    ("stated", "first", "last"),
    [
        ("163.9\u00a0ko", 167783, 167935),
        ("52.1 ko", 53300, 53452),
        ("1 ko", 1024, 1126),
        ("9.7 ko", 9882, 10035),
        ("164 ko", 167885, 168038),
        ("1 Mo", 1048576, 1153433),
        ("2.5 Mo", 2569012, 2726297),
        ("812 octets", 812, 812),
    ],
)
def test_a_stated_size_allows_an_interval(stated: str, first: int, last: int) -> None:
    allowed = allowed_bytes(stated)
    assert (allowed[0], allowed[-1]) == (first, last)


@pytest.mark.parametrize("rounds", [True, False])
def test_a_made_size_agrees_with_its_bytes(rounds: bool) -> None:
    for size in (900, 1024, 9932, 53300, 1048525, 1048576, 2500000):
        file = SampleFile(1, "pdf", "x", "X", size, None, "")
        assert agrees(stated_size(file, rounds=rounds), size)


def test_joined_pictures_are_attachments_in_the_portfolio(tmp_path: Path) -> None:
    picture = '[[file]]\nid = 9\next = "jpg"\nname = "stade"\ntitle = "Le stade"\nbytes = 4000\ntext = ""\n'
    truth = tiny(tmp_path, article(1, "joined = [9]") + picture)
    for make in MAKERS.values():
        front = make("http://127.0.0.1:1", truth)
        (only,) = expected(front).articles
        assert [(one.path, one.position) for one in only.attachments] == [("jpg/stade.jpg", "portfolio")]
        page = answer(front, "GET", only.url.removeprefix(front.base)).body.decode()
        assert page.count(front.addresses.file(truth.files[9])) == 1
        assert page.index('id="documents_portfolio"') < page.index(front.addresses.file(truth.files[9]))
        assert answer(front, "GET", "/" + front.addresses.thumbnail(truth.files[9], 90, 90)).status == 200
