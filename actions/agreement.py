"""POST /agreement, where Rasa asks before it speaks whether what it writes is what is erased here.

Rasa has just written a random id into its transcript. Whoever finds the same id in theirs has the same file; and each
side shows with a keyed hash of it that it has the same RETOLD_SECRET, which is never sent.
"""

from __future__ import annotations

import hashlib
import hmac

from fastapi import APIRouter, Depends
from pydantic import BaseModel, Field

from actions.transcript import RasaTranscripts
from memory.api.auth import BEARER, service_only
from memory.api.problems import PROBLEMS
from memory.errors import NotAgreed
from memory.settings import Settings

BOT, MEMORY = b"retold bot ", b"retold memory "
"""What each side puts before the id, so that neither can send back what it was sent. The same in bot/agreement.py."""


class AgreementBody(BaseModel):
    transcript: str = Field(pattern="^[0-9a-f]{32}$")
    proof: str = Field(pattern="^[0-9a-f]{64}$")


class AgreementOut(BaseModel):
    proof: str


def create_agreement(settings: Settings) -> APIRouter:
    """The route, for the service token alone."""
    transcripts = RasaTranscripts(settings.home / "transcript.db")
    allowed = service_only(settings.secret, settings.service_token)
    routes = APIRouter(dependencies=[Depends(BEARER), Depends(allowed)], responses=PROBLEMS)

    def proof(side: bytes, transcript: str) -> str:
        return hmac.new(settings.secret.encode(), side + transcript.encode(), hashlib.sha256).hexdigest()

    @routes.post("/agreement")
    def agree(body: AgreementBody) -> AgreementOut:
        if not hmac.compare_digest(body.proof, proof(BOT, body.transcript)):
            raise NotAgreed("RETOLD_SECRET is not the same for Rasa and for the memory service. Give both the same.")
        if transcripts.id() != body.transcript:
            raise NotAgreed(
                "Rasa writes another transcript than the memory service erases. Give both the same RETOLD_HOME, and "
                "the tracker store no other `path` than its transcript.db."
            )
        return AgreementOut(proof=proof(MEMORY, body.transcript))

    return routes
