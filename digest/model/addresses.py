"""How addresses of ours are written: what replies, unsubscribing and bounces come to."""

from dataclasses import dataclass

TOKEN = "{token}"  # noqa: S105 - where one stands in a form


@dataclass(frozen=True)
class Forms:
    """Addresses in which `{token}` stands for a token.

    A reply form without one is plain: a reply is then known by the message that it answers,
    and nothing can be stopped by mail.  None where the installation has no such address.
    """

    reply: str
    unsubscribe: str | None = None
    bounce: str | None = None

    @property
    def plain(self) -> bool:
        """Return whether every reply goes to one address."""
        return TOKEN not in self.reply


def usual(domain: str) -> Forms:
    """Return the forms of a domain that is used for nothing else."""
    return Forms(*(f"{word}+{TOKEN}@{domain}" for word in ("reply", "unsubscribe", "bounce")))


def forms_of(template: str) -> Forms:
    """Return the forms that a reply address gives: one mailbox or domain takes them all."""
    domain = template.rpartition("@")[2]
    if template == usual(domain).reply:
        return usual(domain)
    if TOKEN not in template:
        return Forms(template)
    return Forms(template, *(template.replace(TOKEN, f"{w}-{TOKEN}") for w in _OTHERS))


def written(form: str, token: str) -> str:
    """Return the address of a token."""
    return form.replace(TOKEN, token)


_OTHERS = ("unsubscribe", "bounce")
