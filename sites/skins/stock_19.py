"""The skeletons SPIP 1.9.1 and 1.9.2 come with (dist/article.html, reference 2.1)."""

from sites.skeleton import Selector, Skeleton
from sites.skins.stock import JOINED, NOT_ARTICLE, noise

SKELETON = Skeleton(
    name="stock-1.9",
    marker=(
        Selector("div#contenu .cartouche h1.titre", 1, 1),
        Selector("div#hierarchie", 1, 1),
        Selector("#conteneur > #contenu", 1, 1),
    ),
    title=(Selector("#contenu .cartouche h1.titre", 1, 1),),
    surtitle=(Selector("#contenu .cartouche p.surtitre", 0, 1),),
    subtitle=(Selector("#contenu .cartouche p.soustitre", 0, 1),),
    lead=(Selector("#contenu div.chapo", 0, 1),),
    body=(Selector("#contenu div.texte", 0, 1),),
    postscript=(Selector("#contenu > div.ps", 0, 1),),
    notes=(Selector("#contenu > div.notes", 0, 1),),
    author=(Selector("#contenu .cartouche > p > small", 0, 1),),
    written=(Selector("#contenu .cartouche > p > small", 0, 1),),
    online=(Selector("#contenu p.lien", 0, 1),),
    published=(Selector("#contenu .cartouche > p > small", 0, 1),),
    crumbs=(Selector("#hierarchie", 1, 1),),
    joined=JOINED,
    drop=(*noise("#contenu"), "#contenu p.lien"),
    not_article=NOT_ARTICLE,
)
