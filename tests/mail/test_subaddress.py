import pytest

from digest.mail.subaddress import bounce_tokens, known, reply_tokens, unsubscribe_tokens

DOMAIN = "in.northbeam.example"
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
    assert reply_tokens([address], DOMAIN) == (ONE,)


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
    assert reply_tokens([address], DOMAIN) == ()


def test_two_tokens_are_both_told_and_the_same_one_once():
    addresses = [f"reply+{t}@{DOMAIN}" for t in (ONE, TWO, ONE.upper())]

    assert reply_tokens(addresses, DOMAIN) == (ONE, TWO)


def test_each_form_has_its_own_tokens():
    addresses = [f"unsubscribe+{ONE}@{DOMAIN}", f"bounce+{TWO}@{DOMAIN}"]

    assert unsubscribe_tokens(addresses, DOMAIN) == (ONE,)
    assert bounce_tokens(addresses, DOMAIN) == (TWO,)
    assert all(known(address, DOMAIN) for address in addresses)
