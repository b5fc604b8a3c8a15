"""Moments of 14 digits: only whole ones are taken."""

import pytest

from archive.clock import moment_of


@pytest.mark.parametrize(
    "digits",
    ["", "2014062008341", "201406200834120", "20140620 83412", "20149920083412", "٢٠١٤٠٦٢٠٠٨٣٤١٢", "-2014062008341"],
)
def test_what_is_no_moment_of_14_digits_is_refused(digits: str) -> None:
    with pytest.raises(ValueError):
        moment_of(digits)
