"""A file is looked into in a process of its own; only what is known to hold no picture is said to hold none."""

from __future__ import annotations

import struct
import subprocess
import sys
from pathlib import Path

import pytest

from dsl_desk.attachments import apart
from dsl_desk.attachments.inside import holds_pictures
from dsl_desk.attachments.recognise import recognise
from dsl_desk.domain.attachments import Sort
from tests.attachments import samples


def test_the_pages_of_a_pdf_come_as_pictures_with_how_many_there_are() -> None:
    pages, count = apart.pages(samples.pdf(23), Sort.PDF)
    assert count == 23 and len(pages) == 20
    assert all(len(one.pixels) == 3 * one.width * one.height for one in pages)
    assert len(set(pages[0].pixels)) > 1, "something is drawn on it"


@pytest.mark.parametrize("content", samples.PICTURES.values(), ids=samples.PICTURES)
def test_a_picture_is_shown_as_its_own_colours(content: bytes) -> None:
    pages, count = apart.pages(content, Sort.PICTURE)
    red, green, blue = pages[0].pixels[:3]
    assert count == 1 and (pages[0].width, pages[0].height) == (30, 20)
    assert red > 150 and green < 80 and blue < 80


@pytest.mark.parametrize(
    ("content", "sort"),
    [
        (b"%PDF-1.7 and then nothing", Sort.PDF),
        (samples.picture()[:60], Sort.PICTURE),
        (samples.picture("PNG", (9000, 9000)), Sort.PICTURE),
        (samples.OTHER_PICTURES["HEIC"], Sort.PICTURE),
    ],
    ids=["no PDF", "half a picture", "81 million pixels", "not a kind that is shown"],
)
def test_what_cannot_be_shown_says_so_and_nothing_else_happens(content: bytes, sort: Sort) -> None:
    with pytest.raises(apart.CannotShow) as problem:
        apart.pages(content, sort)
    assert "kept as it is" in problem.value.sentence


def test_the_other_process_may_not_write_a_file(tmp_path: Path) -> None:
    """What a hostile file could make of its reader stays in memory (Windows has no such limit)."""
    if sys.platform == "win32":
        pytest.skip("no such limit there")
    target = tmp_path / "written"
    code = (
        "from dsl_desk.attachments.inside import _limit; _limit()\n"
        f"with open({str(target)!r}, 'wb') as f: f.write(b'x' * 100); f.flush()"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False)
    assert done.returncode != 0 and (not target.exists() or target.stat().st_size == 0)


@pytest.mark.parametrize(
    "content", [b"He fell, said the mother.", samples.pdf(3), samples.document()], ids=["words", "PDF", "document"]
)
def test_words_alone_hold_no_picture(content: bytes) -> None:
    assert holds_pictures(content, recognise(content)[0]) is False


@pytest.mark.parametrize(
    "content",
    [
        samples.pdf(holds="drawn"), samples.pdf(holds="inline"), b"%PDF-1.7 broken", samples.MAIL,
        samples.document(**{"word__media__image1.png": samples.picture()}),
        samples.document(**{"word__embeddings__a.bin": b"x"}), b"data:image/png;base64,AAAA",
        b"P3\n2 2\n255\n0 0 0", samples.packed(a=samples.picture()), *samples.FILMS.values(),
        *samples.PICTURES.values(), *samples.OTHER_PICTURES.values(), bytes(range(256)),
    ],
)  # fmt: skip
def test_what_may_hold_a_picture_is_never_said_to_hold_none(content: bytes) -> None:
    assert holds_pictures(content, recognise(content)[0]) is True


def test_a_process_that_fails_is_taken_for_one_that_found_a_picture(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    assert apart.holds_pictures(b"words", Sort.TEXT) is True


def test_an_answer_cut_short_gives_the_whole_pages_only(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    said = struct.pack(">III", 2, 2, 1) + b"123456" + struct.pack(">II", 50, 50) + b"12"
    script = tmp_path / "answers"
    script.write_bytes(
        b"#!" + sys.executable.encode() + b"\nimport sys; sys.stdout.buffer.write(" + repr(said).encode() + b")\n"
    )
    script.chmod(0o700)
    monkeypatch.setattr(sys, "executable", str(script))
    pages, count = apart.pages(b"x", Sort.PDF)
    assert count == 2 and [(one.width, one.height) for one in pages] == [(2, 1)]
