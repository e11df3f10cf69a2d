"""docker-compose.yml, taken apart."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).parents[2]
FILE = ROOT / "docker-compose.yml"


@dataclass(frozen=True)
class Service:
    """One service: its words as they stand in the file."""

    name: str
    told: dict[str, Any]

    @property
    def command(self) -> list[str]:
        return list(self.told["command"])

    @property
    def environment(self) -> dict[str, str]:
        return dict(self.told["environment"])

    @property
    def check(self) -> list[str]:
        kind, *words = self.told["healthcheck"]["test"]
        assert kind == "CMD"
        return list(words)

    @property
    def mounts(self) -> set[str]:
        """Where something can be written, or is put in from outside."""
        volumes = {volume.split(":")[1] for volume in self.told.get("volumes", ())}
        return volumes | {place.partition(":")[0] for place in self.told.get("tmpfs", ())}


def whole() -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load(FILE.read_text())
    return found


def services() -> dict[str, Service]:
    return {name: Service(name, told) for name, told in whole()["services"].items()}


def ours() -> dict[str, Service]:
    """Return the services that run our own image."""
    return {n: s for n, s in services().items() if s.told["image"] == "digestd:local"}
