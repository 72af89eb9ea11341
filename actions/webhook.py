"""POST /webhook, where Rasa has its actions run, on rasa-sdk's executor, POST /embed for Rasa's featurizer, POST
/route for what a message does, and POST /guard for what Rasa is about to say.

The SDK's own server is not used: on an error it sends the request back, and with it the whole conversation.
"""

from __future__ import annotations

import asyncio
import importlib
import inspect
import json
import pkgutil
import zlib
from typing import Annotated, Any

from fastapi import APIRouter, Depends, HTTPException, Request
from pydantic import BaseModel, Field
from rasa_sdk import Action
from rasa_sdk.executor import ActionExecutor

from actions.outgoing import Outgoing
from actions.routing import route
from actions.verb import Verb
from memory.api.auth import BEARER, service_only
from memory.api.limits import MAX_BODY
from memory.api.problems import PROBLEMS
from memory.embeddings import Embedder
from memory.errors import SettingsInvalid
from memory.service import MAX_TEXT, MemoryService
from memory.settings import Settings


class Texts(BaseModel):
    texts: list[Annotated[str, Field(max_length=20_000)]] = Field(max_length=512)


class VectorsOut(BaseModel):
    vectors: list[list[float]]


class Told(BaseModel):
    statement: str | None = None
    quote: str | None = None


class Line(BaseModel):
    """A line on its way out: what it says, what its receipts hold, to whom it goes, and the response's name."""

    text: str = Field(max_length=20_000)
    receipts: list[Told] = Field([], max_length=512)
    user_id: str = Field(max_length=200)
    response: str = Field(max_length=200)


class LineOut(BaseModel):
    text: str


class Heard(BaseModel):
    """A message with its intent by the classifier and the words, and the bot's line before it."""

    user_id: str = Field(max_length=200)
    text: str = Field(max_length=MAX_TEXT)
    intent: str = Field(max_length=200)
    confidence: float = Field(ge=0, le=1)
    in_reply_to: str | None = Field(None, max_length=20_000)


class RouteOut(BaseModel):
    intent: str
    meant: str | None = None


def create_webhook(
    verbs: list[Verb], embedder: Embedder, service: MemoryService, settings: Settings, outgoing: Outgoing
) -> APIRouter:
    """All four routes, for the service token alone. A bot's own actions (RETOLD_ACTIONS) run beside `verbs`."""
    executor = ActionExecutor()
    for verb in verbs:
        executor.register_action(verb)
    if settings.actions:
        for action in own_actions(settings.actions):
            executor.register_action(action)
    allowed = service_only(settings.secret, settings.service_token)
    routes = APIRouter(dependencies=[Depends(BEARER), Depends(allowed)], responses=PROBLEMS)

    @routes.post("/webhook", include_in_schema=False)  # Rasa's own protocol, which is documented there
    async def webhook(request: Request) -> dict[str, Any]:
        call = await _call(request)
        if call.get("next_action") not in executor.actions:
            raise HTTPException(404, "There is no such action.")
        result = await executor.run(call)
        answer = result if isinstance(result, dict) else json.loads(result.model_dump_json())
        # In a thread, since a text may have to be embedded while others wait for their turn.
        user_id, action = str(call.get("sender_id")), call["next_action"]
        return await asyncio.to_thread(outgoing.mend_result, answer, user_id=user_id, action=action)

    @routes.post("/embed")
    def embed(body: Texts) -> VectorsOut:
        return VectorsOut(vectors=embedder.embed(body.texts).tolist())

    @routes.post("/guard")
    def guard(body: Line) -> LineOut:
        receipts = [told.model_dump() for told in body.receipts]
        return LineOut(text=outgoing.mend(body.text, receipts, user_id=body.user_id, response=body.response))

    @routes.post("/route")
    def decide(body: Heard) -> RouteOut:
        reading = service.read(body.user_id, body.text, in_reply_to=body.in_reply_to)
        found = route(body.intent, body.confidence, reading)
        return RouteOut(intent=found.intent, meant=found.meant)

    return routes


def own_actions(package: str) -> list[type[Action]]:
    """The Rasa actions in a package of the bot's author.

    The SDK's `register_package` would make an object of every action there is, ours included, without what ours need.

    Raises:
        SettingsInvalid: there is no such package.
    """
    try:
        root = importlib.import_module(package)
    except ImportError as error:
        raise SettingsInvalid(f"RETOLD_ACTIONS names {package}, which cannot be imported: {error}.") from error
    modules = [
        root,
        *(importlib.import_module(m.name) for m in pkgutil.walk_packages(getattr(root, "__path__", []), package + ".")),
    ]
    found = {value for module in modules for value in vars(module).values() if inspect.isclass(value)}
    return [one for one in found if issubclass(one, Action) and one.__module__.startswith(package)]


async def _call(request: Request) -> dict[str, Any]:
    """The body, inflated where Rasa compressed it. What is wrong with it is said without quoting it."""
    body = await request.body()
    try:
        if request.headers.get("content-encoding") == "deflate":
            inflater = zlib.decompressobj()
            body = inflater.decompress(body, MAX_BODY)
            if inflater.unconsumed_tail:
                raise HTTPException(413, f"The request is larger than {MAX_BODY} bytes.")
        call = json.loads(body)
    except (zlib.error, ValueError):
        raise HTTPException(400, "The body has to be JSON.") from None
    if not isinstance(call, dict) or "next_action" not in call:
        raise HTTPException(400, "The body has to be a call of an action by Rasa.")
    return call
