"""Facts become words: the only user of Jinja2.

`Renderer` turns the values of `digest.model.edition` into subject, text and html.  It reads
templates once, knows no store, and takes the day it is from what it is given.
"""

from digest.render.renderer import Renderer

__all__ = ["Renderer"]
