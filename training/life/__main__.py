"""Measures what is made of the annotated facts of voices, read without fault; and teaches the linker.

python -m training.life                  # the tuned voices: whom facts are bound to, which changes are applied
python -m training.life --statements 100 # and so many statements, drawn at random, to be read by eye
python -m training.life --part taught    # other voices
python -m training.life --pairs FOLDER   # with the pair model that lies in a folder
python -m training.life --teach          # teaches memory/life/linker.npz on the taught voices first
"""

from __future__ import annotations

import argparse
import importlib
import itertools
import random
from pathlib import Path

from memory.embeddings import load_embedder
from memory.life.linker import load, taught
from memory.life.means import Means
from memory.life.nearness import Nearness
from memory.reading.adapter import ReadingReader
from memory.reading.reader import TaughtReader
from training.gold import GoldTagger
from training.life.measure import forced, score
from training.life.pairs import SPLIT, embedding_once, steps
from training.life.replay import Replayed, replay

LINKER = Path(__file__).parents[2] / "memory/life/linker.npz"


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--part", choices=sorted(SPLIT), default="tuned")
    arguments.add_argument("--statements", type=int, default=0)
    arguments.add_argument("--pairs", type=Path)
    arguments.add_argument("--linker", type=Path)
    arguments.add_argument("--teach", action="store_true")
    given = arguments.parse_args()
    embedder = load_embedder()
    if given.teach:
        from training.life.teach import teach_shipped

        teach_shipped(embedder.embed, LINKER)
    pairs = None
    if given.pairs:
        pairs = importlib.import_module("memory.reading.pairs").PairScorer.load(given.pairs)
    number = itertools.count()
    means = Means(
        ReadingReader(TaughtReader(GoldTagger([]))).say, near=Nearness(embedding_once(embedder.embed)),
        linker=load(given.linker) if given.linker else taught(), pairs=pairs, new_id=lambda: f"{next(number)}",
    )  # fmt: skip
    replayed = [one for voice in SPLIT[given.part] for one in replay(voice, means)]
    print("\n".join(score(replayed).lines()))
    told = [step for voice in SPLIT[given.part] for step in steps(voice, means.near)]
    print(forced(told, means.linker or taught()))
    kept = [one for one in replayed if one.learned.kept]
    for one in random.Random(5).sample(kept, min(given.statements, len(kept))):
        print(shown(one))


def shown(one: Replayed) -> str:
    """A statement with what it was made of."""
    where = f"{one.voice} {one.gold.id} {one.gold.who} {one.gold.attribute}"
    return f"{where}: {one.learned.quote!r} -> {one.learned.statement}"


if __name__ == "__main__":
    main()
