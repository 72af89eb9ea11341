"""Ask twelve people's memory what they told over five sessions, and what they never told.

    python -m benchmarks.longmem [--peers] [--wrong] [--environment FOLDER]

Every message goes through `MemoryService` on its day, and each question is asked the day after the last session.
Of each kind: whether the message with the evidence is the first that is found; what share of the evidence is among the
first five; whether it is answered, and the first answer rests on the evidence ("right"); whether what held earlier
is answered as if it still held ("old"); the share of the evidence on which the answers rest together ("answers").
AUC: how often a question that was told scores above one that was never told. `--wrong` prints what went wrong. With
`--peers` other memories, which keep every message, are asked the same in the same run (see benchmarks/peers): "right"
is theirs from the score on that answers as many of what was never told as Retold does.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.longmem.data import KINDS, Asked, talks
from benchmarks.peers.inside import ENVIRONMENT, embedder, prepared, run_inside
from benchmarks.peers.stores import STORES, Embed

if TYPE_CHECKING:
    from benchmarks.longmem.told import Answered

Found = Sequence[tuple[str, float]]
"""The ids of the messages found, the best first, with their scores."""

TOLD = KINDS[:-1]


def mean(values: Iterable[float]) -> float:
    found = [float(value) for value in values]
    return sum(found) / max(1, len(found))


def top(found: Found) -> float:
    return found[0][1] if found else -1.0


def is_first(asked: Asked, found: Found) -> bool:
    return bool(found) and found[0][0] in {piece.turn for piece in asked.evidence}


def share(asked: Asked, found: Found, k: int = 5) -> float:
    wanted = {piece.turn for piece in asked.evidence}
    return len(wanted & {turn for turn, _ in found[:k]}) / len(wanted)


def is_latest(asked: Asked, found: Found) -> bool:
    """Whether the evidence is found, and before all that told what held earlier."""
    places = {turn: at for at, (turn, _) in reversed([*enumerate(found)])}
    earlier = [places[piece.turn] for piece in asked.earlier if piece.turn in places]
    latest = [places[piece.turn] for piece in asked.evidence if piece.turn in places]
    return bool(latest) and min(latest) < min(earlier, default=len(places))


def figures(asked: Sequence[Asked], found: Sequence[Found], false: int) -> dict[str, float]:
    """What can be said of any memory; `false` is how many questions that were never told it may answer."""
    pairs = list(zip(asked, found, strict=True))
    told = [pair for pair in pairs if pair[0].evidence]
    untold = sorted((top(one) for question, one in pairs if not question.evidence), reverse=True)
    from_on = untold[false] if false < len(untold) else -2.0
    wins = mean((top(one) > other) + 0.5 * (top(one) == other) for _, one in told for other in untold)
    kinds = {kind: [pair for pair in told if pair[0].kind == kind] for kind in TOLD}
    return {
        **{f"{kind} first": mean(is_first(*pair) for pair in some) for kind, some in kinds.items()},
        **{f"{kind} @5": mean(share(*pair) for pair in some) for kind, some in kinds.items()},
        "update latest": mean(is_latest(*pair) for pair in kinds["update"]),
        "all first": mean(is_first(*pair) for pair in told),
        "all @5": mean(share(*pair) for pair in told),
        "AUC": wins,
        "right": mean(is_first(*pair) and top(pair[1]) > from_on for pair in told),
    }


def by_kind(every: Sequence[Answered]) -> Iterator[str]:
    """What became of the questions of each kind, and of all that were told."""
    told = [one for one in every if one.asked.evidence]
    for kind in (*TOLD, "told"):
        some = told if kind == "told" else [one for one in every if one.asked.kind == kind]
        parts = {
            "right": mean(one.is_right for one in some),
            "answered": mean(one.is_answer for one in some),
            "first": mean(is_first(one.asked, one.found) for one in some),
            "among five": mean(share(one.asked, one.found) for one in some),
            "answers": mean(one.share for one in some),
            "captured": mean(one.captured for one in some),
            "old": mean(one.is_old for one in some),
        }
        yield f"{kind:8s} {len(some)} questions: " + ", ".join(f"{name} {value:.3f}" for name, value in parts.items())
    never = [one for one in every if not one.asked.evidence]
    yield f"abstain  {len(never)} questions: right {mean(one.is_right for one in never):.3f}"


def wrong(every: Sequence[Answered]) -> Iterator[str]:
    """Each question that went wrong, with what would answer it and what was answered, or was nearest."""
    for one in every:
        if not one.is_right:
            evidence = "; ".join(piece.words for piece in one.asked.evidence)
            answers = " | ".join(memory.statement for memory in one.recalled.answers)
            yield f"{one.name} ({one.asked.kind}): {one.asked.text} [{one.asked.answer}: {evidence}]"
            yield f"    {one.recalled.outcome} {top(one.found):.2f}: {answers}"


def ask_peer(name: str, embed: Embed) -> list[Found]:
    stores = [(talk, STORES[name](talk.turns, embed)) for talk in talks()]
    return [store.search(asked.text) for talk, store in stores for asked in talk.questions]


def compare(asked: Sequence[Asked], ours: Sequence[Found], false: int, environment: Path) -> None:
    """Prints the figures of each memory, and what Retold's are of them."""
    python, own = prepared(environment), figures(asked, ours, false)
    print("retold".ljust(18), "  ".join(f"{key} {value:.3f}" for key, value in own.items()))
    for name in STORES:
        if name != "retold" and (line := run_inside(name, python, "benchmarks.longmem")):
            theirs = figures(asked, json.loads(line), false)
            print(name.ljust(18), "  ".join(f"{key} {value:.3f}" for key, value in theirs.items()))
            ratios = (f"{key} {own[key] / value:.2f}" for key, value in theirs.items() if value)
            print(f"retold ÷ {name}".ljust(18), "  ".join(ratios), flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--peers", action="store_true", help="ask other memories the same")
    parser.add_argument("--wrong", action="store_true", help="print each question that went wrong, and the answer")
    parser.add_argument("--environment", type=Path, default=ENVIRONMENT, help="of the peers")
    parser.add_argument("--inside", nargs=3, metavar=("PEER", "MODEL", "TOKENIZER"), help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.inside:
        peer, model, tokenizer = arguments.inside
        print(json.dumps(ask_peer(peer, embedder(model, tokenizer))))
        return
    from benchmarks.longmem.told import answered  # a peer's environment lacks what it needs

    every = list(answered(talks()))
    asked, ours = [one.asked for one in every], [one.found for one in every]
    false = sum(one.is_answer for one in every if not one.asked.evidence)
    for line in (*by_kind(every), f"AUC {figures(asked, ours, false)['AUC']:.3f}"):
        print(line)
    for line in wrong(every) if arguments.wrong else ():
        print(line)
    if arguments.peers:
        compare(asked, ours, false, arguments.environment)


if __name__ == "__main__":
    main()
