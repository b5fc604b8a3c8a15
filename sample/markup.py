"""Turns the blocks of a body into HTML as SPIP wrote it in a given era; whole pages are left to the fronts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from html import escape

from sample.blocks import (
    Block,
    Body,
    Bullets,
    Call,
    Code,
    Emphasis,
    Inline,
    Intertitle,
    Link,
    Paragraph,
    Quote,
    Shown,
    Strong,
    Table,
    Words,
)
from sample.typography import NBSP, cut, typed


@dataclass(frozen=True, slots=True)
class Style:
    """What differs from one era to another."""

    href: Callable[[str], str]  # artN, rubN -> address on the front
    document: Callable[[int], str]  # file number -> HTML of <docN>
    picture: Callable[[int], str]  # file number -> HTML of <imgN>
    bullet: str  # the image that stands for a dash
    break_before_first: bool  # whether bullets that open a paragraph have a line break too
    spans_calls: bool  # SPIP 3 wraps note calls in span.spip_note_ref
    cell_heads: bool  # SPIP 3 gives head cells an id


def html(body: Body, style: Style) -> str:
    """A text as HTML in this style, artefacts leaking."""
    return "\n".join(_block(block, body, style) for block in body.blocks)


def notes_html(bodies: tuple[Body, ...], style: Style) -> str:
    """The notes of an article's texts, one after the other."""
    return "\n".join(
        _note(number, inline(note, body, style), style)
        for body in bodies
        for number, note in enumerate(body.notes, start=body.first_note)
    )


def title_html(title: str) -> str:
    """A title as the pages show it: typography set, leaks as typed."""
    return spaced(typed(title).as_typed())


def spaced(words: str) -> str:
    """Escape for HTML; no-break spaces as the entity SPIP writes."""
    return escape(words, quote=False).replace(NBSP, "&nbsp;")


def attribute(words: str) -> str:
    """Words as they stand in an attribute."""
    return escape(words.replace(NBSP, " "), quote=True).replace("&#x27;", "&#039;")


def _block(block: Block, body: Body, style: Style) -> str:
    def line(parts: Inline) -> str:
        return inline(parts, body, style)

    match block:
        case Paragraph(lines):
            return f"<p>{'<br />'.join(map(line, lines))}</p>"
        case Intertitle(parts):
            return f'<h3 class="spip">{line(parts)}</h3>'
        case Bullets(before, items):
            text = "".join(f"\n<br />{style.bullet}&nbsp;{line(item)}" for item in items)
            if not before and not style.break_before_first:
                text = text.removeprefix("\n<br />")
            return f"<p>{line(before)}{text}</p>"
        case Table():
            return _table(block, line, style)
        case Quote(paragraphs):
            inside = "".join(f"<p>{line(paragraph)}</p>" for paragraph in paragraphs)
            return f'<blockquote class="spip">\n{inside}</blockquote>'
        case Code(words):
            return f"<div style='text-align: left;' class='spip_code' dir='ltr'><code>{spaced(words)}</code></div>"
        case Shown(picture, file):
            return style.picture(file) if picture else style.document(file)


def _table(table: Table, line: Callable[[Inline], str], style: Style) -> str:
    head = ""
    if table.head:
        mark = " id='id{:x}_c{}'" if style.cell_heads else ' scope="col"'
        seed = sum(map(ord, "".join(map(line, table.head)))) + 0x4000
        cells = "".join(f"<th{mark.format(seed, n)}>{line(cell)}</th>" for n, cell in enumerate(table.head))
        head = f"<thead><tr class='row_first'>{cells}</tr></thead>\n"
    rows = "\n".join(
        f"<tr class='{_parity(number, style)}'>"
        + "".join(f"<td>{line(cell) or '&nbsp;'}</td>" for cell in row)
        + "</tr>"
        for number, row in enumerate(table.rows)
    )
    return f'<table class="spip">\n{head}<tbody>\n{rows}\n</tbody>\n</table>'


def _parity(number: int, style: Style) -> str:
    """SPIP 2 counts the first row of the body as even, SPIP 3 as odd."""
    if style.cell_heads:
        return "row_even even" if number % 2 else "row_odd odd"
    return "row_odd" if number % 2 else "row_even"


def inline(parts: Inline, body: Body, style: Style) -> str:
    """Words of one line as HTML in this style."""
    return "".join(_part(part, body, style) for part in parts)


def _part(part: Words | Strong | Emphasis | Link | Call, body: Body, style: Style) -> str:
    match part:
        case Words(words):
            return spaced(words)
        case Strong(inner):
            return f"<strong>{inline(inner, body, style)}</strong>"
        case Emphasis(inner):
            return f"<i>{inline(inner, body, style)}</i>"
        case Link(inner, target):
            words = inline(inner, body, style)
            if target.startswith("mailto:"):
                return f"<a href='{attribute(target)}' class='spip_mail'>{words}</a>"
            if "//" in target:
                return f"<a href='{attribute(target)}' class='spip_out' rel='external'>{words}</a>"
            return f"<a href='{attribute(style.href(target))}' class='spip_in'>{words}</a>"
        case Call(number):
            hint = cut(_leaking(body.notes[number - body.first_note]), 80)
            call = (
                f"&nbsp;[<a href='#nb{number}' class='spip_note' rel='footnote'"
                f" title='{attribute(hint)}' id='nh{number}'>{number}</a>]"
            )
            return f'<span class="spip_note_ref">{call}</span>' if style.spans_calls else call


def _note(number: int, words: str, style: Style) -> str:
    back = f"[<a href='#nh{number}'{{}} class='spip_note' title='Notes {number}' rev='footnote'>{number}</a>] "
    if style.spans_calls:
        mark = back.format("").rstrip() + "&nbsp;"
        return f"<div id='nb{number}'>\n<p><span class=\"spip_note_ref\">{mark}</span>{words}</p>\n</div>"
    return "<p>" + back.format(f" id='nb{number}'") + words + "</p>"


def _leaking(parts: Inline) -> str:
    """The words of a line with their artefacts, as attributes carry them."""
    found = []
    for part in parts:
        match part:
            case Words(words):
                found.append(words)
            case Strong(inner) | Emphasis(inner) | Link(inner, _):
                found.append(_leaking(inner))
            case Call():
                pass
    return "".join(found)


def leaking_text(body: Body) -> str:
    """Running text of a body as SPIP's introductions take it: no files, no intertitles, no notes, leaks as typed."""
    found: list[str] = []
    for block in body.blocks:
        match block:
            case Paragraph(lines):
                found += map(_leaking, lines)
            case Bullets(before, items):
                found += [_leaking(before), *(f"- {_leaking(item)}" for item in items)]
            case Table(head, rows):
                found += (" ".join(map(_leaking, row)) for row in (head, *rows))
            case Quote(paragraphs):
                found += map(_leaking, paragraphs)
            case Intertitle() | Shown() | Code():
                pass
    return " ".join(filter(None, found))
