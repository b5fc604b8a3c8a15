"""What public skeletons print around an article and its text: other articles, answers, events, tools."""

from random import Random

from tests.articles.invented_forms import Author, Day


def others(chance: Random, author: Author, teaser: str, later: Day) -> str:
    """Other articles, answers, events and news beside an article, with days of their own."""
    name, words, instant = author.name(), later.words, f"{later.iso}T10:00:00Z"
    other = "<a href=spip.php?article50>Un autre</a>"
    return chance.choice(
        (
            "",
            f"<div><h3>Dans la même rubrique</h3><ul>{f'<li>{other}</li>' * 5}</ul></div>",
            f"<div><h2>À lire aussi</h2><h3><a href='spip.php?article51'>Un autre</a></h3><p>{teaser} (...)</p></div>",
            f"<div class='forum'><h3>Messages</h3><p>{words}, par <b>Paul</b></p><p>{teaser}</p></div>",
            f"<div class='{name}'><h2>2 Messages</h2><ul><li><p>Le {words} à 10:02, par Paul</p><p>{teaser}</p></li></ul></div>",
            f"<div class='{name}'><h3>Derniers articles</h3><ul>{f'<li>{other} ({words})</li>' * 3}</ul></div>",
            f"<div class='{name}'><h3>Agenda</h3><p>Samedi {words} : réunion</p><p>Lundi {words}, 20h : projection</p></div>",
            f"<div class='{name}'><h3>Brèves</h3><ul><li><abbr class='published' title='{instant}'>{words}</abbr> {other}</li></ul></div>",
            f"<aside class='{name}'><article><time datetime='{instant}'>{words}</time><h3>{other}</h3><p>{teaser}</p></article></aside>",
        )
    )


def ahead(chance: Random, author: Author, later: Day) -> str:
    """What a page prints before the article: the day it was made, news in a column, a line that runs."""
    name, words, instant = author.name(), later.words, f"{later.iso}T10:00:00Z"
    other = "<a href=spip.php?article50>Un autre</a>"
    return chance.choice(
        (
            "",
            "",
            "",
            f"<p class='{name}'>lundi {words}</p>",
            f"<div id='date'>Nous sommes le {words}</div>",
            f"<div class='{name}'><h3>Brèves</h3><p>{words} : {other}</p><p>{words} : {other}</p></div>",
            f"<div class='{name}'><h3>À la une</h3><ul><li><time datetime='{instant}'>{words}</time> {other}</li></ul></div>",
            f"<div class='{name}'><h4>Agenda</h4><p class='{author.name()}'>{words}</p><p>{other}</p></div>",
            f"<div class='{name}'><h4>{other}</h4><p>{author.paragraph()}</p><small>{words}</small></div>",
            f"<ul class='{name}'><li>{words} - {other}</li><li>{words} - {other}</li></ul>",
            f"<div class='{name}'><h3>Derniers messages</h3><p>{other}<br>{words}, par Paul</p></div>",
        )
    )


def between(chance: Random, author: Author, later: Day) -> str:
    """What stands between title and text and is of neither: tools, keywords, a picture, who wrote, when something takes place."""
    name, other = author.name(), "<a href=spip.php?article50>Un autre</a>"
    return chance.choice(
        (
            "",
            "",
            "",
            "<p><a href='spip.php?page=imprimer&amp;id_article=7'>Imprimer</a> | <a href='#'>Envoyer à un ami</a></p>",
            f"<p class='{name}'>Mots-clés : <a href='spip.php?mot3'>sport</a>, <a href='spip.php?mot4'>quartier</a></p>",
            f"<div class='{name}'><img src='arton7.jpg' alt='' class='spip_logos'></div>",
            f"<figure><img src='arton7.jpg' alt=''><figcaption>{author.words(3, 5)}</figcaption></figure>",
            f"<ul class='{name}'><li><a href='spip.php?article8&amp;lang=en' hreflang='en'>English</a></li></ul>",
            f"<div class='evenement'><p>Samedi {later.words} de 14h à 18h</p><p class='lieu'>Salle des fêtes</p></div>",
            f"<div class='{name}'><h3>Dans la même rubrique</h3><ul><li>{later.words} : {other}</li></ul></div>",
            f"<div class='{name}'><p>À lire : {other} ({later.words})</p></div>",
            f"<table class='{name}'><tr><td>Lieu</td><td>Salle des fêtes</td></tr><tr><td>Quand</td><td>{later.words}</td></tr></table>",
            f"<div class='addthis {name}'><a href='http://social.example/x'>Partager</a></div>",
        )
    )


def opening(chance: Random, author: Author, older: Day) -> str:
    """The first paragraph of a text, which may tell a day."""
    words = author.paragraph()
    return chance.choice((words, words, words, f"Le {older.words}, {words}", f"Depuis le {older.digits}, {words}"))
