"""The stock skeleton of SPIP 2.1, addresses by number; its pieces shared with SPIP 3 are left to stock.py."""

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
    style,
    texts,
)
from sample.markup import Style, attribute, html, notes_html, spaced, title_html
from sample.truth import SampleArticle, Section, Truth

_BULLET = '<img src="squelettes-dist/puce.gif" width="8" height="11" class="puce" alt="-" />'


def spip21(base: str, truth: Truth) -> Front:
    """The front in the stock skeleton of SPIP 2.1."""
    return Front("spip21", truth, by_number(base), _SKIN, "2.1.30", rounds_sizes=False, has_categories=False)


def _style(front: Front) -> Style:
    return style(
        front.addresses,
        document=stock.document_model(front.addresses, front.truth, front.size, 2),
        picture=stock.picture_model(front.addresses, front.truth),
        bullet=_BULLET,
        spip3=False,
        break_before_first=False,
    )


def _entities(words: str) -> str:
    """Accents as entities: the language files of SPIP 2 were written so."""
    return words.replace("é", "&eacute;").replace("û", "&ucirc;")


def _article(front: Front, article: SampleArticle) -> str:
    found, era = texts(article), _style(front)
    path = front.truth.path(article.section)
    notes = notes_html(found.all, era)
    surtitle, subtitle = article.surtitle, article.subtitle
    content = f"""
<div class="hfeed" id="conteneur">
<div class="hentry" id="contenu">
\t<div id="hierarchie">{stock.crumbs(front, path, article.title)}</div>
\t<div class="cartouche">
\t\t<div class="surlignable">
\t\t\t{f'<p class="surtitre">{title_html(surtitle)}</p>' if surtitle else ""}
\t\t\t<h1 class="entry-title">{title_html(article.title)}</h1>
\t\t\t{f'<p class="soustitre">{title_html(subtitle)}</p>' if subtitle else ""}
\t\t</div>
\t\t<p><small>{stock.published(article, _entities)}</small></p>
\t</div>
\t<div class="surlignable">
\t\t{f'<div class="chapo">{html(found.lead, era)}</div>' if article.lead else ""}
\t\t<div class="texte entry-content">{html(found.body, era)}</div>
\t</div>
\t{_postscript(html(found.postscript, era)) if article.postscript else ""}
\t{stock.portfolio(front, article)}
\t{_joined(front, article)}
\t{f'<div class="notes surlignable"><h2 class="pas_surlignable">Notes</h2>{notes}</div>' if notes else ""}
\t<a href="#forum" name="forum" id="forum"></a>
\t{stock.forum(front, article)}
</div><!--#contenu-->
</div><!--#conteneur-->
"""
    own_section = attribute(front.addresses.section(article.section))
    heading = f'<h2><a href="{own_section}">Dans la même rubrique</a></h2>'
    extra = f'<div class="menu">\n{heading}\n<ul>\n{stock.siblings(front, article)}</ul>\n</div>'
    extra += stock.related(front, article, "Sur le m&ecirc;me sujet")
    title = f"{stock.plain_title(article.title)} - {SITE_NAME}"
    return _page(front, "page_article", title, introduction(article), content, path, extra)


def _postscript(words: str) -> str:
    return f'<div class="ps surlignable"><h2 class="pas_surlignable">P.-S.</h2><div>{words}</div></div>'


def _joined(front: Front, article: SampleArticle) -> str:
    files = [file for file in joined_files(front.truth, article) if not file.is_picture]
    if not files:
        return ""
    items = "\n".join(
        f'<li>\n<strong><a href="{attribute(front.addresses.file_link(file))}" title="T&eacute;l&eacute;charger"'
        f' type="{media_type(file.ext)}">{title_html(file.title)}</a></strong>\n'
        f"<small>(<span>{stock.type_words(file, 2)} &ndash; {spaced(front.size(file))}</span>)</small>\n</li>"
        for file in files
    )
    return f'<div class="menu" id="documents_joints">\n<h2>Documents joints</h2>\n<ul>\n{items}\n</ul>\n</div>'


def _section(front: Front, section: Section, extract: Extract) -> str:
    path = front.truth.path(section.id)
    text = html(parse(section.introduction or ""), _style(front))
    items = "".join(
        f"<li>\n<h3>{stock.article_link(front, a)}</h3>\n<small>{_entities(stock.list_date(front, a))}</small>\n</li>\n"
        for a in extract.articles
    )
    listed = _list(
        front, "Articles de cette rubrique", items, extract, front.addresses.section(section.id), SECTION_LOOP
    )
    below = stock.section_tree(front, section.id, None)
    content = f"""
<div id="conteneur">
<div id="contenu">
\t<div id="hierarchie">{stock.crumbs(front, path)}</div>
\t<div class="cartouche">
\t\t<h1>{title_html(section.title)}</h1>
\t</div>
\t{f'<div class="chapo">{text}</div>' if text else ""}
\t{listed + traps.sort_link(front, section) if items else ""}
\t{f'<div class="menu rubriques"><h2>Sous-rubriques</h2>{below}</div>' if below else ""}
</div><!--#contenu-->
</div><!--#conteneur-->
"""
    title = f"{stock.plain_title(section.title)} - {SITE_NAME}"
    head = stock.section_feed(front, section)
    return _page(front, "page_rubrique", title, "", content, path, traps.this_month(front), head)


def _list(front: Front, heading: str, items: str, extract: Extract, address: str, loop: str) -> str:
    links = stock.page_links(front, extract, address, loop, lambda n: f'<span class="on">{n}</span>', " | ")
    return f"""<div class="menu articles">
<a name='pagination_{loop}' id='pagination_{loop}'></a>
<h2>{heading}</h2>
<ul>
{items}</ul>
{f'<p class="pagination">{links}</p>' if links else ""}
</div>"""


def _home(front: Front, extract: Extract) -> str:
    items = "".join(
        f'<li class="hentry">\n<h3 class="entry-title">{stock.article_link(front, a, rel="bookmark")}</h3>\n'
        f'<small><abbr class="published" title="{utc_moment(a.date)}">'
        f"{_entities(stock.list_date(front, a))}</abbr></small>\n"
        f'<div class="introduction entry-content"><p>{spaced(introduction(a))}</p></div>\n</li>\n'
        for a in extract.articles
    )
    content = f"""
<div class="hfeed" id="conteneur">
<div id="contenu">
\t<div class="cartouche invisible"><h1 class="invisible">{SITE_NAME}</h1></div>
\t<div class="chapo">{SITE_LONG_NAME}</div>
\t{_list(front, "Articles les plus r&eacute;cents", items, extract, "spip.php", HOME_LOOP)}
</div><!--#contenu-->
</div><!--#conteneur-->
"""
    return _page(front, "page_sommaire", SITE_NAME, SITE_LONG_NAME, content, extra=traps.this_month(front))


def _single(front: Front, kind: str, heading: str, inside: str, head: str = "") -> str:
    content = f"""
<div id="conteneur">
<div id="contenu">
\t<div id="hierarchie"><a href="{front.base}/">Accueil du site</a> &gt; <strong class="on">{heading}</strong></div>
\t<div class="cartouche">
\t\t<h1>{heading}</h1>
\t</div>
\t{inside}
</div><!--#contenu-->
</div><!--#conteneur-->
"""
    return _page(front, kind, f"{heading} - {SITE_NAME}", "", content, head=head)


def _plan(front: Front) -> str:
    return _single(front, "page_plan", "Plan du site", stock.plan_tree(front))


def _search(front: Front) -> str:
    return _single(front, "page_recherche", "Recherche", '<div class="chapo"><p>Aucun r&eacute;sultat</p></div>')


def _plain(front: Front, name: str, heading: str, inside: str) -> str:
    return _single(front, f"page_{name}", heading, inside)


def _missing(front: Front, below_root: bool) -> str:
    words = "<div class='chapo'><p>Il n'y a pas d'article &agrave; cette adresse</p></div>"
    return _single(front, "page_404", "Erreur 404", words, stock.missing_head(front, below_root))


def _page(
    front: Front,
    kind: str,
    title: str,
    description: str,
    content: str,
    path: tuple[Section, ...] = (),
    extra: str = "&nbsp;",
    head: str = "",
) -> str:
    meta = f'<meta name="description" content="{attribute(description)}" />\n' if description else ""
    plan, feed, search = (attribute(front.addresses.page(name)) for name in ("plan", "backend", "recherche"))
    return f"""<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">
<html xmlns="http://www.w3.org/1999/xhtml" xml:lang="fr" lang="fr" dir="ltr">
<head>
<title>{title}</title>
{meta}<meta http-equiv="Content-Type" content="text/html; charset=utf-8" />
<meta http-equiv="Content-language" content="fr" />
<meta name="generator" content="SPIP {front.version} [22193]" />
<link rel="stylesheet" href="squelettes-dist/habillage.css" type="text/css" media="all" />
<link rel="alternate" type="application/rss+xml" title="Syndiquer tout le site" href="{feed}" />
{head}</head>

<body class="{kind}">
<div id="page">

<div id="entete">
<div id="nom_site_spip"><a rel="start home" href="{front.base}/" title="Accueil" class="accueil">{SITE_NAME}</a></div>
</div>
{content}
<div id="navigation">
<div class="menu rubriques">
<h2>Rubriques</h2>{stock.section_tree(front, 0, tuple(s.id for s in path))}</div>
<div class="formulaire_spip formulaire_recherche" id="formulaire_recherche">
<form action="{search}" method="get"><div>
<input name="page" value="recherche" type="hidden" />
<label for="recherche">Rechercher :</label>
<input type="text" class="text" size="10" name="recherche" id="recherche" />
<input type="submit" class="submit" value="&gt;&gt;" />
</div></form>
</div>
</div><!--#navigation-->

<div id="extra">
{extra}
</div><!--#extra-->

<div id="pied">
<p><a rel="contents" href="{plan}">Plan du site</a> | Site r&eacute;alis&eacute; avec SPIP |
<a href="{feed}" rel="alternate" title="Syndiquer tout le site">Suivre la vie du site RSS&nbsp;2.0</a> |
{traps.private_links(front)}</p>
</div><!--#pied-->

</div><!--#page-->
</body>
</html>
"""


_SKIN = Skin(_article, _section, _home, _plan, _search, _missing, _plain, None)
