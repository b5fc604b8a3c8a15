"""Pages of sections, authors and other sites with a text of their own: what leads to the page itself, or names it, tells that it is no
article."""

from tests.articles.captures import read
from tests.articles.test_home_pages import PROSE, outcome


def test_a_page_whose_own_list_or_form_leads_to_a_section_is_one() -> None:
    page = f"<div><h1>Enquêtes</h1><div class='chapo'><p>{PROSE}</p></div></div>{{}}"
    further = "<p class='pagination'><a href='spip.php?rubrique4&amp;debut_articles=5#pagination_articles'>5</a></p>"
    form = "<form method='post' action='/spip.php?rubrique4#formulaire_favori'><input type='submit'></form>"
    for own in (further, form):
        assert outcome(page.format(own)) == "section"
        assert outcome(page.format(own.replace("rubrique", "article"))) == "article"
        assert outcome(page.format(own).replace("</h1>", "</h1><p>3 mai 2012</p>")) == "article"
    assert outcome(page.format(further + form.replace("rubrique", "article"))) == "article"


def test_an_empty_link_over_a_card_leads_to_another_article() -> None:
    card = "<div class='carte'><a class='lien' href='{}'></a><div>Un toit</div><div>Onze lettres, dont une sans mots.</div></div>"
    page = f"<div><h1>Carnets</h1><div class='texte'><p>{PROSE}</p></div>{''.join(map(card.format, 'abc'))}</div>"
    assert outcome(page, "rubrique") == "section"
    assert outcome(page.replace("href", "name"), "rubrique") == "article"


def test_the_root_may_be_named_for_the_kind_of_page() -> None:
    page = f"<html class='page_404 ltr'><head><title>Le Lagon</title></head><body><h1>Oups</h1><p>{PROSE}</p></body></html>"
    assert read(page, "http://www.example.org/Un-toit").outcome == "not-found"


def test_a_page_whose_own_list_or_form_leads_to_an_author_is_none() -> None:
    page = f"<div><h1>Odile Essai</h1><div class='texte'><p>{PROSE}</p></div></div>{{}}"
    form = "<form method='post' action='/spip.php?auteur3#formulaire_ecrire_auteur3'><textarea></textarea></form>"
    assert outcome(page.format(form)) == "other"
    assert outcome(page.format(form), "page_auteur") == "other"
    assert outcome(page.format(form.replace("auteur3", "article3"))) == "article"
    assert outcome(page.format(form).replace("</h1>", "</h1><p>3 mai 2012</p>")) == "article"


def test_the_page_of_another_site_is_none() -> None:
    page = f"<div><h1>Le carnet d'à côté</h1><div class='chapo'><p>{PROSE}</p></div></div>"
    assert outcome(page, "page_site") == "other"
    assert outcome(page.replace("</h1>", "</h1><p>3 mai 2012</p>"), "page_site") == "article"


def test_the_day_of_the_last_of_others_makes_no_article_of_them() -> None:
    others = "".join(
        f"<article><h1><a href='Un-toit-{n}'>Un toit</a></h1><p>{n} mai</p></article>" for n in range(1, 4)
    )
    page = f"<header><h1><a href='journal'>Journal</a></h1><p><time datetime='2012-05-03'>3 mai 2012</time></p></header>{{}}{others}"
    assert outcome(page.format(""), "journal rubrique") == "section"
    assert outcome(page.format(f"<p>{PROSE}</p>"), "journal rubrique") == "article"


def test_a_page_that_gives_the_root_for_its_address_is_a_home_page_but_where_a_day_or_a_name_tells_an_article() -> None:
    head = "Les Lagons</title><link rel='canonical' href='https://lagon.example'><title>"
    page = f"<h1>Les Lagons</h1><h2>Concerts</h2><p>{PROSE}</p><h2>Le groupe</h2><p>{PROSE}</p>"
    assert outcome(page, head=head) == "other"
    assert outcome(page.replace("</h1>", "</h1><p>3 mai 2012</p>"), head=head) == "article"
    assert outcome(f"<h1>Les Lagons</h1><div class='texte'>{page[19:]}</div>", head=head) == "article"
