"""What a person told, for Slack's views and commands: the REST contract of the memory service, in Python."""

from __future__ import annotations

import contextlib
import json
from datetime import datetime, timezone
from typing import Any
from urllib.parse import quote, urlencode

from bot.memory_client import MemoryClient, MemoryReply, MemoryUnreachable

PAGE = 500


class MemoriesRefused(Exception):
    """The memory service says no, or nothing; the message can be shown to the person."""


class MemoryGone(MemoriesRefused):
    """There is no such memory any more."""


class Memories:
    """Every method takes the person's user id first."""

    def __init__(self, client: MemoryClient) -> None:
        self._client = client

    async def find_all(self, user_id: str, words: str = "") -> list[dict[str, Any]]:
        """All memories, earlier versions included; with `words`, those in which all of them occur."""
        found: list[dict[str, Any]] = []
        cursor = None
        while True:
            query = {"limit": str(PAGE), **({"q": words} if words else {}), **({"cursor": cursor} if cursor else {})}
            page = await self._ask(user_id, "GET", "/memories?" + urlencode(query))
            found += page["memories"]
            cursor = page.get("next_cursor")
            if not cursor:
                return found

    async def find(self, user_id: str, memory_id: str) -> dict[str, Any]:
        """One memory with its history and uses."""
        return await self._ask(user_id, "GET", _path(memory_id))

    async def tell(self, user_id: str, text: str) -> list[dict[str, Any]]:
        """Notes what the person asked to be noted."""
        told = await self._ask(user_id, "POST", "/memories", {"text": text, "channel": "slack"})
        return list(told["memories"])

    async def observe(self, user_id: str, text: str, message_id: str, ts: str) -> list[dict[str, Any]]:
        """Reads a message that was written at `ts`, a time of Slack's, and notes what it tells."""
        sent_at = datetime.fromtimestamp(float(ts), timezone.utc).isoformat()
        said = {"text": text, "message_id": message_id, "sent_at": sent_at, "channel": "slack"}
        return list((await self._ask(user_id, "POST", "/messages", said))["memories"])

    async def correct(self, user_id: str, memory_id: str, text: str) -> dict[str, Any]:
        return await self._ask(user_id, "PATCH", _path(memory_id), {"text": text})

    async def set_status(self, user_id: str, memory_id: str, status: str) -> dict[str, Any]:
        """ "done" is not brought up again by the bot of its own accord; "current" may be."""
        return await self._ask(user_id, "PATCH", _path(memory_id), {"status": status})

    async def forget(self, user_id: str, memory_id: str) -> dict[str, Any]:
        """Erases one memory; answers with the report of the erasure."""
        return await self._ask(user_id, "DELETE", _path(memory_id))

    async def forget_each(self, user_id: str, memory_ids: list[str]) -> list[dict[str, Any]]:
        """Erases several; one that went with another, as its earlier version, is passed over."""
        reports = []
        for memory_id in memory_ids:
            with contextlib.suppress(MemoryGone):
                reports.append(await self.forget(user_id, memory_id))
        return reports

    async def forget_everything(self, user_id: str) -> dict[str, Any]:
        return await self._ask(user_id, "DELETE", "")

    async def withheld(self, user_id: str) -> list[dict[str, Any]]:
        """What is sensitive and waits for the person's yes."""
        return list((await self._ask(user_id, "GET", "/withheld"))["withheld"])

    async def decide_withheld(self, user_id: str, keep: bool) -> list[dict[str, Any]]:
        """Notes what waits, or lets it go."""
        return list((await self._ask(user_id, "POST", "/withheld", {"keep": keep}))["memories"])

    async def moves(self, user_id: str) -> list[dict[str, Any]]:
        """What the bot asked, offered and gave of its own accord, the last first."""
        return list((await self._ask(user_id, "GET", "/moves"))["moves"])

    async def links(self, user_id: str) -> list[dict[str, Any]]:
        """The other accounts of the person."""
        return list((await self._ask(user_id, "GET", "/links"))["links"])

    async def make_link_code(self, user_id: str, consent_text: str) -> dict[str, Any]:
        return await self._ask(user_id, "POST", "/link-codes", {"consent_text": consent_text})

    async def look_at_code(self, user_id: str, code: str) -> dict[str, Any]:
        """Both sides that a code would link: `own` and `other`."""
        return await self._ask(user_id, "POST", "/link-codes/look", {"code": code})

    async def ask_to_link(self, user_id: str, code: str, consent_text: str) -> None:
        """The yes of whoever typed a code; its maker is asked now."""
        await self._ask(user_id, "POST", "/links", {"code": code, "consent_text": consent_text})

    async def link_requests(self, user_id: str) -> list[dict[str, Any]]:
        """The codes of this account that were typed in another, which waits for a yes here."""
        requests = (await self._ask(user_id, "GET", "/link-requests"))["requests"]
        return [request for request in requests if request["made"]]

    async def answer_link(self, user_id: str, request_id: str, yes: bool, consent_text: str) -> list[dict[str, Any]]:
        """The yes or no of whoever made the code; answers with the accounts that are linked then."""
        body = {"yes": yes, "consent_text": consent_text}
        path = f"/link-requests/{quote(request_id, safe='')}"
        return list((await self._ask(user_id, "POST", path, body))["links"])

    async def unlink(self, user_id: str, account: str) -> list[dict[str, Any]]:
        """Takes an account out again; answers with the others that are left."""
        return list((await self._ask(user_id, "DELETE", f"/links/{quote(account, safe='')}"))["links"])

    async def profile(self, user_id: str) -> dict[str, Any]:
        return await self._ask(user_id, "GET", "/profile")

    async def change_profile(self, user_id: str, **changes: Any) -> dict[str, Any]:
        return await self._ask(user_id, "PUT", "/profile", changes)

    async def export(self, user_id: str, form: str) -> bytes:
        """Everything that is kept, as "json" or "markdown"."""
        return (await self._request(user_id, "GET", f"/export?format={form}", None)).body

    async def _ask(self, user_id: str, method: str, path: str, body: Any = None) -> Any:
        return json.loads((await self._request(user_id, method, path, body)).body)

    async def _request(self, user_id: str, method: str, path: str, body: Any) -> MemoryReply:
        path, _, query = path.partition("?")
        data = b"" if body is None else json.dumps(body).encode()
        try:
            reply = await self._client.request(user_id, method, path, query, data, "application/json" if data else "")
        except MemoryUnreachable:
            raise MemoriesRefused("I cannot reach my memory just now. Please try again in a moment.") from None
        if reply.status == 404 and path.startswith("/memories/"):
            raise MemoryGone("That is no longer there: it has been forgotten.")
        if reply.status >= 400:
            raise MemoriesRefused(_detail(reply))
        return reply


def _path(memory_id: str) -> str:
    return f"/memories/{quote(memory_id, safe='')}"


def _detail(reply: MemoryReply) -> str:
    try:
        return str(json.loads(reply.body)["detail"])
    except (ValueError, KeyError, TypeError):
        return "Something went wrong with my memory. Please try again in a moment."
