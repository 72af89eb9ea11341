"""The tracker store that can forget: the running session of each person, and of that only what may be kept.

A session lives in this process while it runs. What was said while remembering was on is also written to
`transcript.db`, so that a restart does not cut a conversation in two. The memory service, which erases, gives the
person another generation there. A turn belongs to the generation in which its tracker was retrieved: where that has
passed when the turn is saved, its words go, whatever any clock says.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rasa.core.brokers.broker import EventBroker
from rasa.core.tracker_store import TrackerStore
from rasa.shared.core.conversation import Dialogue
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import Event
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.exceptions import RasaException

from bot.transcript import last_session, without_crisis, without_parse, wordless
from bot.transcript_file import TranscriptFile

SWEEP_INTERVAL_S = 60
IDLE_LIMIT_MINUTES = 60
"""When a session has ended, where the domain sets no `session_expiration_time`."""

TURN_LIMIT_S = 300
"""A session that was read so lately may be in a turn, and is not swept."""

_GENERATION = "retold_generation"
"""The attribute of a tracker that says in which generation its turn began."""


class TranscriptNowhere(RasaException):
    """There is no place for the transcript, and a place of our own choosing would be erased by nobody."""


@dataclass
class _Session:
    events: list[Event]
    updated_at: float
    generation: int
    read_at: float = float("-inf")  # by a clock that nobody sets


class ErasableTrackerStore(TrackerStore):
    """Keeps the running session of each person, and forgets it when it ends or when the person says so."""

    def __init__(
        self,
        domain: Domain | None = None,
        event_broker: EventBroker | None = None,
        path: str | None = None,
        **kwargs: Any,
    ) -> None:
        """`path` is the SQLite file; `$RETOLD_HOME/transcript.db` where it is not given.

        Raises:
            TranscriptNowhere: neither is given.
        """
        super().__init__(domain, event_broker)
        home = os.environ.get("RETOLD_HOME")
        if not path and not home:
            raise TranscriptNowhere(
                "RETOLD_HOME is not set, so the transcript has no place. Set it to the memory service's folder."
            )
        self.path = Path(path or os.path.join(home or "", "transcript.db"))
        self._file = TranscriptFile(self.path)
        self._running: dict[str, _Session] = {}
        self._sweeper: asyncio.Task[None] | None = None
        self.sweep()
        self._keep_sweeping()

    @property
    def idle_limit_s(self) -> float:
        """How long a session may rest before it has ended."""
        return float(self.domain.session_config.session_expiration_time or IDLE_LIMIT_MINUTES) * 60

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Keeps the session of `tracker`, without its words where something was erased since it was retrieved."""
        self._keep_sweeping()
        await self.stream_events(tracker)
        sender_id = tracker.sender_id
        if not hasattr(tracker, _GENERATION):  # Rasa has just made it, for a session that begins
            setattr(tracker, _GENERATION, self._file.generation(sender_id))
        events = [without_parse(event) for event in without_crisis(last_session(list(tracker.events)))]
        stored = self._file.write(sender_id, events, time.time(), getattr(tracker, _GENERATION))
        self._running[sender_id] = _Session(stored.events or [], stored.updated_at, stored.generation)

    async def retrieve(self, sender_id: str) -> DialogueStateTracker | None:
        """The running session of this person, or None."""
        self._keep_sweeping()
        session = self._running.get(sender_id)
        if session is not None:
            self._forget_words(session, self._file.generation(sender_id))
        else:
            stored = self._file.read(sender_id)
            if stored.events is None:
                return None
            session = _Session(stored.events, stored.updated_at, stored.generation)
            self._running[sender_id] = session
        session.read_at = time.monotonic()
        tracker = self.init_tracker(sender_id)
        tracker.recreate_from_dialogue(Dialogue(sender_id, session.events))
        setattr(tracker, _GENERATION, session.generation)
        return tracker

    async def keys(self) -> Iterable[str]:
        """Whose sessions are kept."""
        return sorted({*self._running, *self._file.list_senders()})

    def renew_id(self) -> str:
        """Gives the transcript a new random id and returns it; empty where the file cannot be used."""
        return self._file.renew_id()

    def end_session(self, sender_id: str) -> None:
        """Drops the running session of this person, so that the next turn begins a new one."""
        self._running.pop(sender_id, None)
        self._file.delete(sender_id)

    def sweep(self) -> None:
        """Drops the sessions that have ended, and the words of those in which something was erased."""
        oldest, lately = time.time() - self.idle_limit_s, time.monotonic() - TURN_LIMIT_S
        for sender_id, session in list(self._running.items()):
            if session.updated_at < oldest and session.read_at < lately:
                del self._running[sender_id]
        for sender_id, generation in self._file.delete_before(oldest, self._running.keys()).items():
            if sender_id in self._running:
                self._forget_words(self._running[sender_id], generation)

    @staticmethod
    def _forget_words(session: _Session, generation: int) -> None:
        if session.generation != generation:
            session.events, session.generation = wordless(session.events), generation

    def _keep_sweeping(self) -> None:
        # Rasa makes the store inside its event loop; a test may make it outside of one.
        if self._sweeper is not None and not self._sweeper.done():
            return
        with contextlib.suppress(RuntimeError):
            self._sweeper = asyncio.get_running_loop().create_task(self._sweep_forever())

    async def _sweep_forever(self) -> None:
        while True:
            await asyncio.sleep(SWEEP_INTERVAL_S)
            self.sweep()
