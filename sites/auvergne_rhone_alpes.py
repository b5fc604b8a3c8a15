"""The site of the directorate of Auvergne-Rhône-Alpes."""

from sites.site import Site

SITE = Site(
    name="auvergne-rhone-alpes",
    title="DRDJSCS Auvergne-Rhône-Alpes",
    hosts=("auvergne-rhone-alpes.drjscs.gouv.fr",),
    publisher=(
        "Direction régionale et départementale de la jeunesse, des sports et de la cohésion "
        "sociale d'Auvergne-Rhône-Alpes"
    ),
    evidence=(
        "The host auvergne-rhone-alpes.drjscs.gouv.fr is named in public source code; no page of it was seen.",
        (
            "The region drop-down of the portal drdjscs.gouv.fr led to http://auvergne-rhone-alpes.drjscs.gouv.fr in "
            "2021."
        ),
        "Whether the site writes numbers or slugs in its addresses is not known: both are accepted.",
        (
            "The sister farm of the labour directorates and the site of Île-de-France lay files under "
            "sites/<host>/IMG/, so the same is expected here."
        ),
        "The name of the body is general knowledge, not read from a page of this host.",
    ),
)
