"""The memory service as a process: everything is made here and nowhere else. `python -m actions.server` runs it."""

from __future__ import annotations

if __name__ == "__main__":
    from actions.process import begin

    begin()  # before the imports below, which take seconds

import logging
import re
import threading
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from fastapi import FastAPI, Response
from fastapi.responses import PlainTextResponse
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Counter, generate_latest

from actions.about_bot import TellAboutItself
from actions.about_me import AboutMe, read_about_me
from actions.agreement import create_agreement
from actions.authored import BOT
from actions.beside import OfBot, read_lines
from actions.catalog import Catalog, read_catalog
from actions.check_in import SetCheckIn
from actions.consent import (
    AcceptConsent,
    DeclineConsent,
    DropWithheld,
    GoOffTheRecord,
    KeepWithheld,
    ResumeRemembering,
    SetSensitive,
    StopRemembering,
)
from actions.crisis import MeetCrisis, read_help_lines, read_patterns
from actions.explain import (
    Explain,
    SayHowKnown,
    SayNotSold,
    SayWhatIsUnknown,
    SayWhatWasNoted,
    SayWhetherItRemembers,
)
from actions.fixed_line import Acknowledge
from actions.follow_up import TakeOutcome
from actions.forget import Forget, ForgetEverything, Keep, ProposeForget, ProposeForgetEverything
from actions.greet import Greet, ReturnGreeting
from actions.honesty import Guard
from actions.honesty.guard import WEIGHTS, WEIGHTS_TOLD
from actions.level import SayLevel, SetLevel
from actions.linear import check_weights
from actions.mood import WEIGHTS as MOOD_WEIGHTS
from actions.mood import Mood
from actions.naming import DropName, KeepName
from actions.note_it import NoteIt
from actions.observe import Observe
from actions.outgoing import Outgoing
from actions.pages import ShowExport, ShowPage
from actions.process import cannot_start
from actions.questions import Questions, read_questions
from actions.recall import ListMemories, Recall
from actions.respond import Respond
from actions.serving import FINISH_S, serve
from actions.silence import DoNotAsk
from actions.still_holds import EndFormer, KeepBoth
from actions.suggest import AcceptSuggestion, DeclineSuggestion, Suggest
from actions.transcript import RasaTranscripts
from actions.unasked import Unasked
from actions.usual import OfferUsual, TakeCorrection
from actions.verb import Verb
from actions.webhook import create_webhook
from actions.worth import Worth
from memory.api import create_api
from memory.embeddings import Embedder, load_embedder
from memory.home import HomeLock
from memory.opening import open_memory
from memory.reading.adapter import ReadingReader, open_reader
from memory.service import MemoryService, utc_now
from memory.settings import Settings, read_settings
from memory.understand import ReaderPool

logger = logging.getLogger("retold")

VERBS = (Observe, ReturnGreeting, Acknowledge, ListMemories, Explain, ProposeForget, Forget,
         ProposeForgetEverything, ForgetEverything, Keep, AcceptConsent, DeclineConsent, StopRemembering,
         GoOffTheRecord, ResumeRemembering, KeepWithheld, DropWithheld, DoNotAsk, SetCheckIn, SetLevel, SayLevel,
         SetSensitive, SayHowKnown, SayWhatWasNoted, SayWhatIsUnknown, SayNotSold, SayWhetherItRemembers, OfferUsual,
         TakeCorrection, NoteIt, KeepName, DropName, KeepBoth, EndFormer, ShowPage, ShowExport,
         AcceptSuggestion)  # fmt: skip

EXPIRY_INTERVAL_S = 600


def authored(settings: Settings, name: str) -> Path:
    """The author's own file of this name, or Retold's where there is none."""
    own = settings.bot / name if settings.bot else BOT / name
    return own if own.exists() else BOT / name


def crisis_words(settings: Settings) -> list[re.Pattern[str]]:
    """What the words of a crisis are to this bot's author. Raises SettingsInvalid."""
    return read_patterns(authored(settings, "crisis.yml"))


def build_service(
    settings: Settings,
    embedder: Embedder,
    reader: ReadingReader | ReaderPool | None = None,
    *,
    lock: HomeLock | None = None,
    clock: Callable[[], datetime] = utc_now,
) -> MemoryService:
    """The memory in `settings.home`, with Rasa's conversations beside it, ready to be used. Raises SettingsInvalid."""
    return open_memory(
        settings.home,
        lock=lock,
        embedder=embedder,
        reader=reader or open_reader(crisis_words(settings)),
        transcripts=RasaTranscripts(settings.home / "transcript.db"),
        ledger_url=settings.ledger_url,
        index_shards=settings.index_shards,
        retention_days=settings.retention_days,
        max_memories=settings.max_memories,
        clock=clock,
    )


def create_verbs(settings: Settings, embedder: Embedder, service: MemoryService, of_bot: OfBot) -> list[Verb]:
    """Every action of ours, with what it needs. Raises SettingsInvalid where an author's file is malformed."""
    about_me = AboutMe(read_about_me(authored(settings, "about_me.yml")), embedder)
    verbs: list[Verb] = [verb(service, settings.public_url) for verb in VERBS]
    mood, worth = Mood(embedder), Worth(embedder)
    questions = Questions(read_questions(authored(settings, "questions.yml")), embedder)
    verbs.append(Greet(service, settings.public_url, worth))
    catalog = Catalog(read_catalog(authored(settings, "catalog.yml")), embedder)
    unasked = Unasked(about_me, questions, mood, worth)
    verbs.append(Respond(service, settings.public_url, unasked, mood, worth, catalog, of_bot))
    verbs.append(Recall(service, settings.public_url, of_bot))
    verbs.append(TakeOutcome(service, settings.public_url, mood))
    verbs.append(TellAboutItself(service, settings.public_url, about_me))
    verbs += [verb(service, settings.public_url, catalog) for verb in (Suggest, DeclineSuggestion)]
    help_lines = read_help_lines(authored(settings, "crisis.yml"), settings.country)
    verbs.append(MeetCrisis(service, settings.public_url, help_lines))
    for verb in verbs:
        verb.help_lines = help_lines
    return verbs


def create_app(settings: Settings, embedder: Embedder, service: MemoryService) -> FastAPI:
    """The whole service over HTTP: the REST contract, Rasa's two routes, health and metrics."""
    app = create_api(service, settings)
    registry = CollectorRegistry()
    check_weights(embedder, (MOOD_WEIGHTS, WEIGHTS, WEIGHTS_TOLD))
    guard = Guard(embedder)
    outgoing = Outgoing(guard, registry)
    of_bot = OfBot(read_lines(), embedder)
    verbs = create_verbs(settings, embedder, service, of_bot)
    app.include_router(create_webhook(verbs, embedder, service, settings, outgoing))
    app.include_router(create_agreement(settings))
    requests = Counter("retold_requests_total", "Requests by route and status", ["route", "status"], registry=registry)

    @app.middleware("http")
    async def count(request: Any, call_next: Any) -> Response:
        response: Response = await call_next(request)
        requests.labels(getattr(request.scope.get("route"), "path", "none"), response.status_code).inc()
        return response

    @app.get("/health/live")
    async def live() -> dict[str, str]:  # in the loop itself, so that busy threads do not pass for a dead process
        return {"status": "live"}

    @app.get("/health/ready")
    def ready() -> dict[str, str]:
        return {"status": "ready"}

    @app.get("/metrics", response_class=PlainTextResponse)
    def metrics() -> Response:
        return Response(generate_latest(registry), media_type=CONTENT_TYPE_LATEST)

    stopped = threading.Event()

    def expire() -> None:
        while not stopped.wait(EXPIRY_INTERVAL_S):
            try:
                service.finish_forgetting()
                service.sweep_expired()
                service.settle_links()
            except Exception as error:  # its message may quote what a person said
                logger.error("Forgetting what has expired failed: %s. It is tried again.", type(error).__name__)

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        threading.Thread(target=guard.prepare, name="guard", daemon=True).start()
        threading.Thread(target=lambda: of_bot.vectors, name="lines", daemon=True).start()
        threading.Thread(target=expire, name="expiry", daemon=True).start()
        threading.Thread(target=service.read_all_anew, args=(stopped,), name="rereading", daemon=True).start()
        yield
        stopped.set()

    app.router.lifespan_context = lifespan
    return app


def main() -> None:
    """Runs the service; what hinders it is said in one line."""
    import uvicorn

    with cannot_start():
        settings = read_settings()
        lock = HomeLock(settings.home)
        # All that is trained (moods, honesty, Rasa's own) is trained on MiniLM; the memory alone may have another.
        trained = load_embedder()
        embedder = load_embedder(settings.model) if settings.model else trained
        reader = ReaderPool(crisis=crisis_words(settings))
        service = build_service(settings, embedder, reader, lock=lock)
        app = create_app(settings, trained, service)
    config = uvicorn.Config(
        app,
        host=settings.host,
        port=settings.port,
        log_config=None,
        access_log=False,
        lifespan="on",
        server_header=False,
        headers=[("Cache-Control", "no-store"), ("X-Content-Type-Options", "nosniff")],
        timeout_keep_alive=75,  # longer than Rasa keeps an idle connection, which it would else find closed
        timeout_graceful_shutdown=FINISH_S,
        loop="asyncio",  # uvloop would take the pipe by which the guardian hears of a signal
    )
    serve(config, service.close)


if __name__ == "__main__":
    main()
