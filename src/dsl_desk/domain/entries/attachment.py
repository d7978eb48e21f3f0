"""A file that belongs to a concern: a scan, a drawing, a letter, a photograph."""

from __future__ import annotations

from dataclasses import dataclass

from dsl_desk.domain.entries.step_body import StepBody


@dataclass(frozen=True, kw_only=True)
class Attachment(StepBody):
    """`digest` (SHA-256, hex) names the bytes, which the header's blobs name too; `size` is in bytes.

    `sort` is what the content is (domain.attachments.Sort), `media` its media type; `name` is safe to write to a disk.
    """

    name: str
    sort: str
    media: str
    size: int
    digest: str
    what: str = ""
    given_by: str = ""
