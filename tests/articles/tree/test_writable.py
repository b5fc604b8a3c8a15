"""Characters that XML forbids stand on pages, raw and as references; whatever writes into a tree takes them out."""

from articles.masking import mask_html
from articles.original import read_original, without_links
from tests.articles.captures import read

PROSE = "<p>Les bassins ouvrent le samedi, de huit heures à midi, et le dimanche matin pour les familles.</p>" * 4


def test_an_original_with_forbidden_characters_is_shown() -> None:
    page = b"<ul><li><a href='/b\x01'>x</a></li></ul>\x02 puis <p>nom@exemple.org &#3;</p>"
    found = read_original(page, None, "http://a.example/", hides=lambda url: url.endswith("/b"))
    assert "nom [at] exemple.org" in found.html


def test_words_are_told_without_them() -> None:
    assert without_links("\x01<p>Un\x01tel</p> et\x02", lambda _: False, str.upper) == "<p>UNTEL</p> ET"
    assert mask_html("\x01nom@exemple.org<p>\x02</p>") == "nom [at] exemple.org<p></p>"


def test_lines_of_links_with_them_are_read() -> None:
    line = "<a href='/'>Accueil</a> | <a href='spip.php?rubrique2'>Eau</a> | <a href='spip.php?rubrique3'>Air</a>"
    body = f"<div>{'<b>Mot</b> ' * 60}<br>\x01 ici {line}<br>\x02 là {line}<p>{'Long. ' * 90}</p></div>"
    assert read(f"<html><body>{body}<h1>Titre</h1><div>{PROSE}</div></body></html>").outcome == "article"
