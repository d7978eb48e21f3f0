from __future__ import annotations

from pathlib import Path

import pytest

from dsl_desk.casework import drafts
from dsl_desk.casework.desk import Desk
from dsl_desk.casework.drafts import new_id
from dsl_desk.casework.opening import unlock
from dsl_desk.casework.record_concern import record_concern
from dsl_desk.demo.school import PracticeClock, passphrase_of
from dsl_desk.domain.entries.concern import Concern
from dsl_desk.errors import CannotSeal, NotAllowed
from dsl_desk.store.rows import by_id
from dsl_desk.store.work import open_read
from tests.casework.acts import WORDS, at, concern_answers, file_of, recorded


def body_of(desk: Desk, entry_id: str) -> Concern:
    with open_read(desk.vault) as read:
        entry = by_id(read, entry_id)
    assert entry is not None and isinstance(entry.body, Concern)
    return entry.body


def test_sealing_gives_the_next_reference_and_says_what_happens_next(desk: Desk) -> None:
    sealed = record_concern(desk, new_id(), concern_answers(desk))

    assert sealed.reference == "C-0002"
    assert "how urgent" in sealed.afterwards
    assert f"concern:{sealed.id}" in sealed.changed


def test_the_childs_words_are_kept_byte_for_byte(desk: Desk) -> None:
    hard = "“No\u00a0way”, e\u0301 vs é, \u202ert\u202c\n\n  two  spaces \t"
    concern = recorded(desk, child_words=hard)

    assert body_of(desk, concern).child_words.encode() == hard.encode()


def test_every_missing_answer_is_named_in_the_order_of_the_form_and_nothing_is_sealed(desk: Desk) -> None:
    with pytest.raises(CannotSeal) as caught:
        record_concern(desk, new_id(), {"danger_now": "no"})

    spots = [spot for spot, _ in caught.value.problems]
    form = [question.id for question in desk.pack.questions("concern")]
    assert {"children", "what_happened", "noticed_by"} <= set(spots)
    assert spots == sorted(spots, key=form.index)
    assert caught.value.spot == spots[0]


def test_not_known_is_a_full_answer_and_is_kept_as_one(desk: Desk) -> None:
    concern = recorded(desk, noticed="not_known", injury="not_known")

    assert body_of(desk, concern).not_known == {"hurt_now": "not_known", "noticed": "not_known", "injury": "not_known"}


def test_sealing_the_same_draft_twice_is_sealing_once(desk: Desk) -> None:
    draft = new_id()
    first = record_concern(desk, draft, concern_answers(desk))
    second = record_concern(desk, draft, concern_answers(desk))

    assert (first.id, first.reference) == (second.id, second.reference)


def test_a_sealed_draft_is_gone_from_the_drafts(desk: Desk) -> None:
    draft = drafts.draft_of({"screen": "record"}, concern_answers(desk))
    drafts.keep(desk, draft)
    record_concern(desk, draft.id, draft.answers)

    assert drafts.mine(desk) == []


def test_a_worry_about_somebody_who_works_here_is_stopped_with_whom_to_ring(desk: Desk) -> None:
    """Content rule 3 (d): it is not written in the children's vault."""
    person = {"name": "A. N. Other", "works_here": "yes"}
    with pytest.raises(CannotSeal) as caught:
        recorded(desk, may_have_caused=[person])

    assert caught.value.spot == "may_have_caused"
    assert "headteacher" in caught.value.sentence


@pytest.mark.parametrize(
    ("noticed", "says"),
    [
        (at(2026, 11, 14, 9, 0), "lies in the future"),
        (at(2015, 11, 14, 9, 0), "before the child was born"),
        ({"start": "rubbish", "end": None, "precision": "exact", "as_said": ""}, "is not a time"),
        (
            {"start": "2026-11-13T10:00:00+00:00", "end": "2026-11-12T10:00:00+00:00", "precision": "period",
             "as_said": ""}, "ends before it begins",
        ),
    ],
)  # fmt: skip
def test_an_impossible_time_is_refused_with_the_focus_on_it(desk: Desk, noticed: object, says: str) -> None:
    with pytest.raises(CannotSeal) as caught:
        recorded(desk, noticed=noticed)

    assert caught.value.spot == "noticed"
    assert says in caught.value.sentence


def test_half_a_character_is_refused_before_anything_is_written(desk: Desk) -> None:
    with pytest.raises(CannotSeal) as caught:
        recorded(desk, child_words="broken \ud83d here")

    assert caught.value.spot == "child_words"


def test_each_child_has_a_role_of_their_own(desk: Desk) -> None:
    file = file_of(desk, recorded(desk))

    assert {role for _, role, _ in file.children} == {"harmed", "sibling"}
    assert WORDS in file.standing("concern")[0].body.child_words


def test_the_head_reads_and_does_not_record(folder: Path, clock: PracticeClock) -> None:
    head = unlock(folder, "Helen Castellan", passphrase_of("Helen Castellan"), clock)
    try:
        with pytest.raises(NotAllowed):
            recorded(head)
    finally:
        head.vault.close()
