"""A bot of one's own: what its folder holds, laid over Retold's.

RETOLD_BOT names the folder. Its `domain/` and `data/` are added to Retold's own; a response or a rule of the same name
takes the place of Retold's. `config.yml`, `about_me.yml`, `questions.yml`, `catalog.yml` and `crisis.yml` take the
place of Retold's where they are there.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parent.parent
BOT = ROOT / "bot"


class BotFolderInvalid(Exception):
    """RETOLD_BOT names no bot; the message says what is missing."""


def bot_folder() -> Path:
    """The folder of the bot that runs: RETOLD_BOT, or Retold's own.

    Raises:
        BotFolderInvalid: there is no such folder, or it is no bot.
    """
    folder = Path(os.environ.get("RETOLD_BOT") or BOT).expanduser().resolve()
    if not (folder / "domain").is_dir():
        raise BotFolderInvalid(
            f"RETOLD_BOT is {folder}, which has no folder `domain`. `make new NAME=...` makes a bot."
        )
    return folder


def authored(name: str) -> Path:
    """The bot's own file of this name, or Retold's where it has none."""
    own = bot_folder() / name
    base = ROOT / "config.yml" if name == "config.yml" else BOT / name
    return own if own.exists() else base


def model_file() -> Path:
    """Where the trained model of the bot is."""
    return bot_folder() / "models" / "retold.tar.gz"


def authored_files() -> list[Path]:
    """Every file that the model is made of, but for code."""
    folders = dict.fromkeys((BOT, bot_folder()))
    found = [path for folder in folders for part in ("domain", "data") for path in (folder / part).rglob("*.yml")]
    return sorted([*found, authored("config.yml")])


def compose(target: Path) -> tuple[Path, Path]:
    """Writes the domain and the data that are trained on into `target`; returns their folders."""
    own = bot_folder()
    for part in ("domain", "data"):
        shutil.copytree(BOT / part, target / part / "retold")
        if own != BOT and (own / part).is_dir():
            shutil.copytree(own / part, target / part / "own")
    if own != BOT:
        _drop(target / "domain", "responses", _names(target / "domain" / "own", "responses"))
        _drop(target / "data", "rules", _names(target / "data" / "own", "rules"))
    return target / "domain", target / "data"


def _names(folder: Path, key: str) -> set[str]:
    return {_name(entry) for path in folder.rglob("*.yml") for entry in _read(path).get(key) or ()}


def _drop(folder: Path, key: str, names: set[str]) -> None:
    """Takes what the bot has of its own out of Retold's files."""
    for path in (folder / "retold").rglob("*.yml"):
        data = _read(path)
        entries = data.get(key)
        if not entries or not names & {_name(entry) for entry in entries}:
            continue
        if isinstance(entries, dict):
            data[key] = {name: value for name, value in entries.items() if name not in names}
        else:
            data[key] = [entry for entry in entries if _name(entry) not in names]
        path.write_text(yaml.safe_dump(data, allow_unicode=True, sort_keys=False), encoding="utf-8")


def _name(entry: Any) -> str:
    return str(entry["rule"] if isinstance(entry, dict) else entry)


def _read(path: Path) -> dict[str, Any]:
    return yaml.safe_load(path.read_text(encoding="utf-8")) or {}
