"""The site of the directorate of Hauts-de-France."""

from sites.site import Site

SITE = Site(
    name="hauts-de-france",
    title="DRJSCS Hauts-de-France",
    hosts=("hauts-de-france.drjscs.gouv.fr",),
    publisher="Direction régionale de la jeunesse, des sports et de la cohésion sociale des Hauts-de-France",
    evidence=(
        "The host hauts-de-france.drjscs.gouv.fr is named in public source code; no page of it was seen.",
        "Whether the site writes numbers or slugs in its addresses is not known: both are accepted.",
        (
            "The sister farm of the labour directorates and the site of Île-de-France lay files under "
            "sites/<host>/IMG/, so the same is expected here."
        ),
        "The name of the body is general knowledge, not read from a page of this host.",
    ),
)
