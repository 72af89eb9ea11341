"""The imports, read from the source: they point one way."""

from __future__ import annotations

import ast
import sys
from pathlib import Path

import pytest

import memory

ROOT = Path(__file__).resolve().parents[2]

LAYERS = (
    {
        "memory.models",
        "memory.errors",
        "memory.settings",
        "memory.caches",
        "memory.outbound",
        "memory.home",
        "memory.exporting",
    },
    {
        "memory.understand",
        "memory.reading",
        "memory.embeddings",
        "memory.ledger",
        "memory.index",
        "memory.scan",
        "memory.forgotten",
        "memory.waiting",
        "memory.linkcodes",
        "memory.transcripts",
        "memory.expiry",
    },
    {"memory.recall", "memory.life", "memory.traces", "memory.erasure"},
    {"memory.service", "memory.export", "memory.opening", "memory.backup"},
    {"memory.api"},
    {"bot.contract", "bot.nlu.yes_no"},
    {"actions"},
)
OURS = ("memory", "actions", "bot")


def imports_of(path: Path) -> set[str]:
    """The full names of what a file imports from us."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            found |= {name.name for name in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: imports say the whole name"
            found |= {f"{node.module}.{name.name}" for name in node.names} | {node.module or ""}
    return {name for name in found if name.split(".")[0] in OURS}


def layer_of(name: str) -> int | None:
    for number, layer in enumerate(LAYERS):
        if any(name == part or name.startswith(f"{part}.") for part in layer):
            return number
    return None


def modules(package: str) -> list[Path]:
    return sorted(path for path in (ROOT / package).rglob("*.py") if "migrations/versions" not in str(path))


@pytest.mark.parametrize("path", modules("memory") + modules("actions"), ids=lambda path: str(path.relative_to(ROOT)))
def test_imports_point_one_way(path: Path) -> None:
    name = ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
    if name == "memory":
        return
    own = layer_of(name)
    assert own is not None, f"{name} has no layer; give it one in LAYERS"
    for imported in imports_of(path):
        other = layer_of(imported)
        assert other is not None or imported == "memory", f"{name} imports {imported}"
        assert (other or 0) <= own, f"{name} imports {imported}, which is above it"


@pytest.mark.parametrize("path", modules("bot"), ids=lambda path: str(path.relative_to(ROOT)))
def test_the_bot_imports_itself_alone(path: Path) -> None:
    assert {name.split(".")[0] for name in imports_of(path)} <= {"bot"}


def test_what_both_processes_agree_on_needs_the_standard_library_alone() -> None:
    for node in ast.walk(ast.parse((ROOT / "bot/contract.py").read_text())):
        names = [name.name for name in node.names] if isinstance(node, ast.Import) else []
        names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
        assert {name.split(".")[0] for name in names} <= sys.stdlib_module_names


@pytest.mark.parametrize("path", modules("memory"), ids=lambda path: str(path.relative_to(ROOT)))
def test_the_memory_knows_nothing_of_rasa_or_slack(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text())):
        names = [name.name for name in node.names] if isinstance(node, ast.Import) else []
        names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
        assert not [name for name in names if name.split(".")[0] in ("rasa", "rasa_sdk", "slack_sdk", "sanic")]


def test_public_names_are_these() -> None:
    assert memory.__all__ == [
        "ErasureReport",
        "Memory",
        "MemoryService",
        "Observed",
        "Profile",
        "Recalled",
        "RetoldError",
        "Settings",
        "open_memory",
        "read_settings",
    ]
    for name in memory.__all__:
        assert getattr(memory, name).__name__ == name


def test_an_unknown_name_is_said_to_be_unknown() -> None:
    with pytest.raises(AttributeError, match="mother"):
        memory.mother  # noqa: B018
