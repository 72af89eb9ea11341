"""A small memory service for the tests of the channel: real actions, and a REST side that says what it was asked."""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
import hmac
import json
import sqlite3
import threading
import time
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

from aiohttp import web
from rasa_sdk import Action, Tracker
from rasa_sdk.events import ActionExecuted, SessionStarted, SlotSet
from rasa_sdk.executor import ActionExecutor, CollectingDispatcher

from bot.contract import Observation

SECRET = "a secret for tests, of forty characters."
YES_NO = [{"title": "Yes, please", "payload": "/affirm"}, {"title": "No", "payload": "/deny"}]


class SmallMemory:
    """Serves actions at /webhook and answers /v1 with what it was asked; can be stopped and started again."""

    def __init__(self, port: int, transcript: Path) -> None:
        self.port = port
        self.transcript = transcript
        self.observed: list[str] = []
        self.asked: list[dict[str, str]] = []
        self.delay_s = 0.0
        self.secret = SECRET
        self._ended: dict[str, str] = {}
        self._executor = ActionExecutor()
        for action in (Start(), Observe(self), Echo(), Ask(), Answer(), Switch(), Erase(self)):
            self._executor.register_action(action)

    def start(self) -> None:
        """Listens, in a thread of its own."""
        self._loop = asyncio.new_event_loop()
        listening = threading.Event()

        async def serve() -> None:
            app = web.Application()
            app.router.add_post("/webhook", self._webhook)
            app.router.add_get("/health/ready", self._ready)
            app.router.add_post("/agreement", self._agree)
            app.router.add_route("*", "/v1/{rest:.*}", self._rest)
            self._runner = web.AppRunner(app)
            await self._runner.setup()
            await web.TCPSite(self._runner, "127.0.0.1", self.port).start()
            listening.set()

        self._loop.create_task(serve())
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()
        assert listening.wait(10)

    def stop(self) -> None:
        """Stops listening."""
        asyncio.run_coroutine_threadsafe(self._runner.cleanup(), self._loop).result(10)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)

    def erase(self, sender_id: str) -> None:
        """Erases the transcript as the memory service does."""
        db = sqlite3.connect(str(self.transcript), timeout=10, isolation_level=None)
        for statement in ("secure_delete = ON", "temp_store = MEMORY"):
            db.execute(f"PRAGMA {statement}")
        db.execute("BEGIN IMMEDIATE")
        db.execute("CREATE TABLE IF NOT EXISTS generations (sender_id TEXT PRIMARY KEY, generation INTEGER)")
        db.execute("INSERT OR REPLACE INTO generations VALUES (?, random())", (sender_id,))
        db.execute("DELETE FROM transcripts WHERE sender_id = ?", (sender_id,))
        db.execute("COMMIT")
        db.execute("VACUUM")
        db.close()

    def erase_sessions(self, user_id: str, while_saying: str) -> None:
        """Ends the person's sessions as the memory service does, while they are answered."""
        self._ended[while_saying] = user_id

    def observe(self, said: str) -> None:
        self.observed.append(said)
        user_id = self._ended.pop(said, None)
        if user_id is None:
            return
        db = sqlite3.connect(str(self.transcript.with_name("sessions.db")), timeout=10, isolation_level=None)
        db.execute("PRAGMA secure_delete = ON")
        db.execute("DELETE FROM sessions WHERE user_id = ?", (user_id,))
        former = hashlib.sha256(f"former:{user_id}".encode()).hexdigest()
        db.execute("INSERT OR REPLACE INTO retired VALUES (?, ?)", (former, time.time() + 3600))
        db.execute("VACUUM")
        db.close()

    async def _webhook(self, request: web.Request) -> web.Response:
        await asyncio.sleep(self.delay_s)
        return web.json_response(await self._executor.run(await request.json()))

    async def _ready(self, request: web.Request) -> web.Response:
        return web.json_response({"status": "ready"})

    async def _agree(self, request: web.Request) -> web.Response:
        body = await request.json()
        with contextlib.closing(sqlite3.connect(str(self.transcript), timeout=10)) as db:
            db.execute("CREATE TABLE IF NOT EXISTS identity (one INTEGER PRIMARY KEY, id TEXT)")
            ids = [row[0] for row in db.execute("SELECT id FROM identity")]
        proofs = {
            side: hmac.new(self.secret.encode(), f"retold {side} {body['transcript']}".encode(), "sha256")
            for side in ("bot", "memory")
        }
        if body["proof"] != proofs["bot"].hexdigest():
            return web.json_response({"detail": "Not the same secret."}, status=409)
        if ids != [body["transcript"]]:
            return web.json_response({"detail": "Not the same transcript."}, status=409)
        return web.json_response({"proof": proofs["memory"].hexdigest()})

    async def _rest(self, request: web.Request) -> web.Response:
        asked = {
            "method": request.method,
            "path": request.raw_path,
            "authorization": request.headers.get("Authorization", ""),
            "body": (await request.read()).decode(),
        }
        self.asked.append(asked)
        headers = {}
        if request.path.endswith("/export"):
            headers["Content-Disposition"] = 'attachment; filename="retold.json"'
        if request.method == "PUT" and request.path.endswith("/profile"):
            return web.json_response(json.loads(asked["body"]))
        return web.json_response(asked, headers=headers)


class Start(Action):
    def name(self) -> str:
        return "action_session_start"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Any) -> list[dict[str, Any]]:
        dispatcher.utter_message(text="Hello, I am software.")
        return [SessionStarted(), SlotSet("remembering", "unasked"), ActionExecuted("action_listen")]


class Observe(Action):
    def __init__(self, memory: SmallMemory) -> None:
        self.memory = memory

    def name(self) -> str:
        return "action_observe"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Any) -> list[dict[str, Any]]:
        self.memory.observe(tracker.latest_message["text"])
        said = next(event for event in reversed(tracker.events) if event["event"] == "user")
        return [SlotSet("memory", Observation(said["message_id"]).to_slot())]


class Echo(Action):
    def name(self) -> str:
        return "action_echo"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Any) -> list[dict[str, Any]]:
        said = tracker.latest_message["text"]
        now = tracker.events[-1]["timestamp"] if said.startswith("just now") else 0.0
        receipt = {
            "memory_id": "m1",
            "statement": f"You said {said}.",
            "quote": said,
            "told_at": datetime.fromtimestamp(now, timezone.utc).isoformat(),
            "channel": "web",
        }
        dispatcher.utter_message(text=f"Noted.\n\nYou said: {said}", json_message={"receipts": [receipt]})
        return []


class Ask(Action):
    def name(self) -> str:
        return "action_ask"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Any) -> list[dict[str, Any]]:
        dispatcher.utter_message(text="Shall I?", buttons=YES_NO)
        return []


class Answer(Action):
    def name(self) -> str:
        return "action_answer"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Any) -> list[dict[str, Any]]:
        dispatcher.utter_message(text="You answered " + tracker.latest_message["intent"]["name"])
        return []


class Switch(Action):
    def name(self) -> str:
        return "action_switch"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Any) -> list[dict[str, Any]]:
        remembering = "on" if tracker.latest_message["intent"]["name"] == "turn_on" else "paused"
        dispatcher.utter_message(text=f"Remembering is {remembering}.")
        return [SlotSet("remembering", remembering)]


class Erase(Action):
    def __init__(self, memory: SmallMemory) -> None:
        self.memory = memory

    def name(self) -> str:
        return "action_forget"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Any) -> list[dict[str, Any]]:
        self.memory.erase(tracker.sender_id)
        dispatcher.utter_message(text="That is erased.")
        return []
