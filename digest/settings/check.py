"""What the settings leave undone: no mistakes, but worth saying once."""

from digest.model.place import GitPlace
from digest.settings.schema import Security, Settings

_LISTED = 5  # people that a line names


def remarks(settings: Settings) -> tuple[str, ...]:
    """Return a line for each thing that will not happen, with the setting that changes it."""
    return (*_replies(settings), *_readers(settings), *_sources(settings))


def _replies(settings: Settings) -> list[str]:
    written = [n for n, source in settings.sources.items() if source.policy.write_back]
    if not settings.inbound.domain:
        if written:
            return [
                f"inbound.domain: is not set, so replies cannot change {', '.join(written)}"
                ' (write domain = "reply.example.org" below [inbound])'
            ]
        return ["inbound.domain: is not set, so mails take no replies"]
    found = []
    proven = [settings.inbound.authserv_id, settings.inbound.verify]
    if not any(proven) and not any(box.vouching.any for box in settings.boxes.values()):
        found.append(
            "inbound.authserv_id: is not set, so every reply waits for its sender to confirm it"
            " (write the name your mail host puts into Authentication-Results)"
        )
    found += _open_doors(settings)
    if not written:
        found.append(
            'sources: none has write_back = "on", so mails take no replies (turn it on for one)'
        )
    return found


def _open_doors(settings: Settings) -> list[str]:
    """Whoever reaches the receiver is believed to be our own mail host, unless we verify."""
    if settings.inbound.verify:
        return []
    return [
        f"inbound.{name}: {place.host} can be reached from outside, and whoever reaches it can"
        " forge proof (listen on 127.0.0.1 or a socket, or let only your mail host through)"
        for name in ("smtp", "lmtp")
        if (place := getattr(settings.inbound, name)) and place.host and not _local(place.host)
    ]


def _local(host: str) -> bool:
    return host == "localhost" or host.startswith("127.") or host == "::1"


def _readers(settings: Settings) -> list[str]:
    found = []
    silent = [key for key, p in settings.people.items() if not p.mail and not p.left]
    if silent:
        more = ", …" if len(silent) > _LISTED else ""
        listed = ", ".join(silent[:_LISTED]) + more
        found.append(f"people: have no mail, so they get none: {listed} (write mail for them)")
    if not settings.public_url:
        found.append(
            "public_url: is not set, so mails have no calendar and no unsubscribe page"
        )
    if not settings.operator:
        found.append("operator: is not set, so nobody sees the rehearsal or is told of trouble")
    if settings.relay.in_file:
        found.append(
            "smtp: a password stands in the settings (take it out, and give it in"
            " DIGEST_SMTP_PASSWORD, or in a file that DIGEST_SMTP_PASSWORD_FILE names)"
        )
    relay = settings.relay
    if relay.user and not relay.password and not relay.token_command:
        found.append(
            f"smtp: names the user {relay.user} and there is no password (give it in"
            " DIGEST_SMTP_PASSWORD, or in a file that DIGEST_SMTP_PASSWORD_FILE names)"
        )
    if relay.security is Security.PLAIN:
        found.append(f"smtp: mail goes to {relay.host} unencrypted (use smtps://)")
    if relay.security is Security.OPPORTUNISTIC or not relay.verify:
        found.append(f"smtp: nobody checks who answers as {relay.host} (use smtps://, ca_file)")
    return found


def _sources(settings: Settings) -> list[str]:
    places = [source.place for source in settings.sources.values()]
    return [
        f"sources.{place.name}.url: {place.url!r} is fetched unencrypted (use https or ssh)"
        for place in places
        if isinstance(place, GitPlace) and place.url.startswith(("http://", "git://"))
    ]
