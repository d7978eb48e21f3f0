"""Keys differ by what they are for; a passphrase is never cheaper to guess than the floor."""

from __future__ import annotations

import pytest

from dsl_desk.errors import Bug, WeakSlot, WrongSecret
from dsl_desk.store import person_keys
from dsl_desk.store.key_derivation import (
    CEILING,
    FLOOR,
    Argon2Params,
    Label,
    NotEnoughMemory,
    RootKey,
    as_bytes,
    calibrate,
    passphrase_key,
)
from dsl_desk.store.person_keys import DraftUnreadable, PersonKeys


def test_every_label_and_context_gives_another_key() -> None:
    root = RootKey(bytes(range(32)))
    keys = [root.derive(label, context) for label in Label for context in (b"", b"a", b"b")]
    assert len(set(keys)) == len(keys)
    assert {len(key) for key in keys} == {32}
    assert RootKey(bytes(range(32))).derive("database") == root.derive(Label.DATABASE)


def test_an_unknown_label_is_our_own_fault() -> None:
    with pytest.raises(ValueError, match="databse"):
        RootKey.new().derive("databse")


def test_the_stored_vault_depends_on_these_exact_bytes() -> None:
    """Frozen: another result here means no vault made before opens any more."""
    assert RootKey(bytes(32)).derive(Label.DATABASE).hex() == (
        "86672906fe8ea46bd47bf96e26575231cbf1503927e88c187cdf58e3bfcb911d"
    )


def test_a_wiped_root_key_is_zeros_and_gives_nothing() -> None:
    root = RootKey.new()
    inside = root.secret()
    root.wipe()
    assert inside == bytearray(32)
    with pytest.raises(Bug):
        root.derive(Label.DATABASE)


def test_no_secret_shows_in_a_repr() -> None:
    assert repr(RootKey.new()) == "RootKey()"
    assert repr(PersonKeys.new()) == "PersonKeys()"


def test_the_inbox_has_a_key_pair_of_its_own() -> None:
    root = RootKey.new()
    assert root.inbox_key().public_key().public_bytes_raw() == root.inbox_key().public_key().public_bytes_raw()


@pytest.mark.parametrize("weak", [(64 * 1024 - 1, 3, 4), (64 * 1024, 2, 4), (64 * 1024, 3, 3), (19 * 1024, 2, 1)])
def test_below_the_floor_nothing_is_derived(weak: tuple[int, int, int]) -> None:
    with pytest.raises(WeakSlot) as caught:
        passphrase_key("correct horse", bytes(16), Argon2Params(*weak))
    assert "weakened" in caught.value.sentence


@pytest.mark.parametrize("dear", [(CEILING.memory_kib + 1, 3, 4), (64 * 1024, 21, 4), (64 * 1024, 3, 17)])
def test_beyond_the_ceiling_nothing_is_derived(dear: tuple[int, int, int]) -> None:
    with pytest.raises(Bug):
        passphrase_key("correct horse", bytes(16), Argon2Params(*dear))


def test_a_passphrase_is_the_same_however_the_keyboard_composed_it() -> None:
    assert as_bytes("caf\u00e9 ma\u00f1ana") == as_bytes("cafe\u0301 man\u0303ana")


@pytest.mark.parametrize("impossible", ["x" * 257, "half \ud800"])
def test_a_text_no_passphrase_can_be_gets_a_sentence(impossible: str) -> None:
    with pytest.raises(WrongSecret):
        as_bytes(impossible)


@pytest.mark.parametrize("speed", [0.02, 0.1, 0.9, 1.0, 1.1, 3.0, 20.0, 200.0])
def test_calibration_aims_at_a_second_and_stays_within_the_limits(speed: float) -> None:
    """`speed`: seconds that 256 MiB, 3 passes take."""

    def measure(params: Argon2Params) -> float:
        return speed * params.memory_kib / (256 * 1024) * params.passes / 3

    params = calibrate(measure)
    assert params.strong_enough and params.within_limits
    at_a_limit = params == FLOOR or params.passes == CEILING.passes
    assert at_a_limit or 0.8 <= measure(params) <= 1.2


def test_calibration_survives_a_computer_with_little_memory() -> None:
    def measure(params: Argon2Params) -> float:
        if params.memory_kib > 100 * 1024:
            raise NotEnoughMemory("")
        return 0.2

    assert calibrate(measure) == Argon2Params(64 * 1024, 15, 4)


def test_a_signature_holds_for_its_digest_and_its_person_only() -> None:
    joanna, imran = PersonKeys.new(), PersonKeys.new()
    digest = bytes(range(32))
    signature = joanna.sign(digest)
    assert len(signature) == 64
    assert person_keys.verify(joanna.public, digest, signature)
    assert not person_keys.verify(imran.public, digest, signature)
    assert not person_keys.verify(joanna.public, bytes(32), signature)
    assert not person_keys.verify(b"short", digest, signature)
    assert not person_keys.verify(joanna.public, digest, b"")


def test_a_draft_opens_for_its_author_under_its_own_id_only() -> None:
    joanna, imran = PersonKeys.new(), PersonKeys.new()
    sealed = person_keys.seal_draft(joanna.draft_key, "draft-1", b"He said")
    assert person_keys.open_draft(joanna.draft_key, "draft-1", sealed) == b"He said"
    assert b"He said" not in sealed
    wrong = [
        (imran.draft_key, "draft-1", sealed),
        (joanna.draft_key, "draft-2", sealed),
        (joanna.draft_key, "draft-1", b""),
        *(
            (joanna.draft_key, "draft-1", sealed[:i] + bytes([sealed[i] ^ 1]) + sealed[i + 1 :])
            for i in range(len(sealed))
        ),
    ]
    for key, draft_id, content in wrong:
        with pytest.raises(DraftUnreadable):
            person_keys.open_draft(key, draft_id, content)


def test_wiped_person_keys_sign_nothing() -> None:
    keys = PersonKeys.new()
    keys.wipe()
    with pytest.raises(Bug):
        keys.sign(bytes(32))
