"""Turns each kind of block into strips."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from dsl_desk.reports import blocks as b
from dsl_desk.reports import style
from dsl_desk.reports.strips import (
    BoxInk,
    Ink,
    RuleInk,
    Setting,
    Strip,
    broken_off,
    framed,
    kept,
    lowered,
    padded,
    placed,
    stack,
)
from dsl_desk.reports.tables import table

_MOST_OF_NOTICE = 12  # lines of every page
_MOST_OF_TITLE = 200  # characters: more than a line has


def strips_of(block: b.Block, setting: Setting) -> list[Strip]:
    """The strips of any block."""
    return _LAID[type(block)](block, setting)


def notice_of(text: b.Text) -> list[Strip]:
    """What stands in a frame on top of every page; nothing for no text."""
    setting, more = Setting(), ("… all of it on the last page",)
    strips = stack(setting.lines(text, style.BODY, style.WIDTH - 14), style.BODY, 7)
    strips = broken_off(strips, _MOST_OF_NOTICE, more, style.BODY, setting, 7, style.WIDTH)
    return [*framed(padded(strips, 3, 4), 0, style.WIDTH), Strip(8, gap=True)] if text else []


def _title(block: b.Title, setting: Setting) -> list[Strip]:
    strips = stack(setting.lines((block.title,), style.TITLE, style.WIDTH), style.TITLE)
    if block.under:
        under = stack(setting.lines((block.under,), style.SMALL, style.WIDTH), style.SMALL)
        strips += broken_off(under, block.most_lines, block.more, style.SMALL, setting, 0, style.WIDTH)
    return kept([*strips, Strip(6, gap=True)])


def _urgency(block: b.Urgency, setting: Setting) -> list[Strip]:
    strips = stack(setting.lines((block.text,), style.URGENCY, style.WIDTH - 14), style.URGENCY, 7)
    strips = broken_off(strips, block.most_lines, block.more, style.BODY, setting, 7, style.WIDTH - 14)
    return kept([*framed(padded(strips, 5, 6), 0, style.WIDTH), Strip(6, gap=True)])


def _heading(block: b.Heading, setting: Setting) -> list[Strip]:
    strips = stack(setting.lines((block.title,), style.HEADING, style.WIDTH), style.HEADING)
    last = strips[-1]
    last.inks += (RuleInk(0, last.height + 2, style.WIDTH, last.height + 2, 1.0),)
    strips[0].target = block.target
    first = Strip(12, gap=True, keep=True, goes_on=_again(block.title, setting))
    return [first, *(replace(strip, keep=True) for strip in strips), Strip(7, keep=True)]


def _sub_heading(block: b.SubHeading, setting: Setting) -> list[Strip]:
    strips = stack(setting.lines((block.title,), style.SUB_HEADING, style.WIDTH), style.SUB_HEADING)
    strips[0].target = block.target
    if block.note:
        strips += stack(setting.lines((block.note,), style.SMALL, style.WIDTH), style.SMALL)
    first = Strip(9, gap=True, keep=True, goes_on=_again(block.title, setting))
    return [first, *(replace(strip, keep=True) for strip in strips), Strip(2, keep=True)]


def _again(title: str, setting: Setting) -> tuple[Strip, ...]:
    """One line on top of a page that goes on under this title."""
    words = (b.Bold("Continued: "), b.Bold(title[:_MOST_OF_TITLE]))
    strips = stack(setting.lines(words, style.SMALL, style.WIDTH), style.SMALL)[:1] if title else []
    return (*strips, Strip(4)) if strips else ()


def _paragraph(block: b.Paragraph, setting: Setting) -> list[Strip]:
    chosen = style.SMALL if block.small else style.BODY
    strips = stack(setting.lines(block.text, chosen, style.WIDTH), chosen)
    if block.stays:
        return [*(replace(strip, keep=True) for strip in strips), Strip(5, gap=True, keep=True)]
    return [*kept(strips), Strip(5, gap=True)]


def _quote(block: b.Quote, setting: Setting, x: float = 0.0) -> list[Strip]:
    found = setting.lines((f"“{block.words}”",), style.WORDS, style.WIDTH - x - 14)
    strips = kept(stack(found, style.WORDS, x + 12))
    for strip in strips:
        strip.inks += (RuleInk(x + 3, 0.5, x + 3, strip.height + 0.5, 2.0),)
    return [*strips, Strip(5, gap=True)]


_SIZES = {"body": style.BODY, "large": style.LARGE, "words": style.WORDS, "small": style.SMALL}


def _key_row(block: b.KeyRow, setting: Setting) -> list[Strip]:
    left, right = style.WIDE_LABEL if block.wide else style.LABEL_WIDTH, style.WIDTH
    x = left + 6 if block.boxed else left
    width = right - x - (5 if block.boxed else 0)
    strips: list[Strip] = []
    for line in block.lines:
        chosen = _SIZES[line.size]
        strips += stack(setting.lines(line.text, chosen, width), chosen, x)
    strips = broken_off(strips, block.most_lines, block.more, style.BODY, setting, x, width)
    label = block.label.upper() if block.capitals else block.label
    labels = stack(setting.lines((label,), style.LABEL, left - 8), style.LABEL)
    strips += [Strip(style.LABEL.leading) for _ in range(len(labels) - len(strips))]
    middle = (strips[0].height - style.LABEL.leading) / 2
    label_inks: tuple[Ink, ...] = ()
    for number, strip in enumerate(labels):
        label_inks += tuple(lowered(ink, number * style.LABEL.leading + middle) for ink in strip.inks)
    strips[0].inks = label_inks + strips[0].inks  # first, and in one piece, for whoever has the page read out
    padded(strips, 3.4, 4.2)
    if block.boxed:
        framed(strips, left, right)
    last = strips[-1]
    last.inks += (RuleInk(0, last.height, style.WIDTH, last.height, style.RULE),)
    kept(strips)
    for strip in strips[: len(labels) - 1]:
        strip.keep = True
    return strips


def _chronology_row(block: b.ChronologyRow, setting: Setting) -> list[Strip]:
    title: b.Text = (b.Bold(block.when), f"  ·  {block.what}") if block.what else (b.Bold(block.when),)
    strips = stack(setting.lines(title, style.BODY, style.WIDTH), style.BODY)
    if block.text:
        strips += stack(setting.lines((block.text,), style.BODY, style.WIDTH), style.BODY)
    if block.words:
        strips += _quote(b.Quote(block.words), setting)[:-1]
    if block.source:
        strips += stack(setting.lines((block.source,), style.SMALL, style.WIDTH), style.SMALL)
    return [*kept(strips), Strip(8, (RuleInk(0, 3, style.WIDTH, 3, style.RULE),), gap=True)]


def _signature(block: b.Signature, setting: Setting) -> list[Strip]:
    name = ", ".join(part for part in (block.name, block.post) if part)
    rows: list[b.Text] = [(b.Bold(block.statement),), (name,), (block.when,)]
    strips = [strip for row in rows if row != ("",) for strip in stack(setting.lines(row, style.BODY, 300), style.BODY)]
    signed = placed(setting.lines(("Signed",), style.SMALL, 60)[0], style.SMALL, 320)
    strips[-1].inks += (*signed, RuleInk(358, strips[-1].height - 2, style.WIDTH, strips[-1].height - 2, style.RULE))
    return kept([*padded(strips, 4, 4), Strip(6, gap=True)])


def _qr(block: b.QR, setting: Setting) -> list[Strip]:
    import segno

    rows = [bytes(row) for row in segno.make(block.payload, error="m", micro=False).matrix]
    side = 2.6  # points a module: wide enough for a fax
    boxes = tuple(
        BoxInk(x * side, 4 + y * side, side, side) for y, row in enumerate(rows) for x, on in enumerate(row) if on
    )
    size = len(rows) * side
    caption = setting.lines(block.caption, style.BODY, style.WIDTH - size - 18)
    inks: tuple[Ink, ...] = boxes
    for number, line in enumerate(caption):
        inks += placed(line, style.BODY, size + 18, number * style.BODY.leading)
    return [Strip(max(size + 8, len(caption) * style.BODY.leading), inks), Strip(6, gap=True)]


def _code_groups(block: b.CodeGroups, setting: Setting) -> list[Strip]:
    strips = stack(setting.lines(("    ".join(block.groups),), style.CODE, style.WIDTH - 24), style.CODE, 12)
    return kept([*framed(padded(strips, 8, 8), 0, style.WIDTH), Strip(10, gap=True)])


def _one_page(block: b.OnePage, setting: Setting) -> list[Strip]:
    """Shortens part after part, one version each round, until all stand on one page (or nothing can be shortened)."""
    setting.cut -= {part.key for part in block.parts}
    taken = {part.key: _version(part, 0, setting) for part in block.parts}
    rounds = max(len(part.versions) for part in block.parts)
    order = sorted(block.parts, key=lambda part: part.gives_way)
    for version, part in ((version, part) for version in range(1, rounds) for part in order):
        if sum(strip.height for strips in taken.values() for strip in strips) <= setting.height:
            break
        if version < len(part.versions):
            taken[part.key] = _version(part, version, setting)
    return [strip for part in block.parts for strip in taken[part.key]]


def _version(part: b.Fitting, number: int, setting: Setting) -> list[Strip]:
    setting.broken_off = False
    strips = _several(part.versions[number], setting)
    if setting.broken_off:
        setting.cut.add(part.key)
    return strips


def _ending(block: b.Ending, setting: Setting) -> list[Strip]:
    strips = _several(block.blocks, setting)
    for strip in strips[:-1]:
        strip.keep = True
    return [Strip(0, keep=True, goes_on=(), with_last=True), *strips]


def _if_cut(block: b.IfCut, setting: Setting) -> list[Strip]:
    strips = _several(block.blocks, setting) if setting.cut.intersection(block.keys) else []
    setting.refers = True  # it hangs on what the page before became, which may change with the page numbers
    return strips


def _several(blocks: tuple[b.Block, ...], setting: Setting) -> list[Strip]:
    return [strip for block in blocks for strip in strips_of(block, setting)]


_LAID: dict[type, Callable[..., list[Strip]]] = {
    b.Title: _title,
    b.Urgency: _urgency,
    b.Heading: _heading,
    b.SubHeading: _sub_heading,
    b.Paragraph: _paragraph,
    b.Quote: _quote,
    b.KeyRow: _key_row,
    b.Table: table,
    b.ChronologyRow: _chronology_row,
    b.Signature: _signature,
    b.QR: _qr,
    b.CodeGroups: _code_groups,
    b.OnePage: _one_page,
    b.IfCut: _if_cut,
    b.Ending: _ending,
    b.Spacer: lambda block, setting: [Strip(block.points, gap=True)],
    b.PageBreak: lambda block, setting: [Strip(0, new_page=True, unless_room=block.unless_room)],
}
