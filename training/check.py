"""Holds the annotated voices to ANNOTATION.md, and counts them.

python -m training.check                 # every voice
python -m training.check v001 v002       # these
python -m training.check --agreement DIR # and how far second annotations in DIR agree with the first
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from training.annotations import AnnotationInvalid, Message, read_messages, read_voice

VOICES = Path(__file__).parent / "voices"


def check_questions(path: Path, messages: list[Message]) -> list[str]:
    """What is wrong with a voice's questions: words that no message has, in the main."""
    faults = []
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        for name in ("answer", "was", "near", "miss"):
            words = row[name]
            if words is not None and not any(words in message.text for message in messages):
                faults.append(f"{path.name} {row['n']}: the {name} {words!r} stands in no message")
    return faults


def kappa(pairs: Iterable[tuple[bool, bool]]) -> float:
    """Cohen's kappa of two annotators on one label; 1 where both always agree. Source: Cohen 1960."""
    counts = Counter(pairs)
    total = sum(counts.values()) or 1
    agreed = (counts[True, True] + counts[False, False]) / total
    first = (counts[True, True] + counts[True, False]) / total
    second = (counts[True, True] + counts[False, True]) / total
    chance = first * second + (1 - first) * (1 - second)
    return 1.0 if chance == 1 else (agreed - chance) / (1 - chance)


def labels(message: Message) -> set[str]:
    """The labels of a message on which two annotators are compared."""
    found = {act.split("(")[0] for clause in message.clauses for act in clause.acts}
    for fact in (fact for clause in message.clauses for fact in clause.facts):
        found |= {f"attr:{fact.attribute}", f"modality:{fact.modality}"}
        found |= {f"sensitive:{fact.sensitive}"} if fact.sensitive else set()
        found |= {f"does:{does}" for does, _ in fact.does}
    return found


def agreement(first: list[Message], second: list[Message]) -> dict[str, float]:
    """Kappa of each label that either gave to some message that both annotated."""
    others = {message.number: labels(message) for message in second if message.clauses}
    both = [(labels(message), others[message.number]) for message in first if message.number in others]
    names = sorted({name for one, other in both for name in one | other})
    return {name: kappa([(name in one, name in other) for one, other in both]) for name in names}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("voices", nargs="*")
    parser.add_argument("--agreement", type=Path)
    arguments = parser.parse_args()
    paths = [VOICES / f"{name}.jsonl" for name in arguments.voices] or sorted(VOICES.glob("v[0-9][0-9][0-9].jsonl"))
    wrong = annotated = count = facts = 0
    for path in paths:
        messages = read_messages(path)
        count += len(messages)
        faults = check_questions(path.with_suffix(".q.jsonl"), messages)
        if path.with_suffix(".ann").exists():
            try:
                messages = read_voice(path)
                annotated += len(messages)
                facts += sum(len(clause.facts) for message in messages for clause in message.clauses)
            except AnnotationInvalid as error:
                faults.append(str(error))
        wrong += bool(faults)
        if faults:
            print("\n".join(faults))
        if arguments.agreement and (second := arguments.agreement / path.name).exists():
            for name, value in agreement(messages, read_voice(second)).items():
                print(f"{path.stem} {name:28s} kappa {value:.2f}")
    print(f"{len(paths)} voices, {count} messages, {annotated} annotated with {facts} facts; {wrong} voices at fault.")
    return 1 if wrong else 0


if __name__ == "__main__":
    raise SystemExit(main())
