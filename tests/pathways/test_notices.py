"""A notice from outside is a short form of the concern: nothing less is sealed than a whole concern."""

from __future__ import annotations

from pathlib import Path

import pytest

from dsl_desk.paths import resources
from dsl_desk.pathways.checks import check
from dsl_desk.pathways.loader import load, read_folder
from dsl_desk.pathways.notices import notice_questions, with_preset
from dsl_desk.pathways.pack import Pack


@pytest.fixture(scope="module")
def pack() -> Pack:
    return load(read_folder(resources() / "england", resources() / "localities" / "luton"))


def test_the_police_notice_asks_eight_questions_and_presets_the_rest_that_sealing_needs(pack: Pack) -> None:
    notice = pack.notices["encompass"]
    questions = [one.id for one in notice_questions(pack, notice)]
    assert [one for one in questions if one in notice.ask] == list(notice.ask) and len(notice.ask) == 8
    assert questions[questions.index("injury") + 1] == "injury_detail", "what hangs on an answer follows it"
    assert next(one for one in notice_questions(pack, notice) if one.id == "told_in_school").show_when == ()


def test_each_child_saw_or_heard_it_unless_something_else_was_chosen(pack: Pack) -> None:
    given = with_preset(pack.notices["encompass"], {"children": [{"child": "a"}, {"child": "b", "role": "harmed"}]})
    assert [one["role"] for one in given["children"]] == ["saw_or_heard", "harmed"]
    assert given["noticed_by_kind"] == "encompass"


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('"what_happened", "injury"', '"what_occurred", "injury"', "Names the question “what_occurred”"),
        ('natures = ["domestic_abuse"]', 'natures = ["quarrel"]', "Names the nature “quarrel”"),
        ('where_kind = "at_home"', 'where_kind = "there"', "Names the choice “there”"),
        ('role = "saw_or_heard"', 'role = "around"', "Names the role “around”"),
        ('noticed_by_kind = "encompass"', 'noticed_by_kind = "agency"', "Has to preset noticed_by_kind"),
    ],
)
def test_a_notice_that_names_what_is_not_there_is_an_error(tmp_path: Path, old: str, new: str, said: str) -> None:
    import shutil

    base = Path(shutil.copytree(resources() / "england", tmp_path / "england"))
    words = (base / "notices.toml").read_text("utf-8")
    assert old in words
    (base / "notices.toml").write_text(words.replace(old, new), "utf-8")
    found = [one.sentence for one in check(load(read_folder(base))) if one.level == "error"]
    assert any(said in one for one in found), found
