"""Invents pages of skins that nobody drew, each choice by lot, and says what stands on them; reading them is for the test."""

from dataclasses import dataclass
from random import Random

from tests.articles.invented_forms import (
    Author,
    breadcrumb,
    days,
    lead_block,
    line_below_text,
    line_beside_title,
)
from tests.articles.invented_frames import ahead, between, opening, others

_MENU = "".join(f'<li><a href="spip.php?rubrique{n}">Menu {n}</a></li>' for n in range(20, 30))
_FOOT = '<p>Site réalisé avec SPIP | <a href="spip.php?page=plan">Plan du site</a> | Mis à jour le 3 mars 2023</p>'
_LABEL = "(PDF - 120.5 ko)"
_FILE = '<a href="IMG/pdf/programme.pdf">Le programme</a>'
_FILES = {
    "": (),
    f'<div class="{{}}"><h3>Documents joints</h3><ul><li>{_FILE} {_LABEL}</li><li><a href="IMG/doc/fiche.doc">La fiche</a> (Word - 33 ko)'
    "</li></ul></div>": ("pdf/programme.pdf", "doc/fiche.doc"),
    f"<p>Télécharger : {_FILE} {_LABEL}</p>": ("pdf/programme.pdf",),
    '<dl><dt><a href="IMG/pdf/programme.pdf"><img src="pdf.png" alt="PDF - 120.5 ko"></a></dt><dd>Le programme</dd></dl>': (
        "pdf/programme.pdf",
    ),
}
_TOOLS = (
    "",
    '<p><a href="spip.php?page=imprimer&amp;id_article=7">Imprimer cet article</a> | <a href="#">Envoyer à un ami</a></p>',
    '<div class="share"><a href="http://social.example/x">Partager</a></div>',
)


@dataclass(frozen=True, slots=True)
class Invented:
    """A page and what a careful person reads on it."""

    html: str
    """The page."""
    title: str
    """Title."""
    date: str | None
    """ISO date of publication; None: it shows none."""
    lead: str | None
    """What is set apart before the text; None: nothing."""
    paragraphs: tuple[str, ...]
    """Paragraphs of the text."""
    sections: tuple[str, ...]
    """Steps of the breadcrumb between home and the page; empty: it has none."""
    files: frozenset[str]
    """Paths of the files it announces."""
    outside: tuple[str, ...]
    """Words that are none of the text: notes, P.-S., comments, teasers."""


def invent(seed: int) -> Invented:
    """The page of this number; the same number gives the same page."""
    chance = Random(seed)
    author = Author(chance)
    title, site = author.words(4, 8), author.words(3, 4)
    sections = tuple(author.words(2, 3) for _ in range(chance.randint(1, 3)))
    day, older, later = days(chance)
    place = chance.choices(("beside", "below", "nowhere"), weights=(65, 20, 15))[0]
    line = line_beside_title(chance, author, day, older, later) if place == "beside" else ""
    heading = chance.choice(("h1", "h1", "h2", "h3"))
    lead = author.paragraph() if chance.random() < 0.4 else None
    paragraphs = (opening(chance, author, older), *(author.paragraph() for _ in range(chance.choice((0, 1, 3, 7)))))
    mark = chance.choice(("", ' class="spip"'))
    text = "".join(f"<p{mark}>{words}</p>\n" for words in paragraphs)
    files, paths = chance.choice(list(_FILES.items()))
    note, postscript, teaser = author.paragraph(), author.paragraph(), author.paragraph()
    headed = f"<{heading} class='{author.name()}'>{title}</{heading}>"
    surtitle, subtitle = author.words(3, 4), author.words(4, 6)
    headed = chance.choice(
        (
            headed,
            headed,
            f"<p class='surtitre'>{surtitle}</p>{headed}<p class='soustitre'>{subtitle}</p>",
            f"{headed}<p class='{author.name()}-soustitre'>{subtitle}</p>",
            f"<div class='{author.name()}'>{headed}</div>",
        )
    )
    above = (headed, line)
    block = chance.choice(('<div class="texte">{}</div>', f'<div class="{author.name()}">{{}}</div>', "{}"))
    parts = (
        *(above if chance.random() < 0.5 else reversed(above)),
        between(chance, author, later),
        lead_block(chance, author, lead, is_block=block != "{}") if lead else "",
        block.format(text),
        line_below_text(chance, author, day, later) if place == "below" else "",
        chance.choice(("", f"<div class='{author.name()}'><h3>Post-scriptum</h3><p>{postscript}</p></div>")),
        chance.choice(
            ("", f'<div class="notes"><p>[<a href="#nh1" name="nb1" class="spip_note">1</a>] {note}</p></div>')
        ),
        chance.choice(_TOOLS),
    )
    article = f"<div class='{author.name()}'>{''.join(parts)}</div>{files.format(author.name())}"
    beside = others(chance, author, teaser, later)
    has_way = chance.random() < 0.8
    way = breadcrumb(chance, author, (*sections, *((title,) if chance.random() < 0.5 else ()))) if has_way else ""
    head = chance.choice((f"{title} - {site}", f"{site} - {title}", title, site))
    first = ahead(chance, author, later)
    body = _layout(chance, author, f'<p><a href="/">{site}</a></p>', first, way, article, beside)
    return Invented(
        f'<!DOCTYPE html><html lang="fr"><head><meta charset="utf-8"><title>{head}</title></head><body>{body}</body></html>',
        title,
        None if place == "nowhere" else day.iso,
        lead,
        paragraphs,
        sections if has_way else (),
        frozenset(paths),
        (note, postscript, teaser, surtitle, subtitle),
    )


def _layout(chance: Random, author: Author, head: str, first: str, way: str, article: str, beside: str) -> str:
    menu = f"<ul>{_MENU}</ul>"
    return chance.choice(
        (
            f"<table><tr><td colspan=2>{head}</td></tr><tr><td>{menu}{first}</td><td>{way}{article}{beside}</td></tr></table>{_FOOT}",
            f"<header>{head}<nav>{menu}</nav>{first}</header><main>{way}<article>{article}</article>{beside}</main><footer>{_FOOT}</footer>",
            "".join(
                f"<div id='{author.name()}'>{part}</div>" for part in (head + menu, first, way + article, beside, _FOOT)
            ),
        )
    )
