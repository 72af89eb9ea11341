"""How many requests one person, and one address, may make in a time: more are answered 429 with Retry-After."""

from __future__ import annotations

import asyncio
import ipaddress
import logging
import math
import time

from limits import RateLimitItem
from limits.storage import MemoryStorage, storage_from_string
from limits.strategies import FixedWindowRateLimiter
from redis.exceptions import RedisError

from bot.channels.problems import TooManyRequests

logger = logging.getLogger(__name__)

IPV6_NETWORK_BITS = 64
"""What one household has of IPv6 addresses. Source: RFC 6177."""


class Rates:
    """Counts requests: in this process, or in Redis for all processes that share one."""

    def __init__(
        self, person: tuple[RateLimitItem, ...] = (), address: tuple[RateLimitItem, ...] = (), redis_url: str = ""
    ) -> None:
        """No limits for one of the two means that it is not counted."""
        self._limits = {"person": person, "address": address}
        self._storage = storage_from_string(redis_url) if redis_url else MemoryStorage()
        self._limiter = FixedWindowRateLimiter(self._storage)

    async def count_person(self, user_id: str) -> None:
        """Raises TooManyRequests."""
        await self._count("person", user_id)

    async def count_address(self, address: str) -> None:
        """Raises TooManyRequests."""
        await self._count("address", network_of(address))

    async def _count(self, kind: str, name: str) -> None:
        for limit in self._limits[kind]:
            wait_s = await self._hit(limit, kind, name)
            if wait_s:
                raise TooManyRequests(
                    f"That was more than {limit.amount} requests in {limit.get_expiry()} seconds. "
                    f"Please try again in {wait_s} seconds.",
                    Retry_After=str(wait_s),
                )

    async def _hit(self, limit: RateLimitItem, kind: str, name: str) -> int:
        """0, or the seconds to wait."""
        if isinstance(self._storage, MemoryStorage):
            return self._hit_now(limit, kind, name)
        try:
            return await asyncio.to_thread(self._hit_now, limit, kind, name)
        except RedisError as error:
            logger.error("Requests are not counted, since Redis does not answer: %s.", type(error).__name__)
            return 0

    def _hit_now(self, limit: RateLimitItem, kind: str, name: str) -> int:
        if self._limiter.hit(limit, kind, name):
            return 0
        ends_at, _ = self._limiter.get_window_stats(limit, kind, name)
        return max(1, math.ceil(ends_at - time.time()))


def network_of(address: str) -> str:
    """What counts as one address: an IPv4 address, or the network that an IPv6 address is in."""
    try:
        found = ipaddress.ip_address(address.strip("[]"))
    except ValueError:
        return address
    if found.version == 4:
        return str(found)
    return str(ipaddress.ip_network((found, IPV6_NETWORK_BITS), strict=False))
