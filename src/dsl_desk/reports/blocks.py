"""A document as plain data: what stands on the paper and in which order, nothing about how it is drawn.

Text is plain strings and explicit bold pieces, never markup, so nothing that somebody typed can become an instruction.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Bold:
    """A piece of a text in bold."""

    text: str


@dataclass(frozen=True)
class PageRef:
    """The number of the page on which a target of this name stands; nothing is known of it until the pages are made."""

    target: str


Text = tuple[str | Bold | PageRef, ...]  # one run of text; a line break inside is kept


def text(*pieces: str | Bold | PageRef) -> Text:
    return pieces


@dataclass(frozen=True, kw_only=True)
class Title:
    """The document's own title, with a smaller line under it. `most_lines` and `more`: of that line."""

    title: str
    under: str = ""
    most_lines: int | None = None
    more: Text = ()


@dataclass(frozen=True)
class Urgency:
    """The largest type on the page, in a box."""

    text: str
    most_lines: int | None = None
    more: Text = ()


@dataclass(frozen=True, kw_only=True)
class Heading:
    """A section's heading; stays with what follows, and is said again where a page goes on with it. `target`: page
    references point here."""

    title: str
    target: str = ""


@dataclass(frozen=True, kw_only=True)
class SubHeading:
    """The head of one record within a section, with a smaller note under it; stays with what follows, and is said again
    where a page goes on with it."""

    title: str
    note: str = ""
    target: str = ""


@dataclass(frozen=True)
class Paragraph:
    """`stays`: with what follows it."""

    text: Text
    small: bool = False
    stays: bool = False


@dataclass(frozen=True)
class Quote:
    """Somebody's exact words: set apart, larger, in quotation marks added here."""

    words: str


@dataclass(frozen=True)
class KeyLine:
    """One paragraph beside a label. `size`: "body", "large", "words" or "small"."""

    text: Text
    size: str = "body"


@dataclass(frozen=True, kw_only=True)
class KeyRow:
    """A label at the left, text at the right, a rule under both. `boxed` draws a thick frame round the text.

    `wide`: more room for the label, where it is a whole question. `most_lines`: longer text is broken off there and the
    line `more` says where it goes on. None: never.
    """

    label: str
    lines: tuple[KeyLine, ...]
    boxed: bool = False
    capitals: bool = False
    wide: bool = False
    most_lines: int | None = None
    more: Text = ()


Cell = tuple[Text, ...]  # one paragraph each


@dataclass(frozen=True, kw_only=True)
class Table:
    """`widths`: each column's share of the width. The head, if any, is repeated on every page the table runs over.

    `most_lines` of each cell and `more`: as for a `KeyRow`.
    """

    head: tuple[str, ...]
    widths: tuple[float, ...]
    rows: tuple[tuple[Cell, ...], ...]
    most_lines: int | None = None
    more: Text = ()


@dataclass(frozen=True, kw_only=True)
class ChronologyRow:
    """One entry of a chronology. `words` are quoted apart; `source` is the small line that ends it."""

    when: str
    what: str = ""
    text: str = ""
    words: str = ""
    source: str = ""


@dataclass(frozen=True, kw_only=True)
class Signature:
    """A statement with who stands behind it."""

    statement: str
    name: str
    post: str = ""
    when: str = ""


@dataclass(frozen=True, kw_only=True)
class QR:
    """A square code with its meaning beside it. `payload` is what a reader reads; keep names out of it."""

    payload: str
    caption: Text


@dataclass(frozen=True)
class CodeGroups:
    """A code to be copied by hand: large, in groups."""

    groups: tuple[str, ...]


@dataclass(frozen=True)
class Spacer:
    points: float


@dataclass(frozen=True, kw_only=True)
class PageBreak:
    """What follows begins a new page. `unless_room`: not where all up to the next break has room here, nor where most
    of this page would stay empty."""

    unless_room: bool = False


@dataclass(frozen=True)
class Ending:
    """What ends a paper: on one page, and never alone there, what stood last comes with it."""

    blocks: tuple[Block, ...]


@dataclass(frozen=True, kw_only=True)
class Fitting:
    """A part of a page that must not overflow: the same content in full, then allowed ever fewer lines.

    `key` names it for `IfCut`. Parts with a low `gives_way` are shortened first.
    """

    key: str
    versions: tuple[tuple[Block, ...], ...]
    gives_way: int = 0


@dataclass(frozen=True)
class OnePage:
    """Parts that stand together on one page; shortened, part by part, until they fit."""

    parts: tuple[Fitting, ...]


@dataclass(frozen=True, kw_only=True)
class IfCut:
    """Blocks that are printed only when one of these parts of a `OnePage` was broken off there."""

    keys: tuple[str, ...]
    blocks: tuple[Block, ...]


Block = (
    Title
    | Urgency
    | Heading
    | SubHeading
    | Paragraph
    | Quote
    | KeyRow
    | Table
    | ChronologyRow
    | Signature
    | QR
    | CodeGroups
    | Spacer
    | PageBreak
    | Ending
    | OnePage
    | IfCut
)


@dataclass(frozen=True, kw_only=True)
class Document:
    """Everything the renderer needs. `title` goes into the file's metadata: never a name of a child or adult.

    `band`: white on black on top of every page (left), beside `band_right` and the page number. `notice`: in a frame
    under it, on every page. `foot` and `foot_right`: small, at the bottom of every page. `watermark`: drawn behind the
    text of every page.
    """

    title: str
    band: str = ""
    band_right: str = ""
    notice: Text = ()
    foot: str = ""
    foot_right: str = ""
    watermark: str = ""
    blocks: tuple[Block, ...]
