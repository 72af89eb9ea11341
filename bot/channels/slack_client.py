"""Slack's Web API, through its own client, with patience: what was acknowledged is sent when Slack is back."""

from __future__ import annotations

import asyncio
import logging
from typing import Any

from aiohttp import ClientConnectionError
from slack_sdk.http_retry.async_handler import AsyncRetryHandler
from slack_sdk.http_retry.builtin_async_handlers import (
    AsyncConnectionErrorRetryHandler,
    AsyncRateLimitErrorRetryHandler,
    AsyncServerErrorRetryHandler,
)
from slack_sdk.http_retry.builtin_interval_calculators import BackoffRetryIntervalCalculator
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.webhook.async_client import AsyncWebhookClient

from bot.channels.slack_settings import SLACK_API_URL, SlackSettings

logger = logging.getLogger(__name__)

TIMEOUT_S = 10
MAX_RETRIES = 8
BACKOFF = BackoffRetryIntervalCalculator(backoff_factor=0.25)
"""Waits of 0.25, 0.5, 1 ... 32 s and a little by chance: more than a minute in all."""


class _ServerErrorRetryHandler(AsyncServerErrorRetryHandler):
    """Also tries again after a gateway's errors."""

    async def _can_retry_async(self, *, response: Any = None, **rest: Any) -> bool:
        return response is not None and response.status_code >= 500


def retry_handlers() -> list[AsyncRetryHandler]:
    """Waits as long as Slack says after a 429; doubles its own waits after errors, hangs and lost connections.

    A message may arrive twice where Slack had taken it and hung: better than not at all.
    """
    return [
        AsyncRateLimitErrorRetryHandler(max_retry_count=MAX_RETRIES),
        _ServerErrorRetryHandler(max_retry_count=MAX_RETRIES, interval_calculator=BACKOFF),
        AsyncConnectionErrorRetryHandler(
            max_retry_count=MAX_RETRIES,
            interval_calculator=BACKOFF,
            error_types=[ClientConnectionError, asyncio.TimeoutError],
        ),
    ]


def make_client(settings: SlackSettings) -> AsyncWebClient:
    """The client that speaks for the bot."""
    client = AsyncWebClient(
        settings.bot_token, base_url=settings.api_url, timeout=TIMEOUT_S, retry_handlers=retry_handlers()
    )
    if settings.api_url != SLACK_API_URL:
        client.proxy = None  # another address is reached directly, whatever proxy the environment names
    return client


async def respond(client: AsyncWebClient, response_url: str, **message: Any) -> None:
    """Answers a command or a button at the address that came with it; only the person sees it."""
    webhook = AsyncWebhookClient(response_url, timeout=TIMEOUT_S, proxy=client.proxy, retry_handlers=retry_handlers())
    webhook.proxy = client.proxy
    answer = await webhook.send_dict({"response_type": "ephemeral", **message})
    if answer.status_code != 200:
        logger.error("Slack did not take the answer to a command or button: %s.", answer.status_code)
