"""Files and pictures that stand in a text: those of models, of lines, of sentences."""

from articles.cleaners import undo
from tests.articles.captures import article_with_text


def test_an_inline_model_leaves_the_text() -> None:
    found = article_with_text(
        "<p>Pièces à télécharger :</p><dl class='spip_document_3 spip_documents'><dt><a href='IMG/pdf/a_b.pdf' title='PDF - 163.9&nbsp;ko'"
        " type='application/pdf'><img src='prive/vignettes/pdf.png' alt='PDF - 163.9&nbsp;ko' /></a></dt>"
        "<dt class='spip_doc_titre'><strong>[rouge]Programme[/rouge]</strong></dt>"
        "<dd class='spip_doc_descriptif'>Du <b>1er</b>\n[rouge]juin[/rouge]</dd></dl><p>Fin</p>"
    )
    assert found.body_text == "Pièces à télécharger :\n\nFin"
    (file,) = found.attachments
    assert (file.path, file.title, file.raw_title) == ("pdf/a_b.pdf", "Programme", "[rouge]Programme[/rouge]")
    assert (file.type_label, file.stated_size, file.extension, file.place) == ("PDF", "163.9 ko", "pdf", "inline")
    assert file.description == "Du 1er juin"
    assert (
        undo([e for e in found.edits if e.field == "description/1"], file.description) == "Du 1er [rouge]juin[/rouge]"
    )
    assert (file.url, file.media_type_label) == ("http://www.example.org/IMG/pdf/a_b.pdf", "application/pdf")


def test_a_line_of_a_file_and_its_label_leaves_the_text() -> None:
    found = article_with_text("<p><a href='/IMG/pdf/a.pdf'>Programme</a><br />(PDF – 52.1&nbsp;ko)</p><p>Fin</p>")
    assert found.body_text == "Fin"
    assert [(f.title, f.stated_size) for f in found.attachments] == [("Programme", "52.1 ko")]


def test_a_file_linked_in_a_sentence_stays_in_it() -> None:
    found = article_with_text("<p>Lire le <a href='IMG/doc/a.doc'>règlement</a> (Word – 30 ko) avant.</p>")
    assert found.body_text == "Lire le règlement (Word – 30 ko) avant."
    assert [(f.title, f.type_label, f.stated_size) for f in found.attachments] == [("règlement", "Word", "30 ko")]


def test_a_file_is_listed_once() -> None:
    found = article_with_text(
        "<p>Voir <a href='IMG/pdf/a.pdf'>le plan</a>.</p>",
        "<div id='documents_joints'><h2>Documents joints</h2><ul><li><a href='IMG/pdf/a.pdf'>Plan</a> <small>(PDF - 3 ko)</small></li>"
        "<li><a href='IMG/pdf/b.pdf' type='application/pdf'></a></li></ul></div>",
    )
    assert [(f.path, f.title, f.stated_size, f.place) for f in found.attachments] == [
        ("pdf/a.pdf", "le plan", "3 ko", "inline"),
        ("pdf/b.pdf", "b.pdf", None, "joined"),
    ]


def test_pictures_are_no_attachments_and_portfolio_pictures_are() -> None:
    found = article_with_text(
        "<dl class='spip_document_4 spip_documents'><dt><img src='IMG/jpg/a.jpg' alt='Vue' /></dt><dt class='spip_doc_titre'>"
        "<strong>La salle</strong></dt></dl><p>x <img src='IMG/png/c.png' alt='' /></p>",
        "<div id='documents_portfolio'><ul><li><a href='IMG/jpg/b.jpg' type='image/jpeg' title='Le gymnase'>"
        "<img src='local/b.jpg' alt='Le gymnase' /></a></li></ul></div>",
    )
    assert found.body_text == "x"
    assert [(p.url, p.alt, p.caption) for p in found.pictures] == [
        ("http://www.example.org/IMG/jpg/a.jpg", "Vue", "La salle"),
        ("http://www.example.org/IMG/png/c.png", "", None),
    ]
    assert [(f.path, f.title, f.place) for f in found.attachments] == [("jpg/b.jpg", "Le gymnase", "portfolio")]


def test_a_file_in_place_of_a_film_is_kept() -> None:
    found = article_with_text(
        "<p>Le film.</p><object><p>Sans lecteur&nbsp;: <a href='IMG/flv/a.flv'>le film</a></p></object>"
    )
    assert [file.url for file in found.attachments] == ["http://www.example.org/IMG/flv/a.flv"]
