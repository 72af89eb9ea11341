"""Lists that an author writes in YAML, read entry by entry; what is wrong is said with the file and the entry."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

import yaml

from memory.errors import SettingsInvalid

BOT = Path(__file__).resolve().parents[1] / "bot"
"""Retold's own bot, whose files stand in for those that an author leaves out."""

MAX_ID = 100
"""Characters; ids are written into the ledger."""

_KINDS: dict[type, str] = {str: "a text", list: "a list of texts", bool: "true or false"}


def read_entries(
    path: Path, fields: Mapping[str, type], may_have: Mapping[str, type] = MappingProxyType({})
) -> list[tuple[dict[str, Any], str]]:
    """The entries, each a mapping of these fields and any it `may_have`, with the place to name in a complaint.

    Texts and lists are not empty, and no `id` occurs twice.

    Raises:
        SettingsInvalid: the file cannot be read, or an entry is not as it has to be; says which and what to do.
    """
    try:
        entries = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise SettingsInvalid(f"{path} cannot be read: {error}.") from None
    needs = f"with {', '.join(fields)}"
    if not isinstance(entries or [], list):
        raise SettingsInvalid(f"{path} has to be a list of entries, each {needs}.")
    found: list[tuple[dict[str, Any], str]] = []
    seen: set[str] = set()
    for number, entry in enumerate(entries or [], 1):
        where = f"{path}, entry {number}"
        if not isinstance(entry, dict):
            raise SettingsInvalid(f"{where} has to be a mapping {needs}.")
        where = f"{where} ({entry['id']})" if isinstance(entry.get("id"), str) else where
        for name in map(str, entry):
            if name not in fields and name not in may_have:
                raise SettingsInvalid(f"{where}: `{name}` is not known; check its spelling.")
        for name, kind in (*fields.items(), *((name, kind) for name, kind in may_have.items() if name in entry)):
            if not _is(entry.get(name), kind):
                raise SettingsInvalid(f"{where}: `{name}` has to be {_KINDS[kind]}.")
        if len(entry["id"]) > MAX_ID:
            raise SettingsInvalid(f"{where}: `id` has more than {MAX_ID} characters.")
        if entry["id"] in seen:
            raise SettingsInvalid(f"{path} has the id {entry['id']!r} twice; each needs one of its own.")
        seen.add(entry["id"])
        found.append((entry, where))
    return found


def one_of(entry: Mapping[str, Any], name: str, allowed: tuple[str, ...], where: str) -> None:
    """Raises SettingsInvalid where the field is none of `allowed`."""
    if entry[name] not in allowed:
        raise SettingsInvalid(f"{where}: `{name}` has to be {' or '.join((', '.join(allowed[:-1]), allowed[-1]))}.")


def _is(value: Any, kind: type) -> bool:
    if kind is str:
        return isinstance(value, str) and bool(value.strip())
    if kind is list:
        return isinstance(value, list) and bool(value) and all(_is(one, str) for one in value)
    return isinstance(value, kind)
