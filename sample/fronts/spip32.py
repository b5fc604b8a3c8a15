"""The stock skeleton of SPIP 3.2, addresses by number; its pieces shared with SPIP 2 are left to stock.py."""

from __future__ import annotations

from sample.addresses import by_number
from sample.body import parse
from sample.dates import utc_moment
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
    shown_title,
    style,
    texts,
)
from sample.markup import Style, attribute, html, notes_html, spaced, title_html
from sample.truth import SampleArticle, Section, Truth

_BULLET = "<img src='local/cache-vignettes/L8xH11/puce-32883.gif' width='8' height='11' class='puce' alt='-' />"


def spip32(base: str, truth: Truth) -> Front:
    """The front in the stock skeleton of SPIP 3.2."""
    return Front("spip32", truth, by_number(base), _SKIN, "3.2.19", rounds_sizes=True, has_categories=False)


def _style(front: Front) -> Style:
    return style(
        front.addresses,
        document=stock.document_model(front.addresses, front.truth, front.size, 3),
        picture=stock.picture_model(front.addresses, front.truth),
        bullet=_BULLET,
        spip3=True,
        break_before_first=True,
    )


def _article(front: Front, article: SampleArticle) -> str:
    found, era = texts(article), _style(front)
    notes = notes_html(found.all, era)
    surtitle, subtitle = article.surtitle, article.subtitle
    content = f"""
\t\t<p class="arbo">{stock.crumbs(front, front.truth.path(article.section), article.title)}</p>

\t\t<div class="cartouche">
\t\t\t{f'<p class="surtitre">{title_html(surtitle)}</p>' if surtitle else ""}
\t\t\t<h1 class="surlignable">{title_html(article.title)}</h1>
\t\t\t{f'<p class="soustitre">{title_html(subtitle)}</p>' if subtitle else ""}
\t\t\t<p class="info-publi">{_published(article)}</p>
\t\t</div>

\t\t{f'<div class="chapo surlignable">{html(found.lead, era)}</div>' if article.lead else ""}
\t\t<div class="texte surlignable clearfix">{html(found.body, era)}</div>

\t\t{f'<div class="ps surlignable"><hr />{html(found.postscript, era)}</div>' if article.postscript else ""}
\t\t{stock.portfolio(front, article)}
\t\t{_joined(front, article)}
\t\t{f'<div class="notes"><hr />{notes}</div>' if notes else ""}
\t\t<a href="#forum" name="forum" id="forum"></a>
\t\t{stock.forum(front, article)}
"""
    aside = f'<div class="menu">\n<h2>Dans la même rubrique</h2>\n<ul>\n{stock.siblings(front, article)}</ul>\n</div>'
    aside += stock.related(front, article, "Sur le même sujet")
    title = f"{spaced(shown_title(article.title))} - {SITE_NAME}"
    head = _canonical(front, front.addresses.article(article.id))
    path = front.truth.path(article.section)
    return _page(front, "page_article", title, introduction(article), content, path, aside, head, "hentry")


def _published(article: SampleArticle) -> str:
    return stock.published(article, str)


def _canonical(front: Front, address: str) -> str:
    return f'<link rel="canonical" href="{attribute(front.addresses.absolute(address))}" />\n'


def _joined(front: Front, article: SampleArticle) -> str:
    files = [file for file in joined_files(front.truth, article) if not file.is_picture]
    if not files:
        return ""
    items = "\n".join(
        f'<li>\n<a href="{attribute(front.addresses.file_link(file))}" type="{media_type(file.ext)}" class="spip_doc {file.ext}">'
        f'<strong class="titre">{title_html(file.title)}</strong>\n'
        f'<small class="info_document">(<abbr title="Document {stock.type_words(file, 3)}" class="ext">'
        f"{file.ext.upper()}</abbr> - <span>{spaced(front.size(file))}</span>)</small></a>\n</li>"
        for file in files
    )
    return (
        '<div class="menu" id="documents_joints">\n<h2>Documents joints</h2>\n'
        f'<ul class="spip">\n{items}\n</ul>\n</div><!--#documents_joints-->'
    )


def _section(front: Front, section: Section, extract: Extract) -> str:
    path = front.truth.path(section.id)
    text = html(parse(section.introduction or ""), _style(front))
    items = "".join(
        f"<li>\n<strong>{stock.article_link(front, a)}</strong>\n"
        f"<br /><small>{stock.list_date(front, a)}</small>\n</li>\n"
        for a in extract.articles
    )
    below = stock.section_tree(front, section.id, None, ' class="spip"')
    content = f"""
\t\t<p class="arbo">{stock.crumbs(front, path)}</p><!--.arbo-->

\t\t<div class="cartouche">
\t\t\t<h1>{title_html(section.title)}</h1>
\t\t</div>

\t\t{f'<div class="texte">{text}</div>' if text else ""}
\t\t{_list(front, "", items, extract, front.addresses.section(section.id), SECTION_LOOP) if items else ""}
\t\t{traps.sort_link(front, section) if items else ""}
\t\t{f'<div class="menu menu_rubriques"><h2>Sous-rubriques</h2>{below}</div>' if below else ""}
"""
    head = _canonical(front, front.addresses.section(section.id)) + stock.section_feed(front, section)
    title = f"{spaced(shown_title(section.title))} - {SITE_NAME}"
    return _page(front, "page_rubrique", title, "", content, path, traps.this_month(front), head)


def _list(front: Front, heading: str, items: str, extract: Extract, address: str, loop: str) -> str:
    links = stock.page_links(
        front, extract, address, loop, lambda n: f"<strong class='on'>{n}</strong>", "<span class='sep'> | </span>"
    )
    return f"""<div class="menu menu_articles">
<a name='pagination_{loop}' id='pagination_{loop}'></a>
{f"<h2>{heading}</h2>" if heading else ""}
<ul>
{items}</ul>
{f'<p class="pagination"><span class="pages">{links}</span></p>' if links else ""}
</div>"""


def _home(front: Front, extract: Extract) -> str:
    items = "".join(
        f'<li class="hentry">\n<h3 class="entry-title">{stock.article_link(front, a, rel="bookmark")}</h3>\n'
        f'<p class="info-publi"><abbr class="published" title="{utc_moment(a.date)}">{stock.list_date(front, a)}</abbr></p>\n'
        f'<div class="introduction entry-content"><p>{spaced(introduction(a))}</p></div>\n</li>\n'
        for a in extract.articles
    )
    content = f"""
\t\t<div class="chapo">{SITE_LONG_NAME}</div>
\t\t{_list(front, "Derniers articles", items, extract, "spip.php", HOME_LOOP)}
"""
    return _page(front, "page_sommaire", SITE_NAME, SITE_LONG_NAME, content, aside=traps.this_month(front))


def _single(front: Front, kind: str, heading: str, inside: str, head: str = "") -> str:
    content = f"""
\t\t<p class="arbo"><a href="{front.base}/">Accueil du site</a> &gt; <strong class="on">{heading}</strong></p>
\t\t<div class="cartouche">
\t\t\t<h1>{heading}</h1>
\t\t</div>
\t\t{inside}
"""
    return _page(front, kind, f"{heading} - {SITE_NAME}", "", content, head=head)


def _plan(front: Front) -> str:
    return _single(front, "page_plan", "Plan du site", stock.plan_tree(front, ' class="spip"'))


def _search(front: Front) -> str:
    return _single(front, "page_recherche", "Recherche", '<p class="chapo">Aucun résultat</p>')


def _plain(front: Front, name: str, heading: str, inside: str) -> str:
    return _single(front, f"page_{name}", heading, inside)


def _missing(front: Front, below_root: bool) -> str:
    words = "<div class='chapo'><p>Il n'y a pas d'article à cette adresse</p></div>"
    return _single(front, "page_404", "Erreur 404", words, stock.missing_head(front, below_root))


def _page(
    front: Front,
    kind: str,
    title: str,
    description: str,
    content: str,
    path: tuple[Section, ...] = (),
    aside: str = "",
    head: str = "",
    entry: str = "",
) -> str:
    meta = f'<meta name="description" content="{attribute(description)}" />\n' if description else ""
    menu = stock.section_tree(front, 0, tuple(s.id for s in path), ' class="menu-liste"')
    plan, feed = attribute(front.addresses.page("plan")), attribute(front.addresses.page("backend"))
    return f"""<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">
<html dir="ltr" lang="fr" xmlns="http://www.w3.org/1999/xhtml" xml:lang="fr" class="ltr fr no-js">
<head>
<script type='text/javascript'>/*<![CDATA[*/(function(H){{
H.className=H.className.replace(/\\bno-js\\b/,'js')
}})(document.documentElement);/*]]>*/</script>
<title>{title}</title>
{meta}<meta http-equiv="Content-Type" content="text/html; charset=utf-8" />
<meta name="viewport" content="width=device-width, initial-scale=1" />
<meta name="generator" content="SPIP {front.version}" />
<link rel="stylesheet" href="squelettes-dist/css/spip.css" type="text/css" />
<link rel="alternate" type="application/rss+xml" title="Syndiquer tout le site" href="{feed}" />
{head}</head>

<body class="pas_surlignable {kind}">
<div class="page">

<div class="clearfix header">
<strong class="h1" id="logo"><a rel="start home" href="{front.base}/" title="Accueil">{SITE_NAME}</a></strong>
</div>
<div class="nav clearfix" id="nav">{stock.section_tree(front, 0, ())}</div>

<div class="main">
\t<div class="wrapper hfeed">
\t<div class="{f"content {entry}".strip()}" id="content">{content}
\t</div><!--.content-->
\t</div><!--.wrapper-->

\t<div class="aside">
<div class="menu menu_rubriques"><h2>Rubriques</h2>{menu}</div>
<div class="formulaire_spip formulaire_recherche" id="formulaire_recherche">
<form action="{attribute(front.addresses.page("recherche"))}" method="get"><div>
<input name="page" value="recherche" type="hidden" />
<label for="recherche" class="muet">Rechercher :</label>
<input type="search" class="search text" size="10" name="recherche" id="recherche" />
<input type="submit" class="submit" value="&gt;&gt;" />
</div></form>
</div>
{aside}
\t</div><!--.aside-->
</div><!--.main-->

<div class="footer clearfix">
\t<p class="colophon">
\t\t{front.truth.newest()[-1].date.year}-{front.rendered} {SITE_NAME}
\t\t<br /><a rel="contents" href="{plan}">Plan du site</a> |
		<a href="{feed}" rel="alternate" title="Syndiquer tout le site">RSS&nbsp;2.0</a> |
		{traps.private_links(front)}
\t</p>
\t<small class="generator">Site réalisé avec SPIP</small>
</div>

</div><!--.page-->
</body>
</html>
"""


_SKIN = Skin(_article, _section, _home, _plan, _search, _missing, _plain, None)
