"""Begins a bot of one's own: `make new NAME=folder` copies scripts/template there, for its author to edit.

Needs nothing but the standard library.
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TEMPLATE = ROOT / "scripts" / "template"


def main() -> None:
    if len(sys.argv) != 2:
        sys.exit("Give the bot a folder: make new NAME=clinic")
    folder = Path(sys.argv[1]).expanduser()
    if folder.exists():
        sys.exit(f"{folder} is there already; nothing was changed. Give another name, or remove it first.")
    shutil.copytree(TEMPLATE, folder)
    shutil.copy(ROOT / "bot" / "crisis.yml", folder / "crisis.yml")
    print(f"{folder} is begun. Edit its files, then: make run BOT={folder}\ndocs/own_bot.md walks through them.")


if __name__ == "__main__":
    main()
