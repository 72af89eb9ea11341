"""Takes what Slack delivers, over HTTP or Socket Mode: whose it is, whether it is new, and who deals with it.

A delivery is acknowledged as soon as it has been claimed. What it asks for is done afterwards, for each person in the
order in which it came; and by another process where this one ends before.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Awaitable, Callable
from typing import Any

from rasa.core.agent import Agent
from slack_sdk.errors import SlackApiError

from bot.agreement import Agreement
from bot.channels.conversations import Conversations
from bot.channels.problems import Problem
from bot.channels.slack_audience import TAKE_TO_DM, Audience
from bot.channels.slack_chat import Chat, Person
from bot.channels.slack_client import make_client
from bot.channels.slack_command import FORGET_FOUND, KEEP_FOUND, Command
from bot.channels.slack_inbox import HOLD_S, Inbox, Pointer, pointer_of
from bot.channels.slack_links import ANSWERS
from bot.channels.slack_memories import Memories, MemoriesRefused
from bot.channels.slack_messages import CHOOSE, CONSENT, FORGET, FORGET_MESSAGE, KEEP_MESSAGE, RECEIPT_MENU, WHY
from bot.channels.slack_settings import SlackSettings
from bot.channels.slack_view import View
from bot.memory_client import MemoryClient
from bot.session_file import SessionFile, SessionsUnusable

logger = logging.getLogger(__name__)

STOP_WAIT_S = 20.0
SIGN_IN_WAIT_S = 5.0
CHANGES = ("message_changed", "message_deleted")
MESSAGES = (None, "file_share", "thread_broadcast")

INTERRUPTED = (
    "I was stopped before I had done what you last asked of me with a button, a command, or in a channel. "
    "Please do that once more."
)

Payload = dict[str, Any]
Work = Callable[[Person], Awaitable[None]]


class TeamRefused(Exception):
    """The delivery is from a workspace that is not the bot's."""


class NotSignedIn(Exception):
    """Slack has not said yet which workspace is the bot's."""


class SlackApp:
    """One Slack app in one workspace."""

    def __init__(self, settings: SlackSettings, memory: MemoryClient, agent: Callable[[], Agent | None]) -> None:
        self.settings = settings
        self.client = make_client(settings)
        self.memories = Memories(memory)
        self.chat = Chat(self.client, self.memories, Conversations("slack", Agreement(memory)), agent)
        self.audience = Audience(self.client, self.memories, self.chat)
        self.view = View(self.client, self.memories, self.chat)
        self._inbox = Inbox(settings.home / "slack.db")
        self._team_id = self._bot_user_id = ""
        self._running: set[asyncio.Task[None]] = set()
        self._last: dict[str, asyncio.Task[None]] = {}

    async def sign_in(self) -> None:
        """Asks Slack which workspace and which user this is, until it answers."""
        while not self._team_id:
            try:
                me = await self.client.auth_test()
                self._team_id, self._bot_user_id = str(me["team_id"]), str(me["user_id"])
                await asyncio.to_thread(self._name_workspace, str(me.get("team") or ""))
                return
            except SlackApiError as error:
                logger.error("Slack does not let the bot in: %s.", error.response.get("error", "no reason"))
            except Exception as error:  # it must go on trying, whatever keeps Slack away
                logger.error("Slack cannot be reached: %s.", type(error).__name__)
            await asyncio.sleep(SIGN_IN_WAIT_S)

    def _name_workspace(self, name: str) -> None:
        """So that another account that is to be linked is shown where this one is."""
        try:
            SessionFile(self.settings.home / "sessions.db").name_place(f"slack:{self._team_id}", name)
        except SessionsUnusable as error:
            logger.error("%s The workspace is shown without its name.", error)

    async def accept(self, payload: Payload) -> None:
        """Claims a delivery; what it asks for is done in the background.

        Raises:
            NotSignedIn: try again in a moment.
            TeamRefused: it is for another workspace.
        """
        if not self._team_id:
            raise NotSignedIn("The bot is not signed in to Slack yet.")
        if _team_of(payload) != self._team_id:
            raise TeamRefused("This workspace is not the one the bot belongs to.")
        work, slack_id = self._work_of(payload)
        delivery_id = str(payload.get("event_id") or payload.get("trigger_id") or "")
        if work is None:
            return
        pointer = pointer_of(payload, slack_id)
        if delivery_id and not await asyncio.to_thread(self._inbox.claim, delivery_id, pointer):
            return
        self._begin(work, slack_id, delivery_id)

    async def take_up_what_was_left(self) -> None:
        """Does what a process that is gone had acknowledged and not done, until cancelled."""
        while True:
            for delivery_id, pointer in await asyncio.to_thread(self._inbox.take_left) if self._team_id else ():
                self._begin(self._work_of_left(pointer), pointer.slack_id, delivery_id)
            await asyncio.sleep(HOLD_S / 3)
            await asyncio.to_thread(self._inbox.renew)

    async def stop(self) -> None:
        """Waits for what was acknowledged, so that it is answered before the process ends."""
        if self._running:
            _, late = await asyncio.wait(self._running, timeout=STOP_WAIT_S)
            if late:
                logger.error("%d deliveries of Slack's were not answered before the stop.", len(late))

    def _begin(self, work: Work, slack_id: str, delivery_id: str) -> None:
        person = Person(slack_id, f"slack:{self._team_id}:{slack_id}")
        task = asyncio.create_task(self._do(work, person, delivery_id, self._last.get(slack_id)))
        self._last[slack_id] = task
        self._running.add(task)
        task.add_done_callback(lambda done: self._done(done, slack_id))

    async def _do(self, work: Work, person: Person, delivery_id: str, before: asyncio.Task[None] | None) -> None:
        if before is not None:
            await asyncio.wait([before])
        await self._try(work, person)
        if delivery_id:
            await asyncio.to_thread(self._inbox.finish, delivery_id)

    async def _try(self, work: Work, person: Person) -> None:
        try:
            await work(person)
        except MemoriesRefused as refused:
            await self._tell(person, str(refused))
        except Problem as problem:
            await self._tell(person, problem.detail)
        except SlackApiError as error:
            logger.error("Slack refused what the bot sent: %s.", error.response.get("error", "no reason"))
        except Exception as error:  # an unknown error's message may quote what a person said
            logger.error("A delivery of Slack's failed: %s.", type(error).__name__)
            await self._tell(person, "Something went wrong here. Please try that again.")

    async def _tell(self, person: Person, text: str) -> None:
        try:
            await self.chat.tell(person, text)
        except Exception as error:
            logger.error("Slack could not be told what went wrong: %s.", type(error).__name__)

    def _done(self, task: asyncio.Task[None], slack_id: str) -> None:
        self._running.discard(task)
        if self._last.get(slack_id) is task:
            del self._last[slack_id]

    def _work_of_left(self, pointer: Pointer) -> Work:
        if pointer.kind == "home":
            return self.view.show
        if pointer.kind == "request":
            return lambda person: self.chat.tell(person, INTERRUPTED)
        return lambda person: self._look_again(person, pointer)

    async def _look_again(self, person: Person, pointer: Pointer) -> None:
        """Reads a message of the direct conversation in Slack, which kept it when this bot was stopped."""
        where = {"channel": pointer.channel, "latest": pointer.ts, "oldest": pointer.ts, "inclusive": True}
        found: list[Payload] = []
        if pointer.thread_ts:
            with contextlib.suppress(SlackApiError):  # the thread may be gone
                found = list((await self.client.conversations_replies(ts=pointer.thread_ts, **where))["messages"])
        else:
            found = list((await self.client.conversations_history(limit=1, **where))["messages"])
        message = next((one for one in found if one.get("ts") == pointer.ts), None)
        if pointer.kind == "change":
            await self.chat.reread(person, pointer.channel, pointer.ts, message, self._bot_user_id)
        elif message:
            await self.chat.receive(person, {**message, "channel": pointer.channel}, self._bot_user_id)

    def _work_of(self, payload: Payload) -> tuple[Work | None, str]:
        """What there is to do, and for whom; None for what is none of the bot's business."""
        if "command" in payload:
            return (lambda person: self._command().run(person, payload)), payload["user_id"]
        if payload.get("type") == "event_callback":
            return self._work_of_event(payload["event"])
        user = payload.get("user") or {}
        slack_id = str(user.get("id") or "")
        if self._is_elsewhere(user.get("team_id")):
            return None, slack_id
        if payload.get("type") == "block_actions":
            return self._work_of_action(payload, payload["actions"][0]), slack_id
        if payload.get("type") == "view_submission":
            return (lambda person: self.view.submit(person, payload["view"])), slack_id
        if payload.get("type") == "message_action":
            return (lambda person: self._command().remember(person, payload)), slack_id
        return None, slack_id

    def _work_of_event(self, event: Payload) -> tuple[Work | None, str]:
        kind, subtype = event.get("type"), event.get("subtype")
        changed = (event.get("previous_message") or {}) if subtype in CHANGES else event
        slack_id = str(changed.get("user") or "")
        teams = [changed.get(name) for name in ("user_team", "source_team", "team")]
        if not slack_id or changed.get("bot_id") or slack_id == self._bot_user_id or self._is_elsewhere(*teams):
            return None, slack_id
        if kind == "app_home_opened":
            return (self.view.show if event.get("tab") == "home" else None), slack_id
        if kind == "app_mention" and subtype is None and event.get("channel_type") != "im":
            return (lambda person: self.audience.receive(person, event, self._bot_user_id)), slack_id
        if kind == "message" and event.get("channel_type") == "im":
            if subtype in CHANGES:
                return (lambda person: self.chat.edited(person, event, self._bot_user_id)), slack_id
            if subtype in MESSAGES:
                return (lambda person: self.chat.receive(person, event, self._bot_user_id)), slack_id
        return None, slack_id

    def _is_elsewhere(self, *teams: str | None) -> bool:
        """Whether one of the workspaces that a delivery gives a user is another: two may give out the same user id."""
        return any(team and team != self._team_id for team in teams)

    def _work_of_action(self, payload: Payload, action: Payload) -> Work | None:
        name, _, _ = str(action.get("action_id", "")).partition(":")
        if name.startswith("home_") or name == "memory_menu":
            return lambda person: self.view.press(person, payload, action)
        if name in (CHOOSE, CONSENT):
            return lambda person: self.chat.choose(person, payload, action)
        if name == FORGET:
            return lambda person: self.chat.forget_receipt(person, payload, action["value"])
        if name == WHY:
            return lambda person: self.view.explain(person, payload["trigger_id"], action["value"])
        if name == RECEIPT_MENU:
            return self._work_of_menu(payload, *action["selected_option"]["value"].split(":", 1))
        if name in (FORGET_MESSAGE, KEEP_MESSAGE):
            return lambda person: self.chat.forget_noted(person, payload, action)
        if name == TAKE_TO_DM:
            return lambda person: self.audience.take_to_dm(person, payload, action)
        if name in ANSWERS:
            return lambda person: self._command().answer_link(person, payload, action)
        if name in (FORGET_FOUND, KEEP_FOUND):
            return lambda person: self._command().answer_forget(person, payload, action)
        return None

    def _work_of_menu(self, payload: Payload, what: str, memory_id: str) -> Work:
        if what == "forget":
            return lambda person: self.chat.forget_receipt(person, payload, memory_id)
        return lambda person: self.view.explain(person, payload["trigger_id"], memory_id)

    def _command(self) -> Command:
        return Command(self.client, self.memories, self.view, self._bot_user_id)


def _team_of(payload: Payload) -> str:
    team = payload.get("team_id") or (payload.get("team") or {}).get("id") or ""
    return str(team)
