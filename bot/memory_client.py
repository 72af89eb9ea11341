"""The memory service over HTTP, on behalf of one person at a time."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from urllib.parse import quote

import aiohttp
from yarl import URL

from bot.identity import Identity

TIMEOUT_S = 60.0  # erasing everything is the longest thing that can be asked for
READY_TIMEOUT_S = 2.0
KEEP_ALIVE_S = 2.0  # less than the service's own, so that it never closes a connection that is about to be used

_PASSED_ON = ("Content-Type", "Content-Disposition", "ETag", "Retry-After")


class MemoryUnreachable(Exception):
    """The memory service does not answer."""


class AgreementRefused(Exception):
    """The memory service works on something else; the message says on what."""


@dataclass(frozen=True)
class MemoryReply:
    status: int
    body: bytes
    headers: dict[str, str]


class MemoryClient:
    """Asks the memory service for what belongs to a person, with a token that reaches only that."""

    def __init__(self, base_url: str, identity: Identity, service_token: str = "") -> None:
        self._base_url = base_url
        self.identity = identity
        self._service_token = service_token
        self._session: aiohttp.ClientSession | None = None

    async def request(
        self, user_id: str, method: str, path: str, query: str = "", body: bytes = b"", content_type: str = ""
    ) -> MemoryReply:
        """Sends one request to `/v1/users/{user_id}{path}`; `path` is empty or begins with a slash, and is checked.

        Raises:
            MemoryUnreachable: no answer came.
        """
        url = f"{self._base_url}/v1/users/{quote(user_id, safe='')}{path}" + (f"?{query}" if query else "")
        headers = {"Authorization": f"Bearer {self.identity.sign_for_memory(user_id)}"}
        if content_type:
            headers["Content-Type"] = content_type
        try:
            async with self._http().request(
                method, URL(url, encoded=True), data=body or None, headers=headers, allow_redirects=False
            ) as reply:
                passed_on = {name: reply.headers[name] for name in _PASSED_ON if name in reply.headers}
                return MemoryReply(reply.status, await reply.read(), passed_on)
        except (aiohttp.ClientError, asyncio.TimeoutError) as error:
            raise MemoryUnreachable(f"The memory service does not answer: {type(error).__name__}.") from None

    async def agree(self, transcript: str, proof: str) -> str:
        """Asks whether this is the transcript that is erased there; returns the service's own proof.

        Raises:
            AgreementRefused: it is not, or the secret or the token is another one.
            MemoryUnreachable: no answer came.
        """
        try:
            async with self._http().post(
                f"{self._base_url}/agreement",
                json={"transcript": transcript, "proof": proof},
                headers={"Authorization": f"Bearer {self._service_token}"},
                timeout=aiohttp.ClientTimeout(total=READY_TIMEOUT_S),
            ) as reply:
                body = await reply.json(content_type=None)
                if reply.status == 200:
                    return str(body["proof"])
                if reply.status == 401:
                    raise AgreementRefused("RETOLD_SERVICE_TOKEN is not that of the memory service.")
                if reply.status == 409:
                    raise AgreementRefused(str(body["detail"]))
                raise MemoryUnreachable(f"The memory service answers {reply.status}.")
        except (aiohttp.ClientError, asyncio.TimeoutError, ValueError, KeyError, TypeError) as error:
            raise MemoryUnreachable(f"The memory service does not answer: {type(error).__name__}.") from None

    async def is_ready(self) -> bool:
        """Whether the memory service says that it is ready."""
        try:
            async with self._http().get(
                f"{self._base_url}/health/ready", timeout=aiohttp.ClientTimeout(total=READY_TIMEOUT_S)
            ) as reply:
                return reply.status == 200
        except (aiohttp.ClientError, asyncio.TimeoutError):
            return False

    async def close(self) -> None:
        """Closes the connections."""
        if self._session is not None:
            await self._session.close()

    def _http(self) -> aiohttp.ClientSession:
        # Made in the event loop that uses it. Proxies of the environment are not for loopback.
        if self._session is None or self._session.closed:
            self._session = aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(keepalive_timeout=KEEP_ALIVE_S),
                timeout=aiohttp.ClientTimeout(total=TIMEOUT_S),
                trust_env=False,
            )
        return self._session
