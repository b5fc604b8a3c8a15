"""The general SPIP reading: names that survive in most skins, the surest first (reference 2.9). Fits every page."""

from sites.skeleton import Selector, Skeleton

_ASIDE = (
    "#navigation",
    "#extra",
    ".aside",
    "aside",
    ".nav",
    "nav",
    "#nav",
    "#entete",
    "#pied",
    ".footer",
    "#footer",
    "footer",
    "#forum",
    ".forum",
    ".comments",
    "#comments",
)

SKELETON = Skeleton(
    name="general",
    marker=(),
    title=(
        Selector("h1[class*='article-titre-']"),
        Selector("h1.entry-title"),
        Selector(".cartouche h1"),
        Selector("h1.titre, h1.titre-texte, h1.titre_article, h1.title"),
        Selector("[class*='article-titre-']"),
        Selector("#contenu h1"),
        Selector(".content h1, #content h1, article h1, main h1"),
        Selector("h1", 1, 1),
        Selector("meta[property='og:title']", attribute="content"),
        Selector("title"),
    ),
    surtitle=(Selector("[class*='article-surtitre-']"), Selector(".surtitre")),
    subtitle=(Selector("[class*='article-soustitre-']"), Selector(".soustitre")),
    lead=(
        Selector("[class*='article-chapo-']"),
        Selector(".chapo"),
        Selector("#chapo"),
        Selector("[class*='chapo'], [id*='chapo']"),
        Selector(
            ".chapeau, #chapeau, .chapo-article, .article-chapo, .article_chapo, .texte-chapo, .introduction, #introduction"
        ),
        Selector(
            ".accroche, .hat, .standfirst, .article-intro, .intro, #intro, .lead, .article__lead, .resume, [itemprop='description'],"
            " .fr-text--lead"
        ),
        Selector(
            "#descriptif-article, .descriptif-article, [class*='article-descriptif-'], .article-descriptif, #descriptif, .descriptif"
        ),
    ),
    body=(
        Selector("[class*='article-texte-']"),
        Selector(".texte.entry-content"),
        Selector("#contenu .texte"),
        Selector("div.texte, section.texte, article.texte"),
        Selector(".entry-content"),
        Selector("#texte, .texte_article, .article_texte, .article-texte"),
        Selector(".article-body, .article__body, [itemprop='articleBody'], .news-body, .post-body, .entry-body"),
        Selector(".contenu-texte, .corps_texte, .texte-article, .fulltext, .corps-article"),
        Selector(".rss_texte"),
    ),
    postscript=(
        Selector("[class*='article-ps-']"),
        Selector(
            ".imprimer-ps, .article-ps, .ps, #ps, .ps_art, .postscriptum, #postscriptum, .post-scriptum, .postscript"
        ),
        Selector("[class*='postscriptum']"),
    ),
    notes=(Selector(".notes"), Selector("#notes")),
    author=(
        Selector(".info-publi .auteurs, .cartouche .auteurs"),
        Selector(".vcard.author, .author.vcard"),
        Selector("[itemprop='author']"),
        Selector("[rel='author']"),
        Selector(".auteurs, .auteur, .authors, .author, .byline"),
        Selector(".info-publi, .cartouche small"),
    ),
    written=(Selector(".info-publi"), Selector(".cartouche small, .cartouche p"), Selector(".date_redac, .date-redac")),
    online=(Selector(".hyperlien"), Selector("p.lien")),
    published=(
        Selector("abbr.published", attribute="title"),
        Selector(
            "time[pubdate], time.published, .info-publi time[datetime], header time[datetime]", attribute="datetime"
        ),
        Selector("time[datetime]", attribute="datetime"),
    ),
    published_is_utc=True,
    crumbs=(
        Selector("#hierarchie"),
        Selector(".arbo"),
        Selector("#ariane, .ariane"),
        Selector("#fil_ariane, #filariane, #fil-ariane, .fil_ariane, .fil-ariane, .filariane"),
        Selector(".breadcrumb, .breadcrumbs, #breadcrumb"),
        Selector(".chemin, #chemin"),
    ),
    crumbs_home=(
        "Home page",
        "Página de inicio",
        "Página principal",
        "Inici",
        "Accueil",
        "Accueil du site",
        "Home",
        "Sommaire",
        "Portada",
        "Inicio",
        "Page d'accueil",
    ),
    joined=(
        Selector("#documents_joints, .documents_joints"),
        Selector(".doc_joints, .docs_joints"),
        Selector(".pieces_jointes"),
        Selector("#documents_portfolio"),
    ),
    drop=(
        *_ASIDE,
        ".formulaire_spip",
        ".reponse_formulaire",
        ".pagination",
        "#outil_sommaire",
        ".cs_sommaire",
        ".gl_js",
        ".gl_jst",
        ".gl_dl",
        ".carte_gis",
        ".leaflet-container",
        "[class*='spip-admin']",
        "a.agrandir",
        ".traductions",
        ".menu:not(#documents_joints)",
        ".ps > h2",
        ".notes > h2",
        ".info-publi",
        ".hyperlien",
        "h1",
    ),
    not_article=(
        Selector("body.page_rubrique"),
        Selector("body.page_sommaire"),
        Selector("body.page_plan"),
        Selector("body.page_recherche"),
        Selector("body.page_404"),
        Selector("body.page_mot"),
        Selector("body.page_auteur"),
        Selector("body.rubrique"),
        Selector("body.sommaire"),
    ),
)
