"""A backup is made while people talk, and put back without what was forgotten since."""

from __future__ import annotations

import shutil
import stat
from pathlib import Path

import pytest
from people import People

from memory.backup import LISTED, main, make_backup, restore_backup
from memory.errors import BackupRefused, HomeInUse
from memory.export import export_json
from memory.forgotten import Forgotten, mark
from memory.models import Erasure
from memory.settings import Secret, Settings

KEPT, FORGOTTEN, PERSONS = "I live in Quoddleton.", "My aunt is called Zanzibarina.", "I play the Fenwikophone."


@pytest.fixture
def settings(home: Path) -> Settings:
    return Settings(home, Secret("s" * 40), Secret("t" * 40), index_shards=2)


@pytest.fixture
def backup(people: People, settings: Settings, tmp_path: Path) -> Path:
    """Made before one memory and one person were forgotten; the service still runs."""
    people.consent("ben")
    people.tell("ana", KEPT)
    aunt = people.tell("ana", FORGOTTEN)
    people.tell("ben", PERSONS)
    made = make_backup(settings, tmp_path / "backups")
    people.service.forget("ana", [aunt.id])
    people.service.forget_person("ben")
    return made


def assert_still_forgotten(people: People) -> None:
    assert [memory.quote for memory in people.service.memories("ana")] == [KEPT]
    assert people.service.profile("ben").consented_at is None
    people.service.close()
    assert people.files_with("Zanzibarina", "Fenwikophone") == []
    assert people.files_with("Quoddleton") != []
    people.reopen()


def test_a_backup_is_one_whole_file_for_its_owner_alone(people: People, backup: Path) -> None:
    assert stat.S_IMODE(backup.stat().st_mode) == 0o600
    assert [path.name for path in backup.parent.iterdir()] == [backup.name]
    assert b"Zanzibarina" in backup.read_bytes()
    assert people.tell("ana", "I am learning the cello.")


def test_what_was_forgotten_since_the_backup_is_forgotten_again(
    people: People, settings: Settings, backup: Path
) -> None:
    people.service.close()
    assert restore_backup(settings, backup, forgotten=None, force=True) == 1
    assert people.files_with("Zanzibarina", "Fenwikophone") == []  # before any start
    people.reopen()
    assert_still_forgotten(people)


def test_an_old_ledger_put_in_place_by_hand_brings_nothing_back(people: People, home: Path, backup: Path) -> None:
    people.service.close()
    shutil.copy(backup, home / "ledger.db")
    people.reopen()
    assert_still_forgotten(people)


def test_a_lost_folder_is_restored_with_a_copy_of_the_list(people: People, settings: Settings, backup: Path) -> None:
    people.service.close()
    copy = backup.with_name(LISTED)
    shutil.copy(settings.home / LISTED, copy)
    shutil.rmtree(settings.home)
    settings.home.mkdir()
    with pytest.raises(BackupRefused, match="would come back"):
        restore_backup(settings, backup, forgotten=None)
    assert not (settings.home / "ledger.db").exists()
    restore_backup(settings, backup, forgotten=copy)
    people.reopen()
    assert_still_forgotten(people)


@pytest.mark.parametrize("damage", [b"", b"\x00" * 400, b"# Retold\nA chatbot.\n", bytes(range(256)) * 4])
def test_no_backup_is_put_back_without_the_list_of_what_was_forgotten(
    people: People, settings: Settings, backup: Path, damage: bytes
) -> None:
    people.service.close()
    listed, other = settings.home / LISTED, backup.with_name("other")
    shutil.copy(listed, copy := backup.with_name(LISTED))
    listed.write_bytes(damage)
    other.write_bytes(damage or b"{}")
    for given in (None, other):
        with pytest.raises(BackupRefused, match="would come back"):
            restore_backup(settings, backup, forgotten=given, force=True)
    restore_backup(settings, backup, forgotten=copy, force=True)
    people.reopen()
    assert_still_forgotten(people)


def test_a_damaged_list_is_said_at_the_start(people: People, home: Path, caplog: pytest.LogCaptureFixture) -> None:
    people.service.close()
    (home / LISTED).write_bytes(b"\x00" * 400)
    people.reopen()
    assert f"{LISTED} is damaged" in caplog.text


def test_who_comes_back_after_forgetting_everything_is_not_forgotten_again(people: People) -> None:
    people.tell("ana", KEPT)
    exported = people.service.memories("ana")
    for _ in range(2):
        people.service.forget_person("ana")
        people.consent("ana")
        people.service.import_memories("ana", exported)
        people.reopen()
        assert [memory.quote for memory in people.service.memories("ana")] == [KEPT]
    assert export_json(people.service, "ana")


def test_a_restore_says_what_hinders_it_and_changes_nothing(
    people: People, settings: Settings, backup: Path, tmp_path: Path
) -> None:
    with pytest.raises(HomeInUse):
        restore_backup(settings, backup, forgotten=None, force=True)
    people.service.close()
    before = (settings.home / "ledger.db").read_bytes()
    cut, junk = tmp_path / "cut.db", tmp_path / "junk.db"
    cut.write_bytes(backup.read_bytes()[:-5000])
    junk.write_bytes(b"no ledger at all" * 1000)
    for file, force, said in (
        (backup, False, "--force"),
        (cut, True, "not a whole ledger"),
        (junk, True, "not a whole ledger"),
        (tmp_path / "none.db", True, "no file"),
    ):
        with pytest.raises(BackupRefused, match=said):
            restore_backup(settings, file, forgotten=None, force=force)
    assert (settings.home / "ledger.db").read_bytes() == before


def test_a_backup_says_what_hinders_it(people: People, settings: Settings, home: Path, tmp_path: Path) -> None:
    with pytest.raises(BackupRefused, match="inside of"):
        make_backup(settings, home / "backups")
    with pytest.raises(BackupRefused, match="no ledger"):
        make_backup(Settings(tmp_path / "elsewhere", settings.secret, settings.service_token), tmp_path / "backups")


def test_both_are_to_be_had_on_the_command_line(
    people: People, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("RETOLD_HOME", str(home))
    monkeypatch.setenv("RETOLD_INDEX_SHARDS", "2")
    people.tell("ana", KEPT)
    main(["make", str(tmp_path / "backups")])
    made = capsys.readouterr().out.strip()
    people.service.close()
    with pytest.raises(SystemExit, match="--force"):
        main(["restore", made, "--forgotten", "/dev/null"])
    main(["restore", made, "--forgotten", "/dev/null", "--force"])
    assert "Restored: 1 memories" in capsys.readouterr().out
    people.reopen()


def test_a_list_with_a_line_that_was_cut_short_is_read_and_added_to(tmp_path: Path) -> None:
    listed = Forgotten(tmp_path / LISTED)
    listed.add([Erasure("1", "ana", "p1", ("m1", "m2"))])
    with (tmp_path / LISTED).open("ab") as file:
        file.write(b'{"at": "2026-')
    listed.add([Erasure("2", "ana", "p1", ("m3",), person=True)])
    assert listed.read() == {mark(id_) for id_ in ("m1", "m2", "m3", "p1")}
    assert not any(id_ in (tmp_path / LISTED).read_text() for id_ in ("ana", "m1", "p1"))
