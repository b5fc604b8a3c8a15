"""Pieces the stock skeletons of SPIP 2 and 3 have in common: models of documents, portfolio, plan, page numbers."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from sample.addresses import Addresses
from sample.dates import first_day, full_date, long_date, partial_date, short_date, utc_moment
from sample.formats import FORMATS, media_type
from sample.fronts.front import STEP, Extract, Front, joined_files, shown_title
from sample.markup import attribute, spaced, title_html
from sample.truth import SampleArticle, SampleFile, Section, Truth
from sample.typography import typed


def type_words(file: SampleFile, era: int) -> str:
    """What SPIP calls a type in its second or third era, not the extension."""
    return FORMATS[file.ext].words[era - 2]


def document_model(
    addresses: Addresses, truth: Truth, size: Callable[[SampleFile], str], era: int
) -> Callable[[int], str]:
    """<docN>: the size stands only in the attributes of the icon."""

    def model(number: int) -> str:
        file = truth.files[number]
        label = f"{type_words(file, era)} - {size(file)}"
        icon = f"prive/vignettes/{file.ext}.png"
        return (
            f"<dl class='spip_document_{number} spip_documents spip_lien_ok'>\n"
            f'<dt><a href="{attribute(addresses.file_link(file))}" title=\'{attribute(label)}\' type="{media_type(file.ext)}">'
            f"<img src='{icon}' width='52' height='52' alt='{spaced(label)}' /></a></dt>\n"
            f"<dt class='spip_doc_titre' style='width:120px;'><strong>{title_html(file.title)}</strong></dt>\n</dl>"
        )

    return model


def picture_model(addresses: Addresses, truth: Truth) -> Callable[[int], str]:
    """<imgN> with its caption."""

    def model(number: int) -> str:
        file = truth.files[number]
        more = (
            f"<dd class='spip_doc_descriptif' style='width:320px;'>{title_html(file.caption)}</dd>\n"
            if file.caption
            else ""
        )
        return (
            f"<dl class='spip_document_{number} spip_documents spip_documents_center'>\n"
            f"<dt><img src='{attribute(addresses.file_link(file))}' width='320' height='240' alt='{_alternative(file)}' /></dt>\n"
            f"<dt class='spip_doc_titre' style='width:320px;'><strong>{title_html(file.title)}</strong></dt>\n{more}</dl>"
        )

    return model


def _alternative(file: SampleFile) -> str:
    return attribute(file.alt) if file.alt else _title_attribute(file)


def _title_attribute(file: SampleFile) -> str:
    return attribute(shown_title(file.title))


def portfolio(front: Front, article: SampleArticle) -> str:
    """The joined pictures; empty without any."""
    pictures = [file for file in joined_files(front.truth, article) if file.is_picture]
    if not pictures:
        return ""
    own = front.addresses.absolute(f"spip.php?article{article.id}")
    items = "\n".join(
        f'<li><a href="{attribute(front.addresses.file_link(file))}" type="{media_type(file.ext)}"'
        f" onclick=\"location.href='{own}&amp;id_document={file.id}#documents_portfolio';return false;\""
        f" title=\"{_title_attribute(file)}\"><img src='{front.addresses.thumbnail(file, 90, 90)}'"
        f" width='90' height='90' class='spip_logos' alt='{_title_attribute(file)}' /></a></li>"
        for file in pictures
    )
    return f'<div id="documents_portfolio">\n<h2>Portfolio</h2>\n<ul>\n{items}\n</ul>\n</div>'


def crumbs(front: Front, path: Sequence[Section], last: str | None = None) -> str:
    """Home, then links to the sections, then the page itself in bold: `last`, or else the last section."""
    above, end = (path, last) if last is not None else (path[:-1], path[-1].title)
    links = "".join(
        f' &gt; <a href="{attribute(front.addresses.section(s.id))}">{spaced(shown_title(s.title))}</a>' for s in above
    )
    own = spaced(shown_title(end))
    return f'<a href="{front.base}/">Accueil du site</a>{links} &gt; <strong class="on">{own}</strong>'


def article_link(front: Front, article: SampleArticle, *, css: str = "", rel: str = "") -> str:
    """A link to an article, its title as the words."""
    marks = (f' class="{css}"' if css else "") + (f' rel="{rel}"' if rel else "")
    return f'<a href="{attribute(front.addresses.article(article.id))}"{marks}>{title_html(article.title)}</a>'


def published(article: SampleArticle, written: Callable[[str], str]) -> str:
    """The date in words, `written` as the era does, and as an instant in UTC; nothing where SPIP holds none."""
    if article.dated in ("month", "year"):
        words = partial_date(article.date, article.dated)
    else:
        words = "" if article.dated == "none" else full_date(article.date)
    moment = utc_moment(first_day(article.date, article.dated))
    return f'<abbr class="published" title="{moment}">{written(words)}</abbr>' if words else ""


def list_date(front: Front, article: SampleArticle) -> str:
    """The date in lists, without its year where that is the year of rendering."""
    if article.dated in ("day", "yearless"):
        return short_date(article.date, front.rendered)
    return partial_date(article.date, article.dated)


def siblings(front: Front, article: SampleArticle) -> str:
    """Items of the newest articles of the same section, the present one marked."""
    return "".join(
        f"<li>{article_link(front, other, css='on' if other.id == article.id else '')}</li>\n"
        for other in front.truth.newest(article.section)[:10]
    )


def related(front: Front, article: SampleArticle, heading: str) -> str:
    """Articles proposed under another; empty without any."""
    items = "".join(f"<li>{article_link(front, front.truth.articles[n])}</li>\n" for n in article.related)
    return f'<div class="menu" id="voir_aussi">\n<h2>{heading}</h2>\n<ul>\n{items}</ul>\n</div>' if items else ""


def forum(front: Front, article: SampleArticle) -> str:
    """The messages under an article and the form to answer with; empty without messages."""
    if not article.comments:
        return ""
    own = attribute(front.addresses.article(article.id))
    items = "".join(
        f'<li class="forum-fil">\n<div class="forum-message"><p class="forum-chapo"><small>Le {long_date(article.date)}, par un visiteur'
        f'</small></p>\n<div class="forum-texte"><p>{spaced(typed(words).as_typed())}</p></div></div>\n</li>\n'
        for words in article.comments
    )
    return f"""<div id="comments">
<h2>Messages</h2>
<ul class="forum">
{items}</ul>
</div>
<div class="formulaire_spip formulaire_forum" id="formulaire_forum">
<form action="{own}#formulaire_forum" method="post"><fieldset><legend>Un message, un commentaire ?</legend>
<p class="explication">Ce forum est modéré a priori : votre contribution paraîtra après validation.</p>
<label for="texte">Texte de votre message</label><textarea name="texte" id="texte" rows="10" cols="60"></textarea>
<input type="submit" value="Prévisualiser" /></fieldset></form>
</div>"""


def section_link(front: Front, section: Section) -> str:
    """A link to a section, its title as the words."""
    return f'<a href="{attribute(front.addresses.section(section.id))}">{title_html(section.title)}</a>'


def section_tree(front: Front, parent: int, open_path: tuple[int, ...] | None, list_class: str = "") -> str:
    """Nested list of sections; only those on `open_path` unfold (None: all do)."""
    children = front.truth.children(parent)
    if not children:
        return ""
    items = "".join(
        f"<li>{section_link(front, s)}"
        + (section_tree(front, s.id, open_path) if open_path is None or s.id in open_path else "")
        + "</li>\n"
        for s in children
    )
    return f"\n<ul{list_class}>\n{items}</ul>\n"


def plan_tree(front: Front, list_class: str = "") -> str:
    """The whole site: every section and every article."""
    first = min(front.truth.articles)
    # Behind path-info every relative link of a page, this one too, leads to an ever longer address of it.
    trap = f'<p><a href="spip.php/plan/spip.php?article{first}">Le premier article du site</a></p>\n'
    return trap + "".join(
        f"<h2>{section_link(front, sector)}</h2>\n{_plan_branch(front, sector, list_class)}"
        for sector in front.truth.children(0)
    )


def _plan_branch(front: Front, section: Section, list_class: str) -> str:
    articles = "".join(f"<li>{article_link(front, a)}</li>\n" for a in front.truth.newest(section.id))
    below = "".join(
        f"<li><strong>{section_link(front, s)}</strong>\n{_plan_branch(front, s, list_class)}</li>\n"
        for s in front.truth.children(section.id)
    )
    return f"<ul{list_class}>\n{articles}{below}</ul>\n" if articles or below else ""


def page_links(
    front: Front, extract: Extract, address: str, loop: str, current: Callable[[int], str], separator: str
) -> str:
    """Links to the other pages of a list, their offsets as text; empty for a single page."""
    if extract.total <= STEP:
        return ""
    offsets = list(extract.offsets)
    here = offsets.index(extract.offset)
    first = max(0, min(here - 5, len(offsets) - 10))
    window = offsets[first : first + 10]

    def link(offset: int, words: str) -> str:
        target = f"{front.addresses.listing(address, loop, offset)}#pagination_{loop}"
        return f"<a href='{attribute(target)}' class='lien_pagination' rel='nofollow'>{words}</a>"

    found = [
        current(offset) if offset == extract.offset and not extract.whole else link(offset, str(offset))
        for offset in window
    ]
    if window[0] > 0:
        found.insert(0, link(0, "..."))
    if window[-1] < offsets[-1]:
        found.append(link(offsets[-1], "..."))
    return separator.join(found)


def plain_title(title: str) -> str:
    """A title for <title> and other places without markup."""
    return spaced(typed(title).as_typed())


def missing_head(front: Front, below_root: bool) -> str:
    """Head lines of the 404 page; below the root SPIP adds a base, as its links are relative."""
    base = f'<base href="{front.base}/" />\n' if below_root else ""
    return f'<meta name="robots" content="none" />\n{base}'


def section_feed(front: Front, section: Section) -> str:
    """Head line of a section page."""
    address = attribute(f"{front.addresses.page('backend')}&id_rubrique={section.id}")
    return f'<link rel="alternate" type="application/rss+xml" title="Syndiquer cette rubrique" href="{address}" />\n'
