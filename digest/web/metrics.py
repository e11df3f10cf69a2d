"""What Prometheus is told: of the whole service, from the store, and of this process."""

import hmac
from collections.abc import Iterable
from dataclasses import dataclass, field

from prometheus_client import CollectorRegistry, Counter, ProcessCollector
from prometheus_client.exposition import choose_encoder
from prometheus_client.metrics_core import Metric
from prometheus_client.registry import Collector
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from digest.web.figures import families
from digest.web.looks import Looks
from digest.web.tokens import world_of
from digest.workflow.world import World

_FRESH = {"Cache-Control": "no-store"}


@dataclass(frozen=True)
class Metrics:
    """Who may read the figures, and what this process counts itself."""

    token: str = field(default="", repr=False)  # empty: nobody
    feeds: Counter = field(
        default_factory=lambda: Counter(
            "digest_feed_requests", "Calendars asked for.", ["status"], registry=None
        )
    )


def show(request: Request) -> Response:
    """Answer with all figures to whoever has the token, and to nobody where there is none.

    The address of the asker proves nothing: behind a proxy on this machine all come from here.
    """
    metrics: Metrics = request.app.state.metrics
    if not metrics.token:
        return PlainTextResponse("not found\n", status_code=404, headers=_FRESH)
    told = request.headers.get("authorization", "").encode()
    if not hmac.compare_digest(told, f"Bearer {metrics.token}".encode()):
        wanted = {**_FRESH, "WWW-Authenticate": "Bearer"}
        return PlainTextResponse("not allowed\n", status_code=401, headers=wanted)
    encode, kind = choose_encoder(request.headers.get("accept", ""))
    looks: Looks = request.app.state.looks
    found = CollectorRegistry(auto_describe=False)
    found.register(_Found(world_of(request), looks))
    found.register(metrics.feeds)
    found.register(ProcessCollector(registry=None))
    return Response(encode(found), headers={**_FRESH, "Content-Type": kind})


@dataclass(frozen=True, eq=False)
class _Found(Collector):
    """What a look at the service tells."""

    world: World
    looks: Looks

    def collect(self) -> Iterable[Metric]:
        return families(self.looks.now(self.world))
