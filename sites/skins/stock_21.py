"""The skeletons SPIP 2.0 and 2.1 come with (squelettes-dist/article.html, reference 2.1)."""

from sites.skeleton import Selector, Skeleton

SKELETON = Skeleton(
    name="stock-2.1",
    marker=(
        Selector("div#contenu > #hierarchie, div#contenu > .cartouche", 1),
        Selector("#conteneur > #contenu", 1, 1),
        Selector("#entete #nom_site_spip", 1, 1),
    ),
    title=(Selector("#contenu h1.entry-title", 1, 1), Selector("#contenu .cartouche h1", 0, 1)),
    surtitle=(Selector("#contenu .cartouche p.surtitre", 0, 1),),
    subtitle=(Selector("#contenu .cartouche p.soustitre", 0, 1),),
    lead=(Selector("#contenu div.chapo", 0, 1),),
    body=(Selector("#contenu div.texte", 0, 1),),
    postscript=(Selector("#contenu > div.ps", 0, 1),),
    notes=(Selector("#contenu > div.notes", 0, 1),),
    published=(
        Selector("#contenu .cartouche abbr.published", 0, 1, "title"),
        Selector("#contenu .cartouche > p > small", 0, 1),
    ),
    published_is_utc=True,
    crumbs=(Selector("#hierarchie", 1, 1),),
    joined=(Selector("#documents_joints", 0, 1), Selector("#documents_portfolio", 0, 1)),
    drop=(
        "#contenu .ps > h2",
        "#contenu .notes > h2",
        "#contenu .traductions",
        "#contenu p.hyperlien",
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
        "P.-S.": "heading of the postscript",
        "Dans la même rubrique": "heading over other articles",
        "Accueil du site": "home in the breadcrumb",
    },
)
