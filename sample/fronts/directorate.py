"""The directorate's own skin on SPIP 3.2, addresses by slug; whatever else answers there is left to answers.py."""

from __future__ import annotations

from sample.addresses import by_slug
from sample.body import parse
from sample.dates import slashed_date
from sample.formats import media_type
from sample.fronts import stock, traps
from sample.fronts.front import (
    HOME_LOOP,
    SECTION_LOOP,
    SITE_LONG_NAME,
    SITE_NAME,
    STEP,
    Extract,
    Front,
    Skin,
    introduction,
    joined_files,
    style,
    texts,
)
from sample.markup import Style, attribute, html, notes_html, spaced, title_html
from sample.truth import SampleArticle, SampleFile, Section, Truth

# The site was one of many on one installation: its files lie in a folder named after it.
HOST = "val-de-lisiere.drfjscs.example.org"


def directorate(base: str, truth: Truth, host: str = HOST) -> Front:
    """The front in the directorate's own skin, with slug addresses."""
    return Front(
        "directorate", truth, by_slug(base, host, truth), _SKIN, "3.2.19", rounds_sizes=True, has_categories=True
    )


def _style(front: Front) -> Style:
    def document(number: int) -> str:
        file = front.truth.files[number]
        return f'<div class="spip_document_{number} document_texte">{_file_link(front, file)}</div>'

    puce = f"{front.addresses.files.removesuffix('IMG/')}local/cache-vignettes/L8xH11/puce-32883.gif"
    return style(
        front.addresses,
        document=document,
        picture=stock.picture_model(front.addresses, front.truth),
        bullet=f'<img src="{puce}" class="puce" alt="-" width="8" height="11" />',
        spip3=True,
        break_before_first=True,
    )


def _file_link(front: Front, file: SampleFile) -> str:
    """The title as a link, the label on the next line."""
    return (
        f'<a href="{attribute(front.addresses.file_link(file))}" type="{media_type(file.ext)}">{title_html(file.title)}</a>'
        f"<br />\n({file.ext.upper()} – {spaced(front.size(file))})"
    )


def _article(front: Front, article: SampleArticle) -> str:
    path = front.truth.path(article.section)
    tools = (
        f'<p class="outils"><a class="agrandir" href="#" title="Augmenter la police de caractère">A+</a> '
        f'<a href="{attribute(_print_address(front, article))}" rel="nofollow" title="Imprimer">Imprimer</a></p>'
    )
    content = f"{tools}\n{_article_content(front, article)}"
    title = f"{stock.plain_title(article.title)} - {SITE_NAME}"
    return _page(front, "article", title, introduction(article), content, path, article.title)


def _print_address(front: Front, article: SampleArticle) -> str:
    return f"{front.addresses.page('imprimer')}&id_article={article.id}"


def _article_content(front: Front, article: SampleArticle) -> str:
    found, era = texts(article), _style(front)
    notes = notes_html(found.all, era)
    surtitle, subtitle = article.surtitle, article.subtitle
    joined = "".join(
        f"<li>{_file_link(front, file)}</li>\n" for file in joined_files(front.truth, article) if not file.is_picture
    )
    # The heading stands even over an empty list, as on the site this skin imitates.
    return f"""<div id="contenu_article">
{f'<p class="surtitre">{title_html(surtitle)}</p>' if surtitle else ""}
<h1>{title_html(article.title)}</h1>
{f'<p class="soustitre">{title_html(subtitle)}</p>' if subtitle else ""}
<p class="rubrique_date">Article {title_html(article.category)} {slashed_date(article.date, article.dated)}</p>
{f'<div class="chapo">{html(found.lead, era)}</div>' if article.lead else ""}
<div class="texte">{html(found.body, era)}</div>
{f'<div class="ps">{html(found.postscript, era)}</div>' if article.postscript else ""}
{f'<div class="notes">{notes}</div>' if notes else ""}
{stock.portfolio(front, article)}
<div class="pieces_jointes">
<h2>Liste des pièces-jointes</h2>
<ul>
{joined}</ul>
</div>
{stock.related(front, article, "Voir aussi")}
{stock.forum(front, article)}
</div><!-- #contenu_article -->"""


def _print_version(front: Front, article: SampleArticle) -> str:
    return f"""<!DOCTYPE html>
<html lang="fr">
<head>
<title>{stock.plain_title(article.title)} - {SITE_NAME}</title>
<meta charset="utf-8" />
<meta name="robots" content="noindex" />
</head>
<body class="page_imprimer">
<p>{SITE_LONG_NAME}</p>
{_article_content(front, article)}
</body>
</html>
"""


def _section(front: Front, section: Section, extract: Extract) -> str:
    text = html(parse(section.introduction or ""), _style(front))
    below = "".join(f"<li>{stock.section_link(front, s)}</li>\n" for s in front.truth.children(section.id))
    content = f"""<div id="contenu_rubrique">
<h1>{title_html(section.title)}</h1>
{f'<div class="texte">{text}</div>' if text else ""}
{f'<ul class="sous_rubriques">{below}</ul>' if below else ""}
{_list(front, extract, front.addresses.section(section.id), SECTION_LOOP)}
{traps.sort_link(front, section) if extract.articles else ""}
</div><!-- #contenu_rubrique -->
{traps.this_month(front)}"""
    path = front.truth.path(section.id)
    return _page(front, "rubrique", f"{stock.plain_title(section.title)} - {SITE_NAME}", "", content, path)


def _home(front: Front, extract: Extract) -> str:
    content = f"""<div id="contenu_accueil">
<h1>Les dernières publications</h1>
{_list(front, extract, "spip.php", HOME_LOOP)}
</div><!-- #contenu_accueil -->
{traps.this_month(front)}"""
    return _page(front, "sommaire", SITE_NAME, SITE_LONG_NAME, content)


def _list(front: Front, extract: Extract, address: str, loop: str) -> str:
    items = "".join(
        f'<li class="element_liste"><h3>{stock.article_link(front, a)}</h3>\n'
        f'<p class="date">{slashed_date(a.date, a.dated)}</p>\n'
        f'<p class="introduction">{spaced(introduction(a))}</p></li>\n'
        for a in extract.articles
    )
    if not items:
        return ""
    return f"""<a id="pagination_{loop}" name="pagination_{loop}"></a>
<ul class="liste_articles">
{items}</ul>
{_page_numbers(front, extract, address, loop)}"""


def _page_numbers(front: Front, extract: Extract, address: str, loop: str) -> str:
    """Numbers of all pages, the next one by name; the offsets stand in the addresses only."""
    if extract.total <= STEP or extract.whole:
        return ""

    def link(offset: int, words: str) -> str:
        target = f"{front.addresses.listing(address, loop, offset)}#pagination_{loop}"
        return f'<a href="{attribute(target)}" class="lien_pagination" rel="nofollow">{words}</a>'

    numbers = [
        f'<strong class="on">{page}</strong>' if offset == extract.offset else link(offset, str(page))
        for page, offset in enumerate(extract.offsets, start=1)
    ]
    if extract.offset + STEP < extract.total:
        numbers.append(link(extract.offset + STEP, "page suivante"))
    return f'<p class="pagination">{" | ".join(numbers)}</p>'


def _single(front: Front, kind: str, heading: str, inside: str, head: str = "") -> str:
    content = f'<div id="contenu_page">\n<h1>{heading}</h1>\n{inside}\n</div>'
    return _page(front, kind, f"{heading} - {SITE_NAME}", "", content, last=heading, head=head)


def _plan(front: Front) -> str:
    return _single(front, "plan", "Plan du site", stock.plan_tree(front))


def _search(front: Front) -> str:
    return _single(front, "recherche", "Recherche", '<p class="chapo">Aucun résultat</p>')


def _plain(front: Front, name: str, heading: str, inside: str) -> str:
    return _single(front, name, heading, inside)


def _missing(front: Front, below_root: bool) -> str:
    words = "<p class='chapo'>Il n'y a pas d'article à cette adresse</p>"
    return _single(front, "404", "Erreur 404", words, stock.missing_head(front, below_root))


def _crumbs(front: Front, path: tuple[Section, ...], last: str | None) -> str:
    """Each item has its sign glued to it; the home page is not among them."""
    items = [stock.section_link(front, section) for section in path]
    if last is not None:
        items.append(f"<span>{title_html(last)}</span>")
    return " ".join(f"&gt;{item}" for item in items)


def _page(
    front: Front,
    kind: str,
    title: str,
    description: str,
    content: str,
    path: tuple[Section, ...] = (),
    last: str | None = None,
    head: str = "",
) -> str:
    meta = f'<meta name="description" content="{attribute(description)}" />\n' if description else ""
    news = "".join(f"<li>{stock.article_link(front, a)}</li>\n" for a in front.truth.newest()[:5])
    # Its words stand right before the name: a reader that prints them glues both together.
    banner = '<img src="squelettes/images/bandeau.jpg" alt="bandeau image" width="960" height="120" />'
    menu = stock.section_tree(front, 0, tuple(section.id for section in path))
    plan, feed = attribute(front.addresses.page("plan")), attribute(front.addresses.page("backend"))
    return f"""<!DOCTYPE html>
<html lang="fr" dir="ltr">
<head>
<meta charset="utf-8" />
<title>{title}</title>
{meta}<link rel="stylesheet" href="squelettes/css/directions.css" type="text/css" />
<link rel="alternate" type="application/rss+xml" title="Syndiquer tout le site" href="{feed}" />
{head}</head>
<body class="page_{kind}">
<div id="conteneur">
<div id="bandeau">{banner}<strong class="nom_site">{SITE_NAME}</strong>
<h2>{SITE_NAME}</h2>
<p class="slogan">{SITE_LONG_NAME}</p>
<form id="formrecherche" action="{attribute(front.addresses.page("recherche"))}" method="get"><div>
<input type="hidden" name="page" value="recherche" />
<input type="text" name="recherche" value="Rechercher" />
<input type="submit" value="OK" />
</div></form>
</div>
<p class="retour"><a href="{front.base}/">Retour à la page d'accueil</a></p>
<div id="ariane">{_crumbs(front, path, last)}</div>
<div id="menu_gauche">{menu}</div>
<div id="contenu">
{content}
</div><!-- #contenu -->
<div id="colonne_droite">
<h2>A la une</h2>
<ul>
{news}</ul>
</div>
<div id="pied"><a href="{plan}">Plan du site</a> | <a href="{feed}">Flux RSS</a> | Mentions légales |
{traps.private_links(front)}</div>
</div><!-- #conteneur -->
</body>
</html>
"""


_SKIN = Skin(_article, _section, _home, _plan, _search, _missing, _plain, _print_version)
