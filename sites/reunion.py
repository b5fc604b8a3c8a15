"""The site of the directorate of La Réunion."""

from sites.site import Site

SITE = Site(
    name="reunion",
    title="DJSCS La Réunion",
    hosts=("reunion.drjscs.gouv.fr",),
    publisher="Direction de la jeunesse, des sports et de la cohésion sociale de La Réunion",
    evidence=(
        "The host reunion.drjscs.gouv.fr is named in public source code; no page of it was seen.",
        "Whether the site writes numbers or slugs in its addresses is not known: both are accepted.",
        (
            "The sister farm of the labour directorates and the site of Île-de-France lay files under "
            "sites/<host>/IMG/, so the same is expected here."
        ),
        "The name of the body is general knowledge, not read from a page of this host.",
    ),
)
