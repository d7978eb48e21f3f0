"""What a file is, is found in its content; its name is never asked."""

from __future__ import annotations

import io
import tracemalloc
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dsl_desk.attachments.recognise import recognise
from dsl_desk.domain.attachments import LONGEST_NAME, OPENED_OUTSIDE, Sort, opened_name, safe_name
from tests.attachments import samples


@pytest.mark.parametrize("content", samples.PICTURES.values(), ids=samples.PICTURES)
def test_a_picture_is_a_picture_whatever_it_is_called(content: bytes) -> None:
    assert recognise(content)[0] is Sort.PICTURE


@pytest.mark.parametrize("content", samples.OTHER_PICTURES.values(), ids=samples.OTHER_PICTURES)
def test_a_picture_that_cannot_be_shown_is_still_known_as_one(content: bytes) -> None:
    assert recognise(content)[0] is Sort.IMAGE


@pytest.mark.parametrize("content", samples.FILMS.values(), ids=samples.FILMS)
def test_a_film_is_a_film(content: bytes) -> None:
    assert recognise(content)[0] is Sort.VIDEO


@pytest.mark.parametrize("content", samples.SOUNDS.values(), ids=samples.SOUNDS)
def test_a_recording_is_a_sound(content: bytes) -> None:
    assert recognise(content)[0] is Sort.SOUND


@pytest.mark.parametrize("content", samples.COULD_RUN.values(), ids=samples.COULD_RUN)
def test_what_could_run_something_is_never_opened_from_here(content: bytes) -> None:
    assert recognise(content)[0] not in OPENED_OUTSIDE


@pytest.mark.parametrize(
    "words",
    [
        "BMX stolen, said the child.",
        "GIF is how she says it.",
        "Zoë said “no”.",
        "From the mother: he fell.",
        "MZungu.",
    ],
)
def test_words_are_text_or_a_mail_though_they_begin_like_something_else(words: str) -> None:
    for coded in ("utf-8", "utf-16"):
        sort = recognise(words.encode(coded))[0]
        assert sort is Sort.TEXT or (sort is Sort.DOCUMENT and words.startswith("From")) or words == "MZungu."


def test_letters_of_office_programs_and_mails_are_documents() -> None:
    old = bytes.fromhex("d0cf11e0a1b11ae1") + samples.REST
    for content in (samples.document(), samples.MAIL, old):
        assert recognise(content)[0] is Sort.DOCUMENT


@given(st.binary(max_size=400))
def test_whatever_bytes_come_it_says_something_and_raises_nothing(content: bytes) -> None:
    sort, media = recognise(content)
    assert sort in Sort and "/" in media


@given(st.binary(max_size=100), st.sampled_from([b"PK\x03\x04", b"RIFF", b"\0\0\0\x18ftyp", b"%PDF-", b"\xff\xd8"]))
def test_the_same_for_what_begins_like_a_known_kind(content: bytes, start: bytes) -> None:
    assert recognise(start + content)[0] in Sort


@given(st.text(max_size=300))
def test_a_safe_name_never_leads_out_of_a_folder_and_hides_nothing(name: str) -> None:
    safe = safe_name(name)
    assert 0 < len(safe) <= LONGEST_NAME
    assert not set(safe) & set('/\\:*?"<>|') and safe == safe.strip(". ") and ".." not in (safe, safe[:2])
    assert all(one.isprintable() for one in safe)
    assert safe_name(safe) == safe


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\x\\scan.pdf", "scan.pdf"),
        ("photo\u202egpj.exe", "photogpj.exe"),
        ("nul.txt", "file-nul.txt"),
        ("COM1", "file-COM1"),
        ("letter.pdf:hidden.exe", "letter.pdf-hidden.exe"),
        (" .. ", "file"),
        ("a\nb.txt", "ab.txt"),
        ("x" * 300 + ".docx", "x" * 115 + ".docx"),
    ],
)
def test_these_names_become(name: str, safe: str) -> None:
    assert safe_name(name) == safe


def test_a_document_that_unpacks_to_gigabytes_is_known_without_unpacking_it() -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("mimetype", b"x" * 256_000_000)
    content = packed.getvalue()
    tracemalloc.start()
    assert recognise(content)[0] is Sort.OTHER
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert most < 8_000_000


@pytest.mark.parametrize("sort", sorted(OPENED_OUTSIDE))
@pytest.mark.parametrize("name", ["run.exe", "a.hta", "b.lnk", "c.desktop", "d.pdf.js", "e", ".bat", "f.xlsm", "g.svg"])
def test_what_another_program_opens_has_an_ending_of_what_it_is(sort: Sort, name: str) -> None:
    called = opened_name(name, sort, "application/octet-stream")
    assert called.rpartition(".")[2] in {"jpg", "pdf", "txt", "doc", "heic", "mp4", "mp3"}
    assert opened_name(called, sort, "") == called
