"""The national portal of the directorates, which led to the regional sites."""

from sites.site import Site

SITE = Site(
    name="drdjscs",
    title="Portail national des DRDJSCS",
    hosts=("drdjscs.gouv.fr",),
    start=("https://drdjscs.gouv.fr/",),
    publisher=(
        "Réseau des directions régionales et départementales de la jeunesse, des sports et de la cohésion sociale"
    ),
    evidence=(
        (
            "Scans of https://drdjscs.gouv.fr made in 2021 are public: they list spip.php?article2, 6, 7, 9 and "
            "spip.php?rubrique1, 2, 5, hence addresses with numbers."
        ),
        "The same scans show files under sites/drdjscs.gouv.fr/IMG/ and sites/drdjscs.gouv.fr/local/.",
        ("The same scans show a robots.txt, a sitemap.xml and the feeds page=backend and id_rubrique=1&page=backend."),
        "The region drop-downs send Llist_1 and Llist_2 along with GET; they only lead to other hosts.",
        "The name of the publisher is general knowledge, not read from the portal.",
    ),
)
