"""The skeletons SPIP 3.0 to 3.2 come with (squelettes-dist/article.html, reference 2.1)."""

from sites.skeleton import Selector, Skeleton

SKELETON = Skeleton(
    name="stock-3.2",
    marker=(
        Selector("div#content.content", 1, 1),
        Selector(".wrapper > #content", 1, 1),
        Selector("#content > .arbo, body.page_sommaire", 1),
    ),
    title=(Selector("#content .cartouche h1", 1, 1),),
    surtitle=(Selector("#content .cartouche p.surtitre", 0, 1),),
    subtitle=(Selector("#content .cartouche p.soustitre", 0, 1),),
    lead=(Selector("#content > .chapo", 0, 1),),
    body=(Selector("#content > .texte", 0, 1),),
    postscript=(Selector("#content > .ps", 0, 1),),
    notes=(Selector("#content > .notes", 0, 1),),
    published=(Selector("#content .info-publi abbr.published", 0, 1, "title"), Selector("#content .info-publi", 0, 1)),
    published_is_utc=True,
    crumbs=(Selector("#content > .arbo", 1, 1),),
    joined=(Selector("#documents_joints", 0, 1), Selector("#documents_portfolio", 0, 1)),
    drop=(
        "#content .ps > h2",
        "#content .notes > h2",
        "#content .traductions",
        "#content p.hyperlien",
        ".gl_js",
        ".gl_jst",
        ".gl_dl",
        "#outil_sommaire",
        ".decoupe_haut",
        ".decoupe_bas",
    ),
    not_article=(
        Selector("body.page_rubrique"),
        Selector("body.page_sommaire"),
        Selector("body.page_plan"),
        Selector("body.page_recherche"),
        Selector("body.page_404"),
        Selector("body.page_mot"),
        Selector("body.page_auteur"),
        Selector("body.page_breve"),
    ),
    labels={
        "Documents joints": "heading over joined files",
        "Dans la même rubrique": "heading over other articles",
        "Accueil du site": "home in the breadcrumb",
    },
)
