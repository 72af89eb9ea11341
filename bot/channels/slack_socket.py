"""Socket Mode: deliveries over a connection that the bot opens itself, so that no public address is needed."""

from __future__ import annotations

import asyncio
import logging

from slack_sdk.socket_mode.aiohttp import SocketModeClient
from slack_sdk.socket_mode.async_client import AsyncBaseSocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest
from slack_sdk.socket_mode.response import SocketModeResponse

from bot.channels.slack_app import NotSignedIn, SlackApp, TeamRefused

logger = logging.getLogger(__name__)

RECONNECT_WAIT_S = 5.0


async def open_socket(app: SlackApp) -> None:
    """Takes deliveries until cancelled; slack_sdk connects again where the connection is lost."""
    # Its own logger writes payloads, and so what people say, at levels that may be on.
    quiet = logging.getLogger("bot.channels.slack_socket.connection")
    quiet.setLevel(logging.CRITICAL)
    await app.sign_in()
    socket = SocketModeClient(app.settings.app_token, logger=quiet, web_client=app.client)
    socket.proxy = app.client.proxy

    async def take(client: AsyncBaseSocketModeClient, request: SocketModeRequest) -> None:
        try:
            await app.accept(request.payload)
        except (NotSignedIn, TeamRefused) as refused:
            logger.warning("A delivery of Slack's was not taken: %s", refused)
        except (KeyError, TypeError, AttributeError, IndexError):
            logger.warning("A delivery of Slack's lacks what such a one has.")
        await client.send_socket_mode_response(SocketModeResponse(envelope_id=request.envelope_id))

    socket.socket_mode_request_listeners.append(take)
    try:
        while True:
            try:
                await socket.connect()
                break
            except Exception as error:  # it must go on trying, whatever keeps Slack away
                logger.error("Slack's Socket Mode cannot be opened: %s.", type(error).__name__)
                await asyncio.sleep(RECONNECT_WAIT_S)
        await asyncio.Event().wait()
    finally:
        await socket.close()
