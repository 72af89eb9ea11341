"""Every pattern over people's text takes its time in proportion to the text, whatever the text is."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from memory.service import MAX_TEXT
from memory.understand.extent import READ_CHARS

HERE = Path(__file__).parent


def slow(chars: int, limit_s: float, *packages: str, path: Path = HERE) -> list[str]:
    """What the attacks found; the last line says how many patterns were attacked."""
    run = subprocess.run(
        [sys.executable, str(HERE / "slow_patterns.py"), str(chars), str(limit_s), *packages],
        cwd=HERE.parents[1],
        env={"PYTHONPATH": str(path), "OMP_NUM_THREADS": "1"},
        capture_output=True,
        text=True,
        timeout=600,
        check=True,
    )
    *found, count = run.stdout.splitlines()
    assert int(count.split()[0]) > 0, run.stdout
    return found


def test_no_pattern_of_the_memory_or_the_actions_is_slow_on_what_is_read() -> None:
    assert slow(READ_CHARS, 0.1, "memory", "actions") == []


@pytest.mark.parametrize("package", ["actions.crisis"])
def test_no_pattern_that_searches_the_whole_of_a_message_is_slow(package: str) -> None:
    assert slow(MAX_TEXT, 0.25, package) == []


@pytest.mark.parametrize(
    "pattern",
    [
        r"\bi(?: (?:just|still|always|still))* (?:live|stay)",
        r"^\W*(?:(?:im|i['’]?m|very)\W+)*sorry",
        r"(?:\w+ ?)+!",
        r"(?:a|ab|b)+c",
        r"\s*\w*\s*\w*\s*[,;] why",
    ],
)
def test_a_slow_pattern_is_found_and_named(pattern: str, tmp_path: Path) -> None:
    module = tmp_path / "slow_example.py"
    module.write_text(f"import re\n\nFINE = re.compile('a+b')\nSLOW = re.compile({pattern!r}, re.I)\n")
    (found,) = slow(READ_CHARS, 0.1, "slow_example", path=tmp_path)
    assert found.startswith("slow_example:4 takes over 0.1 s on ")


def test_a_slow_pattern_within_a_function_is_found_too(tmp_path: Path) -> None:
    (tmp_path / "slow_example.py").write_text("import re\n\ndef f(text):\n    return re.search(r'(?:a|a)*c', text)\n")
    (found,) = slow(READ_CHARS, 0.1, "slow_example", path=tmp_path)
    assert found.startswith("slow_example:4 takes over 0.1 s on ")
