"""What a replay is measured by: whom facts are bound to, which changes are applied, and which are wrongly."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import groupby

from memory.life.changes import decide
from memory.life.learned import CLOSING
from memory.life.linker import Linker
from training.life.pairs import Step
from training.life.replay import Replayed

MENTIONS = ("name", "relation", "pronoun", "left out")
GROUPS = {"same": "same", "exact": "same", "replaces": "changes", "ends": "changes", "fulfils": "changes",
          "beside": "beside", "contradicts": "contradicts"}  # fmt: skip
"""Effects that leave the picture alike: told again, no longer so, one more, in doubt."""


@dataclass
class Scores:
    """Counts, by what they are of."""

    bound: Counter[tuple[str, str]] = field(default_factory=Counter)
    changes: Counter[str] = field(default_factory=Counter)
    shown: dict[tuple[str, str], str] = field(default_factory=dict)
    """The quote of each memory, by voice and id."""
    private: set[tuple[str, str]] = field(default_factory=set)
    """Those that are sensitive, which nobody is asked about."""

    def add(self, one: Replayed) -> None:
        self._add_binding(one)
        self._add_changes(one)

    def _add_binding(self, one: Replayed) -> None:
        mention = one.mention
        if mention == "me":
            return
        when = "first" if one.first else "again"
        outcome = "right" if one.bound else "split" if one.split else "unclear" if one.learned.unclear else "wrong"
        for name in (mention, "all"):
            self.bound[f"{name} {when}", outcome] += 1

    def _add_changes(self, one: Replayed) -> None:
        found = {change.memory_id: change.effect for change in one.learned.changes}
        for group in ("same", "changes", "beside", "contradicts"):
            wanted = {id_ for id_, does in one.wanted.items() if GROUPS[does] == group}
            if wanted:
                hit = {id_ for id_ in wanted if id_ in found and GROUPS[found[id_]] == group}
                self.changes[f"{group} told"] += 1
                self.changes[f"{group} right"] += bool(hit)
                self.changes[f"{group} label right"] += any(found[id_] == one.wanted[id_] for id_ in hit)
                self.changes[f"{group} links"] += len(wanted)
                self.changes[f"{group} links right"] += len(hit)
        self.changes["facts"] += one.learned.kept

    def add_message(self, facts: Sequence[Replayed]) -> None:
        """What a message as a whole did: which of its facts closed an earlier memory counts for nothing here."""
        changes = [change for one in facts for change in one.learned.closes()]
        closed = {change.memory_id for change in changes}
        hung = {change.memory_id for change in changes if change.hangs}
        does = [item for one in facts for item in one.wanted.items()]
        wanted = {id_ for id_, effect in does if GROUPS[effect] == "changes"}
        refined = {id_ for id_, effect in does if GROUPS[effect] == "same"} - wanted
        new = {one.learned.id for one in facts}
        self.changes["to close"] += len(wanted)
        self.changes["closed rightly"] += len(wanted & closed)
        self.changes["messages that change"] += bool(wanted)
        self.changes["messages that change, right"] += bool(wanted & closed)
        wrong = closed - wanted - new
        self.changes["closed"] += len(closed)
        self.changes["closed wrongly"] += len(wrong)
        self.changes["closed wrongly, told again"] += len(wrong & refined)
        self.changes["closed wrongly, hanging"] += len(wrong & hung)

    def add_question(self, facts: Sequence[Replayed]) -> None:
        """The one question that a message leads to, about the likeliest; it shows the words of the earlier memory, and
        is right where any of what was told in these words holds no longer, or is contradicted."""
        voice = facts[0].voice
        for one in facts:
            key = voice, one.learned.id
            self.shown[key] = one.learned.quote
            self.private |= {key} if one.learned.sensitivity else set()
        does = [item for one in facts for item in one.wanted.items()]
        changed = {self.shown[voice, id_] for id_, effect in does if GROUPS[effect] in ("changes", "contradicts")}
        closed = {change.memory_id for one in facts for change in one.learned.closes()}
        doubts = [
            change
            for one in facts
            if not one.learned.sensitivity
            for change in one.learned.doubtful()
            if change.asked and change.memory_id not in closed and (voice, change.memory_id) not in self.private
        ]
        asked = max(doubts, key=lambda change: change.confidence, default=None)
        self.changes["asked"] += asked is not None
        self.changes["asked rightly"] += asked is not None and self.shown[voice, asked.memory_id] in changed

    def lines(self) -> list[str]:
        """The scores in words, a line each."""
        out = ["Whom facts of others are bound to:"]
        for name in (*MENTIONS, "all"):
            for when in ("again", "first"):
                of = {what: self.bound[f"{name} {when}", what] for what in ("right", "split", "unclear", "wrong")}
                total = sum(of.values()) or 1
                out.append(
                    f"  {name + ' ' + when:16s} {of['right'] / total:.3f} right ({of['right']} of {total}), "
                    f"{of['split']} right but twice in the cast, {of['unclear']} unclear, {of['wrong']} wrong"
                )
        out.append("What facts do to earlier ones:")
        count = self.changes
        for group in ("changes", "same", "beside", "contradicts"):
            if told := count[f"{group} told"]:
                out.append(
                    f"  {group:12s} {count[f'{group} right'] / told:.3f} applied "
                    f"({count[f'{group} right']} of {told}), "
                    f"{count[f'{group} label right'] / told:.3f} with the label; links "
                    f"{count[f'{group} links right']} of {count[f'{group} links']}"
                )
        told = count["messages that change"] or 1
        out.append(
            f"  by message   {count['messages that change, right'] / told:.3f} of {told} messages that end "
            f"something end it; memories {count['closed rightly']} of {count['to close']}"
        )
        out.append(
            f"  wrongly      {count['closed wrongly']} of {count['closed']} that were closed, in {count['facts']} "
            f"facts: {count['closed wrongly, told again']} told again or more exactly, "
            f"{count['closed wrongly, hanging']} as hanging on another"
        )
        out.append(f"  asked about  {count['asked rightly']} of {count['asked']} questions are right")
        return out


def score(replayed: Sequence[Replayed]) -> Scores:
    scores = Scores()
    for one in replayed:
        scores.add(one)
    for _, facts in groupby(replayed, key=lambda one: (one.voice, one.gold.id.split(".")[0])):
        of_message = list(facts)
        scores.add_message(of_message)
        scores.add_question(of_message)
    return scores


def forced(steps: Sequence[Step], linker: Linker) -> str:
    """The linker alone: each fact against the earlier ones as they are annotated, of whomever they are."""
    told = right = closed = wrong = 0
    for step in steps:
        if not step.earlier:
            continue
        found = decide(step.new, step.earlier, linker.effects(step.figures))
        ends = {id_ for id_, change in found.items() if change.effect in CLOSING}
        wanted = {id_ for id_, effect in step.effects.items() if effect in CLOSING}
        told += bool(wanted)
        right += bool(wanted & ends)
        closed += len(ends)
        wrong += sum(GROUPS.get(step.effects.get(id_, ""), "") not in ("changes", "same") for id_ in ends)
    return (
        f"The linker alone, on earlier facts as annotated: {right / (told or 1):.3f} applied ({right} of {told}), "
        f"{wrong} of {closed} closed wrongly"
    )
