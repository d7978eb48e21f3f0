"""Children by CSV: what the file says is kept as it says it, all of it or nothing, and only once."""

from __future__ import annotations

import csv
import io
import shutil
import tracemalloc
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dsl_desk.casework import people
from dsl_desk.casework.check_record import check_record
from dsl_desk.casework.desk import Desk
from dsl_desk.casework.import_children import guess_mapping, import_children, plan_import, read_table
from dsl_desk.casework.import_table import MOST_BYTES, MOST_IN_CELL, Table
from dsl_desk.domain import child_columns
from dsl_desk.domain.access import Role
from dsl_desk.domain.entries.people import Child, ChildStatus, Imported
from dsl_desk.errors import ImportRefused, NotAllowed
from dsl_desk.store import children, journal
from dsl_desk.store.child_identities import identities
from dsl_desk.store.work import open_read
from tests.casework.school import School, finished

PRACTICE = Path(__file__).with_name("practice_children.csv").read_bytes()


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a desk without children, to be copied."""
    school = School(tmp_path_factory.mktemp("empty") / "desk")
    school.open_new().vault.close()
    return school.folder


@pytest.fixture
def desk(empty: Path, tmp_path: Path) -> Iterator[Desk]:
    shutil.copytree(empty, tmp_path / "desk")
    desk = School(tmp_path / "desk").sign_in()
    yield desk
    desk.vault.close()


@pytest.fixture(scope="module")
def lasting_desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """One for tests that seal nothing."""
    desk = School(tmp_path_factory.mktemp("lasting") / "desk").open_new()
    bring_in(desk, PRACTICE)
    yield desk
    desk.vault.close()


def bring_in(desk: Desk, content: bytes, **mapping: str):  # type: ignore[no-untyped-def]
    table = read_table(content)
    return import_children(desk, table, guess_mapping(table.headers) | mapping)


def plan(desk: Desk, content: bytes, **mapping: str):  # type: ignore[no-untyped-def]
    table = read_table(content)
    return plan_import(desk, table, guess_mapping(table.headers) | mapping)


def lines(*rows: str, header: str = "UPN,Surname,Forename,DOB") -> bytes:
    return "\n".join((header, *rows)).encode()


def on_file(desk: Desk) -> dict[str, Child]:
    with open_read(desk.vault) as read:
        return {child.name: child for row in children.rows(read) if (child := children.child(read, row.id))}


def last_seq(desk: Desk) -> int:
    with open_read(desk.vault) as read:
        return journal.head(read.cursor).seq


def refused(act, *parts: str) -> str:  # type: ignore[no-untyped-def]
    with pytest.raises(ImportRefused) as problem:
        act()
    for part in parts:
        assert part in problem.value.sentence
    assert problem.value.sentence.endswith("Nothing was imported.")
    return problem.value.sentence


# What a file holds


def test_every_child_of_the_practice_file_is_kept_letter_for_letter(desk: Desk) -> None:
    made = bring_in(desk, PRACTICE)
    found = on_file(desk)
    assert (made.added, made.changed, made.unchanged, made.warnings) == (12, 0, 0, ())
    assert found["Kacper Wiśniewski"].upn == "N821999922001"
    assert found["Zofia Wiśniewska"].known_as == "Zosia Wiśniewska"
    assert found["Minh Anh Nguyễn"].preferred_name == "Anna"
    assert found["Reece O'Donnell-Blake"].address == "Flat 2, Kiln Point"
    semhar = found["Semhar Tesfay"]
    assert (semhar.born, semhar.born_status, semhar.interpreter) == (date(2013, 1, 1), "disputed", "yes")
    assert found["Zofia Wiśniewska"].year_group == "R"
    assert (found["Oluwaseun Adeyemi"].year_group, found["Oluwaseun Adeyemi"].status) == ("13", ChildStatus.ON_ROLL)
    assert {child.admission_number for child in found.values()} == {f"{number:04d}" for number in range(401, 413)}
    assert {child.authority for child in found.values()} == {"Luton"}


def test_the_import_is_an_entry_of_its_own_that_says_what_it_did(desk: Desk) -> None:
    before = last_seq(desk)
    made = bring_in(desk, PRACTICE)
    with open_read(desk.vault) as read:
        stored = [journal.opened(one) for one in journal.since(read.cursor, before)]
    body = stored[0].body
    assert stored[0].header.id == made.id and len(stored) == 13
    assert isinstance(body, Imported)
    assert (body.rows, body.added, body.mapping["born"]) == (12, 12, "Date of Birth")
    assert body.source_digest == read_table(PRACTICE).digest


def test_importing_again_seals_nothing_at_all(desk: Desk) -> None:
    bring_in(desk, PRACTICE)
    before = last_seq(desk)
    again = bring_in(desk, PRACTICE)
    assert (again.id, again.added, again.changed, again.unchanged) == ("", 0, 0, 12)
    assert last_seq(desk) == before


def test_importing_again_seals_only_the_differences_and_keeps_what_was_written_by_hand(desk: Desk) -> None:
    bring_in(desk, PRACTICE)
    with open_read(desk.vault) as read:
        kacper_id = next(row.id for row in children.rows(read) if row.name == "Kacper Wiśniewski")
        kacper = children.child(read, kacper_id)
    assert kacper is not None
    people.change_child(desk, kacper_id, replace(kacper, gp="Dr Pell", authority="Bedford", note="left-handed"))
    before = last_seq(desk)
    made = bring_in(desk, PRACTICE.replace(b"12 Fennel Row,LU99 1AA", b"8 Sorrel Close,LU99 1AC", 1))
    assert (made.added, made.changed, made.unchanged) == (0, 1, 11)
    assert last_seq(desk) == before + 2
    changed = on_file(desk)["Kacper Wiśniewski"]
    assert (changed.address, changed.postcode) == ("8 Sorrel Close", "LU99 1AC")
    assert (changed.gp, changed.authority, changed.note) == ("Dr Pell", "Bedford", "left-handed")


def test_an_empty_cell_never_wipes_out_what_is_on_file(desk: Desk) -> None:
    bring_in(desk, PRACTICE)
    made = bring_in(desk, PRACTICE.replace(b"Polish", b""))
    assert (made.changed, made.unchanged) == (0, 12)
    assert on_file(desk)["Kacper Wiśniewski"].first_language == "Polish"


def test_a_dry_run_says_what_differs_and_seals_nothing(desk: Desk) -> None:
    bring_in(desk, PRACTICE)
    before = last_seq(desk)
    planned = plan(desk, PRACTICE.replace(b"14/03/2018", b"15/03/2018").replace(b"8 Sorrel", b""))
    assert last_seq(desk) == before
    assert [(line.line, line.what) for line in planned.lines[:2]] == [(2, "changed"), (3, "unchanged")]
    difference = planned.lines[0].differences[0]
    assert (difference.title, difference.before, difference.after) == ("Date of birth", "14/03/2018", "15/03/2018")


@pytest.mark.parametrize("role", [Role.HEAD])
def test_only_those_who_keep_the_children_may_import(desk: Desk, role: Role) -> None:
    other = replace(desk, me=replace(desk.me, role=role))
    with pytest.raises(NotAllowed):
        plan(other, PRACTICE)
    with pytest.raises(NotAllowed):
        bring_in(other, PRACTICE)


def test_a_record_with_an_import_in_it_checks_whole(desk: Desk) -> None:
    bring_in(desk, PRACTICE)
    bring_in(desk, PRACTICE.replace(b"14/03/2018", b"15/03/2018"))
    assert finished(check_record(desk, full=True)).holds


# Which child is meant


def test_a_child_is_known_again_by_upn_then_admission_number_then_name_and_birthday(desk: Desk) -> None:
    header = "UPN,Admission No,Surname,Forename,DOB"
    bring_in(desk, lines("N821999922001,17,Marsh,Tyler,09/05/2012", header=header))
    assert bring_in(desk, lines("N821999922001,99,Marsh-Hill,Ty,09/05/2012", header=header)).changed == 1
    assert bring_in(desk, lines(",99,Marsh,Tyler,10/05/2012", header=header)).changed == 1
    assert bring_in(desk, lines(",,MARSH,tyler,10/05/2012", header=header)).changed == 1
    assert len(on_file(desk)) == 1


def test_names_written_with_combining_accents_are_the_same_names(desk: Desk) -> None:
    bring_in(desk, lines(",Wiśniewski,Kacper,14/03/2018"))
    assert bring_in(desk, lines(",Wis\u0301niewski,Kacper,14/03/2018")).added == 0


def test_a_merged_record_is_not_brought_back(desk: Desk) -> None:
    kept = people.add_child(desk, Child(legal_surname="Marsh", legal_forename="Ty")).id
    bring_in(desk, lines("N821999922001,Marsh,Tyler,09/05/2012"))
    with open_read(desk.vault) as read:
        gone = next(one.id for one in identities(read) if one.upn)
    people.merge_children(desk, kept, gone, "the same boy")
    made = bring_in(desk, lines("N821999922001,Marsh,Tyler,09/05/2012"))
    assert (made.added, made.changed) == (0, 1)
    assert bring_in(desk, lines("N821999922001,Marsh,Tyler,09/05/2012")).id == ""


def test_a_child_added_by_hand_without_a_birthday_is_pointed_out(desk: Desk) -> None:
    people.add_child(desk, Child(legal_surname="Marsh", legal_forename="Tyler"))
    made = bring_in(desk, lines("N821999922001,Marsh,Tyler,09/05/2012"))
    assert made.added == 1
    assert "import nothing yet" in made.warnings[0].sentence


def test_a_child_added_by_hand_is_met_again_once_its_birthday_is_written_down(desk: Desk) -> None:
    """What the dry run of such a file tells the person to do, done."""
    known = Child(legal_surname="Marsh", legal_forename="Tyler")
    made = people.add_child(desk, known)
    people.change_child(desk, made.id, replace(known, born=date(2012, 5, 9)))
    again = bring_in(desk, lines("N821999922001,Marsh,Tyler,09/05/2012"))
    assert (again.added, again.changed, again.warnings) == (0, 1, ())


def test_a_child_who_had_left_stays_so_and_is_pointed_out(desk: Desk) -> None:
    child = Child(legal_surname="Marsh", legal_forename="Tyler", born=date(2012, 5, 9), status=ChildStatus.LEFT)
    people.add_child(desk, child)
    made = bring_in(desk, lines(",Marsh,Tyler,09/05/2012"))
    assert made.unchanged == 1
    assert "as having left" in made.warnings[0].sentence


@pytest.mark.parametrize(
    ("first", "second", "what"),
    [
        ("N821999922001,Marsh,Tyler,09/05/2012", "N821999922001,Hill,Ann,09/05/2013", "UPN"),
        (",Marsh,Tyler,09/05/2012", ",marsh,TYLER,09/05/2012", "name and date of birth"),
        (",Marsh,Tyler,", ",Marsh,Tyler,", "name and date of birth"),
    ],
)
def test_the_same_child_twice_in_a_file_is_refused_naming_both_lines(
    lasting_desk: Desk, first: str, second: str, what: str
) -> None:
    content = lines(first, ",Other,Child,01/01/2014", second)
    refused(lambda: plan(lasting_desk, content), f"Lines 2 and 4 have the same {what}")


def test_two_lines_that_mean_one_child_on_file_are_refused_naming_both(lasting_desk: Desk) -> None:
    content = lines("A821999916003,Marsh,Ty,", ",Marsh,Tyler,09/05/2012")
    refused(lambda: plan(lasting_desk, content), "Lines 2 and 3 mean the same child on file")


def test_two_children_of_one_name_with_numbers_of_their_own_are_two_children(desk: Desk) -> None:
    made = bring_in(desk, lines("N821999922001,Khan,Ali,", "W821999926002,Khan,Ali,"))
    assert made.added == 2
    assert bring_in(desk, lines("N821999922001,Khan,Ali,", "W821999926002,Khan,Ali,")).id == ""


# What a cell may hold


@pytest.mark.parametrize(
    ("written", "kept"),
    [("Year 7", "7"), ("7", "7"), ("07", "7"), ("Yr 10", "10"), ("R", "R"), ("Reception", "R"), ("0", "R"),
     ("N1", "N1"), ("Nursery 2", "N2"), ("13", "13"), ("x", "X"), ("Oak", "Oak"), ("Year 77", "Year 77")],
)  # fmt: skip
def test_a_year_group_is_read_however_it_is_written(written: str, kept: str) -> None:
    value, warning = child_columns.cell("year_group", written)
    assert value == kept
    assert bool(warning) == (kept in ("Oak", "Year 77"))


@pytest.mark.parametrize(
    ("field", "written", "kept"),
    [("send_status", "N - No SEN", "N"), ("send_status", "K", "K"), ("send_status", "EHCP", "E"),
     ("sex", "Female", "F"), ("sex", "m", "M"), ("interpreter", "Y", "yes"), ("interpreter", "No", "no"),
     ("born_status", "Verified", "verified"), ("born_status", "DISPUTED", "disputed")],
)  # fmt: skip
def test_a_code_is_read_however_it_is_written(field: str, written: str, kept: str) -> None:
    assert child_columns.cell(field, written) == (kept, "")


@pytest.mark.parametrize("upn", ["R201100018042", "H801200001001", "N821999922001", "n821 9999 22001"])
def test_a_upn_with_its_right_letter_passes_without_a_word(upn: str) -> None:
    assert child_columns.cell("upn", upn)[1] == ""


@pytest.mark.parametrize("upn", ["A201100018042", "R20110001804", "R2011000180421", "8201100018042", "R20110001804I"])
def test_a_upn_that_cannot_be_right_warns_and_never_blocks(desk: Desk, upn: str) -> None:
    made = bring_in(desk, lines(f"{upn},Marsh,Tyler,09/05/2012"))
    assert made.added == 1
    assert [(one.line, one.field) for one in made.warnings] == [(2, "upn")]
    assert on_file(desk)["Tyler Marsh"].upn == upn


def test_a_temporary_upn_is_as_good_as_any() -> None:
    values = {letter: index for index, letter in enumerate("ABCDEFGHJKLMNPQRTUVWXYZ")}
    body = "82119992600"
    right = (sum(int(char) * place for place, char in enumerate(body, start=2)) + values["C"] * 13) % 23
    assert child_columns.upn_problem(f"{'ABCDEFGHJKLMNPQRTUVWXYZ'[right]}{body}C") == ""


def test_what_looks_like_a_formula_or_a_number_stays_text(desk: Desk) -> None:
    rows = ('00012,"=HYPERLINK(""http://x"",""y"")",+44 7700 900101,-1', "00013,@Marsh,Tyler,")
    bring_in(desk, lines(*rows, header="Admission No,Surname,Forename,Class"))
    child = on_file(desk)['+44 7700 900101 =HYPERLINK("http://x","y")']
    assert (child.admission_number, child.class_group) == ("00012", "-1")
    assert "Tyler @Marsh" in on_file(desk)


@pytest.mark.parametrize("age", [18, 19, 25])
def test_an_adult_on_roll_is_imported(desk: Desk, age: int) -> None:
    assert bring_in(desk, lines(f",Adeyemi,Seun,15/09/{2026 - age}")).added == 1


# Dates


def test_dates_are_read_in_either_form_of_the_whole_column(desk: Desk) -> None:
    bring_in(desk, lines("N821999922001,Marsh,Tyler,2012-05-09", ",Hill,Ann,2013-12-01T00:00:00"))
    assert on_file(desk)["Tyler Marsh"].born == date(2012, 5, 9)
    assert bring_in(desk, lines("N821999922001,Marsh,Tyler,9/5/2012", ",Hill,Ann,1.12.2013")).unchanged == 2


@pytest.mark.parametrize(
    ("dates", "line", "reason"),
    [
        (["01/02/2012", "2012-02-01"], 3, "written otherwise"),
        (["2012-02-01", "", "01/02/2012"], 4, "written otherwise"),
        (["31/02/2012"], 2, "not a day there ever was"),
        (["29/02/2013"], 2, "not a day there ever was"),
        (["01/02/2012", "05/17/2012"], 3, "month before the day"),
        (["01/02/12"], 2, "year of two figures"),
        (["43173"], 2, "not a date written as DD/MM/YYYY"),
        (["14/11/2026"], 2, "in the future"),
        (["01/01/1812"], 2, "before 1900"),
        (["٠١/٠٢/٢٠١٢"], 2, "not a date"),
    ],
)
def test_an_impossible_or_mixed_date_is_named_by_line_and_column(
    lasting_desk: Desk, dates: list[str], line: int, reason: str
) -> None:
    content = lines(*(f",Child{number},Some,{day}" for number, day in enumerate(dates)))
    refused(lambda: plan(lasting_desk, content), f"Line {line}, column “DOB”", reason)


# Files as they come


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_encoding_separator_and_line_end_gives_the_same_table(encoding: str, separator: str, end: str) -> None:
    rows = list(csv.reader(io.StringIO(PRACTICE.decode())))
    text = io.StringIO()
    csv.writer(text, delimiter=separator, lineterminator=end).writerows(rows)
    table = read_table(text.getvalue().encode(encoding))
    assert table.headers == tuple(rows[0])
    assert [row.cells for row in table.rows] == [tuple(row) for row in rows[1:]]
    assert [row.line for row in table.rows] == list(range(2, 14))


def test_a_file_of_an_older_windows_is_read(desk: Desk) -> None:
    content = "Surname,Forename\nO’Donnell–Blake,Zoë\nMüller,Renée".encode("cp1252")
    assert read_table(content).encoding == "Windows-1252"
    bring_in(desk, content)
    assert set(on_file(desk)) == {"Zoë O’Donnell–Blake", "Renée Müller"}


def test_a_damaged_utf_8_file_is_refused_and_no_name_is_garbled() -> None:
    content = "Surname,Forename\nWiśniewski,Kacper\n".encode() + b"M\xfcller,Anna\n"
    with pytest.raises(ImportRefused) as refused:
        read_table(content)
    assert refused.value.sentence.startswith("Line 3 holds a character")


def test_a_file_that_names_its_separator_keeps_its_line_numbers(lasting_desk: Desk) -> None:
    table = read_table(b"sep=;\r\nSurname;Forename\r\nMarsh;Tyler")
    assert (table.headers, table.rows[0].line) == (("Surname", "Forename"), 3)


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("Admission Number,Legal Last Name,Legal First Name,Class,D.O.B.,Post Code",
         {"admission_number", "legal_surname", "legal_forename", "class_group", "born", "postcode"}),
        ("AdNo,upn,PreferredFirstName,LegalLastName,LegalFirstName,DoB,Gender,Year,TutorGroup",
         {"admission_number", "upn", "preferred_name", "legal_surname", "legal_forename", "born", "sex", "year_group",
          "class_group"}),
    ],
)  # fmt: skip
def test_the_headers_of_other_systems_are_recognised(header: str, expected: set[str]) -> None:
    assert set(guess_mapping(tuple(header.split(",")))) == expected


def test_a_header_nobody_knows_can_be_mapped_by_hand_and_a_known_one_left_out(desk: Desk) -> None:
    content = b"Nachname,Forename,Gender,House\nMarsh,Tyler,M,Oak"
    made = plan(desk, content, legal_surname="Nachname", sex="", class_group="House")
    child = made.lines[0].child
    assert (child.legal_surname, child.sex, child.class_group) == ("Marsh", "", "Oak")
    assert made.not_imported == ("Gender",)


def test_a_mapping_that_cannot_be_is_refused_at_its_field(lasting_desk: Desk) -> None:
    refused(lambda: plan(lasting_desk, lines(",a,b,"), legal_surname="Nachname"), "no column “Nachname”")
    refused(lambda: plan(lasting_desk, lines(",a,b,"), worker="UPN"), "no field “worker”")
    refused(lambda: plan(lasting_desk, b"Colour,Size\nred,4"), "No column was recognised")


def test_headers_that_are_missing_or_repeated_are_told_apart() -> None:
    table = read_table(b"Surname,,Address,Address,\nMarsh,x,1 Row,2 Row,")
    assert table.headers == ("Surname", "Column 2", "Address", "Address (2)")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "empty"),
        (b"\xef\xbb\xbf \r\n\r\n", "empty"),
        (b"Surname,Forename\n", "no children under them"),
        (b"Surname,Forename\n,\n,,\n", "no children under them"),
        (b"Surname,Forename\nMarsh,Ty\x00ler", "bytes that no CSV file has"),
        ("Surname,Forename\nMarsh,Tyler".encode("utf-16"), "bytes that no CSV file has"),
        (b"PK\x03\x04 workbook", "workbook"),
        (b"Surname,Forename\nMarsh,T\x81ler", "Line 2 holds a character"),
        (b"Surname,Forename,Address\nMarsh,Tyler,3 Row, Luton", "Line 2 has 4 cells where the first line has 3"),
        (b"Surname,Forename,Address\nMarsh,Tyler,x\nHill,Ann", "Line 3 has 2 cells"),
        (b'Surname,Forename\nMarsh,"Tyler\nHill,Ann\n', "Line 2 has a quotation mark"),
        (b'Surname,Forename\nMarsh,"Ty"ler\n', "Line 2 has a quotation mark"),
        (b"Surname,Forename\nMarsh," + b"a" * (MOST_IN_CELL + 1), "Line 2, column 2 holds more than 4,000"),
        (b"Surname,Forename\nMarsh," + b"a" * 200_000, "Line 2 is too long for one child"),
        (b"Surname,Forename\nMarsh,Tyler" + b"," * 600, "more than 500 columns"),
    ],
)
def test_a_file_that_cannot_be_read_says_why_and_where(content: bytes, said: str) -> None:
    refused(lambda: read_table(content), said)


def test_a_file_of_hundreds_of_megabytes_is_refused_before_it_is_read() -> None:
    refused(lambda: read_table(b"a" * (MOST_BYTES + 1)), "larger than 64 MB")


@pytest.mark.parametrize("piece", [b",", b"\n", b'"', b'""', b'"\n",', b",\r", b"a\t", b"a,b\n", b"\xc3\xa9;"])
def test_no_file_takes_many_times_its_size_in_memory(piece: bytes) -> None:
    content = b"Surname,Forename\n" + piece * (400_000 // len(piece))
    tracemalloc.start()
    try:
        with suppress(ImportRefused):
            read_table(content)
        assert tracemalloc.get_traced_memory()[1] < 150 * len(content)
    finally:
        tracemalloc.stop()


def test_a_line_without_a_name_is_refused_and_nothing_of_the_file_is_kept(desk: Desk) -> None:
    before = last_seq(desk)
    content = lines("N821999922001,Marsh,Tyler,09/05/2012", "W821999926002,,,10/05/2012")
    refused(lambda: bring_in(desk, content), "Line 3 has no name")
    assert (last_seq(desk), on_file(desk)) == (before, {})


def test_a_cell_of_more_than_one_line_is_kept_and_lines_are_counted_as_in_an_editor(desk: Desk) -> None:
    content = lines(",Marsh,Tyler,", ",,,", header="UPN,Surname,Forename,Address").replace(
        b"Tyler,", b'Tyler,"3 Cobbler Court\nLuton"'
    )
    content += b"\n,,,x"
    refused(lambda: plan(desk, content), "Line 5 has no name")


def test_an_import_stopped_on_its_way_leaves_nothing(desk: Desk) -> None:
    class StoppedError(Exception):
        pass

    def stop(done: float) -> None:
        if done > 0.75:
            raise StoppedError

    before = last_seq(desk)
    table = read_table(lines(*(f",Child{number},Some," for number in range(300))))
    with pytest.raises(StoppedError):
        import_children(desk, table, guess_mapping(table.headers), stop)
    assert (last_seq(desk), on_file(desk)) == (before, {})


def test_a_file_of_a_hundred_thousand_lines_is_read_and_planned(lasting_desk: Desk) -> None:
    rows = (f"{number:06d},Child{number},Some,{1 + number % 28:02d}/05/2012" for number in range(100_000))
    planned = plan(lasting_desk, lines(*rows, header="Admission No,Surname,Forename,DOB"))
    assert planned.count("added") == 100_000


# Ten thousand malformed files raise nothing but the importer's own refusal

unwell = [HealthCheck.too_slow, HealthCheck.function_scoped_fixture, HealthCheck.data_too_large]
PIECES = [
    b",", b";", b"\t", b"\n", b"\r", b"\r\n", b'"', b'""', b"\xef\xbb\xbf", b"\xff\xfe", b"\x00", b"\x81", b"\xc5\x9b",
    b"Surname", b"Forename", b"UPN", b"DOB", b"Year Group", b"14/03/2018", b"2018-03-14", b"31/02/2018", b"sep=;",
    b"N821999922001", b"Marsh", b"=1+1", b"\x1a", b"\x85", b"\xe2\x80\xa8", b" ", b"'", b"R",
]  # fmt: skip


def survives(desk: Desk, content: bytes) -> None:
    """Read, guess, plan: a plan, or ImportRefused with a sentence."""
    try:
        table = read_table(content)
        plan_import(desk, table, guess_mapping(table.headers))
    except ImportRefused as problem:
        assert problem.sentence


@settings(max_examples=9_000, deadline=None, database=None, suppress_health_check=unwell)
@given(
    content=st.one_of(
        st.binary(max_size=300),
        st.lists(st.sampled_from(PIECES), max_size=60).map(b"".join),
        st.tuples(st.integers(0, len(PRACTICE)), st.binary(max_size=4)).map(
            lambda cut: PRACTICE[: cut[0]] + cut[1] + PRACTICE[cut[0] + len(cut[1]) :]
        ),
    )
)
def test_no_bytes_whatever_raise_anything_but_a_refusal(lasting_desk: Desk, content: bytes) -> None:
    survives(lasting_desk, content)


HEADERS = [header for column in child_columns.COLUMNS for header in column.headers[:2]]
CELLS = st.one_of(
    st.text(max_size=30),
    st.sampled_from(
        ["", " ", "\u00a0", "14/03/2018", "2018-03-14", "0000-00-00", "99/99/9999", "00/00/0000", "1/1/0001", "Year 99",
         "Year", "²", "٣", "Year ٣", "N821999922001", "N82199992200I", "N - ", "K –", "=cmd|x",
         "a" * 5_000, "\u202e", "é"]
    ),
)  # fmt: skip


@st.composite
def tables(draw: st.DrawFn) -> bytes:
    headers = draw(st.lists(st.one_of(st.sampled_from(HEADERS), st.text(max_size=8)), min_size=1, max_size=8))
    width = st.integers(max(0, len(headers) - 1), len(headers) + 1)
    ragged = draw(st.integers(0, 9)) == 0
    rows = draw(
        st.lists(
            (width if ragged else st.just(len(headers))).flatmap(lambda n: st.lists(CELLS, min_size=n, max_size=n)),
            max_size=5,
        )
    )
    text = io.StringIO()
    try:
        csv.writer(text, delimiter=draw(st.sampled_from(",;\t")), quoting=csv.QUOTE_ALL).writerows([headers, *rows])
    except csv.Error:
        return b""
    return text.getvalue().encode(draw(st.sampled_from(["utf-8", "utf-8-sig", "cp1252", "utf-16"])), "ignore")


@settings(max_examples=1_000, deadline=None, database=None, suppress_health_check=unwell)
@given(content=tables())
def test_no_cells_whatever_raise_anything_but_a_refusal(lasting_desk: Desk, content: bytes) -> None:
    survives(lasting_desk, content)


@given(text=st.text(alphabet=st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=60))
@settings(max_examples=300, deadline=None, database=None)
def test_a_name_is_kept_letter_for_letter(text: str) -> None:
    rows = io.StringIO()
    csv.writer(rows, quoting=csv.QUOTE_ALL).writerows([["Surname", "Forename"], [text, "x"]])
    table: Table = read_table(rows.getvalue().encode())
    assert table.rows[0].cells[0] == text.strip()
