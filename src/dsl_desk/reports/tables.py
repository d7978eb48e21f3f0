"""Turns a table into strips: its head again on every page, its rows whole where they are short."""

from __future__ import annotations

from dataclasses import replace

from dsl_desk.reports import blocks as b
from dsl_desk.reports import style
from dsl_desk.reports.strips import SHORT, RuleInk, Setting, Strip, broken_off, kept, padded, read_in_order, stack
from dsl_desk.reports.style import Type


def table(block: b.Table, setting: Setting) -> list[Strip]:
    share = style.WIDTH / sum(block.widths)
    edges = [0.0]
    for width in block.widths:
        edges.append(edges[-1] + width * share)
    head = _table_head(block, edges, setting) if block.head else [Strip(0, keep=True)]
    head[0].inks += (RuleInk(0, 0, style.WIDTH, 0, style.RULE),)  # also where a page begins with a row of it
    found = list(head) if block.head or block.rows else []
    for row in block.rows:
        found += [replace(strip, head=tuple(head)) for strip in _table_row(block, row, style.CELL, edges, setting)]
    if len(found) <= SHORT:
        found = kept(found)  # a short one is not split at all
    return [*found, Strip(6, gap=True)]


def _table_head(block: b.Table, edges: list[float], setting: Setting) -> list[Strip]:
    titles = b.Table(head=block.head, widths=block.widths, rows=())
    head = _table_row(titles, tuple(((title,),) for title in block.head), style.HEAD, edges, setting)
    for strip in head:
        strip.keep = True
    return head


def _table_row(
    table: b.Table, row: tuple[b.Cell, ...], type: Type, edges: list[float], setting: Setting
) -> list[Strip]:
    columns = []
    for number, cell in enumerate(row):
        left, width = edges[number] + 4, edges[number + 1] - edges[number] - 8
        column = stack((line for text in cell for line in setting.lines(text, type, width)), type, left)
        columns.append(broken_off(column, table.most_lines, table.more, type, setting, left, width))
    strips = read_in_order(columns)
    padded(strips, 3, 3.6)
    for strip in strips:
        strip.inks += tuple(RuleInk(edge, 0, edge, strip.height, style.RULE) for edge in edges)
    last = strips[-1]
    last.inks += (RuleInk(0, last.height, style.WIDTH, last.height, style.RULE),)
    return kept(strips)
