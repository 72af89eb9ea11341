"""Count which messages are carried out as a command, and which are asked about: the tuned voices, and tests/nlu.

Run it while the memory service is up (RETOLD_MEMORY_PORT, RETOLD_SERVICE_TOKEN):
`.venv-rasa/bin/python -m benchmarks.routing`. A command is wanted where the message's annotation has an act
that wants something of its kind.
"""

from __future__ import annotations

import asyncio
import json
import logging
from collections import Counter
from pathlib import Path
from typing import Any

from bot import authoring, environment
from bot.nlu.service_client import ServiceClient
from training.annotations import read_voice

COMMANDS = ("stop_remembering", "go_off_the_record", "resume_remembering", "set_level_", "set_sensitive")
WANTED = ("want.pause", "want.resume", "want.off_record", "want.level.", "want.sensitive.", "want.ask_", "want.other")
WAIT_S = 60.0
"""For the service, instead of the second in which a message is decided without it: a busy machine is no finding."""
ROOT = Path(__file__).resolve().parent.parent
VOICES = ROOT / "training" / "voices"


def main() -> None:
    environment.quiet_rasa()
    import skops.io  # noqa: F401  (before TensorFlow: saves 4 to 5 CPU-seconds)
    from rasa.core.agent import Agent
    from rasa.shared.nlu.training_data.loading import load_data
    from rasa.utils.log_utils import configure_structlog

    configure_structlog(logging.WARNING)
    ask = ServiceClient.ask
    ServiceClient.ask = lambda self, path, body, timeout_s: ask(self, path, body, WAIT_S)  # type: ignore[method-assign]
    agent = Agent.load(str(authoring.model_file()))
    counted: Counter[str] = Counter()
    split = json.loads((ROOT / "training" / "split.json").read_text(encoding="utf-8"))
    for voice in split["tuned"]:
        for message in read_voice(VOICES / f"{voice}.jsonl"):
            acts = {act for clause in message.clauses for act in clause.acts}
            wanted = any(act.startswith(WANTED) for act in acts)
            if made := what_is_made(agent, message.text):
                counted[f"tuned voices: {made}, {'' if wanted else 'not '}wanted"] += 1
    for file in ("development", "held_out", "look_alikes"):
        for example in load_data(str(ROOT / "tests" / "nlu" / f"{file}.yml")).intent_examples:
            is_command = str(example.get("intent")).startswith(COMMANDS)
            made = what_is_made(agent, example.get("text"))
            if made or is_command:
                counted[f"{file}: {made or 'neither'}, {'a' if is_command else 'no'} command"] += 1
    print("\n".join(f"{count:4d}  {name}" for name, count in sorted(counted.items(), key=lambda one: one[0])))


def what_is_made(agent: Any, text: str) -> str | None:
    """ "obeyed", "asked about", "answered as a complaint", or None."""
    parsed = asyncio.run(agent.parse_message(text))
    if str(parsed["intent"]["name"]).startswith(COMMANDS):
        return "obeyed"
    meant = parsed.get("meant")
    return meant and ("answered as a complaint" if meant == "complaint" else "asked about")


if __name__ == "__main__":
    main()
