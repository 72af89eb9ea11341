"""What became of taking in an export, and of forgetting."""

from __future__ import annotations

from dataclasses import dataclass

from memory.models.memory import Refused


@dataclass(frozen=True)
class Imported:
    """What became of an import: how many memories are new, how many were there, and which were not taken."""

    imported: int
    already_there: int
    refused: tuple[Refused, ...] = ()


@dataclass(frozen=True)
class Erasure:
    """What is to be forgotten: memories of a person, or the `person` as a whole."""

    id: str
    user_id: str
    pseudonym: str | None
    memory_ids: tuple[str, ...]
    person: bool = False


@dataclass(frozen=True)
class ErasureReport:
    """What an erasure removed. `residue` counts the places, in every file of ours, where something of it is left."""

    memories: int
    vectors: int
    transcript_turns: int
    scanned_files: int
    residue: int
    took_ms: float
