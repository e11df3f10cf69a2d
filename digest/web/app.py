"""The web application: which address is answered by what."""

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from functools import partial

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.routing import BaseRoute, Route

from digest.errors import DigestError
from digest.web import (
    archive,
    confirm,
    feeds,
    health,
    hooks,
    metrics,
    mine,
    pages,
    signin,
    undo,
    unsubscribe,
)
from digest.web.guard import SafeHeaders
from digest.web.looks import Looks
from digest.web.quick import Answers, Quick
from digest.web.rates import Rates
from digest.workflow.world import World


def create_app(
    world: World,
    *,
    extra: Sequence[BaseRoute] = (),
    called: Mapping[str, hooks.Hook] | None = None,
    broker: Callable[[], int] = lambda: 0,
    metrics_token: str = "",
) -> Starlette:
    """Return the application for one running service; `extra` routes are asked first.

    `called` are the sources that a webhook may have gathered; `broker` tells how many messages
    wait there, or raises `Transient`; without a token nobody reads metrics.
    """
    counted = metrics.Metrics(metrics_token)
    desk = feeds.Desk(world, Answers(world.clock), Rates(world.clock))
    app = Starlette(
        routes=[*extra, *routes()],
        middleware=[
            Middleware(Quick, answers=desk.answers, fetches=desk.fetches, metrics=counted),
            Middleware(SafeHeaders),
        ],
        lifespan=partial(_life, desk),
        exception_handlers={
            404: pages.missing,
            DigestError: health.unavailable,
            Exception: health.broken,
        },
    )
    app.router.redirect_slashes = False  # no calendar client follows a redirect gladly
    app.state.world = world
    app.state.desk = desk
    app.state.links = signin.limits(world)
    app.state.looks = Looks(broker)
    app.state.metrics = counted
    app.state.hooks = hooks.Hooks(called or {})
    return app


def routes() -> list[Route]:
    """Return which address is answered by what."""
    return [
        Route("/c/{token}.ics", feeds.feed, methods=["GET"]),
        Route("/u/{token}", unsubscribe.show, methods=["GET"]),
        Route("/u/{token}", unsubscribe.act, methods=["POST"]),
        Route("/p/{token}/calendars", mine.by_link, methods=["GET"]),
        Route("/p/{token}/sign-in", signin.ask_from_page, methods=["POST"]),
        Route("/p/{token}/archive", archive.show, methods=["GET"]),
        Route("/p/{token}/archive", archive.act, methods=["POST"]),
        Route("/p/{token}/{id}", pages.show, methods=["GET"]),
        Route("/h/{token}", confirm.show, methods=["GET"]),
        Route("/h/{token}", confirm.act, methods=["POST"]),
        Route("/sign-in", signin.show, methods=["GET"]),
        Route("/sign-in", signin.ask, methods=["POST"]),
        Route("/s/{token}", signin.link, methods=["GET"]),
        Route("/s/{token}", signin.use, methods=["POST"]),
        Route("/me/calendars", mine.show, methods=["GET"]),
        Route("/me/calendars", mine.act, methods=["POST"]),
        Route("/me/sign-out", signin.leave, methods=["POST"]),
        Route("/r/{token}", undo.show, methods=["GET"]),
        Route("/r/{token}", undo.act, methods=["POST"]),
        Route("/hooks/{source}", hooks.take, methods=["POST"]),
        Route("/page.css", pages.style, methods=["GET"]),
        Route("/page.js", pages.script, methods=["GET"]),
        Route("/healthz", health.alive, methods=["GET"]),
        Route("/readyz", health.ready, methods=["GET"]),
        Route("/metrics", metrics.show, methods=["GET"]),
        Route("/robots.txt", health.robots, methods=["GET"]),
        Route("/", pages.home, methods=["GET"]),
    ]


@asynccontextmanager
async def _life(desk: feeds.Desk, _: Starlette) -> AsyncIterator[None]:
    """Write now and then which calendars were fetched, and once more at the end."""
    settling = asyncio.create_task(desk.settling())
    yield
    settling.cancel()
    await asyncio.to_thread(desk.settle)
