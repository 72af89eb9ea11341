"""The memory service as a process: everything is made here and nowhere else. `python -m actions.server` runs it."""

from __future__ import annotations

import fcntl
import logging
import os
import resource
import sys
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from fastapi import FastAPI, Response
from fastapi.responses import PlainTextResponse
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Counter, generate_latest

from actions.about_bot import TellAboutItself
from actions.about_me import AboutMe, read_about_me
from actions.acknowledge import Acknowledge
from actions.authored import BOT
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
from actions.follow_up import TakeOutcome
from actions.forget import Forget, ForgetEverything, Keep, ProposeForget, ProposeForgetEverything
from actions.greet import Greet, ReturnGreeting
from actions.honesty import Guard
from actions.level import SayLevel, SetLevel
from actions.mood import Mood
from actions.note_it import NoteIt
from actions.observe import Observe
from actions.outgoing import Outgoing
from actions.pages import ShowExport, ShowPage
from actions.questions import Questions, read_questions
from actions.recall import ListMemories, Recall
from actions.respond import Respond
from actions.silence import DoNotAsk
from actions.suggest import AcceptSuggestion, DeclineSuggestion, Suggest
from actions.transcript import RasaTranscripts
from actions.unasked import Unasked
from actions.usual import OfferUsual, TakeCorrection
from actions.verb import Verb
from actions.webhook import create_webhook
from actions.worth import Worth
from memory.api import create_api
from memory.embeddings import Embedder, load_embedder
from memory.errors import HomeInUse, RetoldError
from memory.opening import open_memory
from memory.service import MemoryService
from memory.settings import Settings, read_settings
from memory.understand import Reader

logger = logging.getLogger("retold")

VERBS = (Observe, ReturnGreeting, Acknowledge, Recall, ListMemories, Explain, ProposeForget, Forget,
         ProposeForgetEverything, ForgetEverything, Keep, AcceptConsent, DeclineConsent, StopRemembering,
         GoOffTheRecord, ResumeRemembering, KeepWithheld, DropWithheld, DoNotAsk, SetCheckIn, SetLevel, SayLevel,
         SetSensitive, SayHowKnown, SayWhatWasNoted, SayWhatIsUnknown, SayNotSold, SayWhetherItRemembers, OfferUsual,
         TakeCorrection, NoteIt, ShowPage, ShowExport, AcceptSuggestion)  # fmt: skip

EXPIRY_INTERVAL_S = 600


def authored(settings: Settings, name: str) -> Path:
    """The author's own file of this name, or Retold's where there is none."""
    own = settings.bot / name if settings.bot else BOT / name
    return own if own.exists() else BOT / name


def build_service(settings: Settings, embedder: Embedder, reader: Reader | None = None) -> MemoryService:
    """The memory in `settings.home`, with Rasa's conversations beside it, ready to be used. Raises SettingsInvalid."""
    return open_memory(
        settings.home,
        embedder=embedder,
        reader=reader,
        transcripts=RasaTranscripts(settings.home / "transcript.db"),
        ledger_url=settings.ledger_url,
        index_shards=settings.index_shards,
        retention_days=settings.retention_days,
        crisis=read_patterns(authored(settings, "crisis.yml")),
    )


def create_verbs(settings: Settings, embedder: Embedder, service: MemoryService) -> list[Verb]:
    """Every action of ours, with what it needs. Raises SettingsInvalid where an author's file is malformed."""
    about_me = AboutMe(read_about_me(authored(settings, "about_me.yml")), embedder)
    verbs: list[Verb] = [verb(service, settings.public_url) for verb in VERBS]
    mood, worth = Mood(embedder), Worth(embedder)
    questions = Questions(read_questions(authored(settings, "questions.yml")), embedder)
    verbs.append(Greet(service, settings.public_url, worth))
    catalog = Catalog(read_catalog(authored(settings, "catalog.yml")), embedder)
    unasked = Unasked(about_me, questions, mood, worth)
    verbs.append(Respond(service, settings.public_url, unasked, mood, worth, catalog))
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
    guard = Guard(embedder)
    outgoing = Outgoing(guard, registry)
    app.include_router(create_webhook(create_verbs(settings, embedder, service), embedder, settings, outgoing))
    requests = Counter("retold_requests_total", "Requests by route and status", ["route", "status"], registry=registry)

    @app.middleware("http")
    async def count(request: Any, call_next: Any) -> Response:
        response: Response = await call_next(request)
        requests.labels(getattr(request.scope.get("route"), "path", "none"), response.status_code).inc()
        return response

    @app.get("/health/live")
    def live() -> dict[str, str]:
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
                service.forget_expired()
            except Exception as error:  # its message may quote what a person said
                logger.error("Forgetting what has expired failed: %s. It is tried again.", type(error).__name__)

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        threading.Thread(target=guard.prepare, name="guard", daemon=True).start()
        threading.Thread(target=expire, name="expiry", daemon=True).start()
        yield
        stopped.set()

    app.router.lifespan_context = lifespan
    return app


def lock_home(home: Path) -> int:
    """Takes the home for this process until it ends; returns the open file. Raises HomeInUse."""
    file = os.open(home / "lock", os.O_CREAT | os.O_RDWR, 0o600)
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(file)
        raise HomeInUse(
            f"Another memory service works on {home}. Stop it, or set RETOLD_HOME to another folder."
        ) from None
    return file


def main() -> None:
    """Runs the service; what hinders it is said in one line."""
    import uvicorn

    logging.basicConfig(level=logging.INFO, format="%(levelname)s %(name)s: %(message)s")
    for noisy in ("chromadb", "httpx", "rasa_sdk", "alembic"):
        logging.getLogger(noisy).setLevel(logging.WARNING)
    os.umask(0o077)
    # A shard of the index holds four files open.
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(hard, 65_536), hard))
    try:
        settings = read_settings()
        lock_home(settings.home)
        embedder = load_embedder(settings.model)
        app = create_app(settings, embedder, build_service(settings, embedder))
    except RetoldError as error:
        sys.exit(f"The memory service cannot start: {error}")
    except OSError as error:
        sys.exit(f"The memory service cannot start: {error.strerror or error} {error.filename or ''}".rstrip())
    uvicorn.run(
        app,
        host=settings.host,
        port=settings.port,
        log_config=None,
        access_log=False,
        lifespan="on",
        server_header=False,
        headers=[("Cache-Control", "no-store"), ("X-Content-Type-Options", "nosniff")],
        timeout_keep_alive=75,  # longer than Rasa keeps an idle connection, which it would else find closed
    )


if __name__ == "__main__":
    main()
