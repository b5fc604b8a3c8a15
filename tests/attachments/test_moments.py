"""Times that files say of themselves, as programs were seen to write them: read or refused, never an error."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from attachments.moments import iso_of

FORMS = {
    # PDF 1.7, 7.9.4, and as producers write it: QuarkXPress 8 and mPDF without `D:`, old iText with blanks and one digit.
    "D:20110616093000+02'00'": "2011-06-16T09:30:00+02:00",
    "D:20110616093000+02'00": "2011-06-16T09:30:00+02:00",
    "D:20110616093000+0200": "2011-06-16T09:30:00+02:00",
    "D:20110616093000-05'": "2011-06-16T09:30:00-05:00",
    "D:20110616093000-5'00'": "2011-06-16T09:30:00-05:00",
    "D:20110616093000- 5' 0'": "2011-06-16T09:30:00-05:00",
    "D:20110616093000+ 0' 0'": "2011-06-16T09:30:00+00:00",
    "D:20110616093000-05'00''": "2011-06-16T09:30:00-05:00",
    "D:20110616093000-04'00'Z": "2011-06-16T09:30:00-04:00",
    "D:20110616093000Z": "2011-06-16T09:30:00Z",
    "D:20110616093000Z00'00'": "2011-06-16T09:30:00Z",
    "D:20110616093000Z'0": "2011-06-16T09:30:00Z",
    "D: 20110616093000-07'00'": "2011-06-16T09:30:00-07:00",
    "20110616093000+01'00'": "2011-06-16T09:30:00+01:00",
    "20110616093000": "2011-06-16T09:30:00",
    "D:201106160930": "2011-06-16T09:30",
    "D:2011061609": "2011-06-16T09",
    "D:20110616": "2011-06-16",
    "D:201106": "2011-06",
    "D:2011": "2011",
    # No clock has such a zone; the time of the place is told all the same.
    "D:20160404061414+65'53'": "2016-04-04T06:14:14",
    # Distiller 3 after 1999.
    "D:191000103093000": "2000-01-03T09:30:00",
    "D:191110616093000+01'00'": "2011-06-16T09:30:00+01:00",
    # ISO 8601, the basic form too; cameras; a stroke or a point.
    "2011-06-16T09:30:00.1234567Z": "2011-06-16T09:30:00.1234567Z",
    "2011-06-16T09:30:00,5+0200": "2011-06-16T09:30:00.5+02:00",
    "2011-06-16 09:30": "2011-06-16T09:30",
    "20110616T093000Z": "2011-06-16T09:30:00Z",
    "2011-06": "2011-06",
    "2011": "2011",
    "2011:06:16 09:30:00": "2011-06-16T09:30:00",
    "2009/03/05": "2009-03-05",
    "2009/3/5 9:05:06": "2009-03-05T09:05:06",
    "2009.03.05": "2009-03-05",
    # Ghostscript 7, by the words of C.
    "Thu Jun 16 09:30:00 2011": "2011-06-16T09:30:00",
    "Mon Jun  6 09:30:00 CEST 2011": "2011-06-06T09:30:00",
}

NO_TIMES = (
    *("", "D:", "hier", "D:20090231", "D:20091301", "D:20110616240000", "D:20110000000000Z", "2011-06-16T25:00:00"),
    *("D:191010616", "D:16010101000000Z", "0000-00-00T00:00:00Z", "D:21000101", "D:19700101000000Z"),
    # Which of the two is the month, nobody can say; nor what six digits begin with.
    *("05/03/2009", "3/5/2009 10:11:12", "200903", "jeudi 16 juin 2011 09:30:00", "Thu Xxx 16 09:30:00 2011"),
    *("D:20110616093000Z05'00'", "D:20150521.124925823", "2011-W24-4", "\uff12\uff10\uff11\uff11-06-16"),
    *("D:20110616093000+" + "0" * 100, "D:" + "1" * 100, "9" * 5000, "2011-06-16T09:30:00+02:00:00.5"),
    *("D:20110616093000." + "1" * 5000, "2011-06-16T09:30:00," + "1" * 5000),
)


@pytest.mark.parametrize("raw", FORMS)
def test_what_programs_write_is_read(raw: str) -> None:
    assert iso_of(raw) == FORMS[raw]


@pytest.mark.parametrize("raw", NO_TIMES)
def test_what_tells_no_time_is_refused(raw: str) -> None:
    assert iso_of(raw) is None


@given(st.text() | st.from_regex(r"(D:)?[0-9]{4,15}[-+Z ][0-9':]*", fullmatch=True))
def test_nothing_raises(raw: str) -> None:
    told = iso_of(raw)
    assert told is None or told[:4].isdecimal()
