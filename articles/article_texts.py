"""Takes the texts of an article out of its page (lead, body, postscript, notes), each without the others; cleaning is for text.body."""

from dataclasses import replace

from lxml.html import HtmlElement

from articles.fields.parts import NAVIGATION
from articles.fields.skeleton_fields import Fields
from articles.general.dateline import DateLine
from articles.general.forms import heading_of_notes, headings_of_postscript
from articles.general.general_fields import GeneralFields
from articles.layout.leads import lead_above, subtitles_above
from articles.layout.region import Region
from articles.text.body import Prepared, prepare
from articles.text.files import Origin


def texts_of(
    fields: Fields, origin: Origin, title: HtmlElement | None, words: str, general: GeneralFields
) -> tuple[dict[str, Prepared], Region, DateLine | None]:
    """The four texts, each without the elements of the others, where the body stands, and the date where the general
    reading had to find it to tell its line from the text."""
    skeleton = fields.skeleton
    found = {
        "lead": fields.found(skeleton.lead),
        "body": fields.found(skeleton.body),
        "postscript": fields.found(skeleton.postscript),
        "notes": fields.found(skeleton.notes),
    }
    if not found["notes"].elements:
        found["notes"] = fields.notes_by_form()
    if not found["postscript"].elements:
        found["postscript"] = fields.postscript_by_form()
    lists = [e for s in skeleton.joined for e in fields.selection.all_of(s.css)]
    crumbs = [e for s in skeleton.crumbs for e in fields.selection.all_of(s.css)]
    turning = fields.selection.all_of(", ".join(NAVIGATION))
    elements = {name: list(f.elements) for name, f in found.items()}
    region = Region(tuple(elements["body"]), (), found["body"].rule, (0, 0))
    date: DateLine | None = None
    if isinstance(fields, GeneralFields):
        lines = [e for s in (*skeleton.surtitle, *skeleton.subtitle) for e in fields.selection.all_of(s.css)]
        beside = [e for name in ("surtitle", "subtitle") if (e := fields.beside_title(name)) is not None]
        lines += beside
        others = [*lines, *(e for name in ("postscript", "notes") for e in elements[name])]
        avoided = [*fields.dropped(lists), *others, *crumbs, *turning]
        region, date = fields.body(title, words, avoided)
        elements["lead"] = fields.leads(region, title)
        if elements["lead"] and region.by_place and fields.opens(elements["lead"][0], region, title):
            # Lines of author and date may stand between the lead, which the run of prose began with, and the text.
            rest, its_date = fields.body(title, words, [*avoided, *elements["lead"]])
            if rest.by_place and region.span[0] < rest.span[0] and rest.span[1] <= region.span[1]:
                region, date = rest, its_date
        if elements["lead"] and title is not None:
            beside += subtitles_above(fields.places, elements["lead"][0], title)
        region = replace(region, without=(*region.without, *beside))
        elements["body"] = list(region.elements)
    elif title is not None and elements["body"] and not elements["lead"]:
        # A skin that grew out of a known one may call its lead otherwise.
        lead = lead_above(general.places, elements["body"], title)
        elements["lead"] = [lead] if lead is not None else []
    texts: dict[str, Prepared] = {}
    for name, own in elements.items():
        others = [e for other, those in elements.items() if other != name for e in those]
        if title is not None:
            others.append(title)
        if name == "postscript":
            others += headings_of_postscript(own)
        if name == "body":
            others += heading_of_notes(elements["notes"])
        texts[name] = prepare(
            own,
            origin,
            fields.dropped([*lists, *crumbs, *others, *turning, *(region.without if name == "body" else ())]),
            region.loose if name == "body" else (),
        )
        raw = texts[name].raw if own else None
        if name == "body":
            fields.trace(name, region.rule, raw, region.score, region.losers)
        else:
            fields.trace(name, found[name].rule, raw)
    return texts, region, date
