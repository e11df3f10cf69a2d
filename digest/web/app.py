"""The web application: which address is answered by what."""

from collections.abc import Sequence

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.routing import BaseRoute, Route

from digest.errors import DigestError
from digest.web import confirm, feeds, health, pages, unsubscribe
from digest.web.cache import Cache
from digest.web.guard import SafeHeaders
from digest.workflow.world import World


def create_app(world: World, *, extra: Sequence[BaseRoute] = ()) -> Starlette:
    """Return the application for one running service; `extra` routes are asked first."""
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
            Route("/page.css", pages.style, methods=["GET"]),
            Route("/healthz", health.alive, methods=["GET"]),
            Route("/readyz", health.ready, methods=["GET"]),
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
    return app
