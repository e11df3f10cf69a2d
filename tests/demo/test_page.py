import re
from urllib.parse import urlencode

import pytest
from starlette.applications import Starlette

from digest.demo.page import demo_routes
from tests.demo.asking import Client
from tests.demo.village import PUBLIC, TEMPLATES, Village

ORIGIN = "http://127.0.0.1:8025"
FORM = {"content-type": "application/x-www-form-urlencoded", "origin": ORIGIN}


@pytest.fixture
def village():
    village = Village()
    village.open()
    return village


@pytest.fixture
def client(village):
    origins = (ORIGIN, "http://localhost:8025")
    app = Starlette(routes=demo_routes(village, templates=TEMPLATES, origins=origins))
    return Client(app, ORIGIN)


def _post(client, path, headers=FORM, **fields):
    return client.post(path, headers, urlencode(fields).encode())


def _token(client):
    return re.findall(r'name="csrf" value="([^"]+)"', client.get("/").text)[0]


@pytest.mark.parametrize(
    "host", ["evil.example", "127.0.0.1", "127.0.0.1:80", "digest.northbeam.example", ""]
)
@pytest.mark.parametrize("path", ["/", "/demo/state.json", "/demo/page.css"])
def test_a_foreign_host_is_refused(client, host, path):
    answer = client.get(path, headers={"host": host})

    assert answer.status_code == 403
    assert ORIGIN in answer.text


@pytest.mark.parametrize("host", ["127.0.0.1:8025", "localhost:8025", "LOCALHOST:8025"])
def test_its_own_hosts_are_answered(client, host):
    assert client.get("/", headers={"host": host}).status_code == 200


@pytest.mark.parametrize("origin", ["null", "http://evil.example", "http://127.0.0.1:9", ""])
def test_a_foreign_origin_is_refused(client, village, origin):
    headers = {**FORM, "origin": origin}
    answer = _post(client, "/demo/week", headers, csrf=_token(client))

    assert answer.status_code == 403
    assert len(village.delivered) == 3


def test_a_post_without_an_origin_is_refused(client):
    headers = {"content-type": FORM["content-type"]}

    assert _post(client, "/demo/week", headers, csrf=_token(client)).status_code == 403


def test_a_foreign_origin_does_not_even_read(client):
    answer = client.get("/demo/state.json", headers={"origin": "http://evil.example"})

    assert answer.status_code == 403


@pytest.mark.parametrize("token", [None, "", "wrong", "ä" * 43])
@pytest.mark.parametrize("path", ["/demo/week", "/demo/move", "/demo/reply"])
def test_a_form_that_was_not_made_here_is_refused(client, village, path, token):
    fields = {} if token is None else {"csrf": token}

    assert _post(client, path, **fields).status_code == 403
    assert len(village.delivered) == 3


def test_a_token_of_another_start_is_refused(client, village):
    other = Starlette(routes=demo_routes(village, templates=TEMPLATES, origins=(ORIGIN,)))
    stale = _token(Client(other, ORIGIN))

    assert _post(client, "/demo/week", csrf=stale).status_code == 403


def test_a_form_of_another_type_is_refused(client):
    headers = {**FORM, "content-type": "text/plain"}

    assert _post(client, "/demo/week", headers, csrf=_token(client)).status_code == 403


def test_a_form_too_large_is_refused(client):
    answer = _post(client, "/demo/reply", csrf=_token(client), text="x" * 100_000)

    assert answer.status_code == 413


@pytest.mark.parametrize("path", ["/demo/week", "/demo/move", "/demo/reply"])
def test_nothing_happens_on_get(client, village, path):
    assert client.get(path).status_code in (404, 405)
    assert len(village.delivered) == 3


@pytest.mark.parametrize("path", ["/", "/demo/state.json", "/demo/page.js", "/demo/mark.svg"])
def test_every_answer_has_the_strict_headers(client, path):
    headers = client.get(path).headers

    assert headers["content-security-policy"].startswith("default-src 'none'")
    assert "unsafe" not in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"


def test_the_page_has_nothing_inline_and_nothing_from_outside(client):
    page = client.get("/").text

    assert not re.search(r"<style|\sstyle=|\son\w+=|<script(?! src=\"/demo/page.js\")", page)
    assert not re.search(r'(?:src|<link[^>]*href)="(?!/demo/)', page)


def test_what_people_write_is_escaped(client):
    page = client.get("/").text

    assert "Sam &lt;script&gt; Reyes" in page
    assert "Sam <script>" not in page


def test_a_message_may_style_itself_and_nothing_else(client):
    policy = client.get("/demo/mail/0002-digest.html").headers["content-security-policy"]

    assert "default-src 'none'; style-src 'unsafe-inline'" in policy
    assert "sandbox" in policy
    assert "allow-scripts" not in policy
    assert "allow-same-origin" not in policy


def test_links_of_a_message_lead_home(client):
    html = client.get("/demo/mail/0002-digest.html").text

    assert PUBLIC not in html
    assert 'href="mailto:' not in html
    assert f'href="/u/{"u" * 32}" target="_blank" rel="noopener noreferrer"' in html
    assert 'href="/?mail=0002-digest&amp;draft=%231%20done#reply" target="_top"' in html


@pytest.mark.parametrize(
    "path", ["/demo/mail/none.html", "/demo/mail/none.eml", "/demo/page.html"]
)
def test_what_is_not_there_is_said_so(client, path):
    answer = client.get(path)

    assert answer.status_code == 404
    assert "go back" in answer.text


def test_a_message_can_be_saved_as_it_was_sent(client, village):
    assert client.get("/demo/mail/0002-digest.eml").content == village.delivered[2].raw


@pytest.mark.parametrize(
    ("tab", "seen"),
    [
        ("text", "Begin with #1"),
        ("raw", "Content-Transfer-Encoding"),
        ("headers", "<dt>List-Id"),
    ],
)
def test_a_message_is_shown_in_every_form(client, tab, seen):
    assert seen in client.get(f"/?mail=0002-digest&as={tab}").text


def test_the_reply_box_holds_an_item_of_that_mail(client):
    assert re.search(r"<textarea[^>]*>#3 done</textarea>", client.get("/").text)


def test_a_reply_goes_out_as_the_person_of_the_button(client, village):
    fields = {"csrf": _token(client), "mail": "0002-digest", "text": "#1 done"}
    answer = _post(client, "/demo/reply", person="priya", **fields)

    assert (answer.status_code, answer.headers["location"]) == (303, "/?mail=0002-digest")
    assert village.delivered[-1].id == "0003-receipt"
    page = client.get("/").text
    assert "<mark>In progress</mark>" in page
    assert "<mark>Done</mark>" in page


def test_a_reply_as_somebody_else_asks_the_person_it_was_written_to(client, village):
    fields = {"csrf": _token(client), "mail": "0002-digest", "text": "#1 done"}
    _post(client, "/demo/reply", person="sam", **fields)

    assert (village.delivered[-1].recipient, village.changed) == ("priya@northbeam.example", [])


@pytest.mark.parametrize("wrong", [{"mail": "none"}, {"person": "nobody"}])
def test_a_reply_to_nothing_or_by_nobody_is_not_sent(client, village, wrong):
    fields = {
        "csrf": _token(client),
        "mail": "0002-digest",
        "person": "priya",
        "text": "#1 done",
    }

    assert _post(client, "/demo/reply", **{**fields, **wrong}).status_code == 404
    assert village.sent == 0


def test_an_empty_reply_is_not_sent(client, village):
    _post(
        client, "/demo/reply", csrf=_token(client), mail="0002-digest", person="priya", text=" "
    )

    assert village.sent == 0
    assert "Write a line first" in client.get("/").text


def test_what_failed_is_said_with_what_to_do(client, village):
    village.broken = True
    fields = {"csrf": _token(client), "mail": "0002-digest", "text": "#1 done"}
    _post(client, "/demo/reply", person="priya", **fields)

    assert "That did not work: 127.0.0.1:2526: no mail server answers" in client.get("/").text


def test_a_fresh_delay_notice_is_what_the_page_shows(client):
    _post(client, "/demo/move", csrf=_token(client))

    assert "<h2>Delay: Refuse a cache limit" in client.get("/").text


def test_the_state_changes_when_the_page_would(client):
    before = client.get("/demo/state.json").json()
    assert client.get("/demo/state.json").json() == before

    _post(client, "/demo/move", csrf=_token(client))
    assert client.get("/demo/state.json").json() != before


def test_what_comes_while_the_page_is_made_is_looked_at_again(client, village):
    whole = village.feeds

    def busy():
        if len(village.delivered) == 3:
            village.next_week()
        return whole()

    village.feeds = busy
    shown = re.findall(r'data-version="([^"]+)"', client.get("/").text)

    assert shown != [client.get("/demo/state.json").json()["version"]]


def test_the_tour_goes_on_step_by_step(client):
    def states():
        return re.findall(r'class="step (\w+)"', client.get("/").text)

    assert states() == ["done", "now", "later", "later", "later"]

    token = _token(client)
    _post(client, "/demo/reply", csrf=token, mail="0002-digest", text="#1 done", person="priya")
    _post(client, "/demo/move", csrf=token)
    assert states() == ["done", "done", "done", "done", "now"]

    _post(client, "/demo/week", csrf=token)
    assert states() == ["done"] * 5


def test_before_the_first_mail_the_page_says_what_happens():
    village = Village()
    app = Starlette(routes=demo_routes(village, templates=TEMPLATES, origins=(ORIGIN,)))
    page = Client(app, ORIGIN).get("/").text

    assert "The first mails are on their way" in page
    assert "The reply box opens with the first mail" in page
