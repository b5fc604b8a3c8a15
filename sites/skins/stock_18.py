"""The skeletons SPIP 1.8 comes with (dist/article.html, reference 2.1): the way is a menu, the date a bare line."""

from sites.skeleton import Selector, Skeleton

SKELETON = Skeleton(
    name="stock-1.8",
    marker=(
        Selector("div#principal.contenu", 1, 1),
        Selector("#principal > .cartouche h1.titre-texte", 1, 1),
        Selector("#navigation .menu", 1),
    ),
    title=(Selector("#principal > .cartouche h1.titre-texte", 1, 1),),
    # The same class before the title and after it.
    surtitle=(Selector("#principal > .cartouche > .surtitre:not(h1 ~ .surtitre)", 0, 1),),
    subtitle=(Selector("#principal > .cartouche > h1 ~ .surtitre", 0, 1),),
    lead=(Selector("#principal > .chapo", 0, 1),),
    body=(Selector("#principal > .texte", 0, 1),),
    postscript=(Selector("#principal > .ps", 0, 1),),
    notes=(Selector("#principal > .notes", 0, 1),),
    author=(Selector("#principal > .encart ul.divers > li > .menu-titre"),),
    crumb_steps=(Selector("#navigation ol.rubriques > li > .menu-titre"),),
    drop=("#principal > .encart",),
)
