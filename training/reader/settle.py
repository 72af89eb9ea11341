"""What the annotators put differently is put one way before it is taught, here and nowhere else.

1. *Kin.* `me sibling = Brenda`, `@brenda relation = my sister` and `@brenda:person(sister)` say one thing: what a
   mention is to the person. It is taught as the mention's relation (KIN). A fact `me sibling = Brenda` of one who is
   named becomes that one's `name`; `me sibling = two brothers` stays.
2. *Wishes.* `wish`, and `goal` as a wish or as what holds, are `goal` with the modality `wish`; a planned one keeps
   `plan`.
3. *Plans.* `event ~plan` is `plan`, and a `plan` that "holds" is planned.
4. *What was.* An `event` that was, holds: it happened. A `habit` that "holds" is a habit.
5. *What was just said.* `want.forget(...)` of facts of the same message is `want.off_record`; `want.off_record(...)`
   of earlier ones alone is `want.forget`.
6. `favourite_X` is `favourite`.
7. *Whom a bare clause is of.* One who is named earlier in the same message is pointed at there.
"""

from __future__ import annotations

import re
from dataclasses import replace

from training.annotations import Fact

MERGED = frozenset({"wish"})

KIN = {
    word: relation
    for relation, words in {
        "partner": "husband wife partner boyfriend girlfriend boyf bf gf fiance fiancé fiancée fiancee missus"
        " spouse hubby wifey",
        "child": "son daughter child children kid kids baby toddler boy girl",
        "parent": "mum mom mam mama mummy mother dad father daddy papa baba appa amma ammi abbu parent parents",
        "sibling": "sister brother sis bro twin sibling siblings sisters brothers",
        "relative": "aunt auntie uncle cousin nan gran granny nana grandma grandad grandpa grandmother grandfather"
        " grandson granddaughter niece nephew mother-in-law father-in-law sister-in-law brother-in-law"
        " stepdad stepmum stepson stepdaughter relative",
        "friend": "friend mate bestie buddy paddy pal friends",
        "colleague": "colleague boss manager supervisor coworker workmate co-worker assistant colleagues",
        "neighbour": "neighbour neighbor neighbours neighbors",
        "pet": "dog cat puppy kitten hamster rabbit horse parrot tortoise budgie pet",
    }.items()
    for word in words.split()
}
"""Words of a relation, and what it is to the person. Of "my sister's friend" nothing is said of the person."""

KIN_ATTRIBUTES = frozenset(KIN.values())


def relation_of(words: str | None) -> str | None:
    """What "my baby sister", "ex-wife" or "manager" is to the person; None for what is of others, or is none of KIN."""
    found = re.findall(r"[\w-]+(?:['’]s)?", (words or "").lower())
    if not found or any(word.endswith(("'s", "’s")) for word in found) or {"ex", "of"} & set(found):
        return None
    if found[0] in ("his", "her", "their", "your"):
        return None
    return next((KIN[word] for word in reversed(found) if word in KIN), None)


def settle(fact: Fact) -> Fact:
    """The fact as it is taught; points 2, 3, 4 and 6."""
    attribute, modality = fact.attribute, fact.modality
    if attribute.startswith("favourite_"):
        attribute = "favourite"
    if attribute in ("wish", "goal"):
        attribute = "goal"
        modality = "wish" if modality == "holds" else modality
    if attribute == "event" and modality == "plan":
        attribute = "plan"
    if attribute == "plan" and modality == "holds":
        modality = "plan"
    if attribute == "event" and modality == "was":
        modality = "holds"
    if attribute == "habit" and modality == "holds":
        modality = "habit"
    if attribute == "worry" and modality == "holds":
        modality = "worry"
    return replace(fact, attribute=attribute, modality=modality)


def settle_act(act: str, number: int) -> str:
    """The name of an act of message `number`; point 5."""
    name, _, inner = act.partition("(")
    of = re.findall(r"(\d+)\.\d+", inner)
    if name == "want.forget" and of and all(int(one) == number for one in of):
        return "want.off_record"
    if name == "want.off_record" and of and all(int(one) != number for one in of):
        return "want.forget"
    return name
