"""Gives the article that stands on a page: its fields, each without the others, cleaned; whether there is one is for kinds."""

from dataclasses import replace

from lxml.html import HtmlElement

from articles.article import Article, Link, Picture, Section
from articles.article_texts import texts_of
from articles.cleaners import context_of
from articles.fields.ancestors import ancestors
from articles.fields.canonical import canonical_address
from articles.fields.numbers import own_number
from articles.fields.parts import part_of, parts_of
from articles.fields.skeleton_fields import Fields
from articles.general.dated_lines import find_impossible
from articles.general.dateline import DateLine
from articles.general.general_fields import GeneralFields
from articles.layout.region import Region
from articles.text.body import Body, FieldCleaner, finish
from articles.text.files import Origin, RawFile, read_links
from articles.text.fragment import cut_out
from articles.text.printed_notes import next_number, notes_of
from articles.tree.page import Page
from articles.words.byline import names_in, written_in
from sites.address import bare_host, normalise
from sites.problem import Problem
from sites.site import Site


def read_article(
    fields: Fields, site: Site, raw_title: str, title_element: HtmlElement | None, general: GeneralFields
) -> Article:
    """The article. `general`: the same page under the general reading, for what a known skin's own places do not show."""
    page, skeleton = fields.page, fields.skeleton
    # Relative links start from the base: its host is the site's, also where a saved page tells no address of its own.
    hosts = frozenset(
        {bare_host(page.url), bare_host(fields.base), *(host.removeprefix("www.") for host in site.hosts)}
    )
    address = normalise(page.url, monolingual=page.monolingual)
    origin = Origin(fields.base, hosts, address)
    texts, region, date = texts_of(fields, origin, title_element, raw_title, general)
    joined = _joined(fields, origin)
    if not joined or isinstance(fields, GeneralFields):
        # A skin that grew out of a known one may list files in a block of its own, or in a column.
        joined += general.files(origin, title_element, region)
    surtitle, subtitle = fields.line("surtitle", skeleton.surtitle)[0], fields.line("subtitle", skeleton.subtitle)[0]
    category, category_date, category_raw = fields.category()
    dated = (category_date, category_raw) if category_date else fields.date()
    if dated[0] is None:
        dated = _date_near(fields, general, date or general.date_near(title_element, raw_title, region.elements))
    published_on, published_raw = dated
    author = _author(fields, published_raw or "", title_element, region)
    written = fields.written() or written_in(published_raw or "")
    online = fields.online()
    named = [] if isinstance(fields, GeneralFields) else fields.crumbs()
    found = named or general.steps(title_element, raw_title)
    steps = ancestors(found, raw_title, address)
    crumbs = [step for step in steps if not step.is_home]
    words = (
        raw_title,
        surtitle,
        subtitle,
        category,
        author,
        *(p.prose for p in texts.values()),
        *(f.raw_title for f in joined),
    )
    cleaner = FieldCleaner(context_of("\n\n".join(filter(None, words))), next_number(texts["notes"].raw))

    title = cleaner(raw_title, "title") or raw_title.strip() or _address_title(page)
    if not raw_title:
        fields.problems.append(Problem(page.url, "read", "no-title", "no title was found; the address stands for it"))
    clean_surtitle = cleaner(surtitle, "surtitle") if surtitle else None
    clean_subtitle = cleaner(subtitle, "subtitle") if subtitle else None
    lead = finish(texts["lead"], origin, cleaner, "lead")
    body = finish(texts["body"], origin, cleaner, "body")
    notes = finish(texts["notes"], origin, cleaner, "notes")
    postscript = finish(texts["postscript"], origin, cleaner, "postscript")
    raw_files = _once([*(f for name in ("lead", "body", "postscript", "notes") for f in texts[name].files), *joined])
    attachments = tuple(
        f.attachment(cleaner(f.raw_title, f"attachment/{n}"), cleaner(f.description, f"description/{n}"))
        for n, f in enumerate(raw_files, start=1)
    )
    clean_category = cleaner(category, "category") if category else None
    sections = tuple(
        Section(cleaner(c.raw_title, f"section/{n}") or c.raw_title, c.raw_title, c.url) for n, c in enumerate(crumbs)
    )
    pictures = _pictures(
        [replace(p, field=name) for name in ("lead", "body", "postscript") for p in texts[name].pictures], cleaner
    )
    clean_author = cleaner(author, "author") if author else None
    online_text = cleaner(online[1], "online") if online else None
    if not (body.text or lead.text or attachments or pictures):
        fields.problems.append(Problem(page.url, "read", "empty-article", "the page has a title but no content"))

    identity = page.identity
    typed = [note for text in (lead, body, notes, postscript) for note in text.notes]
    numbered = (*notes_of(notes.text), *typed)
    parts = parts_of(fields.selection, fields.base, identity)
    return Article(
        identity=identity,
        url=canonical_address(fields, "article"),
        spip_id=identity.number if identity.number is not None else own_number(fields.selection, title_element),
        title=title,
        raw_title=raw_title,
        surtitle=clean_surtitle or None,
        subtitle=clean_subtitle or None,
        lead=lead.text or None,
        body_text=body.text,
        body_html=body.html,
        raw_body_text=body.raw_text,
        notes=tuple(note for _, note in numbered),
        postscript=postscript.text or None,
        category=clean_category or None,
        sections=sections,
        home=cleaner(steps[0].raw_title, "home") if steps and steps[0].is_home else None,
        published_on=published_on,
        published_raw=published_raw,
        language=fields.language(),
        attachments=attachments,
        links=_links(lead=lead, body=body, postscript=postscript, notes=notes),
        pictures=pictures,
        edits=tuple(cleaner.edits),
        skeleton=skeleton.name,
        charset=page.charset,
        charset_source=page.charset_source,
        record_id=page.capture.record_id,
        note_numbers=tuple(number for number, _ in numbered),
        part=part_of(identity, parts),
        parts=parts,
        author=clean_author or None,
        written_on=written.value if written else None,
        written_raw=written.raw if written else None,
        online_url=online[0] if online else None,
        online_text=online_text or None,
    )


def _date_near(fields: Fields, general: GeneralFields, date: DateLine | None) -> tuple[str | None, str | None]:
    """ISO date and the words it was read from; an impossible day has words alone, and becomes a Problem."""
    if date is not None:
        return date.value, date.raw
    raw = find_impossible(general.places)
    if raw is not None:
        message = f"the page gives a day of publication that cannot be: {raw!r}"
        fields.problems.append(Problem(fields.page.url, "read", "impossible-date", message))
    return None, raw


def _author(fields: Fields, dated: str, title: HtmlElement | None, region: Region) -> str | None:
    """Who wrote it, by name, else on the line of the date, `dated`, else between title and text."""
    author = fields.author()
    if author is None and (author := names_in(dated)) is not None:
        fields.trace("author", "line of the date", author)
    if author is None and isinstance(fields, GeneralFields) and title is not None:
        author = fields.author_beside(title, region)
    return author


def _joined(fields: Fields, origin: Origin) -> list[RawFile]:
    files: list[RawFile] = []
    for selector in fields.skeleton.joined:
        for block in fields.selection.all_of(selector.css):
            if next(block.iter("a", "audio", "video", "object"), None) is None:
                continue
            names = f"{block.get('id') or ''} {block.get('class') or ''}"
            files += read_links(cut_out([block]), origin, "portfolio" if "portfolio" in names else "joined")
    return files


def _once(files: list[RawFile]) -> list[RawFile]:
    """Each file once, at its first place; a size or a description that only a later mention has is kept."""
    kept: dict[str, RawFile] = {}
    for file in files:
        known = kept.get(file.path)
        if known is None:
            kept[file.path] = file
            continue
        better = not known.has_size and file.label is not None
        label, description = file.label if better else known.label, known.description or file.description
        kept[file.path] = replace(known, label=label, description=description)
    return list(kept.values())


def _pictures(raw: list[Picture], cleaner: FieldCleaner) -> tuple[Picture, ...]:
    return tuple(
        replace(
            p, alt=cleaner.quietly(p.alt), caption=cleaner(p.caption, f"picture/{n}") or None if p.caption else None
        )
        for n, p in enumerate(dict.fromkeys(raw), start=1)
    )


def _links(**bodies: Body) -> tuple[Link, ...]:
    return tuple(replace(link, field=name) for name, body in bodies.items() for link in body.links)


def _address_title(page: Page) -> str:
    return (page.identity.slug or page.url).replace("-", " ").replace("_", " ").strip() or page.url
