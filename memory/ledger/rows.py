"""Between rows of the ledger and the models."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

import numpy as np
from sqlalchemy import RowMapping

from memory.models import About, Link, Memory, Profile, Slot, Use, Used, Vectors, Who

READING = 1
"""By how memories are read: raise it, and those that were read before are read anew."""
_SAID = ("attribute", "value", "modality", "negated", "repeats", "weight", "ended_on")


def memory_row(memory: Memory, vectors: Vectors, model: str) -> dict[str, Any]:
    """`vectors`, shape (2, dimension): of the quote, and of the quote after the line it answers."""
    about = memory.about
    return {
        "id": memory.id,
        "user_id": memory.user_id,
        "quote": memory.quote,
        "category": memory.category,
        **told_row(memory),
        "about_from": about and about.from_,
        "about_to": about and about.to,
        "about_phrase": about and about.phrase,
        "told_at": memory.told_at,
        "channel": memory.channel,
        "message_id": memory.message_id,
        "sensitivity": memory.sensitivity,
        "status": memory.status,
        "supersedes": memory.supersedes,
        "seen": memory.seen,
        "expires_at": memory.expires_at,
        "imported_at": memory.imported_at,
        "imported_from": memory.imported_from,
        "modality": memory.modality,
        "negated": memory.negated,
        "repeats": memory.repeats,
        "weight": memory.weight,
        "ended_on": memory.ended_on,
        "reading": READING if memory.attribute else 0,
        "vectors": np.ascontiguousarray(vectors, np.float32).tobytes(),
        "model": model,
    }


def told_row(memory: Memory) -> dict[str, Any]:
    """What of a memory may hold words of another: all that is no quote."""
    slot = memory.slot
    return {
        "statement": memory.statement,
        "slot_entity": slot and slot.entity,
        "slot_relation": slot and slot.relation,
        "slot_attribute": slot and slot.attribute,
        "slot_value": slot and slot.value,
        "in_reply_to": memory.in_reply_to,
        "drew_on": list(memory.drew_on),
        **who_row(memory.who),
        "attribute": memory.attribute,
        "value": memory.value,
    }


def who_row(who: Who | None) -> dict[str, Any]:
    return {
        "who_id": who and who.id,
        "who_kind": who and who.kind,
        "who_name": who and who.name,
        "who_relation": who and who.relation,
        "who_words": who and who.words,
        "who_same_as": who and who.same_as,
    }


def _row_who(row: RowMapping) -> Who | None:
    if row["who_id"] is None:
        return None
    names = ("id", "kind", "name", "relation", "words", "same_as")
    return Who(*(row[f"who_{name}"] for name in names))


def row_memory(row: RowMapping) -> Memory:
    """A row of `memories` with `used_count` and `used_last_at` joined to it."""
    slot = about = None
    if row["slot_attribute"] is not None:
        slot = Slot(row["slot_entity"], row["slot_relation"], row["slot_attribute"], row["slot_value"])
    if row["about_from"] is not None:
        about = About(row["about_from"], row["about_to"], row["about_phrase"])
    return Memory(
        id=row["id"],
        user_id=row["user_id"],
        quote=row["quote"],
        statement=row["statement"],
        category=row["category"],
        slot=slot,
        about=about,
        told_at=row["told_at"],
        channel=row["channel"],
        message_id=row["message_id"],
        in_reply_to=row["in_reply_to"],
        drew_on=tuple(row["drew_on"]),
        sensitivity=row["sensitivity"],
        status=row["status"],
        supersedes=row["supersedes"],
        seen=row["seen"],
        used=Used(row["used_count"], row["used_last_at"]),
        expires_at=row["expires_at"],
        imported_at=row["imported_at"],
        imported_from=row["imported_from"],
        who=_row_who(row),
        **{name: row[name] for name in _SAID},
    )


def row_vectors(row: RowMapping) -> Vectors:
    return np.frombuffer(row["vectors"], np.float32).reshape(2, -1)


def profile_row(profile: Profile) -> dict[str, Any]:
    """What all accounts of a person have in common; that a session is off (`incognito`) is one account's own."""
    values = asdict(profile)
    del values["user_id"]
    values["remembering"] = values.pop("after_off") or profile.remembering
    return values


def row_profile(row: RowMapping) -> Profile:
    """A row of `people`: a session that is off hides what was decided, to be taken up again after it."""
    values = {name: row[name] for name in Profile.__dataclass_fields__ if name != "after_off"}
    if row["incognito"]:
        values |= {"remembering": "off", "after_off": row["remembering"]}
    return Profile(**values)


def row_link(row: RowMapping) -> Link:
    return Link(**{name: row[name] for name in Link.__dataclass_fields__})


def row_use(row: RowMapping) -> Use:
    return Use(**{name: row[name] for name in Use.__dataclass_fields__})
