"""Codes of rules as an option takes them."""

import click
from click.shell_completion import CompletionItem

from digest.lint.rules import RULES
from digest.settings.linting import code


class Codes(click.ParamType[tuple[str, ...]]):
    """Codes separated by commas; the first letters of some codes mean all of them."""

    name = "codes"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[str, ...]:
        """Return the codes in capitals."""
        if isinstance(value, tuple):
            return value
        try:
            return tuple(code(one.strip()) for one in str(value).split(",") if one.strip())
        except ValueError as flaw:
            self.fail(str(flaw), param, ctx)

    def shell_complete(
        self,
        ctx: click.Context,  # noqa: ARG002 - click's shape
        param: click.Parameter,  # noqa: ARG002
        incomplete: str,
    ) -> list[CompletionItem]:
        """Return the rules that complete what is typed."""
        before, comma, begun = incomplete.rpartition(",")
        return [
            CompletionItem(before + comma + rule.code, help=rule.summary)
            for rule in RULES
            if rule.code.startswith(begun.upper())
        ]
