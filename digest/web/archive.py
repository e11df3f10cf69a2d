"""A message shown again; a link that is too old offers to mail a new one."""

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from digest.model.directory import Person
from digest.model.ledger import Delivery, Purpose, TokenRecord
from digest.web.guard import HEADERS
from digest.web.pages import gone, page
from digest.web.tokens import GONE, UNKNOWN, known, person_of, world_of
from digest.workflow.archive import mail_link, shown_again

# A message brings its own style; nothing else may do anything.
_POLICY = HEADERS["Content-Security-Policy"].replace("'self'", "'unsafe-inline'", 1)


def show(request: Request) -> Response:
    """Show a message as it was, or say that its link has expired."""
    found = _asked_for(request)
    if found is None:
        return gone(request, UNKNOWN)
    world, (record, delivery, person) = world_of(request), found
    language = world.render.language(person.language)
    if record.revoked or (record.expires_at and record.expires_at < world.clock.now()):
        return page(request, "expired.html", status=GONE, language=language, mailed=False)
    base = f"/p/{request.path_params['token']}"
    html = shown_again(world, delivery, person, f"{world.installation.public_url or ''}{base}")
    if html is None:
        return page(request, "gone.html", status=UNKNOWN, language=language, why="removed")
    headers = {"Cache-Control": "no-store", "Content-Security-Policy": _POLICY}
    return HTMLResponse(html, headers=headers)


def act(request: Request) -> Response:
    """Mail a new link to whom the message was for, and to nobody else."""
    found = _asked_for(request)
    if found is None:
        return gone(request, UNKNOWN)
    world, (_, delivery, person) = world_of(request), found
    mail_link(world, delivery.id, person)
    language = world.render.language(person.language)
    return page(request, "expired.html", language=language, mailed=True)


def _asked_for(request: Request) -> tuple[TokenRecord, Delivery, Person] | None:
    """Return a token, expired too, its message, and whose that is if they are still there."""
    world, record = world_of(request), known(request, Purpose.PAGE)
    if record is None:
        return None
    delivery = world.store.delivery(record.subject)
    person = person_of(world, delivery.recipient) if delivery else None
    return (record, delivery, person) if delivery and person else None
