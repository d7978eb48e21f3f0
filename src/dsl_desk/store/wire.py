"""Header and body to stored bytes and back. Digests are over stored bytes, never over something encoded again."""

from __future__ import annotations

import hashlib
import os
from functools import cache
from typing import Any

import msgspec

from dsl_desk.domain.entries import KINDS, Body, kind_of
from dsl_desk.domain.entries.upgrades import upgraded
from dsl_desk.domain.entry import Header
from dsl_desk.errors import Bug, CannotSeal, NewerVault

GENESIS = bytes(32)
_HEADERS = msgspec.json.Decoder(Header)
_CANONICAL = msgspec.json.Encoder(order="sorted")

UNREADABLE = frozenset({"header", "body"})  # codes of the Bugs that damaged bytes raise

NEWER = (
    "This record was written by a newer DSL Desk. Install the newest version on this computer and open it again. "
    "Nothing was changed or lost."
)


def encode_header(header: Header) -> bytes:
    """One canonical JSON object: sorted keys, no spaces."""
    return _CANONICAL.encode(header)


def decode_header(stored: bytes) -> Header:
    """The header in these bytes. Raises Bug('header') when they are not one."""
    try:
        return _HEADERS.decode(stored)
    except (msgspec.DecodeError, UnicodeDecodeError, TypeError) as problem:  # a damaged file may give back anything
        raise Bug("header") from problem


def encode_body(body: Body) -> tuple[bytes, bytes]:
    """(salt, bytes). A lone surrogate cannot be kept as text and is refused here, before anything is written."""
    try:
        return os.urandom(16), msgspec.json.encode(body)
    except UnicodeEncodeError:  # not chained: the text of the record would travel with it
        sentence = "Some pasted text holds a broken character. Delete it and seal again. Nothing else was lost."
        raise CannotSeal([(_surrogate_field(body), sentence)]) from None


def decode_body(kind: str, version: int, stored: bytes) -> Body:
    """The body in these bytes, brought up to the newest version of its kind.

    Raises NewerVault for an unknown kind or version, Bug('body') when it is damaged.
    """
    if not known(kind, version):
        raise NewerVault(NEWER)
    newest = KINDS[kind]
    try:
        if version == newest.version:
            return _decoder(newest.body).decode(stored)
        return msgspec.convert(upgraded(kind, version, newest.version, msgspec.json.decode(stored)), newest.body)
    except (msgspec.DecodeError, UnicodeDecodeError, TypeError) as problem:
        raise Bug("body") from problem


def known(kind: str, version: int) -> bool:
    """Whether this program can read that kind in that version."""
    return kind in KINDS and 1 <= version <= KINDS[kind].version


def body_digest(salt: bytes, stored: bytes) -> str:
    return hashlib.sha256(salt + stored).hexdigest()


def entry_digest(previous: bytes, header: bytes) -> bytes:
    return hashlib.sha256(previous + header).digest()


def plain_body(body: Body) -> dict[str, Any]:
    """The body as plain JSON values, for search and comparison."""
    value: dict[str, Any] = msgspec.to_builtins(body)
    return value


@cache
def _decoder(body: type) -> msgspec.json.Decoder[Any]:
    return msgspec.json.Decoder(body)


def _surrogate_field(body: Body) -> str:
    """The first field that holds one, however deep inside it."""
    for name, value in vars(body).items():
        try:
            msgspec.json.encode(value)
        except UnicodeEncodeError:
            return name
    return kind_of(body).name
