"""Cuts strips into pages, and finds on which page every target stands."""

from __future__ import annotations

from dataclasses import dataclass, field

from dsl_desk.reports.blocks import Block
from dsl_desk.reports.strips import Setting, Strip
from dsl_desk.reports.style import HEIGHT
from dsl_desk.reports.typesetting import strips_of

_SECTION = 10.0  # between two sections on one page, points
_LITTLE = 0.45  # of a page: with no more on it the next section begins here, though not all of it has room
_TAKEN_ALONG = 0.3  # of a page: what comes with an ending is no more than that
_MOST_PASSES = 4  # a longer page number may move a line; it settles at once in practice


@dataclass
class Page:
    """`strips`: each with the distance of its top from the top of the text, in points. `groups`: where each one begins,
    and what was going on there."""

    strips: list[tuple[float, Strip]] = field(default_factory=list)
    height: float = 0.0
    groups: list[tuple[int, tuple[Strip, ...]]] = field(default_factory=list)

    @property
    def targets(self) -> list[str]:
        return [strip.target for _, strip in self.strips if strip.target]

    def put(self, strip: Strip) -> None:
        if strip.gap and not self.strips:
            return
        self.strips.append((self.height, strip))
        self.height += strip.height

    def last_group(self, most: float) -> list[Strip]:
        """Takes what stands together at the end off the page; nothing where it is all there is, or higher than that."""
        start, _ = self.groups[-1] if len(self.groups) > 1 else (0, ())
        if not start or self.height - self.strips[start][0] > most:
            return []
        taken = [strip for _, strip in self.strips[start:]]
        self.height = self.strips[start][0]
        del self.strips[start:]
        return taken


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
    cutter = _Cutter(room)
    group: list[Strip] = []
    for number, strip in enumerate(strips):
        if strip.unless_room and cutter.has_room(_SECTION + _section(strips, number + 1)):
            strip = Strip(_SECTION, gap=True)
        group.append(strip)
        if not strip.keep:
            cutter.put(group)
            group = []
    cutter.put(group)
    return cutter.pages


def _section(strips: list[Strip], begin: int) -> float:
    """The height of what stands before the next strip that begins a page."""
    end = next((number for number in range(begin, len(strips)) if strips[number].new_page), len(strips))
    return _without_last_gap(strips[begin:end])


def _without_last_gap(group: list[Strip]) -> float:
    """A gap that nothing follows needs no room: for it alone no page is begun."""
    last = next((number for number in range(len(group), 0, -1) if not group[number - 1].gap), 0)
    return sum(strip.height for strip in group[:last])


def _height(strips: tuple[Strip, ...]) -> float:
    return sum(strip.height for strip in strips)


class _Cutter:
    """Fills page after page with what belongs together."""

    def __init__(self, room: float) -> None:
        self.pages = [Page()]
        self._room = room
        self._going_on: tuple[Strip, ...] = ()

    def has_room(self, height: float) -> bool:
        """For a section of that height, or for the beginning of it on a page that is almost empty."""
        return self.pages[-1].height + height <= self._room or self.pages[-1].height <= _LITTLE * self._room

    def put(self, group: list[Strip]) -> None:
        """Strips that belong together: on this page, else on the next, else cut wherever a page ends."""
        height, page = _without_last_gap(group), self.pages[-1]
        if height and page.strips and page.height + height > self._room and self._on_new_page(group, height):
            self._turn(group)
        if not all(strip.gap for strip in group):
            self.pages[-1].groups.append((len(self.pages[-1].strips), self._going_on))
        for strip in group:
            if strip.new_page:
                if self.pages[-1].strips:
                    self.pages.append(Page())
                continue
            if self.pages[-1].strips and self.pages[-1].height + strip.height > self._room and not strip.gap:
                self._begin(strip)
            if strip.goes_on is not None:
                self._going_on = strip.goes_on
            self.pages[-1].put(strip)

    def _on_new_page(self, group: list[Strip], height: float) -> bool:
        return _height(group[0].head) + _height(self._going_on) + height <= self._room

    def _turn(self, group: list[Strip]) -> None:
        """A new page for the group; what stood last on this one comes along where the group wants it."""
        page, going_on = self.pages[-1], self._going_on
        before = page.groups[-1][1] if page.groups else ()
        taken = page.last_group(_TAKEN_ALONG * self._room) if group[0].with_last else []
        first = (taken or group)[0]
        self._going_on = before if taken else going_on
        if first.goes_on is not None or first.with_last:
            self._going_on = ()
        self._begin(first)
        for strip in taken:
            self.pages[-1].put(strip)
        self._going_on = going_on

    def _begin(self, first: Strip) -> None:
        self.pages.append(Page())
        for strip in (*self._going_on, *first.head):
            self.pages[-1].put(strip)
