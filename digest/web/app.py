"""The web application: which address is answered by what."""

from collections.abc import Callable, Mapping, Sequence

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.routing import BaseRoute, Route

from digest.errors import DigestError
from digest.web import confirm, feeds, health, hooks, metrics, pages, unsubscribe
from digest.web.cache import Cache
from digest.web.guard import SafeHeaders
from digest.web.looks import Looks
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
    app = Starlette(
        routes=[
            *extra,
            Route("/c/{token}.ics", feeds.feed, methods=["GET"]),
            Route("/u/{token}", unsubscribe.show, methods=["GET"]),
            Route("/u/{token}", unsubscribe.act, methods=["POST"]),
            Route("/p/{token}/calendars", pages.calendar_page, methods=["GET"]),
            Route("/p/{token}/{id}", pages.show, methods=["GET"]),
            Route("/h/{token}", confirm.show, methods=["GET"]),
            Route("/h/{token}", confirm.act, methods=["POST"]),
            Route("/hooks/{source}", hooks.take, methods=["POST"]),
            Route("/page.css", pages.style, methods=["GET"]),
            Route("/healthz", health.alive, methods=["GET"]),
            Route("/readyz", health.ready, methods=["GET"]),
            Route("/metrics", metrics.show, methods=["GET"]),
            Route("/robots.txt", health.robots, methods=["GET"]),
            Route("/", pages.home, methods=["GET"]),
        ],
        middleware=[Middleware(SafeHeaders)],
        exception_handlers={
            404: pages.missing,
            DigestError: health.unavailable,
            Exception: health.broken,
        },
    )
    app.router.redirect_slashes = False  # no calendar client follows a redirect gladly
    app.state.world = world
    app.state.feeds = Cache()
    app.state.looks = Looks(broker)
    app.state.metrics = metrics.Metrics(metrics_token)
    app.state.hooks = hooks.Hooks(called or {})
    return app
