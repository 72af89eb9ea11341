"""Turns of a conversation with Rasa: one at a time for each person, answered once, never with nothing."""

from __future__ import annotations

import asyncio
import time
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from rasa.core.agent import Agent
from rasa.core.channels.channel import UserMessage
from rasa.core.lock_store import LockError
from rasa.shared.core.events import Event, SessionStarted, SlotSet

from bot.agreement import Agreement
from bot.channels import turns
from bot.channels.messages import Message, name_button
from bot.channels.problems import MemoryUnavailable, TooManyMessages, TurnTooSlow
from bot.tracker import ErasableTrackerStore

MAX_WAITING = 25  # messages of one person at a time
LOCK_POLL_S = 0.05
TURN_TIMEOUT_S = 45.0

NO_MEMORY = "I cannot reach my memory just now, so I cannot answer. Please send that again in a moment."


class Conversations:
    """Speaks with Rasa for the people of one channel."""

    def __init__(self, channel: str, agreement: Agreement) -> None:
        """Nobody is answered without the `agreement`."""
        self._channel, self._agreement = channel, agreement
        self._started_at = time.time()
        self._waiting: Counter[str] = Counter()

    async def open(self, agent: Agent, user_id: str) -> dict[str, Any]:
        """Begins a session, or goes on with the one that runs: `{messages: its greeting, history: what was said}`.

        A session that ran before this process started has ended, so that whoever comes back is greeted; and so has one
        of which every word was erased, so that nobody comes back to silence.

        Raises:
            MemoryUnavailable: the memory service, which begins sessions, does not answer.
        """
        async with self._turn(agent, user_id):
            return await self._open(agent, user_id)

    async def answer(self, agent: Agent, user_id: str, message: Message) -> dict[str, Any]:
        """What the bot says to a message; to one that was answered before, the same again.

        `{messages}`, with `erased: true` when the words of the conversation so far were erased in this turn.

        Raises:
            ButtonNotOffered, ButtonPassed: the message is a button that cannot be pressed.
            TooManyMessages: too many of this person wait already.
            MemoryUnavailable, TurnTooSlow: there is no answer; the message may be sent again.
        """
        async with self._turn(agent, user_id):
            return await self._answer(agent, user_id, message)

    async def set_remembering(self, agent: Agent, user_id: str, remembering: str) -> None:
        """Tells the running session what was decided outside of it, so that its transcript obeys it."""
        async with self._turn(agent, user_id):
            store = erasable_store(agent)
            tracker = await store.retrieve(user_id)
            if tracker is not None:
                tracker.update(SlotSet("remembering", remembering), store.domain)
                await store.save(tracker)

    async def remembering(self, agent: Agent, user_id: str) -> str | None:
        """What the running session knows of what the person decided; None where none runs."""
        tracker = await erasable_store(agent).retrieve(user_id)
        decided = tracker.get_slot("remembering") if tracker else None
        return decided if isinstance(decided, str) else None

    async def _open(self, agent: Agent, user_id: str) -> dict[str, Any]:
        events = await self._session_events(agent, user_id)
        begun_at = next((event.timestamp for event in events if isinstance(event, SessionStarted)), None)
        if begun_at is not None and (begun_at < self._started_at or not turns.list_history(events)):
            erasable_store(agent).end_session(user_id)
        output = turns.WebOutput()
        tracker = await agent.processor.fetch_tracker_and_update_session(user_id, output, {"channel": self._channel})
        if not any(isinstance(event, SessionStarted) for event in tracker.events):
            raise MemoryUnavailable(NO_MEMORY)  # the action that begins a session lives there
        await agent.processor.save_tracker(tracker)
        events = await self._session_events(agent, user_id)  # as they are read when a button is pressed
        history = [] if output.messages else turns.list_history(events)
        return {"messages": turns.name_reply(output.messages, turns.cause_of(events)), "history": history}

    async def _answer(self, agent: Agent, user_id: str, message: Message) -> dict[str, Any]:
        events = await self._session_events(agent, user_id)
        said = turns.find_message(events, message.message_id)
        reply = turns.find_reply(events, said) if said else []
        if not reply:
            output = turns.WebOutput()
            await self._handle(agent, user_id, message, output, name_button(message, events))
            said = turns.find_message(await self._session_events(agent, user_id), message.message_id)
            # Not looked up as for a retry: a session that begins with this message greets before it.
            reply = turns.name_reply(output.messages, message.message_id)
            reply = turns.mark_noted(reply, said.timestamp) if said else reply
        if not reply:
            raise MemoryUnavailable(NO_MEMORY)
        return {"messages": reply, "erased": True} if said and not said.text else {"messages": reply}

    async def _handle(
        self, agent: Agent, user_id: str, message: Message, output: turns.WebOutput, button: dict[str, str]
    ) -> None:
        user_message = UserMessage(
            message.text if message.payload is None else turns.command_of(message.payload),
            output,
            user_id,
            input_channel=self._channel,
            message_id=message.message_id,
            metadata={"channel": self._channel, **button, **({} if message.observe else {"observe": False})},
        )
        try:
            await asyncio.wait_for(agent.processor.handle_message(user_message), TURN_TIMEOUT_S)
        except asyncio.TimeoutError:
            raise TurnTooSlow("That took too long, so I stopped. Please send it again.") from None

    async def _session_events(self, agent: Agent, user_id: str) -> list[Event]:
        tracker = await erasable_store(agent).retrieve(user_id)
        events = list(tracker.events) if tracker else []
        if events and not any(isinstance(event, SessionStarted) for event in events):
            # Its start failed, as when the memory service was down: begin it again.
            erasable_store(agent).end_session(user_id)
            return []
        return events

    @asynccontextmanager
    async def _turn(self, agent: Agent, user_id: str) -> AsyncIterator[None]:
        """One turn at a time for each person, in the order in which they came; none before the agreement."""
        await self._agreement.require(erasable_store(agent))
        if self._waiting[user_id] >= MAX_WAITING:
            raise TooManyMessages("Your earlier messages are not answered yet. Please wait a moment.", Retry_After="5")
        self._waiting[user_id] += 1
        try:
            async with agent.lock_store.lock(user_id, wait_time_in_seconds=LOCK_POLL_S):
                yield
        except LockError:
            raise TooManyMessages(
                "Your earlier messages took too long. Please send this again.", Retry_After="5"
            ) from None
        finally:
            self._waiting[user_id] -= 1
            if not self._waiting[user_id]:
                del self._waiting[user_id]


def erasable_store(agent: Agent) -> ErasableTrackerStore:
    """The agent's tracker store, which has to be one that can forget.

    Raises:
        TypeError: Rasa uses another one.
    """
    store = getattr(agent.tracker_store, "_tracker_store", agent.tracker_store)
    if not isinstance(store, ErasableTrackerStore):
        raise TypeError(
            f"Rasa uses {type(store).__name__}, which cannot forget. "
            "Write `tracker_store: {type: bot.tracker.ErasableTrackerStore}` in endpoints.yml."
        )
    return store
