"""Templates as files, and what they may call: sentences in one language, and filters."""

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from jinja2 import (
    ChoiceLoader,
    Environment,
    FileSystemLoader,
    PrefixLoader,
    StrictUndefined,
    pass_eval_context,
    select_autoescape,
)
from jinja2.nodes import EvalContext
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from digest.markdown.fields.words import literal as escaped
from digest.render import literal, wrap
from digest.render.language import Language

LOCALE = "locale"  # the folder of the translations
FOLDERS = ("email/", "web/", "report/", "documents/")
PACKAGED = "packaged/"  # ours, by whatever theirs is called


def environment(folders: Sequence[Path], language: Language) -> Environment:
    """Return templates in one language; a name that is none is an error.

    The last folder is ours, others are an operator's: what stands there wins, may extend ours
    as `packaged/…`, and sees nothing but what it is given.  Ours alone are compiled once.
    """
    return _ours(folders[0], language) if len(folders) == 1 else _made(folders, language)


@lru_cache(maxsize=32)
def _ours(folder: Path, language: Language) -> Environment:
    return _made((folder,), language)


def _made(folders: Sequence[Path], language: Language) -> Environment:
    kind = Environment if len(folders) == 1 else ImmutableSandboxedEnvironment
    ours = PrefixLoader({PACKAGED.rstrip("/"): FileSystemLoader(folders[-1])})
    made = kind(
        loader=ChoiceLoader([FileSystemLoader(folders), ours]),
        autoescape=select_autoescape(("html",), default=False),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    made.filters.update(
        hang=wrap.hang,
        line=literal.line,
        paragraph=wrap.paragraph,
        underline=wrap.underline,
        literal=escaped,
    )
    made.globals.update(_speaking(language))
    return made


def _speaking(language: Language) -> dict[str, object]:
    """Return what a template says sentences with; in html they and their values are escaped."""

    @pass_eval_context
    def gettext(context: EvalContext, message: str, **values: object) -> str:
        text = language.gettext(message)
        return _filled(Markup.escape(text) if context.autoescape else text, values)

    @pass_eval_context
    def ngettext(
        context: EvalContext, one: str, many: str, number: int, **values: object
    ) -> str:
        text = language.plural_of(one, many, number)
        filled = {"n": language.number(number), **values}
        return _filled(Markup.escape(text) if context.autoescape else text, filled)

    return {"_": gettext, "gettext": gettext, "ngettext": ngettext, "language": language}


def _filled(text: str, values: dict[str, object]) -> str:
    return text.format(**values) if values else text
