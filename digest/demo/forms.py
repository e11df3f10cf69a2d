"""What the buttons of the demo page do.  Every form carries the token of this start."""

import secrets
from collections.abc import Callable
from urllib.parse import parse_qs, urlencode

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response

from digest.demo.guard import same
from digest.demo.scene import Scene
from digest.errors import DigestError

FORM = "application/x-www-form-urlencoded"
FIELDS = 9  # at most, in one form


class Forms:
    """Holds the token of this start, and the last thing said to the visitor."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self.token = secrets.token_urlsafe(32)
        self.said = ""

    async def reply(self, request: Request) -> Response:
        """Send what stands in the reply box, as the person whose button was pressed."""
        form = await self._form(request)
        if form is None:
            return _stale()
        mail = next((it for it in self.scene.mails() if it.id == form.get("mail")), None)
        writer = next((it for it in self.scene.people() if it.key == form.get("person")), None)
        if mail is None or writer is None:
            return missing("mail or person")
        if text := form.get("text", "").strip():
            sent = f"Sent as {writer.name}. The answer takes a few seconds."
            await self._act(sent, self.scene.reply, mail, text, writer)
        else:
            self.said = "Write a line first, such as #3 done."
        return RedirectResponse(f"/?{urlencode({'mail': mail.id})}", 303)

    async def move(self, request: Request) -> Response:
        """Have a colleague move a due date."""
        return await self._press(request, "A due date was moved.", self.scene.move_due_date)

    async def week(self, request: Request) -> Response:
        """Let seven days pass."""
        return await self._press(request, "Seven days went by.", self.scene.next_week)

    async def _press(self, request: Request, done: str, act: Callable[[], None]) -> Response:
        if await self._form(request) is None:
            return _stale()
        await self._act(f"{done} The mail it causes takes a few seconds.", act)
        return RedirectResponse("/", 303)

    async def _act(self, done: str, act: Callable[..., None], *arguments: object) -> None:
        try:
            await run_in_threadpool(act, *arguments)
        except DigestError as error:
            self.said = f"That did not work: {error}"
        else:
            self.said = done

    async def _form(self, request: Request) -> dict[str, str] | None:
        """Return the fields of a form that was made by this page, else None."""
        if request.headers.get("content-type", "").partition(";")[0].strip() != FORM:
            return None
        body = (await request.body()).decode("utf-8", "replace")
        try:
            fields = parse_qs(body, max_num_fields=FIELDS)
        except ValueError:
            return None
        form = {key: values[-1] for key, values in fields.items()}
        return form if same(form.get("csrf", ""), self.token) else None


def missing(what: str) -> Response:
    """Say that something is not there."""
    return PlainTextResponse(f"There is no such {what}: go back and look again.\n", 404)


def _stale() -> Response:
    return PlainTextResponse(
        "This form is not of the demo's present start: open the page again and repeat.\n", 403
    )
