"""Compare NLU pipelines on the messages held back in tests/nlu: accuracy, time to train, CPU per message, memory.

Run it while the memory service is up (RETOLD_MEMORY_PORT, RETOLD_SERVICE_TOKEN):
`.venv-rasa/bin/python -m benchmarks.nlu_pipelines [name ...]`. Each pipeline gets a process of its own, and
is judged as the bot would act: the fallback and what plain words decide included.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import logging
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from bot import environment

ROOT = Path(__file__).resolve().parent.parent

WORDS: list[dict[str, Any]] = [{"name": "CountVectorsFeaturizer"}]
CHARACTERS = [{"name": "CountVectorsFeaturizer", "analyzer": "char_wb", "min_ngram": 2, "max_ngram": 4}]
MINILM = [{"name": "bot.nlu.minilm_featurizer.MiniLMFeaturizer"}]
REGRESSION = [{"name": "LogisticRegressionClassifier", "max_iter": 100}]
DIET = [{"name": "DIETClassifier", "epochs": 25, "batch_size": 64, "entity_recognition": False, "random_seed": 42}]
FALLBACK = [
    {"name": "FallbackClassifier", "threshold": 0.3, "ambiguity_threshold": 0.02},
    {"name": "bot.nlu.plain_words.PlainWords"},
]

PIPELINES = {
    "sparse+lr": WORDS + CHARACTERS + REGRESSION,
    "minilm+lr": MINILM + REGRESSION,
    "both+lr": WORDS + CHARACTERS + MINILM + REGRESSION,
    "sparse+diet": WORDS + CHARACTERS + DIET,
    "words+minilm+diet": WORDS + MINILM + DIET,
    "both+diet": WORDS + CHARACTERS + MINILM + DIET,
}
DESTRUCTIVE = {"forget_something", "forget_everything", "stop_remembering", "go_off_the_record"}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("names", nargs="*", default=list(PIPELINES), metavar="name", help=", ".join(PIPELINES))
    parser.add_argument("--one", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.one:
        print(json.dumps(measure(arguments.one)))
        return
    print("pipeline      held-out  look-alikes  taken for forgetting  train s (CPU)  ms CPU/message  MB", flush=True)
    for name in arguments.names:
        command = [sys.executable, "-m", "benchmarks.nlu_pipelines", "--one", name]
        done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True)
        row = json.loads(done.stdout.splitlines()[-1])
        print(
            f"{name:12}  {row['held_out']:8.3f}  {row['look_alikes']:11.3f}  {row['taken']:>20}  "
            f"{row['train_cpu_s']:13.1f}  {row['message_cpu_ms']:14.1f}  {row['memory_mb']:.0f}",
            flush=True,
        )


def measure(name: str) -> dict[str, Any]:
    """Train the pipeline and read every held-back message with it. CPU is that of Rasa alone, without the service."""
    environment.quiet_rasa()
    os.environ["RASA_MAX_CACHE_SIZE"] = "0"
    import skops.io  # noqa: F401  (before TensorFlow: saves 4 to 5 CPU-seconds)
    from rasa.core.agent import Agent
    from rasa.model_training import train_nlu
    from rasa.shared.nlu.training_data.loading import load_data
    from rasa.utils.log_utils import configure_structlog

    configure_structlog(logging.WARNING)
    pipeline = [{"name": "WhitespaceTokenizer"}, *PIPELINES[name], *FALLBACK]
    with tempfile.TemporaryDirectory() as folder:
        config = Path(folder) / "config.yml"
        config.write_text(
            json.dumps({"recipe": "default.v1", "language": "en", "assistant_id": "benchmark", "pipeline": pipeline})
        )
        started = time.process_time()
        model = train_nlu(str(config), str(environment.DATA / "nlu"), folder)
        train_cpu_s = time.process_time() - started
        agent = Agent.load(model)
    figures: dict[str, Any] = {"train_cpu_s": train_cpu_s}
    read = 0
    started = time.process_time()
    for file in ("held_out", "look_alikes"):
        examples = load_data(str(ROOT / "tests" / "nlu" / f"{file}.yml")).intent_examples
        pairs = [(example.get("intent"), _intent(agent, example.get("text"))) for example in examples]
        figures[file] = sum(intent == found for intent, found in pairs) / len(pairs)
        figures["taken"] = f"{sum(found in DESTRUCTIVE for _, found in pairs)} of {len(pairs)}"
        read += len(pairs)
    figures["message_cpu_ms"] = (time.process_time() - started) * 1000 / read
    figures["memory_mb"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return figures


def _intent(agent: Any, text: str) -> str:
    return str(asyncio.run(agent.parse_message(text))["intent"]["name"])


if __name__ == "__main__":
    main()
