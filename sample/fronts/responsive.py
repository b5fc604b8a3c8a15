"""A skin of 2013 for telephones as well, that no skeleton describes, with a part of the site; addresses by number."""

from __future__ import annotations

from sample.addresses import by_number
from sample.body import parse
from sample.dates import long_date, partial_date, short_date
from sample.formats import media_type
from sample.fronts import stock, traps
from sample.fronts.front import (
    HOME_LOOP,
    SECTION_LOOP,
    SITE_LONG_NAME,
    SITE_NAME,
    Extract,
    Front,
    Skin,
    introduction,
    joined_files,
    style,
    texts,
)
from sample.markup import Style, attribute, html, notes_html, spaced, title_html
from sample.truth import SampleArticle, Section, Truth


def responsive(base: str, truth: Truth) -> Front:
    """The front in a skin of its own, with the kept sections."""
    part = truth.kept()
    # A truth that marks no section is served whole.
    part = part if part.sections else truth
    return Front("responsive", part, by_number(base), _SKIN, "3.0.13", rounds_sizes=True, has_categories=False)


def _style(front: Front) -> Style:
    return style(
        front.addresses,
        document=stock.document_model(front.addresses, front.truth, front.size, 3),
        picture=stock.picture_model(front.addresses, front.truth),
        bullet="<img src='squelettes/images/puce.png' width='8' height='11' class='puce' alt='-' />",
        spip3=True,
        break_before_first=True,
    )


def _article(front: Front, article: SampleArticle) -> str:
    tools = (
        f'<p class="actions"><a href="{attribute(_print_address(front, article))}" rel="nofollow">Imprimer</a></p>\n'
        f"{stock.related(front, article, 'À lire aussi')}\n{stock.forum(front, article)}"
    )
    title = f"{stock.plain_title(article.title)} - {SITE_NAME}"
    path = front.truth.path(article.section)
    main = f"{_trail(front, path, article.title)}\n{_content(front, article)}\n{tools}"
    return _page(front, title, introduction(article), main, _files(front, article))


def _print_address(front: Front, article: SampleArticle) -> str:
    return f"{front.addresses.page('imprimer')}&id_article={article.id}"


def _content(front: Front, article: SampleArticle) -> str:
    found, era = texts(article), _style(front)
    notes = notes_html(found.all, era)
    surtitle, subtitle = article.surtitle, article.subtitle
    return f"""<article role="article">
<header>
{f'<p class="surtitre">{title_html(surtitle)}</p>' if surtitle else ""}
<h1>{title_html(article.title)}</h1>
{f'<p class="soustitre">{title_html(subtitle)}</p>' if subtitle else ""}
<p class="meta">{_published(front, article)}</p>
{f'<div class="chapeau">{html(found.lead, era)}</div>' if article.lead else ""}
</header>
<div class="corps">{html(found.body, era)}</div>
{f'<section class="ps"><h2>P.-S.</h2>{html(found.postscript, era)}</section>' if article.postscript else ""}
{f'<section class="notes"><h2>Notes</h2>{notes}</section>' if notes else ""}
{stock.portfolio(front, article)}
</article>"""


def _published(front: Front, article: SampleArticle) -> str:
    """`Publié le 16 juin 2011`, with what is known of the day; without its year where the editors chose the short form."""
    if article.dated == "none":
        return "Service de la communication"
    if article.dated in ("month", "year"):
        return f"Publié en {partial_date(article.date, article.dated)}"
    short = article.dated == "yearless"
    return f"Publié le {short_date(article.date, front.rendered) if short else long_date(article.date)}"


def _files(front: Front, article: SampleArticle) -> str:
    items = "".join(
        f'<li><a href="{attribute(front.addresses.file_link(file))}" type="{media_type(file.ext)}">{title_html(file.title)}</a>\n'
        f"<small>{file.ext.upper()} - {spaced(front.size(file))}</small></li>\n"
        for file in joined_files(front.truth, article)
        if not file.is_picture
    )
    return f"<aside>\n<h2>Documents à télécharger</h2>\n<ul>\n{items}</ul>\n</aside>" if items else ""


def _print_version(front: Front, article: SampleArticle) -> str:
    return f"""<!DOCTYPE html>
<html lang="fr">
<head>
<meta charset="utf-8" />
<title>{stock.plain_title(article.title)} - {SITE_NAME}</title>
<meta name="robots" content="noindex" />
</head>
<body onload="window.print()">
{_content(front, article)}
</body>
</html>
"""


def _section(front: Front, section: Section, extract: Extract) -> str:
    text = html(parse(section.introduction or ""), _style(front))
    path = front.truth.path(section.id)
    below = "".join(f"<li>{stock.section_link(front, s)}</li>\n" for s in front.truth.children(section.id))
    main = f"""{_trail(front, path[:-1], section.title)}
<h1>{title_html(section.title)}</h1>
{f"<div>{text}</div>" if text else ""}
{f"<h2>Dans cette rubrique</h2><ul>{below}</ul>" if below else ""}
{_list(front, extract, front.addresses.section(section.id), SECTION_LOOP)}
{traps.sort_link(front, section) if extract.articles else ""}
{traps.this_month(front)}"""
    return _page(front, f"{stock.plain_title(section.title)} - {SITE_NAME}", "", main, name="rubrique")


def _home(front: Front, extract: Extract) -> str:
    main = f"<h1>Les dernières publications</h1>\n{_list(front, extract, 'spip.php', HOME_LOOP)}\n{traps.this_month(front)}"
    return _page(front, SITE_NAME, SITE_LONG_NAME, main, name="sommaire")


def _list(front: Front, extract: Extract, address: str, loop: str) -> str:
    items = "".join(
        f'<li><h2>{stock.article_link(front, a)}</h2>\n<p class="meta">{stock.list_date(front, a)}</p>\n'
        f"<p>{spaced(introduction(a))}</p></li>\n"
        for a in extract.articles
    )
    if not items:
        return ""
    links = stock.page_links(front, extract, address, loop, lambda n: f'<strong class="on">{n}</strong>', " ")
    return f"""<a id="pagination_{loop}"></a>
<ul class="liste_articles">
{items}</ul>
{f'<p class="pagination">{links}</p>' if links else ""}"""


def _plan(front: Front) -> str:
    return _plain(front, "plan", "Plan du site", stock.plan_tree(front))


def _search(front: Front) -> str:
    return _plain(front, "recherche", "Recherche", "<p>Aucun résultat</p>")


def _plain(front: Front, name: str, heading: str, inside: str, head: str = "") -> str:
    main = f"{_trail(front, (), heading)}\n<h1>{heading}</h1>\n{inside}"
    return _page(front, f"{heading} - {SITE_NAME}", "", main, name=name, head=head)


def _missing(front: Front, below_root: bool) -> str:
    words = "<p>Il n'y a pas d'article à cette adresse</p>"
    return _plain(front, "404", "Erreur 404", words, stock.missing_head(front, below_root))


def _trail(front: Front, path: tuple[Section, ...], last: str) -> str:
    """The way as a list; the style sheet draws the signs between its items."""
    items = "".join(f"<li>{stock.section_link(front, section)}</li>\n" for section in path)
    return (
        f'<ol class="niveaux">\n<li><a href="{front.base}/">Accueil</a></li>\n{items}<li>{title_html(last)}</li>\n</ol>'
    )


def _page(
    front: Front, title: str, description: str, main: str, aside: str = "", *, name: str = "article", head: str = ""
) -> str:
    meta = f'<meta name="description" content="{attribute(description)}" />\n' if description else ""
    plan, feed = attribute(front.addresses.page("plan")), attribute(front.addresses.page("backend"))
    return f"""<!DOCTYPE html>
<html lang="fr" dir="ltr">
<head>
<meta charset="utf-8" />
<title>{title}</title>
{meta}<meta name="viewport" content="width=device-width, initial-scale=1" />
<link rel="stylesheet" href="squelettes/css/ecrans.css" type="text/css" />
<link rel="alternate" type="application/rss+xml" title="Syndiquer tout le site" href="{feed}" />
{head}</head>
<body class="page_{name}">
<div class="avis" role="dialog"><p>Ce site dépose des témoins de connexion pour compter ses visites.</p>
<button type="button">J’accepte</button></div>
<header role="banner"><p><a href="{front.base}/">{SITE_NAME}</a></p>
<nav role="navigation">{stock.section_tree(front, 0, ())}</nav></header>
<main role="main">
{main}
{aside}
</main>
<footer role="contentinfo"><p>{SITE_LONG_NAME}</p>
<p><a href="{plan}">Plan du site</a> | <a href="{feed}">Flux RSS</a> | {traps.private_links(front)}</p></footer>
</body>
</html>
"""


_SKIN = Skin(_article, _section, _home, _plan, _search, _missing, _plain, _print_version)
