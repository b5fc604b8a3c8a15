"""How the encoding of a page is chosen, case by case, and that no bytes stop it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.tree.charset import decode, whole_characters

META = b'<html><head><meta http-equiv="Content-Type" content="text/html; charset=%s" /></head>'


@pytest.mark.parametrize(
    ("payload", "header", "expected"),
    [
        ("é".encode(), "text/html; charset=utf-8", ("é", "utf-8", "header")),
        ("é".encode("cp1252"), "text/html; charset=ISO-8859-1", ("é", "windows-1252", "header")),
        (b"l\x92an", "text/html; charset=iso-8859-1", ("l’an", "windows-1252", "header")),
        (b"\x81", "text/html; charset=iso-8859-1", ("\x81", "windows-1252", "header")),
        ("é".encode("iso-8859-15"), 'text/html; charset="iso-8859-15"', ("é", "iso8859-15", "header")),
        (b"\xef\xbb\xbf\xc3\xa9", None, ("é", "utf-8", "meta")),
        ("é".encode(), "text/html", ("é", "utf-8", "utf-8")),
        (b"\xe9", "text/html", ("é", "windows-1252", "fallback")),
        (b"\xe9", "text/html; charset=utf-8", ("é", "windows-1252", "fallback")),
        (b"\xe9", "text/html; charset=rot13", ("é", "windows-1252", "fallback")),
        (b"\xe9", "text/html; charset=klingon", ("é", "windows-1252", "fallback")),
        (b"", None, ("", "utf-8", "utf-8")),
        ("é".encode(), "text/html; charset=iso-8859-1", ("é", "utf-8", "utf-8")),
        ("l’été".encode(), "text/html; charset=windows-1252", ("l’été", "utf-8", "utf-8")),
        ("Été, là, où".encode() + b" l\x92an", "text/html; charset=utf-8", ("Été, là, où l’an", "utf-8", "fallback")),
        ("été là, ô".encode()[:-1], "text/html; charset=utf-8", ("été là, Ã", "utf-8", "fallback")),
        (b"SIM\xc3O, \xe9t\xe9", "text/html; charset=utf-8", ("SIMÃO, été", "windows-1252", "fallback")),
        (b"abc", "text/html; charset=iso-8859-1", ("abc", "windows-1252", "header")),
    ],
)
def test_choice(payload: bytes, header: str | None, expected: tuple[str, str, str]) -> None:
    assert decode(payload, header) == expected


def test_what_the_page_says_counts_where_the_header_is_silent() -> None:
    text, charset, source = decode(META % b"iso-8859-1" + b"\xe9t\xe9", "text/html")
    assert text.endswith("été")
    assert (charset, source) == ("windows-1252", "meta")


def test_the_header_goes_before_the_page() -> None:
    assert decode(META % b"iso-8859-1" + "é".encode(), "text/html; charset=utf-8")[1:] == ("utf-8", "header")


def test_a_page_that_says_utf_8_and_is_not_is_read_as_windows() -> None:
    assert decode(META % b"utf-8" + b"\xe9", "text/html")[1:] == ("windows-1252", "fallback")


def test_a_charset_in_a_comment_says_nothing() -> None:
    assert decode(b'<!-- <meta charset="iso-8859-1"> -->' + "é".encode(), None)[1:] == ("utf-8", "utf-8")


@given(
    st.binary(max_size=200), st.none() | st.sampled_from(["utf-8", "utf-16", "utf-7", "idna", "hex", "cp1252", "\x00"])
)
def test_no_bytes_stop_it(payload: bytes, charset: str | None) -> None:
    text, _, source = decode(payload, charset and f"text/html; charset={charset}")
    assert isinstance(text, str)
    assert source in ("header", "meta", "utf-8", "fallback")


@pytest.mark.parametrize(
    ("payload", "lost"),
    [
        ("là, dé".encode()[:-1], 1),
        ("là, 3 €".encode()[:-1], 2),
        ("là".encode(), 0),
        ("là, dé".encode("cp1252"), 0),
        ("dé".encode()[:-1], 0),  # alone it may be anything
        (b"", 0),
    ],
)
def test_half_a_character_is_taken_off(payload: bytes, lost: int) -> None:
    assert whole_characters(payload) == payload[: len(payload) - lost]
