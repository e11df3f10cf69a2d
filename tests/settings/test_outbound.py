"""What the settings say of the relay and of signing."""

from pathlib import Path

import pytest

from digest.errors import UsageError
from digest.settings.load import load
from digest.settings.schema import Security, Settings
from tests.mail.test_dkim import ED, RSA, pem

CA = Path(__file__).parents[1] / "cases" / "settings" / "ca.pem"
SMALLEST = """
from = "Northbeam <digest@mail.northbeam.example>"
smtp = "{smtp}"
[sources.docs]
path = "docs"
[people.priya]
name = "Priya"
mail = "priya@northbeam.example"
{more}
"""


def read(folder: Path, more: str, smtp: str = "smtps://d@mx.northbeam.example") -> Settings:
    (folder / "rsa.pem").write_bytes(pem(RSA))
    (folder / "ed.pem").write_bytes(pem(ED))
    (folder / "digest.toml").write_text(SMALLEST.format(smtp=smtp, more=more))
    return load(folder / "digest.toml", {})


def flaw(folder: Path, more: str, smtp: str = "smtps://d@mx.northbeam.example") -> str:
    with pytest.raises(UsageError) as caught:
        read(folder, more, smtp)
    return "\n".join(line.partition("digest.toml: ")[2] for line in caught.value.lines)


def test_mail_is_signed_by_every_key_that_is_named(tmp_path: Path):
    more = '[dkim.a]\nkey_file = "rsa.pem"\n[dkim.b]\nkey_file = "ed.pem"'
    more += '\ndomain = "northbeam.example"'

    signers = read(tmp_path, more).signers

    assert [(s.selector, s.domain) for s in signers] == [
        ("a", "mail.northbeam.example"),
        ("b", "northbeam.example"),
    ]


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ("[dkim.a]", "dkim.a.key_file: is missing"),
        ('[dkim.a]\nkey_file = "none.pem"', "cannot read 'none.pem' (No such file"),
        ('[dkim.a]\nkey_file = "digest.toml"', "'digest.toml' is no private key in PEM"),
        ('[dkim.a]\nkey_file = "ed.pem"\ndomain = "x.example"', "not the domain of from"),
        ('[dkim."a b"]\nkey_file = "ed.pem"', "is not a selector"),
    ],
)
def test_a_key_that_would_sign_nothing_anybody_believes_is_told(
    tmp_path: Path, more: str, told: str
):
    assert told in flaw(tmp_path, more)


def test_one_envelope_sender_is_that_of_from_unless_it_is_told(tmp_path: Path):
    fixed = '[relay]\nenvelope = "fixed"'

    assert read(tmp_path, fixed).relay.sender == "digest@mail.northbeam.example"
    other = read(tmp_path, f'{fixed}\nsender = "b@northbeam.example"')
    assert other.relay.sender == "b@northbeam.example"
    assert read(tmp_path, "").relay.sender is None


@pytest.mark.parametrize(
    ("more", "smtp", "told"),
    [
        ('verify = "off"', "smtps://d@mx", "relay.verify: would send a password to whoever"),
        ('token_command = ["t"]', "smtps://mx", "smtp: has no user for relay.token_command"),
        ('token_command = ["t"]', "smtps://d:p@mx", "and a password are both given"),
        ('ca_file = "no.pem"', "smtps://mx", "relay.ca_file: 'no.pem' No such file"),
        ('ca_file = "digest.toml"', "smtps://mx", "holds no certificates in PEM"),
        ('sender = "b@x.example"', "smtps://mx", "relay.sender: is for one envelope sender"),
        ("connections = 0", "smtps://mx", "not a whole number from 1 to 20"),
        ("", "smtp+opportunistic://d@mx", "would send a password in the clear"),
    ],
)
def test_what_cannot_be_meant_is_told(tmp_path: Path, more: str, smtp: str, told: str):
    assert told in flaw(tmp_path, f"[relay]\n{more}", smtp)


def test_a_relay_of_ones_own_is_trusted_by_its_certificate(tmp_path: Path):
    settings = read(tmp_path, f'[relay]\nca_file = "{CA}"', "smtp+opportunistic://mx")

    assert settings.relay.ca_file == CA
    assert settings.relay.security is Security.OPPORTUNISTIC
