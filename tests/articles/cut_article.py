"""An article of our own, cut into parts as the Couteau Suisse does, page by page; what is made of it the tests say."""

TEXTS = (
    (
        "<p>[rouge]Le dossier[/rouge] se retire au guichet, voir <a href='spip.php?article40'>la liste</a>[<a href='#nb1' "
        "class='spip_note' rel='footnote' id='nh1'>1</a>].</p><p><a href='IMG/pdf/un.pdf'>Formulaire</a></p>"
    ),
    (
        "<h3 class='spip'>La visite</h3><p>Un agent passe dans l'année [<a href='#nb2' class='spip_note' rel='footnote' "
        "id='nh2'>2</a>], avec <a href='spip.php?article41'>le plan</a>.</p><p><img src='IMG/jpg/plan.jpg' alt='Plan'></p>"
    ),
    "<p>La décision est [bleu]notifiée[/bleu] par courrier.</p><ul class='spip'><li>sous deux mois</li><li>sans frais</li></ul>",
)
"""Texts of the parts, markup as SPIP leaves it."""

NOTES = ("Ouvert le matin.", "Sur rendez-vous.", None)
"""Footnote of each part; None: none."""


def navigation(part: int, total: int, address: str, place: str) -> str:
    """The links from part to part above or below the text."""
    links = [
        f"<span class='cs_pagination_off'>{number}</span>"
        if number == part
        else f"<a class='decoupe_page' href='{address}artpage={number}-{total}'>{number}</a>"
        for number in range(1, total + 1)
    ]
    return f"<div class='pagination decoupe_{place}'>Pages : {' | '.join(links)} de {total}</div>"


def part_page(
    part: int,
    total: int = 3,
    *,
    text: str | None = None,
    address: str = "spip.php?article12&amp;",
    title: str = "Agréer",
) -> str:
    """Page of one part; `total` 1: the article stands on one page."""
    note = NOTES[part - 1]
    above, below = ("", "") if total == 1 else (navigation(part, total, address, p) for p in ("haut", "bas"))
    notes = f"<div class='notes'><p>[<a href='#nh{part}'>{part}</a>] {note}</p></div>" if note else ""
    return (
        f"<html lang='fr'><head><title>{title} - Essai</title></head><body><div id='contenu'><h1 class='titre'>{title}</h1>"
        "<div class='chapo'><p>Trois étapes, <a href='spip.php?article42'>en bref</a>.</p></div>"
        f"<div class='texte'>{above}{TEXTS[part - 1] if text is None else text}{below}</div>"
        f"{notes}<div class='ps'><p>Document mis à jour.</p></div>"
        "<div id='documents_joints'><ul><li><a href='IMG/pdf/tout.pdf'>Tout le guide</a> (PDF, 12 ko)</li></ul></div>"
        "</div></body></html>"
    )
