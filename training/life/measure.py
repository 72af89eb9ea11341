"""What a replay is measured by: whom facts are bound to, which changes are applied, and which are wrongly."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from memory.life.learned import CLOSING
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
        hung = {change.memory_id for change in one.learned.changes if change.hangs}
        for group in ("same", "changes", "beside", "contradicts"):
            wanted = {id_ for id_, does in one.wanted.items() if GROUPS[does] == group}
            if wanted:
                hit = {id_ for id_ in wanted if id_ in found and GROUPS[found[id_]] == group}
                self.changes[f"{group} told"] += 1
                self.changes[f"{group} right"] += bool(hit)
                self.changes[f"{group} label right"] += any(found[id_] == one.wanted[id_] for id_ in hit)
                self.changes[f"{group} links"] += len(wanted)
                self.changes[f"{group} links right"] += len(hit)
        closed = {id_ for id_, effect in found.items() if effect in CLOSING}
        self.changes["closed"] += len(closed)
        false = [id_ for id_ in closed if one.wanted.get(id_) is None or one.wanted[id_] in ("beside", "contradicts")]
        self.changes["closed wrongly"] += len(false)
        self.changes["closed wrongly, hanging"] += len(hung & set(false))
        self.changes["facts"] += one.learned.kept

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
        out.append(
            f"  closed wrongly {count['closed wrongly']} of {count['closed']} closed "
            f"({count['closed wrongly, hanging']} as hanging on another), in {count['facts']} facts that are kept"
        )
        return out


def score(replayed: Sequence[Replayed]) -> Scores:
    scores = Scores()
    for one in replayed:
        scores.add(one)
    return scores
