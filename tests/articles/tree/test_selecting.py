"""Selectors that count."""

import lxml.html

from articles.tree.selecting import Selection
from sites.problem import Problem
from sites.skeleton import Selector

PAGE = Selection(lxml.html.document_fromstring("<body><h1 class='a'>Un</h1><p>x</p><p title='t'>y<b>z</b></p></body>"))


def test_the_first_selector_that_finds_anything_counts() -> None:
    problems: list[Problem] = []
    found = PAGE.find((Selector("h2"), Selector("h1"), Selector("p")), "u", problems)
    assert [e.tag for e in found.elements] == ["h1"]
    assert found.rule == "h1"
    assert not problems


def test_too_many_are_a_problem_and_the_first_is_used() -> None:
    problems: list[Problem] = []
    found = PAGE.find((Selector("p", 1, 1),), "http://h/", problems)
    assert [e.text for e in found.elements] == ["x"]
    assert [p.kind for p in problems] == ["selector-count"]
    assert "'p' found 2 elements, expected 1 to 1" in problems[0].message
    assert "http://h/" in problems[0].message


def test_none_is_a_problem_only_where_some_are_expected() -> None:
    problems: list[Problem] = []
    assert not PAGE.find((Selector("h4"), Selector("h5", 1)), "u", problems).elements
    assert ["'h5' found 0" in p.message for p in problems] == [True]
    assert not PAGE.find((Selector("h4"),), "u", problems).elements
    assert len(problems) == 1


def test_an_attribute_must_be_there() -> None:
    found = PAGE.find((Selector("p", attribute="title"),), "u", [])
    assert [e.get("title") for e in found.elements] == ["t"]


def test_an_element_inside_another_match_is_no_second_one() -> None:
    assert len(PAGE.find((Selector("p, b"),), "u", []).elements) == 2


def test_a_marker_is_met_by_its_count() -> None:
    assert PAGE.is_met(Selector("p"))
    assert not PAGE.is_met(Selector("p", 0, 1))
    assert not PAGE.is_met(Selector("h6"))


def test_a_part_of_a_name_finds_elements_in_the_order_of_the_page() -> None:
    page = Selection(
        lxml.html.document_fromstring(
            "<body><p class='b-chapo'>1</p><p class='Chapoart x'>2</p><p id='chapo'>3</p><p class='b-chapo'>4</p></body>"
        )
    )
    assert [e.text for e in page.all_of("[class*='chapo']")] == ["1", "2", "4"]
    assert [e.text for e in page.all_of("[class*='chapo'], [id*='chapo']")] == ["1", "2", "3", "4"]
