"""Backups of the ledger, and putting one back without what was forgotten since.

`python -m memory.backup make FOLDER` and `python -m memory.backup restore FILE`; docs/operate.md says when.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sqlite3
import sys
from collections.abc import Sequence
from contextlib import closing
from datetime import datetime, timezone
from pathlib import Path

from sqlalchemy.engine import make_url

from memory.embeddings import load_embedder
from memory.errors import BackupRefused, RetoldError
from memory.forgotten import Forgotten
from memory.home import HomeLock
from memory.opening import open_memory
from memory.settings import Settings, read_settings

LISTED = "forgotten.jsonl"


def make_backup(settings: Settings, folder: Path) -> Path:
    """Writes the ledger as it is now into one new file in `folder`, while the service may run; returns the file.

    Raises:
        BackupRefused: there is no ledger, the folder is no place for it, or the copy is not whole.
    """
    ledger = ledger_file(settings)
    if not ledger.is_file():
        raise BackupRefused(f"There is no ledger at {ledger}. Nothing was told yet, or RETOLD_HOME is another folder.")
    if folder.resolve().is_relative_to(settings.home):
        raise BackupRefused(f"{folder} is inside of {settings.home}, where forgetting looks for words. Name another.")
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    made = folder / f"retold-{datetime.now(timezone.utc):%Y%m%dT%H%M%S.%fZ}.db"
    part = made.with_suffix(".part")
    try:
        os.close(os.open(part, os.O_CREAT | os.O_EXCL, 0o600))
        with closing(sqlite3.connect(ledger, timeout=120)) as database:
            database.execute("PRAGMA temp_store=MEMORY")
            database.execute("VACUUM INTO ?", (str(part),))
        check(part)
        _sync(part)
        os.rename(part, made)
        _sync(folder)
    except (sqlite3.Error, OSError) as error:
        raise BackupRefused(f"The backup could not be written: {error}.") from None
    finally:
        part.unlink(missing_ok=True)
    return made


def restore_backup(settings: Settings, backup: Path, *, forgotten: Path | None, force: bool = False) -> int:
    """Puts the backup in the place of the ledger, and forgets again what the list of what was forgotten names.

    `forgotten` is a copy of that list where the home has none; None for the home's own. Returns the memories there are.

    Raises:
        BackupRefused: it is no backup, there is a ledger already (but for `force`), or no list of what was forgotten.
        HomeInUse: the service runs.
    """
    ledger, listed = ledger_file(settings), settings.home / LISTED
    check(backup)
    lock = HomeLock(settings.home)
    try:
        if ledger.exists() and not force:
            raise BackupRefused(f"There is a ledger at {ledger}. Give --force to put the backup in its place.")
        source = Forgotten(forgotten or listed)
        if not source.is_whole():
            raise BackupRefused(
                f"{forgotten or listed} is no list of what was forgotten, or a damaged one, so that would come back. "
                "Name another copy of it with --forgotten."
            )
        if forgotten is not None:
            _join(listed, forgotten)
        elif source.is_empty():
            raise BackupRefused(
                f"{settings.home} has no {LISTED}, or an empty one, so what people had forgotten since this backup "
                "would come back. Name a copy of it with --forgotten, or /dev/null if you know that nobody "
                "forgot anything."
            )
        _put(backup, ledger)
        shutil.rmtree(settings.home / "index", ignore_errors=True)
        service = open_memory(
            settings.home,
            embedder=load_embedder(settings.model),
            ledger_url=settings.ledger_url,
            index_shards=settings.index_shards,
            lock=lock,
        )
    except OSError as error:
        lock.release()
        raise BackupRefused(f"The backup could not be put back: {error}. Mend that, and restore again.") from None
    except BaseException:
        lock.release()
        raise
    count = service.count()
    service.close()
    return count


def ledger_file(settings: Settings) -> Path:
    return Path(make_url(settings.ledger_url).database or "").resolve()


def check(file: Path) -> None:
    """Raises BackupRefused where the file is not a whole ledger."""
    if not file.is_file():
        raise BackupRefused(f"There is no file {file}.")
    try:
        with closing(sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro&immutable=1", uri=True)) as database:
            whole = database.execute("PRAGMA quick_check").fetchone()[0] == "ok"
            database.execute("SELECT count(*) FROM memories JOIN people USING (user_id)").fetchone()
    except sqlite3.Error:
        whole = False
    if not whole:
        raise BackupRefused(f"{file} is not a whole ledger. Take another backup.")


def _put(backup: Path, ledger: Path) -> None:
    """Puts a copy of the backup in the ledger's place, at once or not at all."""
    part = ledger.with_suffix(".part")
    part.unlink(missing_ok=True)
    os.close(os.open(part, os.O_CREAT | os.O_EXCL, 0o600))
    shutil.copyfile(backup, part)
    _sync(part)
    for left in ("-wal", "-shm"):  # of the ledger before, which would be taken for the new one's
        Path(f"{ledger}{left}").unlink(missing_ok=True)
    os.replace(part, ledger)
    _sync(ledger.parent)


def _join(listed: Path, more: Path) -> None:
    """Adds the lines of another list that are not there yet."""
    there = listed.read_bytes().splitlines() if listed.exists() else []
    lines = dict.fromkeys([*there, *more.read_bytes().splitlines()])
    part = listed.with_suffix(".part")
    with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        file.write(b"".join(line + b"\n" for line in lines))
    _sync(part)
    os.replace(part, listed)


def _sync(path: Path) -> None:
    opened = os.open(path, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


def main(arguments: Sequence[str]) -> None:
    """What hinders it is said in one line."""
    parser = argparse.ArgumentParser(prog="python -m memory.backup", description=(__doc__ or "").splitlines()[0])
    commands = parser.add_subparsers(dest="command", required=True)
    make = commands.add_parser("make", help="write the ledger into a new file; the service may run")
    make.add_argument("folder", type=Path, help="where to, outside of RETOLD_HOME")
    restore = commands.add_parser("restore", help="put a backup back; the service has to be stopped")
    restore.add_argument("file", type=Path)
    restore.add_argument("--forgotten", type=Path, help=f"a copy of {LISTED}, where RETOLD_HOME has lost its own")
    restore.add_argument("--force", action="store_true", help="also where there is a ledger, which is lost")
    given = parser.parse_args(arguments)
    os.umask(0o077)
    try:
        settings = read_settings()
        if given.command == "make":
            print(make_backup(settings, given.folder))
        else:
            count = restore_backup(settings, given.file, forgotten=given.forgotten, force=given.force)
            print(f"Restored: {count} memories. What was forgotten since the backup is forgotten again.")
    except RetoldError as error:
        sys.exit(f"Nothing was done: {error}" if given.command == "make" else f"Not restored: {error}")


if __name__ == "__main__":
    main(sys.argv[1:])
