"""One field of an item a module, each in both directions: how it is read, how it is written.

Nothing here knows where in a file a field stands, or reads a clock.
"""

from digest.markdown.fields.words import literal

__all__ = ["literal"]
