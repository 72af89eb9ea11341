"""Which cosine tells a memory that fits what is being said from one that does not.

`.venv-memory/bin/python -m benchmarks.continuity` holds what people told against what they say later: 30 pairs that a
listener would connect, and all pairs of different people, which one would not.
"""

from __future__ import annotations

import os

os.environ.setdefault("OMP_NUM_THREADS", "1")

import numpy as np  # noqa: E402

from memory.embeddings import load_embedder  # noqa: E402
from memory.recall.continuity import FITS  # noqa: E402

PAIRS = (
    ("I go swimming every Thursday", "I swam a kilometre in the lake"),
    ("I love jazz", "there was a jazz concert in the park"),
    ("I work as a nurse", "the ward was full again today"),
    ("my sister is called Ines", "my sister is coming over at the weekend"),
    ("I moved to Porto in March", "I still do not know many people in Porto"),
    ("I bake bread on Saturdays", "I tried a sourdough and it rose well"),
    ("I am learning Spanish", "I spoke Spanish to the man at the market"),
    ("I have a cat called Miso", "the cat was at the vet"),
    ("my goal is to run a marathon", "I ran fifteen kilometres this morning"),
    ("I sleep badly", "I was awake until three again"),
    ("I collect fountain pens", "I bought a bottle of green ink for my pen"),
    ("I love horror films", "I saw a scary film with my cousin"),
    ("I grow tomatoes on the balcony", "the tomatoes are ripe"),
    ("I play chess with my father", "I lost at chess again"),
    ("I study law", "the lecture on contract law was long"),
    ("I hate driving", "I had to drive to the airport in the rain"),
    ("I want to stop smoking", "I have not smoked for a week"),
    ("my daughter starts school in autumn", "my daughter had her first day at school"),
    ("I play the oud in a band", "the band has a concert in June"),
    ("I keep bees", "we took twelve jars of honey from the hive"),
    ("I am afraid of flying", "the flight home was bumpy"),
    ("I repair clocks", "somebody brought me a clock from 1890"),
    ("I cycle to work", "I got a flat tyre on the way to work"),
    ("I love ramen", "I found a noodle place near the station"),
    ("my best friend lives in Lyon", "I am visiting my friend in Lyon next week"),
    ("I paint landscapes", "I finished the painting of the hills"),
    ("I volunteer at an animal shelter", "the shelter took in six puppies"),
    ("I am saving for a house", "I looked at a small house by the river"),
    ("I teach maths to teenagers", "my class wrote a maths test today"),
    ("my knee hurts when I run", "I went for a run and my knee was fine"),
)


def main() -> None:
    embedder = load_embedder()
    told = embedder.embed([one for one, _ in PAIRS])
    said = embedder.embed([other for _, other in PAIRS])
    cosines = np.asarray(said @ told.T)
    same = np.eye(len(PAIRS), dtype=bool)
    print("cosine  of 30 that fit, found  of 870 that do not, taken")
    for threshold in (0.3, 0.36, FITS, 0.48, 0.54):
        found, wrong = (cosines[same] >= threshold).sum(), (cosines[~same] >= threshold).sum()
        print(
            f"{threshold:.2f}    {found:>2}                      {wrong:>3}{'   (in use)' if threshold == FITS else ''}"
        )


if __name__ == "__main__":
    main()
