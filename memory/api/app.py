"""The routes. Every one parses, calls the service, and answers; errors are mapped in `problems`."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, FastAPI, Query, Response
from fastapi.responses import JSONResponse, PlainTextResponse

from memory.api import schemas, schemas_links, schemas_memories, schemas_people, schemas_profile, schemas_reading
from memory.api.auth import BEARER, authorizer
from memory.api.exported import ImportBody
from memory.api.limits import BodyLimit
from memory.api.problems import PROBLEMS, add_problems
from memory.api.queries import refuse_unknown
from memory.errors import InputInvalid
from memory.export import export_json, export_markdown
from memory.models import Before, ErasureReport, Link, Memory, memory_json
from memory.service import MemoryService
from memory.service.observed import Unsure
from memory.settings import Settings

# No postponed annotations here: FastAPI has to see the dependencies that are made inside `_routes`.

PAGE = 50


def create_api(service: MemoryService, settings: Settings) -> FastAPI:
    """The REST contract over `service`; the composition root adds what only the bot needs."""
    app = FastAPI(title="Retold memory service", version="1", docs_url=None, redoc_url=None)
    add_problems(app)
    app.add_middleware(BodyLimit)
    app.include_router(_routes(service, settings))
    return app


def _routes(service: MemoryService, settings: Settings) -> APIRouter:
    authorized = authorizer(settings.secret, settings.service_token)
    first = [Depends(BEARER), Depends(authorized), Depends(refuse_unknown)]
    routes = APIRouter(prefix="/v1/users/{user}", dependencies=first, responses=PROBLEMS)
    User = Annotated[str, Depends(authorized)]  # noqa: N806 (a type)
    Category = Annotated[schemas.Category | None, Query()]  # noqa: N806

    @routes.post("/messages")
    def observe(user: User, body: schemas_memories.MessageBody) -> schemas_memories.ObservedOut:
        seen = service.observe(
            user,
            body.text,
            message_id=body.message_id,
            sent_at=body.sent_at,
            channel=body.channel,
            in_reply_to=body.in_reply_to,
        )
        return schemas_memories.ObservedOut.model_validate(
            {
                "memories": _jsons(seen.memories),
                "withheld": [asdict(one) for one in seen.withheld],
                "unread": seen.unread,
                "unsure": [_unsure_json(one) for one in seen.unsure],
            }
        )

    @routes.post("/read")
    def read(user: User, body: schemas_reading.ReadBody) -> schemas_reading.ReadingOut:
        found = service.read(user, body.text, in_reply_to=body.in_reply_to)
        return schemas_reading.ReadingOut.model_validate(schemas_reading.reading_json(found))

    @routes.get("/memories")
    def memories(
        user: User,
        category: Category = None,
        status: Annotated[Literal["current", "superseded", "done"] | None, Query()] = None,
        q: Annotated[str | None, Query(max_length=500)] = None,
        who: Annotated[str | None, Query(pattern="^(me|[0-9a-f]{32})$", description="me, or an id of /people")] = None,
        limit: Annotated[int, Query(ge=1, le=500)] = PAGE,
        cursor: Annotated[str | None, Query(pattern="^[0-9]{1,18}$")] = None,
    ) -> schemas_memories.MemoriesOut:
        found = service.listed(user, who=who, category=category, status=status, q=q)
        page, next_cursor = _page(found, limit, cursor)
        return schemas_memories.MemoriesOut.model_validate({"memories": _jsons(page), "next_cursor": next_cursor})

    @routes.get("/people")
    def people(user: User) -> schemas_people.PeopleOut:
        shown = [asdict(one) for one in service.people(user)]
        for state in (state for one in shown for state in one["states"]):
            state["from"] = state.pop("from_")
        return schemas_people.PeopleOut.model_validate({"people": shown})

    @routes.post("/memories", status_code=201)
    def tell(user: User, body: schemas_memories.TellBody) -> schemas_memories.MemoriesOut:
        told = service.tell(user, body.text, channel=body.channel, category=body.category)
        return schemas_memories.MemoriesOut.model_validate({"memories": _jsons(told)})

    @routes.delete("/memories")
    def forget_category(user: User, category: Category = None) -> schemas_memories.ReportOut:
        return _report(service.forget_category(user, category))

    @routes.get("/memories/{memory_id}")
    def memory(user: User, memory_id: str) -> schemas_memories.MemoryWithHistory:
        (shown,) = service.with_whom(user, [service.memory(user, memory_id)])
        found = memory_json(shown)
        history = _jsons(service.history(user, memory_id))
        uses = [asdict(use) for use in service.uses(user, memory_id)]
        return schemas_memories.MemoryWithHistory.model_validate({**found, "history": history, "uses": uses})

    @routes.patch("/memories/{memory_id}")
    def correct(user: User, memory_id: str, body: schemas_memories.CorrectBody) -> schemas_memories.MemoryOut:
        changes = body.model_dump(exclude_none=True)
        if not changes:
            raise InputInvalid("Nothing to change. Send text, category or status.")
        if "text" in changes:
            changes["quote"] = changes.pop("text")
        corrected = service.correct(user, memory_id, changes, channel="by hand")
        return schemas_memories.MemoryOut.model_validate(memory_json(corrected))

    @routes.delete("/memories/{memory_id}")
    def forget(user: User, memory_id: str) -> schemas_memories.ReportOut:
        return _report(service.forget(user, [memory_id]))

    @routes.get("/withheld")
    def withheld(user: User) -> schemas_memories.WaitingOut:
        waiting = [
            {**asdict(told), "told_at": one.source["told_at"], "until": one.until}
            for one in service.withheld(user)
            for told in one.told
        ]
        return schemas_memories.WaitingOut.model_validate({"withheld": waiting})

    @routes.post("/withheld")
    def decide(user: User, body: schemas_memories.DecideBody) -> schemas_memories.MemoriesOut:
        if not body.keep:
            service.drop_withheld(user)
        return schemas_memories.MemoriesOut.model_validate(
            {"memories": _jsons(service.keep_withheld(user) if body.keep else [])}
        )

    @routes.get("/recall")
    def recall(
        user: User,
        q: Annotated[str, Query(min_length=1, max_length=2_000)],
        limit: Annotated[int, Query(ge=1, le=100)] = 10,
        after: Annotated[str, Query(max_length=2_000, description="The question before, on which q may lean.")] = "",
        drew_on: Annotated[list[str], Query(max_length=100, description="The memories of its answer, by id.")] = [],  # noqa: B006
    ) -> schemas_memories.RecalledOut:
        before = Before(after, tuple(drew_on)) if after or drew_on else None
        found = service.recall(user, q, limit, before=before)
        matches = [{"memory": memory_json(match.memory), "score": match.score} for match in found.matches]
        return schemas_memories.RecalledOut.model_validate(
            {
                "outcome": found.outcome,
                "answerable": found.answerable,
                "answering": found.answering,
                "matches": matches,
            }
        )

    @routes.get("/uses")
    def uses(user: User) -> schemas_memories.UsesOut:
        return schemas_memories.UsesOut.model_validate({"uses": [asdict(use) for use in service.uses(user)]})

    @routes.get("/moves")
    def moves(user: User) -> schemas_memories.MovesOut:
        return schemas_memories.MovesOut.model_validate({"moves": [asdict(move) for move in service.moves(user)]})

    @routes.get("/profile")
    def profile(user: User) -> schemas_profile.ProfileOut:
        return schemas_profile.ProfileOut.model_validate(asdict(service.profile(user)))

    @routes.put("/profile")
    def change_profile(user: User, body: schemas_profile.ProfileBody) -> schemas_profile.ProfileOut:
        changes = body.model_dump(exclude_unset=True)
        for name in ("remembering", "sensitive", "level", "levels", "note_in_channels", "timezone"):
            if name in changes and changes[name] is None:
                raise InputInvalid(f"{name} cannot be empty.")
        return schemas_profile.ProfileOut.model_validate(asdict(service.change_profile(user, changes)))

    @routes.get("/export", responses={200: {"content": {"text/markdown": {}}}})
    def export(user: User, format: Annotated[Literal["json", "markdown"], Query()] = "json") -> Response:
        if format == "markdown":
            name = "md"
            response: Response = PlainTextResponse(export_markdown(service, user), media_type="text/markdown")
        else:
            name, response = "json", JSONResponse(export_json(service, user))
        response.headers["Content-Disposition"] = f'attachment; filename="what-i-remember.{name}"'
        return response

    @routes.post("/import")
    def import_export(user: User, body: ImportBody) -> schemas_memories.ImportedOut:
        taken = service.import_memories(user, [one.memory(user) for one in body.memories])
        return schemas_memories.ImportedOut.model_validate(asdict(taken))

    @routes.post("/link-codes", status_code=201)
    def make_link_code(user: User, body: schemas_links.ConsentBody) -> schemas_links.LinkCodeOut:
        return schemas_links.LinkCodeOut.model_validate(asdict(service.make_link_code(user, body.consent_text)))

    @routes.get("/links")
    def links(user: User) -> schemas_links.LinksOut:
        return _links(service, user, service.links(user))

    @routes.post("/link-codes/look")
    def look_at_code(user: User, body: schemas_links.CodeBody) -> schemas_links.LookOut:
        return schemas_links.LookOut.model_validate(asdict(service.look_at_code(user, body.code)))

    @routes.post("/links", status_code=202)
    def ask_to_link(user: User, body: schemas_links.LinkBody) -> schemas_links.LinkRequestOut:
        request = service.ask_to_link(user, body.code, body.consent_text)
        return schemas_links.LinkRequestOut.model_validate(asdict(request))

    @routes.get("/link-requests")
    def link_requests(user: User) -> schemas_links.LinkRequestsOut:
        waiting = [asdict(one) for one in service.link_requests(user)]
        return schemas_links.LinkRequestsOut.model_validate({"requests": waiting})

    @routes.post("/link-requests/{request_id}")
    def answer_link(user: User, request_id: str, body: schemas_links.AnswerLinkBody) -> schemas_links.LinksOut:
        if not body.yes:
            service.refuse_link(user, request_id)
            return links(user)
        if not body.consent_text:
            raise InputInvalid("consent_text is missing: what the person was shown and said yes to.")
        service.link(user, request_id, body.consent_text)
        return links(user)

    @routes.delete("/links/{account}")
    def unlink(user: User, account: str) -> schemas_links.LinksOut:
        return _links(service, user, service.unlink(user, account))

    @routes.delete("")
    def forget_person(user: User) -> schemas_memories.ReportOut:
        return _report(service.forget_person(user))

    return routes


def _page(found: Sequence[Memory], limit: int, cursor: str | None) -> tuple[Sequence[Memory], str | None]:
    """A page that begins at `cursor`, a number of memories to skip."""
    start = int(cursor or 0)
    end = start + limit
    return found[start:end], str(end) if end < len(found) else None


def _jsons(memories: Sequence[Memory]) -> list[dict[str, Any]]:
    return [memory_json(memory) for memory in memories]


def _unsure_json(one: Unsure) -> dict[str, Any]:
    change = one.change
    return {"memory_id": one.memory_id, "earlier_id": change.memory_id, "effect": change.effect,
            "confidence": min(change.confidence, 1.0), "asked": change.asked}  # fmt: skip


def _links(service: MemoryService, user: str, found: Sequence[Link]) -> schemas_links.LinksOut:
    """The other accounts of this person."""
    others = [
        {**asdict(link), "channel": link.channel, "where": service.account(link.account).where}
        for link in found
        if link.account != user
    ]
    return schemas_links.LinksOut.model_validate({"links": others})


def _report(report: ErasureReport) -> schemas_memories.ReportOut:
    return schemas_memories.ReportOut.model_validate(asdict(report))
