"""The life of the real processes: how they start, stop, hang, and what they send and leave."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE), str(HERE.parent / "journeys"), str(HERE.parents[1])]

from retold import Retold  # noqa: E402

STUCK_ACTIONS = '''
"""Actions of a bot's author that are slow, or never end and hold the interpreter all the while."""
import asyncio, ctypes, re, time
from rasa_sdk import Action

PR_GET_DUMPABLE = 3

def never_end():
    re.match("(a|a)*b", "a" * 60)

class Slow(Action):
    def name(self):
        return "action_slow"
    async def run(self, dispatcher, tracker, domain):
        await asyncio.sleep(2)
        dispatcher.utter_message(text="At last.")
        return []

class Dumpable(Action):
    def name(self):
        return "action_dumpable"
    async def run(self, dispatcher, tracker, domain):
        dispatcher.utter_message(text=str(ctypes.CDLL(None).prctl(PR_GET_DUMPABLE, 0, 0, 0, 0)))
        return []

class StuckThread(Action):
    def name(self):
        return "action_stuck_in_a_thread"
    async def run(self, dispatcher, tracker, domain):
        await asyncio.to_thread(never_end)
        return []

class SleepingThread(Action):
    def name(self):
        return "action_sleeping_in_a_thread"
    async def run(self, dispatcher, tracker, domain):
        await asyncio.to_thread(time.sleep, 60)
        return []

class Stuck(Action):
    def name(self):
        return "action_stuck"
    async def run(self, dispatcher, tracker, domain):
        never_end()
        return []
'''


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Retold]:
    """Retold that does not run yet, with actions of its author's that hang."""
    package = tmp_path / "packages" / "stuck_actions"
    package.mkdir(parents=True)
    (package / "__init__.py").write_text(STUCK_ACTIONS)
    place = Retold(tmp_path / "home")
    place.environment |= {"RETOLD_ACTIONS": "stuck_actions", "PYTHONPATH": str(package.parent)}
    yield place
    place.kill()
