"""Forms in which public skeletons print date, lead and breadcrumb; what stands around them is for invented_frames."""

from dataclasses import dataclass
from random import Random

_WORDS = """
    la commission réunit les associations du quartier pour préparer un plan de travaux qui concerne chaque atelier de la région et
    présente aussi un rapport sur le sport scolaire ainsi que des aides aux familles avec une attention portée vers les jeunes en
    formation dans ce territoire où plusieurs équipes mènent depuis longtemps une action utile
"""
_MONTHS = " janvier février mars avril mai juin juillet août septembre octobre novembre décembre"
_BY = "par <a href='spip.php?auteur4'>Jeanne Marin</a>"


class Author:
    """Writes words, and names that say nothing."""

    def __init__(self, chance: Random) -> None:
        self.chance = chance

    def words(self, least: int, most: int) -> str:
        return " ".join(self.chance.choices(_WORDS.split(), k=self.chance.randint(least, most))).capitalize()

    def paragraph(self) -> str:
        return " ".join(f"{self.words(8, 18)}." for _ in range(self.chance.randint(1, 4)))

    def name(self) -> str:
        return "".join(self.chance.choices("bcdfgkmprstvz", k=4))


@dataclass(frozen=True, slots=True)
class Day:
    """A day and how it is written."""

    year: int
    month: int
    day: int

    @property
    def iso(self) -> str:
        return f"{self.year}-{self.month:02}-{self.day:02}"

    @property
    def short(self) -> str:
        return f"{self.day} {_MONTHS.split(' ')[self.month]}"

    @property
    def words(self) -> str:
        return f"{self.short} {self.year}"

    @property
    def digits(self) -> str:
        return f"{self.day:02}/{self.month:02}/{self.year}"


def days(chance: Random) -> tuple[Day, Day, Day]:
    """When an article was published, written years before, and changed or answered after."""
    month, day = chance.randint(1, 12), chance.randint(2, 28)
    year = chance.randint(2003, 2022)
    return Day(year, month, day), Day(year - 4, chance.randint(1, 12), 3), Day(year + 1, chance.randint(1, 12), 9)


def line_beside_title(chance: Random, author: Author, day: Day, older: Day, later: Day) -> str:
    """The day as it stands above or below a title."""
    month, words, instant = _MONTHS.split(" ")[day.month], day.words, f"{day.iso}T10:00:00Z"
    in_line = (
        words,
        f"Publié le {words}",
        f"Mis en ligne le {day.digits}",
        f"{words}, par Jeanne Marin",
        f"lundi {words}",
        f"le lundi {words} {_BY}",
        f"<i>({words})</i>",
        f"{words} à 14h32 - 43 lectures",
        f"{words} - Dernier ajout {later.words}",
        f"{words}, par Jeanne Marin (Date de rédaction antérieure : {older.words}).",
        f"Rédaction : {older.words} ; Publication : {words}",
        f"publié en ligne : {words} — publié la première fois : {older.words} dans <a href='spip.php?mot3'>Bulletin 57</a>",
        f"{_BY} , lundi {words} 21:12 - <a href='spip.php?rubrique2'>Courses</a> .",
        f"Article mis en ligne le {words}, {_BY}",
        f"Crée le lundi {words} 10:35, {_BY}",
        f"Mise à jour : {words} | Nombre de visites : 43",
        f"<span>{day.day}</span><span>{month}</span><span>{day.year}</span>",
        f"<abbr class='published' title='{instant}'>lundi {words}</abbr>, {_BY}",
        f"<time pubdate='pubdate' datetime='{instant}'><i class='icon-calendar'></i> lundi {words}</time>",
        f"<time pubdate='pubdate' class='published' title='{instant}'>{day.short}</time>",
        f"<span class='value-title' title='{instant}'> Publié le {day.digits} </span>",
    )
    marked = f"<time class='updated' datetime='{day.iso}'>{words}</time>"
    blocks = (
        f"<ul><li><a href='spip.php?rubrique2'>Cartes</a></li><li>{marked}</li><li class='byline'>par Jeanne Marin</li></ul>",
        f"<p>Date de l'objet : <span class='date'>{older.words}</span></p><p>Ajouté le : <span class='date'>{words}</span></p>",
    )
    if chance.random() < 0.1:
        return f"<div class='{author.name()}'>{chance.choice(blocks)}</div>"
    tag = chance.choice(("p", "p", "div", "span", "small", "em", "h4", "h6"))
    return f'<{tag} class="{author.name()}">{chance.choice(in_line)}</{tag}>'


def line_below_text(chance: Random, author: Author, day: Day, later: Day) -> str:
    """The day as it stands below a text."""
    words, cited = day.words, f"Jeanne Marin, vol. 3, mis en ligne le {day.words}, consulté le {later.words}."
    return chance.choice(
        (
            f"<div class='date'>Publié le {words} {_BY}</div>",
            f"<div class='date'>{words}</div>",
            f"<p class='{author.name()}'>2 messages | <a href='spip.php?page=forum'>Répondre à cet article</a> | Le {words}</p>",
            f"<footer><time pubdate='pubdate' datetime='{day.iso}T10:00:00Z'><i class='icon'></i> lundi {words}</time></footer>",
            f"<hr><p class='{author.name()}'>Publié par Jeanne le {words} dans <a href='spip.php?rubrique2'>Essais</a></p>",
            f"<div class='meta'><p>essai | <small>{words}, {_BY}</small></p></div>",
            f"<div class='{author.name()}'><h2>Pour citer cet article</h2><p>{cited}</p></div>",
        )
    )


def lead_block(chance: Random, author: Author, words: str, *, is_block: bool) -> str:
    """The lead as skins print it; in a block without a name that tells only before one of the text."""
    forms = (
        f'<div class="chapo"><p>{words}</p></div>',
        f'<div class="chapo"><strong><p>{words}</p></strong></div>',
        f'<div class="chapo"><h2 class="pas_surlignable">Résumé</h2><hr><p>{words}</p></div>',
        f'<div id="chapeau" class="chapeau"><p>{words}</p></div>',
        f'<div class="{author.name()}_chapeau">{words}</div>',
        f'<div class="{author.name()}__texte {author.name()}__texte--chapo"><p>{words}</p></div>',
        f'<section class="{author.name()}__chapo surlignable"><p>{words}</p></section>',
        f'<div class="introduction"><p>{words}</p></div>',
        f"<b><p>{words}</p></b>",
        f"<p><b><p>{words}</p></b></p>",
        *(
            (
                f'<div class="{author.name()}"><p>{words}</p></div>',
                f"<div class='{author.name()}'>{words}</div>",
                f"<p>\n<p>{words}</p>\n</p>",
                f"<strong>{words}</strong>",
                f"<font size='3'><i>{words}</i></font>",
                f"<blockquote>{words}</blockquote>",
            )
            if is_block
            else ()
        ),
    )
    form: str = chance.choice(forms)
    return form


def breadcrumb(chance: Random, author: Author, steps: tuple[str, ...]) -> str:
    """A breadcrumb; a last step that is the title is no link."""
    links = [
        '<a href="/">Accueil</a>',
        *(f'<a href="spip.php?rubrique{n}">{step}</a>' for n, step in enumerate(steps, 2)),
    ]
    if len(steps) > 1 and len(steps[-1].split()) > 3:
        links[-1] = steps[-1]
    items = "".join(f"<li>{link}</li>" for link in links)
    return chance.choice(
        (
            f"<div class='{author.name()}'>{' &gt; '.join(links)}</div>",
            f"<p>{' » '.join(links)}</p>",
            f'<ol class="breadcrumb">{items}</ol>',
            f"<div class='ariane'><ul>{items}</ul></div>",
            f"<div id='ariane'>{' / '.join(links)}</div>",
            f"<p>Vous êtes ici : {' &gt; '.join(links)}</p>",
            f"<h5>{' <b class=separateur>&gt;</b> '.join(links)}</h5>",
            f"<div id='chemin'><img src='puce.gif' alt=''> {' <img src=fleche.gif alt=> '.join(links)}</div>",
            f"<nav class='{author.name()}__breadcrumb'>{'<span> &gt; </span>'.join(links)}</nav>",
        )
    )
