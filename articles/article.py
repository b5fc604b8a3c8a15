"""Article and what hangs on it: the values that reading gives; how they are found and stored is for others."""

from dataclasses import dataclass, field

from sites.identity import Identity


@dataclass(frozen=True, slots=True)
class Edit:
    """What one cleaner removed or changed in one field. Undoing all edits of a field, last first, gives its raw text."""

    field: str
    """Field it belongs to: `title`, `lead`, `body`, `section/0`, `attachment/2`…"""
    cleaner: str
    """Name of the cleaner."""
    start: int
    """Place in the text as it stood before this edit, in characters."""
    raw: str
    """Text that stood there."""
    replacement: str
    """Text that stands there now."""


@dataclass(frozen=True, slots=True)
class Section:
    """One step of the way from the home page to an article."""

    title: str
    """Clean name."""
    raw_title: str
    """Name as published."""
    url: str | None
    """Absolute address; None where the crumb is no link."""


@dataclass(frozen=True, slots=True)
class AttachmentLink:
    """A file as the page announces it; what the file really is, the attachments room tells."""

    url: str
    """Absolute address."""
    path: str
    """Path after the last `IMG/`, unquoted: identity of a file of SPIP; the whole address for foreign ones."""
    title: str
    """Clean title as linked; the file's base name where there is none."""
    raw_title: str
    """Title as published."""
    extension: str
    """Lower-case, from the address; empty where it has none."""
    type_label: str | None
    """Type as the page words it (`PDF`, `Word`); None: not said."""
    stated_size: str | None
    """Size as the page words it (`163.9 ko`, no-break space folded); None: not said."""
    place: str
    """`inline` in the text, `joined` in a list under it, `portfolio` among the pictures."""
    media_type_label: str | None = None
    """`type` attribute of the link; None: not said."""
    raw_url: str = ""
    """Address as the page has it, relative or absolute."""
    description: str | None = None
    """What the page says of it under its title, clean, on one line; None: nothing. As published: its edits undone."""


@dataclass(frozen=True, slots=True)
class Link:
    """A link in the content of an article."""

    url: str
    """Absolute address."""
    text: str
    """Words of the link, clean."""
    kind: str
    """Kind of what it leads to: an Identity kind, or `foreign`, `mail`, `anchor`."""
    field: str = field(default="body", compare=False)
    """Text it stands in: `lead`, `body`, `postscript`, `notes`."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture in the content of an article."""

    url: str
    """Absolute address of the picture as shown."""
    alt: str
    """Text alternative, clean; may be empty."""
    caption: str | None
    """Caption, clean: title and description, each on a line; None: none."""
    field: str = field(default="body", compare=False)
    """Text it stands in first: `lead`, `body`, `postscript`."""


@dataclass(frozen=True, slots=True)
class Article:
    """One article as a careful person reads it. Texts are clean unless their name starts with `raw_`."""

    identity: Identity
    """What the address it was asked at means."""
    url: str
    """Canonical address."""
    spip_id: int | None
    """SPIP's number; None: neither address nor page tells it."""
    title: str
    """Title, never empty."""
    raw_title: str
    """Title as published; empty where none was found."""
    surtitle: str | None
    """Line above the title; None: none."""
    subtitle: str | None
    """Line below the title; None: none."""
    lead: str | None
    """Text set apart before the body (chapo); None: none."""
    body_text: str
    """Paragraphs parted by a blank line, items `- `, cells by tabs, note calls `[1]`."""
    body_html: str
    """Sanitised HTML of the same content."""
    raw_body_text: str
    """The body's text before cleaning: undoing the edits of `body` gives it back."""
    notes: tuple[str, ...]
    """Footnotes in order, without their numbers."""
    postscript: str | None
    """P.-S.; None: none."""
    category: str | None
    """Label the skin prints (`Evenements - Agenda et actualités`); None: none."""
    sections: tuple[Section, ...]
    """Ancestors, outermost first, without the home page."""
    home: str | None
    """Clean words of the link to the home page that begins the breadcrumb; None: none does."""
    published_on: str | None
    """ISO 8601 at the precision shown (`2011`, `2011-06`, `2011-06-16`), local day; None: no date a reader sees."""
    published_raw: str | None
    """The words or attribute the date was read from; None: no date."""
    language: str | None
    """ISO 639-1 of the page; None: not said."""
    attachments: tuple[AttachmentLink, ...]
    """Files it announces, each once, in order."""
    links: tuple[Link, ...]
    """Links in its texts, in order."""
    pictures: tuple[Picture, ...]
    """Pictures in its texts, each once, in order."""
    edits: tuple[Edit, ...]
    """What the cleaners did to its fields, in order."""
    skeleton: str
    """Name of the skeleton that matched."""
    charset: str
    """Encoding the page was decoded with."""
    charset_source: str
    """How it was chosen: `header`, `meta`, `utf-8`, `fallback`."""
    record_id: str
    """WARC-Record-ID of the capture it was read from."""
    note_numbers: tuple[str, ...] = ()
    """Number of each note as printed; empty where none is."""
    part: int | None = None
    """Part number where a page holds one of several (`artpage=2-4`); None: whole, or joined of its parts."""
    parts: int | None = None
    """Into how many parts the site cut it; None: it stands on one page."""
    held: tuple[int, ...] = ()
    """Parts it was joined of, in order; empty: it stands on one page, or is one of the parts."""
    author: str | None = None
    """Names in the author line, without `par`, clean; None: no line names any."""
    written_on: str | None = None
    """Older date of writing (`Date de rédaction antérieure`), as `published_on`; None: the page shows none."""
    written_raw: str | None = None
    """The words it was read from; None: no such date."""
    online_url: str | None = None
    """Absolute address the page gives under `Voir en ligne`; None: it gives none."""
    online_text: str | None = None
    """Words of that link, clean; None: no such link."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """What could have been a field, but something else was worth more."""

    score: float
    """What it was worth in the general reading; the scale is each field's own."""
    rule: str
    """Where it stands."""
    raw: str
    """Its words, shortened."""


@dataclass(frozen=True, slots=True)
class FieldTrace:
    """How one field was found, for `show`."""

    field: str
    """Name of the field, as in Article."""
    rule: str
    """Skeleton and selector that found it, or why there is nothing."""
    raw: str | None
    """What stood there, shortened by nobody; None: nothing."""
    score: float | None = None
    """What it was worth among several; None: a rule found it that weighs nothing."""
    losers: tuple[Candidate, ...] = ()
    """The best three that it beat, the best first; empty where nothing was weighed."""
