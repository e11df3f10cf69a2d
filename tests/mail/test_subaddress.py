import pytest

from digest.mail.subaddress import bounce_tokens, known, reply_tokens, unsubscribe_tokens
from digest.model.addresses import Forms, forms_of, usual, written

DOMAIN = "in.northbeam.example"
FORMS = usual(DOMAIN)
ONE, TWO = "a2" * 16, "b3" * 16


@pytest.mark.parametrize(
    "address",
    [
        f"reply+{ONE}@{DOMAIN}",
        f"<Reply+{ONE.upper()}@{DOMAIN.upper()}>",
        f"reply%2B{ONE}@{DOMAIN}",
        f"reply{ONE}@{DOMAIN}",
        f'"reply {ONE}"@{DOMAIN}',
        f"prvs=4710a1b2c3=reply+{ONE}@{DOMAIN}",
        f"btv1==abc012==reply+{ONE}@{DOMAIN}.",
    ],
)
def test_a_token_is_found_as_clients_write_it(address: str):
    assert reply_tokens([address], FORMS) == (ONE,)


@pytest.mark.parametrize(
    "address",
    [
        f"reply+{ONE}@elsewhere.example",
        f"reply+{ONE}x@{DOMAIN}",
        f"reply+{ONE[:-1]}1@{DOMAIN}",
        f"bounce+{ONE}@{DOMAIN}",
        f"x.reply+{ONE}@{DOMAIN}",
        "",
        "@",
    ],
)
def test_anything_else_holds_no_token(address: str):
    assert reply_tokens([address], FORMS) == ()


def test_two_tokens_are_both_told_and_the_same_one_once():
    addresses = [f"reply+{t}@{DOMAIN}" for t in (ONE, TWO, ONE.upper())]

    assert reply_tokens(addresses, FORMS) == (ONE, TWO)


def test_each_form_has_its_own_tokens():
    addresses = [f"unsubscribe+{ONE}@{DOMAIN}", f"bounce+{TWO}@{DOMAIN}"]

    assert unsubscribe_tokens(addresses, FORMS) == (ONE,)
    assert bounce_tokens(addresses, FORMS) == (TWO,)
    assert all(known(address, FORMS) for address in addresses)


@pytest.mark.parametrize(
    ("template", "address"),
    [
        ("digest+{token}@northbeam.example", f"Digest+{ONE}@northbeam.example"),
        ("digest+{token}@northbeam.example", f"digest%2b{ONE}@northbeam.example"),
        ("digest-{token}@northbeam.example", f"digest-{ONE}@northbeam.example"),
        ("{token}@in.northbeam.example", f"{ONE}@in.northbeam.example"),
        ("{token}@in.northbeam.example", f"prvs=47ab={ONE}@in.northbeam.example"),
    ],
)
def test_a_token_is_found_in_any_form_of_address(template: str, address: str):
    assert reply_tokens([address], forms_of(template)) == (ONE,)
    assert unsubscribe_tokens([address], forms_of(template)) == ()


@pytest.mark.parametrize("template", ["digest-{token}@northbeam.example", "{token}@x.example"])
def test_one_mailbox_takes_what_stops_mail_and_what_bounces(template: str):
    forms = forms_of(template)

    assert unsubscribe_tokens([written(forms.unsubscribe or "", ONE)], forms) == (ONE,)
    assert bounce_tokens([written(forms.bounce or "", TWO)], forms) == (TWO,)


def test_the_usual_form_is_that_of_a_domain():
    assert forms_of(f"reply+{{token}}@{DOMAIN}") == FORMS


def test_a_plain_address_is_ours_and_holds_no_token():
    plain = Forms("follow-ups@northbeam.example")

    assert known("<Follow-Ups@Northbeam.example>", plain)
    assert not known(f"follow-ups+{ONE}@northbeam.example", plain)
    assert reply_tokens(["follow-ups@northbeam.example"], plain) == ()
