"""The site of the directorate of Guadeloupe."""

from sites.site import Site

SITE = Site(
    name="guadeloupe",
    title="DJSCS Guadeloupe",
    hosts=("guadeloupe.drjscs.gouv.fr",),
    publisher="Direction de la jeunesse, des sports et de la cohésion sociale de Guadeloupe",
    evidence=(
        "The host guadeloupe.drjscs.gouv.fr is named in public source code; no page of it was seen.",
        "The region drop-down of the portal drdjscs.gouv.fr led to http://guadeloupe.drjscs.gouv.fr in 2021.",
        "Whether the site writes numbers or slugs in its addresses is not known: both are accepted.",
        (
            "The sister farm of the labour directorates and the site of Île-de-France lay files under "
            "sites/<host>/IMG/, so the same is expected here."
        ),
        "The name of the body is general knowledge, not read from a page of this host.",
    ),
)
