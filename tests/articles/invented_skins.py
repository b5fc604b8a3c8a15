"""Invents pages of skins that nobody drew, each choice by lot, and says what stands on them; reading them is for the test."""

from dataclasses import dataclass
from random import Random

_WORDS = """
    la commission réunit les associations du quartier pour préparer un plan de travaux qui concerne chaque atelier de la région et
    présente aussi un rapport sur le sport scolaire ainsi que des aides aux familles avec une attention portée vers les jeunes en
    formation dans ce territoire où plusieurs équipes mènent depuis longtemps une action utile
"""
_MONTHS = " janvier février mars avril mai juin juillet août septembre octobre novembre décembre"
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


class _Author:
    """Writes words, and names that say nothing."""

    def __init__(self, chance: Random) -> None:
        self.chance = chance

    def words(self, least: int, most: int) -> str:
        return " ".join(self.chance.choices(_WORDS.split(), k=self.chance.randint(least, most))).capitalize()

    def paragraph(self) -> str:
        return " ".join(f"{self.words(8, 18)}." for _ in range(self.chance.randint(1, 4)))

    def name(self) -> str:
        return "".join(self.chance.choices("bcdfgkmprstvz", k=4))


def invent(seed: int) -> Invented:
    """The page of this number; the same number gives the same page."""
    chance = Random(seed)
    author = _Author(chance)
    title, site = author.words(4, 8), author.words(3, 4)
    sections = tuple(author.words(2, 3) for _ in range(chance.randint(1, 3)))
    date, line = _date(chance, author)
    heading = chance.choice(("h1", "h1", "h2", "h3"))
    lead = author.paragraph() if chance.random() < 0.4 else None
    paragraphs = tuple(author.paragraph() for _ in range(chance.choice((1, 2, 4, 8))))
    mark = chance.choice(("", ' class="spip"'))
    text = "".join(f"<p{mark}>{words}</p>\n" for words in paragraphs)
    files, paths = chance.choice(list(_FILES.items()))
    note, postscript, teaser = author.paragraph(), author.paragraph(), author.paragraph()
    above = (f"<{heading} class='{author.name()}'>{title}</{heading}>", line)
    block = chance.choice(('<div class="texte">{}</div>', f'<div class="{author.name()}">{{}}</div>', "{}"))
    parts = (
        *(above if chance.random() < 0.5 else reversed(above)),
        _lead(chance, author, lead, is_block=block != "{}") if lead else "",
        block.format(text),
        chance.choice(("", f"<div class='{author.name()}'><h3>Post-scriptum</h3><p>{postscript}</p></div>")),
        chance.choice(
            ("", f'<div class="notes"><p>[<a href="#nh1" name="nb1" class="spip_note">1</a>] {note}</p></div>')
        ),
        chance.choice(_TOOLS),
    )
    article = f"<div class='{author.name()}'>{''.join(parts)}</div>{files.format(author.name())}"
    beside = chance.choice(
        (
            "",
            f"<div><h3>Dans la même rubrique</h3><ul>{'<li><a href=spip.php?article50>Un autre</a></li>' * 5}</ul></div>",
            f"<div><h2>À lire aussi</h2><h3><a href='spip.php?article51'>Un autre</a></h3><p>{teaser} (...)</p></div>",
        )
    )
    has_way = chance.random() < 0.8
    way = _way(chance, author, (*sections, *((title,) if chance.random() < 0.5 else ()))) if has_way else ""
    head = chance.choice((f"{title} - {site}", f"{site} - {title}", title, site))
    body = _layout(chance, author, f'<p><a href="/">{site}</a></p>', way, article, beside)
    return Invented(
        f'<!DOCTYPE html><html lang="fr"><head><meta charset="utf-8"><title>{head}</title></head><body>{body}</body></html>',
        title,
        date,
        lead,
        paragraphs,
        sections if has_way else (),
        frozenset(paths),
        (note, postscript, teaser),
    )


def _lead(chance: Random, author: _Author, words: str, *, is_block: bool) -> str:
    """The lead as skins print it; in a block without a name that tells only before one of the text."""
    forms = (
        f'<div class="chapo"><p>{words}</p></div>',
        f'<div class="{author.name()}_chapeau">{words}</div>',
        f"<b><p>{words}</p></b>",
        *(
            (f'<div class="{author.name()}"><p>{words}</p></div>', f"<div class='{author.name()}'>{words}</div>")
            if is_block
            else ()
        ),
    )
    return chance.choice(forms)


def _date(chance: Random, author: _Author) -> tuple[str | None, str]:
    """ISO date and the line that shows it."""
    day, month, year = chance.randint(2, 28), chance.randint(1, 12), chance.randint(2003, 2022)
    words = f"{day} {_MONTHS.split(' ')[month]} {year}"
    forms = (
        words,
        f"Publié le {words}",
        f"Mis en ligne le {day:02}/{month:02}/{year}",
        f"{words}, par Jeanne Marin",
        f"lundi {words}",
        f"{words} à 14h32 - 43 lectures",
        f"Mise à jour : {words} | Nombre de visites : 43",
        f"<span>{day}</span><span>{_MONTHS.split(' ')[month]}</span><span>{year}</span>",
    )
    tag = chance.choice(("p", "div", "span", "small"))
    if chance.random() < 0.15:
        return None, ""
    return f"{year}-{month:02}-{day:02}", f'<{tag} class="{author.name()}">{chance.choice(forms)}</{tag}>'


def _way(chance: Random, author: _Author, steps: tuple[str, ...]) -> str:
    """A breadcrumb; a last step that is the title is no link."""
    links = [
        '<a href="/">Accueil</a>',
        *(f'<a href="spip.php?rubrique{n}">{step}</a>' for n, step in enumerate(steps, 2)),
    ]
    if len(steps) > 1 and len(steps[-1].split()) > 3:
        links[-1] = steps[-1]
    return chance.choice(
        (
            f"<div class='{author.name()}'>{' &gt; '.join(links)}</div>",
            f"<p>{' » '.join(links)}</p>",
            f'<ol class="breadcrumb">{"".join(f"<li>{link}</li>" for link in links)}</ol>',
            f"<div id='ariane'>{' / '.join(links)}</div>",
            f"<p>Vous êtes ici : {' &gt; '.join(links)}</p>",
        )
    )


def _layout(chance: Random, author: _Author, head: str, way: str, article: str, beside: str) -> str:
    menu = f"<ul>{_MENU}</ul>"
    return chance.choice(
        (
            f"<table><tr><td colspan=2>{head}</td></tr><tr><td>{menu}</td><td>{way}{article}{beside}</td></tr></table>{_FOOT}",
            f"<header>{head}<nav>{menu}</nav></header><main>{way}<article>{article}</article>{beside}</main><footer>{_FOOT}</footer>",
            "".join(f"<div id='{author.name()}'>{part}</div>" for part in (head + menu, way + article, beside, _FOOT)),
        )
    )
