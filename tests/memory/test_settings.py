from __future__ import annotations

from pathlib import Path

import pytest

from memory.errors import SettingsInvalid
from memory.settings import Secret, read_settings


def read(home: Path, **environ: str) -> object:
    return read_settings({"RETOLD_HOME": str(home)} | environ)


def test_secrets_are_made_once_and_are_readable_by_their_owner_alone(home: Path) -> None:
    first, second = read(home), read(home)
    assert first == second
    assert {path.name: path.stat().st_mode & 0o777 for path in home.iterdir()} == {
        "secret": 0o600,
        "service_token": 0o600,
    }
    assert home.stat().st_mode & 0o777 == 0o700


def test_settings_do_not_show_their_secrets(home: Path) -> None:
    settings = read_settings({"RETOLD_HOME": str(home), "RETOLD_SECRET": "s" * 20, "RETOLD_SERVICE_TOKEN": "t" * 20})
    assert "s" * 20 not in repr(settings)
    assert "t" * 20 not in repr(settings)
    assert repr(Secret("word")) == "Secret('**********')"


@pytest.mark.parametrize(
    ("environ", "named"),
    [
        ({"RETOLD_MEMORY_HOST": "0.0.0.0"}, "RETOLD_SERVICE_TOKEN"),
        ({"RETOLD_MEMORY_HOST": "192.168.1.5"}, "RETOLD_SERVICE_TOKEN"),
        ({"RETOLD_ENV": "production"}, "RETOLD_SECRET"),
        ({"RETOLD_ENV": "production", "RETOLD_SECRET": "s" * 32}, "RETOLD_SERVICE_TOKEN"),
        ({"RETOLD_SECRET": "short", "RETOLD_ENV": "production"}, "RETOLD_SECRET"),
        ({"RETOLD_SECRET": "s" * 31, "RETOLD_HOST": "0.0.0.0"}, "RETOLD_SECRET"),
        ({"RETOLD_SECRET": "s" * 31, "RETOLD_MEMORY_HOST": "::", "RETOLD_SERVICE_TOKEN": "t" * 32}, "RETOLD_SECRET"),
        ({"RETOLD_ENV": "prod"}, "RETOLD_ENV"),
        ({"RETOLD_ENV": "Production"}, "RETOLD_ENV"),
        ({"RETOLD_MEMORY_PORT": "0"}, "RETOLD_MEMORY_PORT"),
        ({"RETOLD_MEMORY_PORT": "65536"}, "RETOLD_MEMORY_PORT"),
        ({"RETOLD_PORT": "-1"}, "RETOLD_PORT"),
        ({"RETOLD_PORT": "²"}, "RETOLD_PORT"),
        ({"RETOLD_INDEX_SHARDS": "many"}, "RETOLD_INDEX_SHARDS"),
        ({"RETOLD_RETENTION_DAYS": "1.5"}, "RETOLD_RETENTION_DAYS"),
        ({"RETOLD_CHROMA_URL": "http://chroma:8000"}, "RETOLD_CHROMA_URL"),
        ({"RETOLD_DATABASE_URL": "postgresql+psycopg://me:hunter2@db/retold"}, "RETOLD_DATABASE_URL begins with 'post"),
        ({"RETOLD_DATABASE_URL": "ledger.db"}, "RETOLD_DATABASE_URL"),
        ({"RETOLD_PORT": "5055"}, "both 5055"),
        ({"RETOLD_MEMORY_PORT": "5005"}, "both 5005"),
        ({"RETOLD_MAX_MEMORIES": "0"}, "RETOLD_MAX_MEMORIES"),
        ({"RETOLD_MAX_MEMORIES": "plenty"}, "RETOLD_MAX_MEMORIES"),
    ],
)
def test_a_setting_that_makes_no_sense_is_named(home: Path, environ: dict[str, str], named: str) -> None:
    with pytest.raises(SettingsInvalid, match=named):
        read(home, **environ)


@pytest.mark.parametrize("damage", [b"", b"abc\n", b"\xff\xfe\0" * 9], ids=["empty", "cut", "junk"])
def test_a_damaged_secret_is_not_taken_for_one(home: Path, damage: bytes) -> None:
    read(home)
    (home / "secret").write_bytes(damage)
    with pytest.raises(SettingsInvalid, match="secret is damaged.*Delete it"):
        read(home)


def test_a_home_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(SettingsInvalid, match="RETOLD_HOME"):
        read(tmp_path / "file" / "home")


def test_retention_of_zero_days_means_that_nothing_expires(home: Path) -> None:
    assert read_settings({"RETOLD_HOME": str(home), "RETOLD_RETENTION_DAYS": "0"}).retention_days is None
    assert read_settings({"RETOLD_HOME": str(home), "RETOLD_RETENTION_DAYS": "30"}).retention_days == 30
