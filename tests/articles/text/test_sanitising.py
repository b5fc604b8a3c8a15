"""What is taken for surely safe holds no element, attribute or scheme that a sanitiser would take out."""

import html5lib
import nh3
from hypothesis import given
from hypothesis import strategies as st

from articles.text.nesting import TAGS
from articles.text.sanitising import ATTRIBUTES, sanitised, surely_safe

_PIECES = [
    "a", "&lt;", "&#60;", "<", ">", '"', "'", " ", "/", "\n", "<p>", "</p>", "<li>", "</li>", "<em>", "<P>", "<p >", "<br>", "<br/>",
    "</p x>", '<p lang="fr">', '<p lang="fr" lang="a">', "<p lang=fr>", '<p onclick="x">', '<p lang="a>" onclick="x">', "<script>",
    "</script>", "<svg>", "<!--", "-->", "<![CDATA[", "]]>", "<?x", "<a>", '<a rel="noopener noreferrer">', "</a>", "<style>",
    '<a href="javascript:x" rel="noopener noreferrer">', '<a href="http://x" rel="noopener noreferrer">', '<td colspan="2">',
    '<a href="#x" id="y" rel="noopener noreferrer">', '<a href="mailto:x" onclick="y" rel="noopener noreferrer">', "<img src=x>",
]  # fmt: skip


@given(st.lists(st.sampled_from(_PIECES), max_size=12).map("".join))
def test_nothing_but_what_may_stand_there_is_left(html: str) -> None:
    root = html5lib.parseFragment(surely_safe(html), namespaceHTMLElements=False)
    for element in root.iter():
        if element is root:
            continue
        assert element.tag in TAGS | {"tbody", "colgroup"}
        allowed = ATTRIBUTES["*"] | ATTRIBUTES.get(str(element.tag), set()) | ({"rel"} if element.tag == "a" else set())
        assert set(element.attrib) <= allowed
        assert not element.attrib.get("href", "").startswith("javascript")


def test_what_is_ours_is_not_parsed() -> None:
    ours = '<p lang="fr">a &lt; b</p><ul><li><a href="http://x/?a&amp;b" rel="noopener noreferrer">c</a></li></ul>'
    assert surely_safe(ours) is ours
    assert sanitised(ours) == ours
    assert nh3.clean("<p onclick=x>a") == surely_safe("<p onclick=x>a")
