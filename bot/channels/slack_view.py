"""What a person does in App Home and its dialogs; after each change the Home tab shows what is kept then."""

from __future__ import annotations

import json
from typing import Any

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.channels import home, home_dialogs
from bot.channels.slack_blocks import Block
from bot.channels.slack_chat import Chat, Person, forgotten
from bot.channels.slack_links import LINK, UNLINK, Links, link_blocks, link_dialog
from bot.channels.slack_memories import Memories

STATUS = {"rest": "done", "wake": "current"}
DAYS = {"home_check_in": "check_in_days", "home_retention": "retention_days"}
FILES = {"json": "what-i-remember.json", "markdown": "what-i-remember.md"}


class View:
    """Shows "What I remember" and does what is asked for there."""

    def __init__(self, client: AsyncWebClient, memories: Memories, chat: Chat) -> None:
        self._client, self._memories, self._chat = client, memories, chat
        self.links = Links(memories, chat)

    async def show(self, person: Person, page: int = 0, words: str = "") -> None:
        """Publishes the Home tab."""
        profile = await self._memories.profile(person.user_id)
        memories = await self._memories.find_all(person.user_id, words)
        waiting = await self._memories.withheld(person.user_id)
        links = link_blocks(await self._memories.links(person.user_id))
        view = home.home_view(profile, memories, page, words, waiting, links)
        await self._client.views_publish(user_id=person.slack_id, view=view)

    async def press(self, person: Person, payload: dict[str, Any], action: dict[str, Any]) -> None:
        """A button or menu of the Home tab."""
        view = payload.get("view") or {}
        page, words = home.read_state(view)
        name, _, _ = action["action_id"].partition(":")
        trigger_id, state = payload["trigger_id"], view.get("private_metadata", "")
        dialog = await self._dialog(person, name, state)
        if dialog:
            await self._client.views_open(trigger_id=trigger_id, view=dialog)
            return
        if name == "memory_menu":
            if await self._choose(person, trigger_id, action["selected_option"]["value"], state):
                await self.show(person, page, words)
            return
        if name == "home_page":
            page = int(action["value"])
        elif name == "home_show_all":
            page, words = 0, ""
        else:
            await self._change(person, name, action)
        await self.show(person, page, words)

    async def submit(self, person: Person, view: Block) -> None:
        """A dialog was sent off."""
        callback_id = view["callback_id"]
        if callback_id == "home_search":
            await self.show(person, 0, _written(view))
            return
        if callback_id == LINK:
            await self._chat.tell(person, *await self.links.begin(person, _written(view)))
            await self.show(person, *home.read_state(view))
            return
        asked = json.loads(view["private_metadata"])
        if callback_id == "home_correct":
            await self._memories.correct(person.user_id, asked["id"], _written(view))
        elif callback_id == "home_forget":
            report = await self._memories.forget(person.user_id, asked["id"])
            await self._chat.tell(person, forgotten([report]))
        await self.show(person, *home.read_state({"private_metadata": asked["home"]}))

    async def explain(self, person: Person, trigger_id: str, memory_id: str) -> None:
        """Opens the dialog that says where a memory comes from and where it was used."""
        memory = await self._memories.find(person.user_id, memory_id)
        try:
            await self._client.views_open(trigger_id=trigger_id, view=home_dialogs.why_dialog(memory))
        except SlackApiError:  # Slack opens dialogs for three seconds after the press only
            await self._chat.tell(person, "\n\n".join(home_dialogs.why_lines(memory)))

    async def send_copy(self, person: Person) -> None:
        """Sends everything that is kept as files into the direct conversation."""
        files = [
            {"filename": name, "content": await self._memories.export(person.user_id, form), "title": name}
            for form, name in FILES.items()
        ]
        await self._client.files_upload_v2(
            channel=await self._chat.open(person),
            file_uploads=files,
            initial_comment="Everything I keep about you, as text and as data. Delete the files when you are done.",
        )

    async def decide(self, person: Person, remembering: str, shown: str = home.CONSENT) -> dict[str, Any]:
        """Turns remembering on, off, or to a pause; a first yes is kept with the text that was `shown`."""
        changes = {"remembering": remembering}
        if remembering == "on" and not (await self._memories.profile(person.user_id)).get("consented_at"):
            changes["consent_text"] = shown
        profile = await self._memories.change_profile(person.user_id, **changes)
        await self._chat.set_remembering(person, profile["remembering"])
        return profile

    async def set_level(self, person: Person, level: str) -> None:
        """Sets the level everywhere, and drops one that was set for Slack alone."""
        levels = (await self._memories.profile(person.user_id)).get("levels") or {}
        elsewhere = {channel: one for channel, one in levels.items() if channel != "slack"}
        changed = {"levels": elsewhere} if elsewhere != levels else {}
        await self._memories.change_profile(person.user_id, level=level, **changed)

    async def _dialog(self, person: Person, name: str, state: str) -> Block | None:
        """What a button of the Home tab opens; None for one that opens nothing."""
        if name == "home_search":
            return home_dialogs.search_dialog()
        if name == LINK:
            return link_dialog(state)
        if name == "home_moves":
            moves = await self._memories.moves(person.user_id)
            return home_dialogs.moves_dialog(moves, await self._memories.find_all(person.user_id))
        return None

    async def _choose(self, person: Person, trigger_id: str, value: str, state: str) -> bool:
        """Does what was chosen in the menu of a memory; True where the Home tab is to be shown anew."""
        what, _, memory_id = value.partition(":")
        if what in STATUS:
            await self._memories.set_status(person.user_id, memory_id, STATUS[what])
            return True
        if what == "why":
            await self.explain(person, trigger_id, memory_id)
            return False
        memory = await self._memories.find(person.user_id, memory_id)
        made = {"correct": home_dialogs.correct_dialog, "forget": home_dialogs.forget_dialog}[what]
        await self._client.views_open(trigger_id=trigger_id, view=made(memory, state))
        return False

    async def _change(self, person: Person, name: str, action: dict[str, Any]) -> None:
        decided = {"home_yes": "on", "home_resume": "on", "home_no": "paused", "home_pause": "paused"}
        if name in decided:
            await self.decide(person, decided[name])
        elif name == "home_level":
            await self.set_level(person, action["selected_option"]["value"])
        elif name == "home_sensitive":
            await self._memories.change_profile(person.user_id, sensitive=action["selected_option"]["value"])
        elif name == "home_in_channels":
            note = action["selected_option"]["value"] == "note"
            await self._memories.change_profile(person.user_id, note_in_channels=note)
        elif name in DAYS:
            chosen = action["selected_option"]["value"]
            days = int(chosen) if chosen.isdigit() else None
            await self._memories.change_profile(person.user_id, **{DAYS[name]: days})
        elif name in ("home_keep_waiting", "home_drop_waiting"):
            await self._memories.decide_withheld(person.user_id, name == "home_keep_waiting")
        elif name == UNLINK:
            await self._chat.tell(person, await self.links.unlink(person, action["value"]))
        elif name == "home_export":
            await self.send_copy(person)
        elif name == "home_forget_everything":
            report = await self._memories.forget_everything(person.user_id)
            await self._chat.set_remembering(person, "unasked")
            await self._chat.tell(person, forgotten([report]) + " I do not know you any more.")


def _written(view: Block) -> str:
    return str(view["state"]["values"]["words"]["words"]["value"] or "").strip()
