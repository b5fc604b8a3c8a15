"""The skeletons SPIP 2.0 and 2.1 come with (squelettes-dist/article.html, reference 2.1)."""

from sites.skeleton import Selector, Skeleton
from sites.skins.stock import JOINED, NOT_ARTICLE, noise

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
    postscript=(Selector("#contenu div.ps", 0, 1),),
    notes=(Selector("#contenu > div.notes", 0, 1),),
    author=(Selector("#contenu .cartouche .author"), Selector("#contenu .cartouche > p > small", 0, 1)),
    written=(Selector("#contenu .cartouche > p > small", 0, 1),),
    online=(Selector("#contenu p.hyperlien", 0, 1),),
    published=(
        Selector("#contenu .cartouche abbr.published", 0, 1, "title"),
        Selector("#contenu .cartouche > p > small", 0, 1),
    ),
    published_is_utc=True,
    crumbs=(Selector("#hierarchie", 1, 1),),
    joined=JOINED,
    drop=noise("#contenu"),
    not_article=NOT_ARTICLE,
)
