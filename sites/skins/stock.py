"""What the skeletons SPIP comes with have in common, whatever their version; no skin of its own: it sets no SKELETON."""

from sites.skeleton import Selector

JOINED = (
    Selector("#documents_joints", 0, 1),
    Selector("#documents_portfolio", 0, 1),
    Selector("#content > .spip_documents, #contenu > .spip_documents"),
)
"""Lists of joined files (squelettes-dist/inclure/documents.html, reference 2.2). The only file of an article without text is shown
as it would be in the text."""

NOT_ARTICLE = (
    Selector("body.page_rubrique"),
    Selector("body.page_sommaire"),
    Selector("body.page_plan"),
    Selector("body.page_recherche"),
    Selector("body.page_404"),
    Selector("body.page_mot"),
    Selector("body.page_auteur"),
    Selector("body.page_breve"),
)
"""Classes by which the other pages of these skeletons name themselves."""


def noise(content: str) -> tuple[str, ...]:
    """Elements that are no content, the block of content being the one that this CSS selector names."""
    return (
        f"{content} .ps > h2",
        f"{content} .notes > h2",
        f"{content} .traductions",
        f"{content} p.hyperlien",
        ".gl_js",
        ".gl_jst",
        ".gl_dl",
        "#outil_sommaire",
        ".carte_gis",
        ".leaflet-container",
    )
