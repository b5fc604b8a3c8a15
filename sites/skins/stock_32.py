"""The skeletons SPIP 3.0 to 3.2 come with (squelettes-dist/article.html, reference 2.1); also the lists of 4.x, which look alike."""

from sites.skeleton import Selector, Skeleton
from sites.skins.stock import JOINED, NOT_ARTICLE, noise

SKELETON = Skeleton(
    name="stock-3.2",
    marker=(
        Selector("div#content.content", 1, 1),
        Selector(".wrapper > #content", 1, 1),
        Selector("#content > .arbo, body.page_sommaire", 1),
        Selector("#content h1:not(.entry-title), body.page_sommaire", 1),
    ),
    title=(Selector("#content .cartouche h1", 1, 1),),
    surtitle=(Selector("#content .cartouche p.surtitre", 0, 1),),
    subtitle=(Selector("#content .cartouche p.soustitre", 0, 1),),
    lead=(Selector("#content > .chapo", 0, 1),),
    body=(Selector("#content > .texte", 0, 1),),
    postscript=(Selector("#content > .ps", 0, 1),),
    notes=(Selector("#content > .notes", 0, 1),),
    author=(Selector("#content .info-publi .auteurs", 0, 1),),
    written=(Selector("#content .info-publi", 0, 1),),
    online=(Selector("#content > p.hyperlien", 0, 1),),
    published=(Selector("#content .info-publi abbr.published", 0, 1, "title"), Selector("#content .info-publi", 0, 1)),
    published_is_utc=True,
    crumbs=(Selector("#content > .arbo", 1, 1),),
    joined=JOINED,
    drop=noise("#content"),
    not_article=NOT_ARTICLE,
)
