"""The columns a school's own system exports about its children, and what a cell of each may hold.

Headers as SIMS, Arbor and Bromcom write them, and as schools name them in exports they design themselves
(practice.md, section 8). A cell is read into the form `Child` keeps; what cannot be understood is kept as it stands,
and said.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Column:
    """One field of `Child` that may be imported. `headers`: how exports call it, compared without case or marks."""

    field: str
    title: str
    headers: tuple[str, ...]


COLUMNS: tuple[Column, ...] = (
    Column("admission_number", "Admission number", (
        "Admission No", "Admission Number", "Adm No", "AdNo", "Admission", "Pupil ID", "PupilID", "Student ID",
        "MIS ID",
    )),
    Column("upn", "UPN", ("UPN", "Unique Pupil Number")),
    Column("legal_surname", "Legal surname", (
        "Legal Surname", "Legal Last Name", "Surname", "Last Name", "Family Name", "Student Surname", "Pupil Surname",
    )),
    Column("legal_forename", "Legal forename", (
        "Legal Forename", "Legal First Name", "Forename", "First Name", "Given Name", "Forenames", "Student Forename",
        "Pupil Forename",
    )),
    Column("preferred_name", "Preferred name", (
        "Preferred Name", "Preferred Forename", "Preferred First Name", "Known As", "Chosen Name",
    )),
    Column("other_names", "Other names", ("Other Names", "Former Names", "Former Surname", "Previous Names")),
    Column("born", "Date of birth", ("Date of Birth", "DOB", "Birth Date", "Birthdate", "D.O.B.", "Born")),
    Column("born_status", "How sure the date of birth is", ("DOB Status", "Date of Birth Status", "DOB Verified")),
    Column("sex", "Sex", ("Sex", "Gender", "Legal Sex")),
    Column("year_group", "Year group", (
        "Year Group", "Year", "NC Year", "NC Year Actual", "Curriculum Year", "National Curriculum Year", "Yr",
    )),
    Column("class_group", "Class", (
        "Reg Group", "Registration Group", "Reg", "Registration", "Registration Form", "Class", "Form", "Tutor Group",
        "Form Group", "Class Group",
    )),
    Column("ethnicity", "Ethnicity", ("Ethnicity", "Ethnicity Code", "Ethnic Group", "Ethnic Origin")),
    Column("first_language", "First language", (
        "First Language", "Home Language", "Language", "Mother Tongue", "Native Language",
    )),
    Column("interpreter", "Interpreter", ("Interpreter", "Interpreter Needed", "Interpreter Required")),
    Column("send_status", "Special educational needs", (
        "SEN Status", "SEND Status", "SEN", "SEND", "SEN Provision", "SEN Stage",
    )),
    Column("disability", "Disability", ("Disability", "Disabilities")),
    Column("religion", "Religion", ("Religion",)),
    Column("nationality", "Nationality", ("Nationality", "Country of Nationality")),
    Column("address", "Address", ("Address", "Home Address", "Full Address", "Postal Address", "Main Address")),
    Column("postcode", "Postcode", ("Postcode", "Post Code", "Home Postcode", "Address Postcode")),
    Column("phone", "Phone", ("Mobile", "Student Mobile", "Pupil Mobile", "Pupil Phone", "Student Phone")),
    Column("gp", "GP", ("GP", "Doctor", "GP Practice", "Medical Practice")),
)  # fmt: skip
COLUMN_OF = {column.field: column for column in COLUMNS}
NAMES = ("legal_surname", "legal_forename", "preferred_name")

_CHECK_LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ"  # no I, O, S (DfE, UPN guide)
_UPN = re.compile(r"[A-Z][0-9]{11}[0-9A-Z]")
_YEAR = re.compile(r"(?:(?:national curriculum |nc )?year |yr ?|y)?0?([0-9]{1,2})")
_NURSERY = re.compile(r"(?:nursery|nursery year|n) ?([12])")
_RECEPTION = frozenset({"r", "reception", "year r", "yr r", "rec"})
_SEX = {"m": "M", "male": "M", "boy": "M", "f": "F", "female": "F", "girl": "F"}
_YES_NO = {"y": "yes", "yes": "yes", "true": "yes", "1": "yes", "n": "no", "no": "no", "false": "no", "0": "no"}
_SEN = {
    "no sen": "N",
    "none": "N",
    "sen support": "K",
    "ehcp": "E",
    "ehc plan": "E",
    "education, health and care plan": "E",
}
_SEN_CODE = re.compile(r"([nke])(?: ?[-–:] ?.*)?", re.DOTALL)
_BORN_STATUS = {
    "verified": "verified", "v": "verified", "confirmed": "verified", "seen": "verified", "y": "verified",
    "yes": "verified", "true": "verified", "birth certificate seen": "verified", "estimated": "estimated",
    "e": "estimated", "approximate": "estimated", "disputed": "disputed", "age disputed": "disputed",
    "not known": "not_known", "unknown": "not_known", "not verified": "not_known", "unverified": "not_known",
    "n": "not_known", "no": "not_known", "false": "not_known", "due": "due",
}  # fmt: skip


def same(text: str) -> str:
    """What two spellings of one header or name have in common: no case, no marks between, one Unicode form."""
    return "".join(char for char in unicodedata.normalize("NFKC", text).casefold() if char.isalnum())


_FIELD_OF = {same(header): column.field for column in COLUMNS for header in column.headers}


def guess(headers: Iterable[str]) -> dict[str, str]:
    """{field: header} for every header that is known, the better known one first where two mean the same."""
    found = {same(header): header for header in reversed(tuple(headers))}
    mapping = {}
    for column in COLUMNS:
        for synonym in column.headers:
            if same(synonym) in found:
                mapping[column.field] = found[same(synonym)]
                break
    return mapping


def known_headers(headers: Iterable[str]) -> int:
    """How many of these headers mean something here."""
    return sum(same(header) in _FIELD_OF for header in headers)


def cell(field: str, text: str) -> tuple[str, str]:
    """(value as `Child` keeps it, warning or ""). Dates are read by column: see `Dates`."""
    plain = " ".join(text.casefold().split())
    if not plain:
        return "", ""
    if field == "upn":
        return _upn(text)
    if field == "year_group":
        return _year(text, plain)
    if field == "send_status":
        code = _SEN_CODE.fullmatch(plain)
        return _known(_SEN.get(plain) or (code[1].upper() if code else None), text, "special educational needs")
    if field in ("sex", "interpreter"):
        return _known({"sex": _SEX, "interpreter": _YES_NO}[field].get(plain), text, COLUMN_OF[field].title.lower())
    if field == "born_status":
        value = _BORN_STATUS.get(plain, "")
        return value, "" if value else f"“{_short(text)}” does not say how sure the date is, so it was left out."
    return text, ""


def upn_problem(upn: str) -> str:
    """Why this is not a UPN in words, or empty. A temporary one (a letter at the end) is as good as any."""
    if not _UPN.fullmatch(upn):
        return "is not a letter with 12 figures after it"
    values = [int(char) if char.isdigit() else _CHECK_LETTERS.find(char) for char in upn[1:]]
    if -1 in values:
        return "ends in a letter no UPN has"
    right = _CHECK_LETTERS[sum(value * place for place, value in enumerate(values, start=2)) % 23]
    return "" if upn[0] == right else f"does not fit its first letter (it would be {right})"


def _upn(text: str) -> tuple[str, str]:
    upn = "".join(text.split()).upper()
    problem = upn_problem(upn)
    return (
        upn,
        f"UPN {_short(upn)} {problem}. It was taken as it stands; check it in your school's system." if problem else "",
    )


def _year(text: str, plain: str) -> tuple[str, str]:
    if plain in _RECEPTION:
        return "R", ""
    if plain == "x":
        return "X", ""
    if nursery := _NURSERY.fullmatch(plain):
        return f"N{nursery[1]}", ""
    year = _YEAR.fullmatch(plain)
    if year and 0 <= int(year[1]) <= 14:
        return str(int(year[1])) if int(year[1]) else "R", ""
    return text, f"“{_short(text)}” is no year group known here. It was kept as it stands."


def _known(value: str | None, text: str, what: str) -> tuple[str, str]:
    return (value, "") if value else (text, f"“{_short(text)}” is not understood as {what}. It was kept as it stands.")


def _short(text: str) -> str:
    return text if len(text) <= 40 else f"{text[:39]}…"


class NotADate(ValueError):
    """`reason` says in words what is wrong with the cell `text`."""

    def __init__(self, text: str, reason: str) -> None:
        super().__init__()
        self.text, self.reason = _short(text), reason


_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ]00:00(?::00)?(?:\.0+)?Z?)?", re.ASCII)
_BRITISH = re.compile(r"(\d{1,2})([/.-])(\d{1,2})\2(\d{4})(?: 00:00(?::00)?)?", re.ASCII)
_SHORT_YEAR = re.compile(r"\d{1,2}[/.-]\d{1,2}[/.-]\d{2}", re.ASCII)
DATE_FORMS = {"iso": "YYYY-MM-DD", "british": "DD/MM/YYYY"}


def date_form(cells: Iterable[str]) -> str:
    """The form the whole column is written in, by its first cell that has one; "british" when there is none."""
    for text in cells:
        if _ISO.fullmatch(text):
            return "iso"
        if _BRITISH.fullmatch(text):
            return "british"
    return "british"


def read_date(text: str, form: str, today: date) -> date:
    """The date of birth in this cell, written in that form. Raises NotADate with the reason."""
    match = (_ISO if form == "iso" else _BRITISH).fullmatch(text)
    if match is None:
        raise NotADate(text, _not_in_form(text, form))
    parts = match.groups() if form == "iso" else (match[4], match[3], match[1])
    year, month, day = (int(part) for part in parts[:3])
    try:
        born = date(year, month, day)
    except ValueError:
        if form == "british" and month > 12 >= day:
            raise NotADate(text, "has the month before the day; export dates as DD/MM/YYYY") from None
        raise NotADate(text, "is not a day there ever was") from None
    if born > today:
        raise NotADate(text, "lies in the future")
    if born.year < 1900:
        raise NotADate(text, "lies before 1900")
    return born


def _not_in_form(text: str, form: str) -> str:
    if _SHORT_YEAR.fullmatch(text):
        return "has a year of two figures; export dates with four"
    other = _BRITISH if form == "iso" else _ISO
    if other.fullmatch(text):
        return f"is written otherwise than the dates above it ({DATE_FORMS[form]}); export one form only"
    return f"is not a date written as {DATE_FORMS[form]}"
