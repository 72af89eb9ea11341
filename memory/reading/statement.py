"""A fact said to the person: by a sentence of its own where its attribute has one, else by its quote."""

from __future__ import annotations

from typing import TYPE_CHECKING

from memory.reading.normalise import normalise
from memory.reading.reading import Fact
from memory.reading.whom import Somebody
from memory.understand.rewrite import second_person
from memory.understand.sentences import Clause, plain
from memory.understand.slots import cased

if TYPE_CHECKING:
    from spacy.language import Language

TEMPLATES: dict[str, tuple[str, str, str, str]] = {
    "name": ("Your name is {v}", "{Whose} name is {v}", "Your name is not {v}", "{Whose} name is not {v}"),
    "also_known_as": ("You are also called {v}", "{Who} is also called {v}", "", ""),
    "age": ("You are {v}", "{Who} is {v}", "You are not {v}", "{Who} is not {v}"),
    "birthday": ("Your birthday is {v}", "{Whose} birthday is {v}", "", ""),
    "birthplace": ("You were born in {v}", "{Who} was born in {v}", "", ""),
    "origin": ("You are from {v}", "{Who} is from {v}", "You are not from {v}", "{Who} is not from {v}"),
    "home": ("You live in {v}", "{Who} lives in {v}", "You do not live in {v}", "{Who} does not live in {v}"),
    "employer": ("You work at {v}", "{Who} works at {v}", "You do not work at {v}", "{Who} does not work at {v}"),
    "job": ("Your work: {v}", "{Whose} work: {v}", "", ""),
    "school": ("Your school: {v}", "{Whose} school: {v}", "", ""),
    "allergy": ("You are allergic to {v}", "{Who} is allergic to {v}", "You are not allergic to {v}", ""),
    "likes": ("You like {v}", "{Who} likes {v}", "You do not like {v}", "{Who} does not like {v}"),
    "dislikes": ("You do not like {v}", "{Who} does not like {v}", "", ""),
    "speaks": ("You speak {v}", "{Who} speaks {v}", "You do not speak {v}", ""),
    "breed": ("", "{Whose} breed: {v}", "", ""),
    "colour": ("", "{Whose} colour: {v}", "", ""),
    "height": ("Your height: {v}", "{Whose} height: {v}", "", ""),
    "pronouns": ("Your pronouns: {v}", "{Whose} pronouns: {v}", "", ""),
}
"""Of the person, of somebody else, and both denied; empty where the quote says it better."""

LOOSE = ("i ", "my ", "a ", "the ", "in ", "at ", "on ", "to ")
"""A value that begins like this is more than a value."""


def by_template(fact: Fact, somebody: Somebody | None) -> str | None:
    """ "Your sister Priya lives in Leeds"; None where no template says it."""
    row = TEMPLATES.get(fact.attribute)
    if row is None or fact.modality not in ("holds", "habit") or fact.who is not None and somebody is None:
        return None
    template = row[(2 if fact.negated else 0) + (1 if somebody else 0)]
    value = fact.value_text
    if not template or value.lower().startswith(LOOSE) or len(value.split()) > 6:
        return None
    if len(value.split()) <= 3 and fact.attribute in ("name", "home", "origin", "birthplace"):
        value = cased(value, "name" if fact.attribute == "name" else "home")
    who = somebody.called if somebody else ""
    if somebody and fact.attribute == "name":
        who = f"your {'pet' if somebody.relation == 'reptile' else somebody.relation}" if somebody.relation else ""
    if somebody and (not who or value.lower() in who.lower()):
        return None
    return template.format(v=value, Who=who[:1].upper() + who[1:], Whose=who[:1].upper() + who[1:] + "'s")


def by_quote(quote: str, nlp: Language, somebody: Somebody | None, *, of_another: bool) -> str:
    """The quote in the second person, with `somebody` for the "she" that begins it; quoted where that may be wrong."""
    text = normalise(quote).text
    doc = nlp(plain(text))
    tokens = tuple(token for token in doc if not token.is_space)
    if not tokens:
        return f'You said: "{quote.strip()}"'
    first, last = tokens[0].idx, tokens[-1].idx + len(tokens[-1])
    end = text.rstrip(" \"')")[-1:]
    clause = Clause(first, last, plain(text)[first:last], tokens, end if end in (".", "?", "!") else "", last=True)
    return second_person(clause, subject=somebody.called if somebody else None, of_another=of_another)
