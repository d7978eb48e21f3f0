"""Each person's own passphrase opens the vault; damage, malice, weakness and a wrong secret are told apart."""

from __future__ import annotations

import json
import os
import stat
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from dsl_desk.errors import CannotWrite, KnownProblem, NotAllowed, SlotsDamaged, WeakSlot, WrongSecret
from dsl_desk.store import person_keys, slot_file, slots
from dsl_desk.store.files import write_atomically
from dsl_desk.store.key_derivation import FLOOR, Argon2Params, RootKey
from dsl_desk.store.person_keys import PersonKeys
from dsl_desk.store.recovery_code import RecoveryCode
from dsl_desk.store.slot_file import SLOTS_FILE, SPARE_FILE, SlotKind, SlotName
from dsl_desk.store.slots import NewPerson, NewRecovery, Unlocked

VAULT = "01938f3a-9c1e-7aaa-8bbb-0123456789ab"
JOANNA, IMRAN, KIT = "person-joanna", "person-imran", "person-kit"
PASSPHRASE = "tulip gravel anthem señor"
CODE = RecoveryCode(bytes(range(16)))


@dataclass(frozen=True)
class Made:
    """A key file made once, at the floor: Joanna and the recovery kit."""

    content: bytes
    root: bytes
    joanna: PersonKeys
    kit: PersonKeys


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    folder = tmp_path_factory.mktemp("made")
    root, joanna, kit = RootKey.new(), PersonKeys.new(), PersonKeys.new()
    people: list[NewPerson | NewRecovery] = [
        NewPerson(JOANNA, "Joanna", PASSPHRASE, joanna, FLOOR),
        NewRecovery(KIT, CODE, kit),
    ]
    assert slots.create(folder, VAULT, "children", root, people) == 1
    return Made((folder / SLOTS_FILE).read_bytes(), bytes(root.secret()), joanna, kit)


@pytest.fixture
def folder(tmp_path: Path, made: Made) -> Path:
    for name in (SLOTS_FILE, SPARE_FILE):
        write_atomically(tmp_path / name, made.content)
    return tmp_path


def by_kit(folder: Path) -> Unlocked:
    """Opened without Argon2id."""
    return slots.open_with_recovery(folder, CODE)


def test_the_names_to_choose_from_need_no_key(folder: Path) -> None:
    assert slots.names(folder) == [
        SlotName(JOANNA, "Joanna", SlotKind.PERSON),
        SlotName(KIT, slots.RECOVERY_NAME, SlotKind.RECOVERY),
    ]


def test_showing_the_names_loads_nothing_heavy(folder: Path) -> None:
    script = (
        "import sys; from pathlib import Path; from dsl_desk.store import slot_file\n"
        "assert len(slot_file.names(Path(sys.argv[1]))) == 2\n"
        "print([name for name in ('cryptography', 'argon2', 'sqlalchemy', 'sqlcipher3') if name in sys.modules])"
    )
    ran = subprocess.run(
        [sys.executable, "-c", script, str(folder)],
        capture_output=True,
        text=True,
        env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)},
    )
    assert ran.stdout.strip() == "[]", ran.stderr


def test_a_persons_passphrase_opens_the_root_key_and_their_own_signing_key(folder: Path, made: Made) -> None:
    opened = slots.open_with_passphrase(folder, "Joanna", PASSPHRASE)
    assert bytes(opened.root.secret()) == made.root
    assert opened.keys.public == made.joanna.public
    assert (opened.person_id, opened.generation, opened.vault_kind, opened.notes) == (JOANNA, 1, "children", ())
    assert person_keys.verify(made.joanna.public, bytes(32), opened.keys.sign(bytes(32)))


def test_the_passphrase_opens_however_its_letters_were_composed(folder: Path) -> None:
    assert slots.open_with_passphrase(folder, JOANNA, PASSPHRASE.replace("ñ", "n\u0303")).person_id == JOANNA


def test_the_recovery_code_opens_as_typed_with_a_key_of_its_own(folder: Path, made: Made) -> None:
    opened = slots.open_with_recovery(folder, CODE.text.lower().replace("0", "o").replace("-", " "))
    assert bytes(opened.root.secret()) == made.root
    assert (opened.person_id, opened.kind, opened.keys.public) == (KIT, SlotKind.RECOVERY, made.kit.public)


@pytest.mark.parametrize("who", ["Joanna", "Nobody"])
def test_a_wrong_passphrase_and_an_unknown_person_get_the_same_sentence(folder: Path, who: str) -> None:
    with pytest.raises(WrongSecret) as caught:
        slots.open_with_passphrase(folder, who, "tulip gravel anthem")
    assert caught.value.sentence.startswith("That passphrase does not open the vault.")


def test_a_right_code_of_another_kit_says_so(folder: Path) -> None:
    with pytest.raises(WrongSecret) as caught:
        slots.open_with_recovery(folder, RecoveryCode.new())
    assert "written right but does not open" in caught.value.sentence


def test_both_copies_are_private_and_hold_no_secret(folder: Path, made: Made) -> None:
    for name in (SLOTS_FILE, SPARE_FILE):
        assert stat.S_IMODE((folder / name).stat().st_mode) == 0o600
    assert made.root.hex().encode() not in made.content
    assert bytes(made.joanna.secret()).hex().encode() not in made.content


def test_every_flipped_bit_every_cut_and_every_addition_is_found(made: Made) -> None:
    content = made.content
    for place in range(len(content)):
        for bit in range(8):
            flipped = bytearray(content)
            flipped[place] ^= 1 << bit
            with pytest.raises(SlotsDamaged):
                slot_file.decode(bytes(flipped))
        with pytest.raises(SlotsDamaged):
            slot_file.decode(content[:place])
    for more in (b" ", b"\n", b"{}"):
        with pytest.raises(SlotsDamaged):
            slot_file.decode(content + more)
    assert slot_file.encode(slot_file.decode(content)) == content


@pytest.mark.parametrize("content", [b"", b"{}", b"null", b"[" * 100_000, b"\xff", b'{"slots":1}', b" " * 2_000_000])
def test_hostile_content_is_damaged_and_nothing_worse(content: bytes) -> None:
    with pytest.raises(SlotsDamaged):
        slot_file.decode(content)


def altered(content: bytes, change: Callable[[dict[str, object]], None]) -> bytes:
    """The file as somebody without the key would write it: changed, with a right checksum."""
    plain = json.loads(content)
    change(plain)
    params = plain["slots"][0]["kdf"]
    table = slot_file.decode(content)
    first = replace(
        table.slots[0],
        person_id=plain["slots"][0]["person"],
        params=Argon2Params(params["kib"], params["passes"], params["lanes"]),
    )
    return slot_file.encode(
        replace(table, generation=plain["generation"], slots=(first, *table.slots[1 : len(plain["slots"])]))
    )


def put(folder: Path, content: bytes) -> None:
    for name in (SLOTS_FILE, SPARE_FILE):
        write_atomically(folder / name, content)


def test_a_weakened_slot_is_refused_before_any_passphrase_is_tried(folder: Path, made: Made) -> None:
    put(folder, altered(made.content, lambda plain: plain["slots"][0]["kdf"].update(kib=19 * 1024, passes=2)))
    with pytest.raises(WeakSlot) as caught:
        slots.open_with_passphrase(folder, "Joanna", PASSPHRASE)
    assert "weakened" in caught.value.sentence


def test_a_slot_that_asks_for_all_memory_is_damaged(folder: Path, made: Made) -> None:
    put(folder, altered(made.content, lambda plain: plain["slots"][0]["kdf"].update(kib=2**31)))
    with pytest.raises(SlotsDamaged):
        slots.open_with_passphrase(folder, "Joanna", PASSPHRASE)


def test_a_slot_moved_to_another_person_does_not_open(folder: Path, made: Made) -> None:
    put(folder, altered(made.content, lambda plain: plain["slots"][0].update(person=IMRAN)))
    with pytest.raises(WrongSecret):
        slots.open_with_passphrase(folder, IMRAN, PASSPHRASE)


@pytest.mark.parametrize(
    "change", [lambda plain: plain.update(generation=9), lambda plain: plain["slots"][0].update(person=IMRAN)]
)
def test_a_table_altered_without_the_key_is_not_trusted(
    folder: Path, made: Made, change: Callable[[dict[str, object]], None]
) -> None:
    put(folder, altered(made.content, change))
    with pytest.raises(SlotsDamaged) as caught:
        by_kit(folder)
    assert "altered by somebody" in caught.value.sentence


def test_a_damaged_file_opens_from_its_spare_says_so_and_is_mended(folder: Path, made: Made) -> None:
    (folder / SLOTS_FILE).write_bytes(made.content[:-40])
    opened = by_kit(folder)
    assert "mended from its spare" in opened.notes[0]
    assert (folder / SLOTS_FILE).read_bytes() == made.content
    assert by_kit(folder).notes == ()


def test_a_damaged_spare_is_mended_in_silence(folder: Path, made: Made) -> None:
    (folder / SPARE_FILE).unlink()
    assert by_kit(folder).notes == ()
    assert (folder / SPARE_FILE).read_bytes() == made.content


def test_two_damaged_copies_say_to_restore_a_backup(folder: Path) -> None:
    for name in (SLOTS_FILE, SPARE_FILE):
        (folder / name).write_bytes(b"{}")
    with pytest.raises(SlotsDamaged) as caught:
        slots.names(folder)
    assert "damaged" in caught.value.sentence and "Restore the newest backup" in caught.value.sentence


def test_a_missing_key_file_says_to_look_for_it(tmp_path: Path) -> None:
    with pytest.raises(SlotsDamaged) as caught:
        slots.names(tmp_path)
    assert "missing" in caught.value.sentence


def test_an_older_file_put_back_beside_a_newer_spare_lets_nobody_back_in(folder: Path, made: Made) -> None:
    newer = slots.replace_recovery(folder, by_kit(folder), "kit-2", RecoveryCode(bytes(16)), PersonKeys.new())
    (folder / SLOTS_FILE).write_bytes(made.content)
    with pytest.raises(WrongSecret):
        by_kit(folder)
    opened = slots.open_with_recovery(folder, RecoveryCode(bytes(16)))
    assert opened.generation == newer.generation == 2
    assert "older one" in opened.notes[0]


def test_a_deputy_is_admitted_and_signs_in_with_a_key_of_their_own(folder: Path, made: Made) -> None:
    imran = PersonKeys.new()
    after = slots.add_person(folder, by_kit(folder), IMRAN, "Imran", "copper saddle meadow", imran)
    assert after.generation == 2
    opened = slots.open_with_passphrase(folder, "Imran", "copper saddle meadow")
    assert (bytes(opened.root.secret()), opened.keys.public) == (made.root, imran.public)
    assert [name.name for name in slots.names(folder)] == ["Joanna", "Imran", slots.RECOVERY_NAME]
    assert slot_file.find(folder).table.slots[-1].params == FLOOR


def test_a_changed_passphrase_is_the_only_one_that_opens(folder: Path, made: Made) -> None:
    opened = slots.open_with_passphrase(folder, "Joanna", PASSPHRASE)
    slots.change_passphrase(folder, opened, "copper saddle meadow")
    assert slots.open_with_passphrase(folder, "Joanna", "copper saddle meadow").keys.public == made.joanna.public
    with pytest.raises(WrongSecret):
        slots.open_with_passphrase(folder, "Joanna", PASSPHRASE)
    for name in (SLOTS_FILE, SPARE_FILE):  # nor is the old wrapping left in the spare
        assert slot_file.decode((folder / name).read_bytes()).generation == 2


def test_a_new_kit_replaces_the_old_one(folder: Path) -> None:
    code = RecoveryCode.new()
    slots.replace_recovery(folder, by_kit(folder), "kit-2", code, PersonKeys.new())
    assert slots.open_with_recovery(folder, code.text).person_id == "kit-2"
    with pytest.raises(WrongSecret):
        by_kit(folder)


def test_a_person_removed_cannot_sign_in_and_the_last_one_stays(folder: Path) -> None:
    opened = slots.add_person(folder, by_kit(folder), IMRAN, "Imran", "copper saddle meadow", PersonKeys.new())
    opened = slots.remove(folder, opened, JOANNA)
    assert [name.name for name in slots.names(folder)] == ["Imran", slots.RECOVERY_NAME]
    with pytest.raises(NotAllowed) as caught:
        slots.remove(folder, opened, IMRAN)
    assert "last person" in caught.value.sentence
    assert slots.remove(folder, opened, "nobody") == opened


def test_by_the_kit_no_passphrase_can_be_changed(folder: Path) -> None:
    with pytest.raises(NotAllowed):
        slots.change_passphrase(folder, by_kit(folder), "copper saddle meadow")


def test_a_slot_below_the_floor_cannot_be_made(folder: Path, made: Made) -> None:
    with pytest.raises(WeakSlot):
        slots.add_person(folder, by_kit(folder), IMRAN, "Imran", "x", PersonKeys.new(), params=Argon2Params(1024, 1, 1))
    assert (folder / SLOTS_FILE).read_bytes() == made.content


def test_an_older_file_put_back_while_open_stops_every_change(folder: Path, made: Made) -> None:
    opened = slots.replace_recovery(folder, by_kit(folder), "kit-2", RecoveryCode.new(), PersonKeys.new())
    put(folder, made.content)
    with pytest.raises(SlotsDamaged) as caught:
        slots.remove(folder, opened, JOANNA)
    assert "older key file" in caught.value.sentence


def test_a_new_key_file_never_replaces_another(folder: Path, made: Made) -> None:
    with pytest.raises(CannotWrite):
        slots.create(folder, VAULT, "children", RootKey.new(), [])
    assert (folder / SLOTS_FILE).read_bytes() == made.content


def test_locking_overwrites_both_keys(folder: Path) -> None:
    opened = by_kit(folder)
    root, seed = opened.root.secret(), opened.keys.secret()
    opened.wipe()
    assert root == seed == bytearray(32)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
@pytest.mark.parametrize("call", ["open", "write", "fsync", "replace"])
def test_killed_at_any_moment_of_a_change_the_old_kit_opens_or_the_new(
    tmp_path: Path, made: Made, monkeypatch: pytest.MonkeyPatch, call: str
) -> None:
    new = RecoveryCode(bytes(16))
    for nth in range(1, 20):
        place = tmp_path / str(nth)
        place.mkdir()
        put(place, made.content)
        if _change_killed_at(place, new, call, nth):
            break
        opened = [code for code in (CODE, new) if _opens(place, code)]
        assert len(opened) == 1, (call, nth)
    else:
        pytest.fail("the change never came to its end")
    assert nth > 2
    assert _opens(place, new) and not _opens(place, CODE)


@pytest.mark.parametrize("call", ["open", "write", "fsync"])
def test_a_disk_error_at_any_call_of_a_change_says_what_holds(
    tmp_path: Path, made: Made, monkeypatch: pytest.MonkeyPatch, call: str
) -> None:
    new, real = RecoveryCode(bytes(16)), getattr(os, call)
    for nth in range(1, 12):
        place = tmp_path / str(nth)
        place.mkdir()
        put(place, made.content)
        opened, calls = by_kit(place), 0

        def failing(*given: object, nth: int = nth, **named: object) -> object:
            nonlocal calls
            calls += 1
            if calls == nth:
                raise OSError(28, "injected")
            return real(*given, **named)

        with monkeypatch.context() as faulty:
            faulty.setattr(os, call, failing)
            try:
                slots.replace_recovery(place, opened, "kit-2", new, PersonKeys.new())
                holds, gone = new, CODE
            except KnownProblem:
                holds, gone = CODE, new
        assert _opens(place, holds) and not _opens(place, gone), (call, nth)


def _opens(folder: Path, code: RecoveryCode) -> bool:
    try:
        return slots.open_with_recovery(folder, code).vault_id == VAULT
    except WrongSecret:
        return False


def _change_killed_at(folder: Path, new: RecoveryCode, call: str, nth: int) -> bool:
    """Replace the kit in a child process that dies at the nth `call`; True when it came to its end alive."""
    child = os.fork()
    if child == 0:
        opened, keys, calls = by_kit(folder), PersonKeys.new(), 0
        owner = Path if call == "replace" else os
        real = getattr(owner, call)

        def dying(*given: object, **named: object) -> object:
            nonlocal calls
            calls += 1
            if calls == nth:
                os._exit(9)
            return real(*given, **named)

        setattr(owner, call, dying)
        try:
            slots.replace_recovery(folder, opened, "kit-2", new, keys)
        except BaseException:
            os._exit(2)
        os._exit(0)
    status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    assert status in (0, 9)
    return status == 0
