"""The site of the regional directorate of Île-de-France."""

from sites.site import Site

SITE = Site(
    name="ile-de-france",
    title="DRJSCS Île-de-France",
    hosts=("ile-de-france.drjscs.gouv.fr",),
    publisher="Direction régionale de la jeunesse, des sports et de la cohésion sociale d'Île-de-France",
    evidence=(
        (
            "Public source code of 2018 to 2020 links to two files on http://ile-de-france.drjscs.gouv.fr/sites/ile-"
            "de-france.drjscs.gouv.fr/IMG/doc/."
        ),
        "Whether the site writes numbers or slugs in its addresses is not known: both are accepted.",
        "The name of the body is general knowledge, not read from a page of this host.",
    ),
)
