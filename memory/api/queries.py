"""What may stand in the query of a request."""

from __future__ import annotations

from fastapi import Request

from memory.errors import InputInvalid


def refuse_unknown(request: Request) -> None:
    """Refuses a query with a name that the route does not know: `DELETE ...?categorie=pets` would forget everything.

    Raises:
        InputInvalid: which names there are; never the one that was sent.
    """
    known = sorted(field.alias for field in request.scope["route"].dependant.query_params)
    for name in request.query_params:
        if name not in known:
            raise InputInvalid(
                f"query: it has a name that is not known here; this path takes {', '.join(known) or 'no query'}."
            )
