"""Options, kinds of values and the name of the program that several verbs share; what a verb does is in the files beside."""

import math
from pathlib import Path

import click

from sites.site import MAX_DELAY

PROGRAM = "Fonds 0.1.0"


class DateDigits(click.ParamType[str]):
    """A bound in time as an index takes it: digits from a year to a second; hyphens are left out."""

    name = "date"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The digits."""
        digits = value.replace("-", "")
        if digits and (not digits.isdecimal() or len(digits) not in (4, 6, 8, 14)):
            self.fail(f"{value!r} is no date such as 2009, 2009-01 or 20090131", param, ctx)
        return digits


class Seconds(click.FloatRange):
    """A time to wait; `nan`, which lies in every range, is none."""

    def __init__(self) -> None:
        super().__init__(0, MAX_DELAY)

    def convert(self, value: float, param: click.Parameter | None, ctx: click.Context | None) -> float:
        """The number."""
        seconds = float(super().convert(value, param, ctx))
        if math.isnan(seconds):
            self.fail(f"{value!r} is no number of seconds", param, ctx)
        return seconds


class Contact(click.ParamType[str]):
    """What stands in the user agent for people to write to; a header takes no other letters, and servers no long one."""

    name = "address"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The address."""
        if not (value.strip() and value.isascii() and value.isprintable() and len(value) <= _LONGEST_CONTACT):
            self.fail(f"{value[:60]!r} is no address such as https://example.org/robot or name@example.org", param, ctx)
        return value


_LONGEST_CONTACT = 200
DIGITS = DateDigits()

data_option = click.option(
    "--data",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("data"),
    show_default=True,
    help="Folder of the archives.",
)
out_option = click.option(
    "--out", type=click.Path(path_type=Path, file_okay=False), help="Folder of the snapshot; default: DATA/public."
)
html_option = click.option(
    "--html",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write the explanation to this file, as one page of HTML.",
)
