"""A connection to an IMAP server, logged in by password or token, or why there is none."""

import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from imapclient import IMAPClient, SocketTimeout  # type: ignore[import-untyped]
from imapclient.exceptions import (  # type: ignore[import-untyped]
    IMAPClientError,
    LoginError,
)

from digest.errors import Transient
from digest.model.box import ImapPlace
from digest.transport.oauth import TokenCommand
from digest.transport.replies import on_one_line

_TIMES = SocketTimeout(connect=20.0, read=60.0)  # seconds


@contextmanager
def logged_in(place: ImapPlace, tokens: TokenCommand | None) -> Iterator[IMAPClient]:
    """Give a connection, and end it.

    Raises:
        Transient: the server cannot be reached, does not let us in, or goes away.
    """
    where = f"{place.host}:{place.port}"
    try:
        client = _connected(place)
        try:
            yield _let_in(client, place, tokens)
        finally:
            with suppress(IMAPClientError, OSError):
                client.logout()
    except (IMAPClientError, OSError) as error:
        raise Transient(f"{where}: {_said(error)}") from error


def _let_in(client: IMAPClient, place: ImapPlace, tokens: TokenCommand | None) -> IMAPClient:
    try:
        _log_in(client, place, tokens)
    except Transient as error:
        raise Transient(f"{place.host}:{place.port}: {error}") from error
    return client


def _connected(place: ImapPlace) -> IMAPClient:
    context = ssl.create_default_context()
    if place.ca_file:
        context.load_verify_locations(cafile=place.ca_file)
    implicit = place.tls == "implicit"
    client = IMAPClient(
        place.host,
        place.port,
        ssl=implicit,
        ssl_context=context if implicit else None,
        timeout=_TIMES,
    )
    if place.tls == "starttls":
        try:
            client.starttls(context)
        except BaseException:
            client.shutdown()
            raise
    return client


def _log_in(client: IMAPClient, place: ImapPlace, tokens: TokenCommand | None) -> None:
    if tokens is None:
        client.login(place.user, place.password)
        return
    token, fresh = tokens.token()
    try:
        _by_token(client, place.user, token)
    except LoginError:
        tokens.refused(token)
        if fresh:
            raise
        token, _ = tokens.token()  # the old one may just have run out
        _by_token(client, place.user, token)


def _by_token(client: IMAPClient, user: str, token: str) -> None:
    """RFC 7628 where the server knows it, else what came before it."""
    if client.has_capability("AUTH=OAUTHBEARER"):
        client.oauthbearer_login(user, token)
    else:
        client.oauth2_login(user, token)


def _said(error: Exception) -> str:
    if isinstance(error, ssl.SSLCertVerificationError):
        told = f"its certificate is not trusted: {error.verify_message}"
        return f"{told} (name your company's in ca_file)"
    if isinstance(error, OSError) and error.strerror:
        return error.strerror.lower()
    told = error.args[0] if error.args else ""
    text = told.decode("utf-8", "replace") if isinstance(told, bytes) else str(error)
    return on_one_line(text) or type(error).__name__
