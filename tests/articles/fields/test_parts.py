"""Articles in parts: what a page tells of them, and joining, which loses nothing and can be undone."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.article import Article
from articles.cleaners import clean, undo
from articles.fields.parts import BETWEEN, join
from tests.articles.captures import read
from tests.articles.cleaners.test_cleaners import TEXTS as DIRTY
from tests.articles.cut_article import TEXTS, part_page

ROOT = "http://www.example.org/"


def part(number: int, total: int = 3, url: str | None = None, **more: str) -> Article:
    address = url or f"spip.php?article12&artpage={number}-{total}"
    article = read(part_page(number, total, **more), ROOT + address).article
    assert article is not None
    return article


def body_edits(article: Article) -> str:
    return undo([edit for edit in article.edits if edit.field == "body"], article.body_text)


@pytest.mark.parametrize(
    ("asked", "shown", "said"),
    [
        ("spip.php?article12", (1, 3), (1, 3)),
        ("spip.php?article12&artpage=1-3", (1, 3), (1, 3)),
        ("spip.php?article12&artpage=2-3", (2, 3), (2, 3)),
        ("spip.php?article12&artpage=2-5", (2, 3), (2, 3)),
        ("spip.php?article12&artpage=9-9", (3, 3), (3, 3)),
        ("spip.php?article12&artpage=2-3", (1, 1), (None, None)),
        ("spip.php?article12", (1, 1), (None, None)),
    ],
)
def test_a_page_tells_which_part_it_is_and_of_how_many(
    asked: str, shown: tuple[int, int], said: tuple[int | None, int | None]
) -> None:
    article = part(*shown, url=asked)
    assert (article.part, article.parts) == said


def test_links_of_a_skin_that_prints_them_its_own_way_count_where_they_are_of_this_article() -> None:
    own = part_page(1, 3).replace("decoupe_", "suite_")
    assert (found := read(own, f"{ROOT}spip.php?article12").article) is not None
    assert found.parts == 3
    assert (other := read(own, f"{ROOT}spip.php?article13").article) is not None
    assert other.parts is None


def test_the_way_from_part_to_part_is_no_text() -> None:
    assert part(2).body_text == "La visite\n\nUn agent passe dans l'année[2], avec le plan."
    assert all("artpage" not in link.url for link in part(2).links)


def test_joined_parts_are_one_article_in_order() -> None:
    article = join([part(1), part(2), part(3)], 3)
    assert (article.identity.key, article.url) == ("article/12", f"{ROOT}spip.php?article12")
    assert (article.part, article.parts, article.held) == (None, 3, (1, 2, 3))
    assert article.body_text == (
        "Le dossier se retire au guichet, voir la liste[1].\n\nFormulaire\n\n"
        "La visite\n\nUn agent passe dans l'année[2], avec le plan.\n\n"
        "La décision est notifiée par courrier.\n\n- sous deux mois\n- sans frais"
    )
    assert article.body_html == "".join(part(number).body_html for number in (1, 2, 3))
    assert "[rouge]Le dossier" in article.raw_body_text
    assert body_edits(article) == article.raw_body_text == BETWEEN.join(part(n).raw_body_text for n in (1, 2, 3))
    assert (article.lead, article.postscript) == ("Trois étapes, en bref.", "Document mis à jour.")
    assert article.notes == ("Ouvert le matin.", "Sur rendez-vous.")
    numbers = [link.url.rpartition("article")[2] for link in article.links if "article" in link.url]
    assert numbers == ["42", "40", "41"]
    assert [file.path for file in article.attachments] == ["pdf/un.pdf", "pdf/tout.pdf"]
    assert [picture.alt for picture in article.pictures] == ["Plan"]


def test_a_part_that_is_missing_leaves_the_others() -> None:
    article = join([part(2), part(3)], 3)
    assert (article.identity.key, article.url, article.held) == ("article/12", f"{ROOT}spip.php?article12", (2, 3))
    assert article.note_numbers == ("2",)
    assert article.body_text.startswith("La visite")
    slug = join([part(2, url="Agreer?artpage=2-3", address="Agreer?")], 3)
    assert (slug.identity.key, slug.url) == ("article/Agreer", f"{ROOT}Agreer")


def test_notes_that_every_part_prints_stand_once_and_others_that_begin_anew_stay() -> None:
    plain = part(1)
    all_on_each = [replace(plain, part=n, notes=("a", "b"), note_numbers=("1", "2")) for n in (1, 2)]
    assert join(all_on_each, 2).notes == ("a", "b")
    anew = [replace(plain, part=n, notes=(text,), note_numbers=("1",)) for n, text in ((1, "a"), (2, "b"))]
    assert join(anew, 2).notes == ("a", "b")


def test_edits_of_files_and_captions_follow_them() -> None:
    file = "<p><a href='IMG/pdf/{0}.pdf'>[vert]Fichier {0}[/vert]</a></p>"
    article = join([part(n, text=TEXTS[n - 1] + file.format(n)) for n in (1, 2)], 2)
    for place, link in enumerate(article.attachments, start=1):
        edits = [edit for edit in article.edits if edit.field == f"attachment/{place}"]
        assert undo(edits, link.title) == link.raw_title
    assert [link.raw_title for link in article.attachments if "vert" in link.raw_title] == [
        "[vert]Fichier 1[/vert]",
        "[vert]Fichier 2[/vert]",
    ]


@given(st.lists(DIRTY, min_size=1, max_size=5))
def test_what_was_done_to_the_text_of_all_parts_is_undone_exactly(raws: list[str]) -> None:
    parts = []
    for number, raw in enumerate(raws, start=1):
        cleaned = clean(raw, field="body")
        parts.append(
            replace(PLAIN, part=number, raw_body_text=raw, body_text=cleaned.text, edits=cleaned.edits, parts=len(raws))
        )
    article = join(parts, len(raws))
    assert article.raw_body_text == BETWEEN.join(raw for raw in raws if raw)
    assert body_edits(article) == article.raw_body_text
    assert article.body_text == BETWEEN.join(part.body_text for part in parts if part.body_text)


PLAIN = part(1)
