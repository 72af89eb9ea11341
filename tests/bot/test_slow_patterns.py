"""Every pattern of the bot, its YAML files included, takes its time in proportion to the text."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from bot.channels import turns
from bot.nlu.extent import READ_CHARS

ROOT = Path(__file__).parents[2]


def test_no_pattern_of_the_bot_is_slow_on_what_it_reads() -> None:
    assert _slow(READ_CHARS, 0.1, "bot") == []


def test_no_pattern_that_searches_the_whole_of_a_message_is_slow() -> None:
    assert _slow(turns.MAX_TEXT_CHARS, 0.25, "bot.channels", "bot.nlu.plain_words") == []


def test_the_bot_reads_as_much_of_a_text_as_the_memory() -> None:
    ours, theirs = (ROOT / path / "extent.py" for path in ("bot/nlu", "memory/understand"))
    assert _code(ours) == _code(theirs)


def _code(path: Path) -> str:
    return path.read_text(encoding="utf-8").partition("from __future__")[2]


def _slow(chars: int, limit_s: float, *packages: str) -> list[str]:
    script = ROOT / "tests" / "attacks" / "slow_patterns.py"
    command = [sys.executable, str(script), str(chars), str(limit_s), *packages]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=600, check=True)
    *found, count = run.stdout.splitlines()
    assert int(count.split()[0]) > 0, run.stdout
    return found
