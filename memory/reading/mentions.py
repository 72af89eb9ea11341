"""Whom words mean: the name in them, how they are related to the person, or that they only point."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from memory.reading.normalise import normalise
from memory.reading.reading import Kind, Mention, Span

_WORDS = Path(__file__).parent / "words" / "relations.yml"
_TOKEN = re.compile(r"[^\W_]+(?:[-'/][^\W_]+)*")
_FORMAL = frozenset({"mr", "mrs", "ms", "miss", "dr", "doctor", "sir", "coach"})
""" "Dr Lee" need not be the person's own."""
_CLITIC = re.compile(r"'(?:s|re|ll|d|ve|m)$")


@dataclass(frozen=True)
class Relations:
    """The closed words of relations.yml: word to relation, and those that are no name."""

    of: dict[str, str]
    possessives: frozenset[str]
    pronouns: frozenset[str]
    small: frozenset[str]
    only_mine: frozenset[str]
    groups: dict[str, frozenset[str]]
    longest: int


def mention_of(span: Span, words: str, kind: Kind = "person", name: str | None = None) -> Mention:
    """Whom `words` at `span` mean. `name` is theirs where a fact of the same message gives it."""
    tokens = _tokens(words)
    low = [token.lower() for token in tokens]
    table = relations()
    if low and all(one in table.pronouns for one in low):
        return Mention(span, kind, pronoun=True)
    relation, used = _relation(low, table)
    possessed = any(one in table.possessives for one in low)
    of_another = _possessor(words, low, table)
    if name is None and not of_another:
        name = _name(tokens, low, used, kind)
    if relation and of_another:
        relation = None if of_another in table.pronouns else f"{of_another}'s {relation}"
    if relation and name and not possessed and used[0] == 0 and low[0] in _FORMAL:
        relation = None
    return Mention(span, kind, name, relation)


def beside(before: str, after: str, group: str) -> str | None:
    """The relation of `group` that stands right beside a name: "Sameer, my brother", "my brother is Sameer"."""
    table = relations()
    low = [token.lower() for token in _tokens(after)][:6]
    for words in (low, [token.lower() for token in _tokens(before)][-5:]):
        relation, (at, _) = _relation(words, table)
        if relation in table.groups.get(group, frozenset()) and set(words[:at]) & table.possessives:
            return relation
    return None


_MINE = re.compile(r"\b(?:my|our)\s+(?:[^\W\d_][\w-]*\s+){1,3}\Z", re.I)
_SAID_OF = re.compile(
    r"\b(?i:my|our)\s+(?:[^\W\d_][\w-]*\s+){0,2}?(?P<one>[^\W\d_][\w-]*)(?P<name>\s+[^\W\d_a-z][\w-]+)?(?!['\w\u2019-])"
)


def called_before(text: str, one: Mention) -> Mention | None:
    """A name with the relation right before it: "my older brother Karl"; None where none stands there."""
    before = _MINE.search(text[: one.words.start])
    if before is None or not one.name:
        return None
    span = Span(before.start(), one.words.end)
    whole = mention_of(span, text[span.start : span.end], one.kind)
    relation = _relation([token.lower() for token in _tokens(before[0])], relations())
    ends = relation[0] is not None and relation[1][1] == len(_tokens(before[0]))
    return Mention(span, one.kind, one.name, whole.relation) if ends and whole.relation else None


def missed(text: str, found: list[Mention]) -> list[Mention]:
    """Animals of the person's own that are said to be, where the tagger saw nobody: "my budgie Kiwi can talk"."""
    animals = relations().groups.get("pet", frozenset())
    new = []
    for said in _SAID_OF.finditer(text):
        span = Span(*said.span())
        if any(one.words.start < span.end and span.start < one.words.end for one in found):
            continue
        one = mention_of(span, text[span.start : span.end], "animal")
        if one.relation in animals:
            new.append(one)
    return new


def _tokens(words: str) -> list[str]:
    found = (_CLITIC.sub("", token) for token in _TOKEN.findall(normalise(words).text))
    return [token for token in found if token]


def _relation(low: list[str], table: Relations) -> tuple[str | None, tuple[int, int]]:
    """The last relation in the words, and the places of its words."""
    for length in range(table.longest, 0, -1):
        for at in range(len(low) - length, -1, -1):
            said = " ".join(low[at : at + length])
            mine = at > 0 and low[at - 1] in table.possessives
            if said in table.of and (mine or said not in table.only_mine):
                return table.of[said], (at, at + length)
    return None, (0, 0)


def _possessor(words: str, low: list[str], table: Relations) -> str | None:
    """Whose relation it is, where not the person's: "Lata's husband", "her mother"."""
    if low[1:] and low[0] in {"his", "her", "their", "its", "your"}:
        return low[0]
    found = re.match(r"(?:the |my |our )?([^\W\d_][\w -]{0,30}?)(?:'s|s') \w", normalise(words).text)
    if found is None:
        return None
    return found[1] if found[1].lower() not in table.possessives else None


def _name(tokens: list[str], low: list[str], used: tuple[int, int], kind: Kind) -> str | None:
    """What is left of the words when those that are no name are taken away."""
    table = relations()
    rest = [
        token
        for at, token in enumerate(tokens)
        if not used[0] <= at < used[1]
        and low[at] not in table.small | table.possessives | table.pronouns
        and (low[at] not in table.of or token[0].isupper() and not used[1])
    ]
    if not rest or len(rest) > 4:
        return None
    begins = tokens.index(rest[0])
    if used[1] and begins < used[0] and not rest[0][0].isupper():
        return None  # "my annoying flatmate"
    described = any(one in {"the", "a", "an", "this", "that", "some"} | table.possessives for one in low[:begins])
    if described and not used[1] and not rest[0][0].isupper():
        return None  # "the flat", "my knee"
    if kind in {"thing", "place", "work", "group"} and not any(one[0].isupper() for one in rest):
        return None
    return " ".join(rest)


@cache
def relations() -> Relations:
    """The words of relations.yml, plurals added."""
    read = yaml.safe_load(_WORDS.read_text(encoding="utf-8"))
    of: dict[str, str] = {}
    for relation, words in read["relations"].items():
        for word in map(str, words):
            for form in (word, _plural(word), f"{word}s" if not word.endswith("s") else word):
                of.setdefault(form, str(relation))
    sets = {name: frozenset(map(str, read[name])) for name in ("possessives", "pronouns", "small", "only_mine")}
    groups = {str(name): frozenset(map(str, of_it)) for name, of_it in read["groups"].items()}
    return Relations(of, **sets, groups=groups, longest=max(word.count(" ") for word in of) + 1)


def _plural(word: str) -> str:
    if word.endswith("y") and word[-2:-1] not in "aeiou":
        return word[:-1] + "ies"
    return word[:-2] + "ves" if word.endswith("fe") else word if word.endswith("s") else word + "s"
