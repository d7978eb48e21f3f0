"""Cuts strips into pages, and finds on which page every target stands."""

from __future__ import annotations

from dataclasses import dataclass, field

from dsl_desk.reports.blocks import Block
from dsl_desk.reports.strips import Setting, Strip
from dsl_desk.reports.style import HEIGHT
from dsl_desk.reports.typesetting import strips_of

_SECTION = 10.0  # between two sections on one page, points
_MOST_PASSES = 4  # a longer page number may move a line; it settles at once in practice


@dataclass
class Page:
    """`strips`: each with the distance of its top from the top of the text, in points."""

    strips: list[tuple[float, Strip]] = field(default_factory=list)
    height: float = 0.0
    targets: list[str] = field(default_factory=list)

    def put(self, strip: Strip) -> None:
        if strip.gap and not self.strips:
            return
        self.strips.append((self.height, strip))
        self.height += strip.height
        if strip.target:
            self.targets.append(strip.target)


def pages_of(blocks: tuple[Block, ...], height: float = HEIGHT) -> list[Page]:
    """The pages, with every page reference resolved: set once, and what refers set again until the numbers stand."""
    setting = Setting(height)
    laid: dict[int, list[Strip]] = {}
    pages: list[Page] = []
    for _ in range(_MOST_PASSES):
        again = set()
        for number, block in enumerate(blocks):
            if number not in laid:
                setting.refers = False
                laid[number] = strips_of(block, setting)
                if setting.refers:
                    again.add(number)
        pages = _cut([strip for number in range(len(blocks)) for strip in laid[number]], height)
        found = {target: number for number, page in enumerate(pages, 1) for target in page.targets}
        if found == setting.pages or not again:
            break
        setting.pages = found
        for number in again:
            del laid[number]
    return pages


def _cut(strips: list[Strip], room: float) -> list[Page]:
    pages = [Page()]
    group: list[Strip] = []
    for number, strip in enumerate(strips):
        if strip.unless_room and pages[-1].height + _SECTION + _section(strips, number + 1) <= room:
            strip = Strip(_SECTION, gap=True)
        group.append(strip)
        if not strip.keep:
            _put(pages, group, room)
            group = []
    _put(pages, group, room)
    return pages


def _section(strips: list[Strip], begin: int) -> float:
    """The height of what stands before the next strip that begins a page."""
    end = next((number for number in range(begin, len(strips)) if strips[number].new_page), len(strips))
    return _without_last_gap(strips[begin:end])


def _put(pages: list[Page], group: list[Strip], room: float) -> None:
    """Strips that belong together: on this page, else on the next, else cut wherever a page ends."""
    height = _without_last_gap(group)
    if height and pages[-1].strips and pages[-1].height + height > room and _with_head(group, height) <= room:
        _turn(pages, group[0])
    for strip in group:
        if strip.new_page:
            if pages[-1].strips:
                pages.append(Page())
            continue
        if pages[-1].strips and pages[-1].height + strip.height > room and not strip.gap:
            _turn(pages, strip)
        pages[-1].put(strip)


def _without_last_gap(group: list[Strip]) -> float:
    """A gap that nothing follows needs no room: for it alone no page is begun."""
    last = next((number for number in range(len(group), 0, -1) if not group[number - 1].gap), 0)
    return sum(strip.height for strip in group[:last])


def _with_head(group: list[Strip], height: float) -> float:
    return height + sum(strip.height for strip in group[0].head)


def _turn(pages: list[Page], first: Strip) -> None:
    pages.append(Page())
    for strip in first.head:
        pages[-1].put(strip)
