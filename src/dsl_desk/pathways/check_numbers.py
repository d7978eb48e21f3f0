"""Numbers that people will ring: each must be a real number of this country, or a known short code."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dsl_desk.pathways.findings import Finding
from dsl_desk.pathways.pack import Pack

_COUNTRY = "GB"
_SHORT_CODE = re.compile(r"^\d{3,6}$")


def check_numbers(pack: Pack) -> Iterator[Finding]:
    """An error for a number that does not exist as written, a warning for one that costs money."""
    for contact in pack.contacts.values():
        where = f"contacts: {contact.id}"
        number = contact.number.strip()
        if not number:
            if not contact.missing:
                yield Finding("error", where, "Has neither a number nor “missing”, the line that says what to add")
            continue
        if re.search(r"[^\d +]", number):
            yield Finding(
                "error", where, f"“{number}” holds something else than digits. Write one number, digits and spaces"
            )
        elif _SHORT_CODE.match(number):
            if not is_short_code(number):
                yield Finding("error", where, f"“{number}” is no short code that can be dialled here")
        elif not is_valid(number):
            yield Finding(
                "error", where, f"“{number}” is not a number that exists. Count its digits against the source"
            )
        elif is_costly(number):
            yield Finding(
                "warning", where, f"“{number}” costs the caller money and is probably dated. Look for another"
            )


def is_valid(number: str) -> bool:
    """True for a whole number of this country (a digit missing is not, though it is "possible")."""
    import phonenumbers

    try:
        return phonenumbers.is_valid_number(phonenumbers.parse(number, _COUNTRY))
    except phonenumbers.NumberParseException:
        return False


def is_short_code(number: str) -> bool:
    """True for a short code such as the emergency number."""
    import phonenumbers

    return phonenumbers.is_valid_short_number_for_region(phonenumbers.parse(number, _COUNTRY), _COUNTRY)


def is_costly(number: str) -> bool:
    """True for numbers charged above a normal call."""
    import phonenumbers

    kind = phonenumbers.number_type(phonenumbers.parse(number, _COUNTRY))
    return kind in (phonenumbers.PhoneNumberType.SHARED_COST, phonenumbers.PhoneNumberType.PREMIUM_RATE)
