"""The site of the merged directorate of Provence-Alpes-Côte d'Azur, apart until it is proven the same."""

from sites.site import Site

SITE = Site(
    name="paca-drdjscs",
    title="DRDJSCS Provence-Alpes-Côte d'Azur",
    hosts=("paca.drdjscs.gouv.fr",),
    successor="https://paca.dreets.gouv.fr/",
    publisher=(
        "Direction régionale et départementale de la jeunesse, des sports et de la cohésion "
        "sociale de Provence-Alpes-Côte d'Azur"
    ),
    evidence=(
        "No address of this host was found in public code or pages.",
        (
            "The one page held as text is headed DRDJSCS PACA, a name that existed from 2016 to 2021, though its "
            "article is of 2011: articles were carried over, from which host is not known."
        ),
        ("Whether its numbers agree with those of paca.drjscs.gouv.fr is not proven: they are two sites until it is."),
        "The host paca.dreets.gouv.fr of the successor was seen in public source code.",
        "The name of the body is general knowledge, not read from a page of this host.",
        "That DREETS and DRAJES took over on 1 April 2021 is general knowledge.",
        "Whether the site writes numbers or slugs in its addresses is not known: both are accepted.",
    ),
)
