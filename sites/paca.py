"""The site of the regional directorate of Provence-Alpes-Côte d'Azur, before and beside its merger of 2016."""

from sites.site import Site

SITE = Site(
    name="paca",
    title="DRJSCS Provence-Alpes-Côte d'Azur",
    hosts=("paca.drjscs.gouv.fr",),
    successor="https://paca.dreets.gouv.fr/",
    publisher=(
        "Direction régionale de la jeunesse, des sports et de la cohésion sociale de Provence-Alpes-Côte d'Azur"
    ),
    evidence=(
        (
            "No address of this host was found in public code or pages; its form is that of the sister hosts, "
            "<region>.drjscs.gouv.fr."
        ),
        (
            "The host paca.dreets.gouv.fr of the successor was seen in public source code, with files under "
            "sites/paca.dreets.gouv.fr/IMG/."
        ),
        "The name of the body is general knowledge, not read from a page of this host.",
        "That DREETS and DRAJES took over on 1 April 2021 is general knowledge.",
        "Whether the site writes numbers or slugs in its addresses is not known: both are accepted.",
        (
            "The sister farm of the labour directorates and the site of Île-de-France lay files under "
            "sites/<host>/IMG/, so the same is expected here."
        ),
    ),
)
