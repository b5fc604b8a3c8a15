"""The regional directorates' own skin, as the one page we hold as text and the sample show it (reference 8)."""

from sites.skeleton import Selector, Skeleton

SKELETON = Skeleton(
    name="directorate",
    marker=(
        Selector("#ariane", 1, 1),
        Selector("#contenu_article, #contenu_rubrique, #contenu_accueil, #contenu_page", 1, 1),
    ),
    title=(Selector("#contenu_article > h1, #contenu_rubrique > h1, #contenu_accueil > h1, #contenu_page > h1", 1, 1),),
    surtitle=(Selector("#contenu_article > .surtitre", 0, 1),),
    subtitle=(Selector("#contenu_article > .soustitre", 0, 1),),
    lead=(Selector("#contenu_article > .chapo", 0, 1),),
    body=(Selector("#contenu_article > .texte", 0, 1),),
    postscript=(Selector("#contenu_article > .ps", 0, 1),),
    notes=(Selector("#contenu_article > .notes", 0, 1),),
    # PHP prints `30/11/-0001` where SPIP holds no date (reference 3.2).
    # « Article Evenements - Agenda et actualités 16/06/2011 »: type of object, label, day of publication.
    category=(Selector("#contenu_article > .rubrique_date", 1, 1),),
    category_pattern=r"^\s*Article\s+(?P<category>.*?)\s*(?P<date>\d{2}/\d{2}/-?\d{4})?\s*$",
    published=(Selector("#contenu_article > .rubrique_date", 1, 1),),
    crumbs=(Selector("#ariane", 1, 1),),
    joined=(Selector(".pieces_jointes", 0, 1), Selector("#documents_portfolio", 0, 1)),
    drop=("a.agrandir", ".outils", "h2.pas_surlignable"),
    not_article=(Selector("#contenu_rubrique"), Selector("#contenu_accueil"), Selector("#contenu_page")),
)
