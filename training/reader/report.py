"""Prints how well the exported tagger reads the tuned voices: `python -m training.reader.report`.

--judged reads the judged voices instead: once, at the end. --folder and --weights name another export; --write puts
the scores beside the weights.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Sequence
from pathlib import Path

from memory.reading import taught
from memory.reading.taught import Tagger
from memory.reading.taught.export import export_folder
from memory.reading.taught.loading import MADE, TOKENIZER, load_encoder, load_heads
from training.reader import scores
from training.reader.evaluate import FACT, Read, read, summary
from training.reader.gold import read_split
from training.reader.labels import LABELS

LEAST_LEVELLED = 20
"""An act with fewer cases on the tuned voices has no level of its own."""

LEVELS = (0.1, 0.15, 0.2, 0.25, 0.3, 0.4, 0.5, 0.6)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--judged", action="store_true")
    parser.add_argument("--folder", type=Path, default=export_folder())
    parser.add_argument("--weights", type=Path, default=Path(taught.__file__).parent)
    parser.add_argument("--write", action="store_true")
    arguments = parser.parse_args()
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(arguments.folder / TOKENIZER))
    examples = read_split("judged" if arguments.judged else "tuned")
    tagger = Tagger(*load_encoder(arguments.folder), *load_heads(arguments.weights))
    began = time.process_time()
    for example in examples:
        tagger.tag(example.text, example.bot)
    cost = 1000 * (time.process_time() - began) / len(examples)
    reads = read(tagger, tokenizer, examples)
    found = summary(reads)
    print(json.dumps(found, indent=1))
    if arguments.write:
        made = json.loads((arguments.weights / MADE).read_text(encoding="utf-8"))
        made["scores"]["judged" if arguments.judged else "tuned"] = found
        if not arguments.judged:
            made["act_levels"] = act_levels(reads)
        (arguments.weights / MADE).write_text(json.dumps(made, indent=1) + "\n", encoding="utf-8")
    levels = act_levels(reads)
    levelled = summary(reads, act=lambda name: levels.get(name, 0.5))
    print("acts, each from its own level:", {k: v for k, v in levelled.items() if k.startswith("acts")})
    print(f"CPU of a message: {cost:.1f} ms, one thread")
    for title, table in (
        ("facts kept from a probability on", by_level(reads)),
        (f"facts from {FACT} on, by attribute", by_attribute(reads)),
        (f"facts from {FACT} on, by voice", by_voice(reads)),
        ("acts of gold clauses", by_act(reads)),
        ("what a clause asks of the memory", asked(reads)),
    ):
        print(f"\n{title}\n" + "\n".join(table))


def act_levels(reads: Sequence[Read]) -> dict[str, float]:
    """The probability from which each act is best taken as meant, by F1; for acts with cases enough to tell."""
    levels = {}
    for act in LABELS.acts:
        best = (0.0, 0.5)
        cases = [
            (of.get(act, 0.0), act in clause.acts)
            for one in reads
            for clause, of in zip(one.example.clauses, one.with_gold, strict=True)
        ]
        there = sum(is_so for _, is_so in cases)
        for level in (0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6):
            said = [is_so for chance, is_so in cases if chance >= level]
            best = max(best, (2 * sum(said) / max(1, len(said) + there), level))
        if there >= LEAST_LEVELLED:
            levels[act] = best[1]
    return levels


def by_level(reads: Sequence[Read]) -> list[str]:
    pairs = [(one.example, one.tagged) for one in reads]
    lines = ["| from | kept | right | recall | F1 | of a clause that tells nothing |", "|---|---|---|---|---|---|"]
    for least in LEVELS:
        found = scores.facts(pairs, least)
        count = found.all
        lines.append(
            f"| {least:.2f} | {count.said} | {count.precision:.3f} | {count.recall:.3f} | {count.f1:.3f} |"
            f" {found.nothing_told / max(1, count.said):.3f} |"
        )
    return lines


def by_attribute(reads: Sequence[Read]) -> list[str]:
    found = scores.facts([(one.example, one.tagged) for one in reads], FACT)
    return _counts(found.by_attribute)


def by_voice(reads: Sequence[Read]) -> list[str]:
    found = scores.facts([(one.example, one.tagged) for one in reads], FACT)
    return _counts(found.by_voice)


def by_act(reads: Sequence[Read]) -> list[str]:
    _, _, each = scores.acts(
        (one.example, [{n for n, p in of.items() if p >= 0.5} for of in one.with_gold]) for one in reads
    )
    return _counts(each)


def _counts(counts: dict[str, scores.Count]) -> list[str]:
    lines = ["| | there | said | precision | recall | F1 |", "|---|---|---|---|---|---|"]
    for name, count in sorted(counts.items(), key=lambda item: -item[1].there):
        lines.append(
            f"| {name} | {count.there} | {count.said} | {count.precision:.3f} | {count.recall:.3f} | {count.f1:.3f} |"
        )
    return lines


def asked(reads: Sequence[Read]) -> list[str]:
    """Of gold clauses that ask the memory: how many are seen to, and what of what they ask is right."""
    there = seen = attribute = kind = time_ = who = 0
    for one in reads:
        for clause in one.example.clauses:
            if not clause.ask:
                continue
            there += 1
            best = max(
                one.tagged.clauses,
                key=lambda c, place=clause.place: scores.shared((c.start, c.end), place),  # type: ignore[misc]
                default=None,
            )
            if not best or best.acts.get("ask.me", 0.0) < 0.5 or not best.asked:
                continue
            seen += 1
            attribute += best.asked.attribute == clause.ask.attribute
            kind += best.asked.type == clause.ask.type
            time_ += best.asked.time == clause.ask.time
            if isinstance(best.asked.who, int):
                said = one.tagged.mentions[best.asked.who]
                who += any(
                    scores.shared((said.start, said.end), m.place)
                    for m in one.example.mentions
                    if m.who == clause.ask.of
                )
            else:
                gold = "me" if clause.ask.of == "me" else None if clause.ask.who else "left_out"
                who += best.asked.who == gold
    of = max(1, seen)
    return [
        f"{there} there, {seen} seen; of those attribute {attribute / of:.3f}, type {kind / of:.3f},"
        f" time {time_ / of:.3f}, who {who / of:.3f}"
    ]


if __name__ == "__main__":
    main()
