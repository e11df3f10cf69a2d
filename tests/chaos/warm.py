"""What every process of a storm has read before it is born: a second each, else."""

from digest.settings.vocabulary import load
from tests.chaos import entrances

load()

__all__ = ["entrances"]
