"""Breadcrumbs whose steps are items of a list, with signs of the editor's in them."""

from tests.articles.captures import article

TEXT = f"<div class='texte'>{'<p>Les bassins ouvrent le samedi, de huit heures à midi, et le dimanche matin.</p>' * 3}</div>"


def test_a_weak_sign_in_an_item_is_the_editor_s() -> None:
    home, section = "<li><a href='./'>Accueil</a></li>", "<li><a href='-Eau-.html'>Eau - accès : la régie</a></li>"
    own = "<li><span>Visites aux nageurs : les règles à part…</span></li>"
    page = "<nav class='fil-d-ariane'><ul>{}</ul></nav><h1>Visites aux nageurs : les règles à partir du 11 mai</h1>"
    found = article(page.format(home + section + own) + TEXT)
    assert [step.title for step in found.sections] == ["Eau - accès : la régie"]
    loose = page.format("<li><a href='./'>Accueil</a> : <a href='-Eau-.html'>Eau</a> : Visites aux nageurs</li>")
    assert [step.title for step in article(loose + TEXT).sections] == ["Eau"]


def test_signs_of_typesetters_part_a_breadcrumb() -> None:
    page = "<nav class='crumb'><a href='/'>SCD</a> <span>{0}</span> <a href='/-Prets-'>Prêts</a> <span>{0}</span> Le prêt : où ?</nav>"
    for sign in "⟩❯➔":
        found = article(page.format(sign) + f"<h1>Le prêt : où ?</h1>{TEXT}")
        assert [step.title for step in found.sections] == ["Prêts"]


def test_an_ordered_list_that_begins_at_home_right_above_the_title_is_a_breadcrumb() -> None:
    steps = "<li><a href='/'>Accueil</a></li><li><a href='/ville'>Ma ville</a></li><li><a href='/mobilites'>Mobilités</a></li>"
    for tag, sections in (("ol", ["Ma ville", "Mobilités"]), ("ul", [])):
        page = f"<div><{tag} class='flex gap-2'>{steps}</{tag}><h1>Titre</h1>{TEXT}</div>"
        assert [step.title for step in article(page).sections] == sections


def test_each_step_may_be_called_a_breadcrumb() -> None:
    steps = "".join(f"<a class='breadcrumb' href='/{name}'>{name}</a>" for name in ("", "Lignes", "Coteaux"))
    found = article(f"<nav><div class='nav-wrapper'>{steps}</div></nav><h4>Titre</h4>{TEXT}", "<title>Titre</title>")
    assert [step.title for step in found.sections] == ["Lignes", "Coteaux"]
    page = f"<nav><div>{steps.replace('breadcrumb', 'mod-breadcrumb')}</div></nav><h4>Titre</h4>{TEXT}"
    assert article(page, "<title>Titre</title>").sections == found.sections


def test_bullets_as_words_part_a_breadcrumb_right_above_the_title() -> None:
    path = "<div class='v-bc'><a href='/'>Accueil</a> • <a href='/Eau'>Eau</a></div>"
    assert [step.title for step in article(f"{path}<h1>Titre</h1>{TEXT}").sections] == ["Eau"]
    assert article(f"<h1>Titre</h1>{TEXT}{path}").sections == ()


def test_words_of_a_label_within_a_step_are_its_own() -> None:
    page = "<p class='fil'><a href='/'>Accueil</a> &gt; <a href='/Gares'>Gares</a> &gt; Vers le chemin de fer &gt; Horaires</p>"
    sections = [step.title for step in article(f"{page}<h1>Horaires</h1>{TEXT}").sections]
    assert sections == ["Gares", "Vers le chemin de fer"]


def test_a_heading_before_the_label_of_a_breadcrumb_is_no_step() -> None:
    steps = "<p><span>Vous êtes dans </span><a href='rubrique5.html'>Mobilisations</a></p>"
    page = f"<div id='localisation'><h1 class='invisible'>Appels</h1>{steps}</div><h2>Titre</h2>{TEXT}"
    assert [step.title for step in article(page, "<title>Titre</title>").sections] == ["Mobilisations"]


def test_words_before_the_one_section_are_no_step_and_further_sections_are_no_way() -> None:
    further = "<br/>Également dans <a href='spip.php?rubrique11'>Achats</a> / <a href='spip.php?rubrique14'>Eau</a>"
    way = f"<div id='ariane'>Dans <a href='spip.php?rubrique3'>Écoles</a> {further}</div>"
    assert [step.title for step in article(f"{way}<h1>La cantine</h1>{TEXT}").sections] == ["Écoles"]
    own = "<p id='ariane'><a href='spip.php?rubrique3'>Écoles</a> / <a href='spip.php?rubrique4'>Dans les bois</a> / La cantine</p>"
    found = article(f"{own}<h1>La cantine</h1>{TEXT}")
    assert [step.title for step in found.sections] == ["Écoles", "Dans les bois"]


def test_of_two_ways_that_which_begins_at_home_is_read_where_it_goes_the_steps_of_the_other() -> None:
    below = (
        "<div class='chemin'><a href='spip.php?rubrique2'>Aller</a> > <a href='spip.php?rubrique5'>Les cartes</a></div>"
    )
    whole = "<div><span><a href='http://www.example.org'>Accueil</a> ></span> {}> La carte</div>{}<h1>La carte</h1>"
    steps = "<a href='spip.php?rubrique2'>Aller</a> > <a href='spip.php?rubrique5'>Les cartes</a> "
    for place, home in ((steps, "Accueil"), (steps.replace("5", "6"), None)):
        found = article(whole.format(place, below) + TEXT)
        assert (found.home, [step.title for step in found.sections]) == (home, ["Aller", "Les cartes"])
