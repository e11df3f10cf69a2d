from datetime import date, timedelta
from pathlib import Path

import pytest

from digest.errors import UsageError
from digest.model.item import Status
from digest.model.place import Depth, FolderPlace, GitPlace
from digest.model.schedule import Schedule
from digest.model.vocabulary import Sprints, Vocabulary
from digest.settings.load import load
from digest.settings.schema import Listen, Security, Settings

CASES = Path(__file__).parents[1] / "cases" / "settings"
SMALLEST = (CASES / "smallest.toml").read_text()
HEAD, _, TABLES = SMALLEST.partition("[sources")


@pytest.fixture
def read(tmp_path: Path):
    def load_text(top: str = "", tables: str = "", **environ: str) -> Settings:
        path = tmp_path / "digest.toml"
        path.write_text(f"{HEAD}{top}\n[sources{TABLES}\n{tables}")
        return load(path, environ)

    return load_text


def flaws(read, *args: str, **environ: str) -> list[str]:
    with pytest.raises(UsageError) as caught:
        read(*args, **environ)
    return [line.partition("digest.toml: ")[2] or line for line in caught.value.lines]


def test_the_smallest_file_works():
    settings = load(CASES / "smallest.toml", {})

    assert settings.title == "Northbeam Follow-ups"
    assert settings.sources["postmortems"].place == FolderPlace(
        "postmortems", CASES / "docs/postmortems"
    )
    assert settings.people["priya"].schedule == Schedule(0, 8, 0, "UTC")


def test_a_new_installation_is_careful():
    settings = load(CASES / "smallest.toml", {})

    assert not settings.sources["postmortems"].policy.write_back
    assert settings.relay.security is Security.STARTTLS
    assert settings.installation(Vocabulary()).inbound_domain is None
    assert settings.secret is None


def test_every_mistake_is_told_at_once():
    with pytest.raises(UsageError) as caught:
        load(CASES / "wrong.toml", {"REDIS_URL": "http:x", "DIGEST_SECRET": "short"})

    told = [line.removeprefix(f"{CASES}/") for line in caught.value.lines]
    assert told == (CASES / "wrong.txt").read_text().splitlines()


def test_no_error_quotes_a_password(read):
    told = flaws(
        read,
        'database = "mysql://u:hunter2@h/x"\nbroker = "amqp://u:hunter2@h"',
        '[sources.b]\nurl = "https://u:hunter2@h:9999999/x"',
    )

    assert len(told) == 3
    assert "hunter2" not in str(told)


def test_settings_never_show_a_secret(read):
    settings = read(
        'database = "postgresql://u:hunter2@h/x"\nbroker = "redis://:hunter2@h"',
        '[sources.b]\nurl = "https://u:hunter2@h/x"',
        DIGEST_SECRET="hunter2" * 8,
    )

    assert "hunter2" not in repr(settings)


def test_a_file_that_is_not_toml_names_the_line(tmp_path: Path):
    (tmp_path / "digest.toml").write_text("from = 'x'\nsmtp =\n")

    with pytest.raises(UsageError, match=r"digest\.toml:2: is not TOML: invalid value"):
        load(tmp_path / "digest.toml", {})


def test_a_byte_order_mark_is_no_mistake(tmp_path: Path):
    (tmp_path / "digest.toml").write_text(SMALLEST, encoding="utf-8-sig")

    assert load(tmp_path / "digest.toml", {}).title


def test_a_person_overrides_the_common_rhythm(read):
    settings = read(
        "",
        '[digest]\nweekday = "fri"\nzone = "Europe/Berlin"\n'
        '[people.mei]\nname = "Mei Tanaka"\nmail = "mei@northbeam.example"\nat = 07:30:00',
    )

    assert settings.people["mei"].schedule == Schedule(4, 7, 30, "Europe/Berlin")


def test_the_people_file_is_merged(read, tmp_path: Path):
    (tmp_path / "people.toml").write_text(
        '[people.mei]\nname = "Mei Tanaka"\nmail = "mei@northbeam.example"\n'
        '[teams.identity]\nname = "Identity"\nmembers = ["priya", "mei"]\nlead = "priya"'
    )

    directory = read('people_file = "people.toml"\noperator = "mei"').directory()

    assert list(directory.people) == ["priya", "mei"]
    assert directory.teams["identity"].lead == "priya"
    assert directory.steward == "mei"


def test_a_mistake_in_the_people_file_names_that_file(read, tmp_path: Path):
    (tmp_path / "people.toml").write_text('[people.priya]\nname = "P"\nmail = "p@x"\n[x]')

    told = flaws(read, 'people_file = "people.toml"')

    assert told[0].startswith("people.toml: people: 'priya' is also people.priya in /")
    assert told[1] == "people.toml: x: is not a setting (known here: people, teams)"


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("smtp://localhost", (Security.LOOPBACK, 25)),
        ("smtp://[::1]:1025", (Security.LOOPBACK, 1025)),
        ("smtp://mail.northbeam.example", (Security.STARTTLS, 25)),
        ("smtp+starttls://u:p%40ss@mail.northbeam.example", (Security.STARTTLS, 587)),
        ("smtps://mail.northbeam.example", (Security.TLS, 465)),
        ("smtp+plain://relay:1025", (Security.PLAIN, 1025)),
    ],
)
def test_the_relay_says_how_it_is_protected(tmp_path: Path, url: str, expected: object):
    text = SMALLEST.replace("smtp://mail.northbeam.example", url)
    (tmp_path / "digest.toml").write_text(text)

    relay = load(tmp_path / "digest.toml", {}).relay

    assert (relay.security, relay.port) == expected
    assert relay.password in ("", "p@ss")


def test_the_environment_wins_and_files_hold_secrets(read, tmp_path: Path):
    (tmp_path / "secret").write_text("s" * 40 + "\n")

    settings = read(
        'database = "sqlite:////x/y.db"',
        DATABASE_URL="postgres://digest@db/digest",
        REDIS_URL="redis://cache:6379/0",
        DIGEST_SECRET_FILE=str(tmp_path / "secret"),
    )

    assert settings.database == "postgresql+psycopg://digest@db/digest"
    assert settings.broker == "redis://cache:6379/0"
    assert settings.secret
    assert settings.secret.key == b"s" * 40


def test_a_password_needs_a_user(read):
    told = flaws(read, DIGEST_SMTP_PASSWORD="x")  # noqa: S106 - pretend

    assert told == ["smtp: has no user for DIGEST_SMTP_PASSWORD (write smtps://user@host)"]


def test_a_secret_given_twice_is_a_mistake(read, tmp_path: Path):
    (tmp_path / "secret").write_text("s" * 40)

    told = flaws(read, DIGEST_SECRET="t" * 40, DIGEST_SECRET_FILE=str(tmp_path / "secret"))

    assert told == [
        "environment: DIGEST_SECRET: is given twice (unset it or DIGEST_SECRET_FILE)"
    ]


def test_a_git_source_keeps_its_password_out_of_its_address(read):
    settings = read(
        "", '[sources.app-docs]\nurl = "https://bot:a%3Ab@git.northbeam.example:8443/docs.git"'
    )

    place = settings.sources["app-docs"].place
    assert isinstance(place, GitPlace)
    assert (place.url, place.user) == ("https://git.northbeam.example:8443/docs.git", "bot")
    assert place.password == "a:b"  # noqa: S105 - pretend


def test_a_git_password_comes_from_the_environment(read):
    settings = read(
        "",
        '[sources.app-docs]\nurl = "https://bot@git.northbeam.example/docs.git"',
        DIGEST_SOURCE_APP_DOCS_PASSWORD="hush",  # noqa: S106 - pretend
    )

    place = settings.sources["app-docs"].place
    assert isinstance(place, GitPlace)
    assert place.password == "hush"  # noqa: S105 - pretend


def test_a_repository_beside_the_settings_is_an_address(read, tmp_path: Path):
    place = read("", '[sources.b]\nurl = "../docs.git"').sources["b"].place

    assert isinstance(place, GitPlace)
    assert place.url == str(tmp_path / "../docs.git")


@pytest.mark.parametrize(
    "url",
    [
        "ext::sh -c evil",
        "--upload-pack=evil",
        "ssh://-oProxyCommand=x/y",
        "ftp://h/x",
        "fd::17",
    ],
)
def test_an_address_that_git_would_run_is_refused(read, url: str):
    assert len(flaws(read, "", f'[sources.b]\nurl = "{url}"')) == 1


@pytest.mark.parametrize("branch", ["-x", "a..b", "a b", "refs/../x", "x.lock", "@", "a@{1}"])
def test_a_branch_that_is_none_is_refused(read, branch: str):
    told = flaws(read, "", f'[sources.b]\nurl = "/srv/docs.git"\nbranch = "{branch}"')

    assert "is not a branch name" in told[0]


def test_a_repository_says_how_far_back_its_history_is_read(read):
    depth = 'history_commits = 500\nhistory_age = "90d"\nhistory_bytes = 1000'
    settings = read("", f'[sources.b]\nurl = "/srv/docs.git"\n{depth}')

    place = settings.sources["b"].place
    assert isinstance(place, GitPlace)
    assert place.depth == Depth(500, timedelta(days=90), 1000)


def test_a_folder_has_no_history_to_read(read):
    told = flaws(read, "", '[sources.b]\npath = "b"\nhistory_commits = 500')

    assert "is for git repositories" in told[0]


def test_sources_name_readers_and_steward(read):
    settings = read(
        'operator = "priya"',
        '[sources.b]\npath = "b"\nreaders = ["identity"]\nwrite_back = "on"\npoll = "5m"\n'
        '[teams.identity]\nmembers = ["priya"]',
    )

    source = settings.sources["b"]
    assert source.policy.readers == ("identity",)
    assert source.policy.steward == "priya"
    assert (source.policy.write_back, source.poll) == (True, timedelta(minutes=5))


@pytest.mark.parametrize("field", ['mail = "', 'mail = "a@b.example"\nother_mail = ["'])
def test_a_shared_mailbox_is_nobodys_own(read, field):
    end = '"]' if "other" in field else '"'
    person = f'[people.a]\nname = "Alex Kim"\n{field}gate@northbeam.example{end}\n'

    told = flaws(read, "", person + '[teams.gate]\nmail = "gate@northbeam.example"\n')
    assert told == [
        "teams.gate.mail: 'gate@northbeam.example' already means 'a' (one of them must go)"
    ]


def test_two_people_may_share_a_name_but_not_an_address(read):
    person = '[people.{}]\nname = "Alex Kim"\nmail = "{}@northbeam.example"\n'

    assert read("", person.format("a", "a") + person.format("b", "b"))
    told = flaws(read, "", person.format("a", "a") + person.format("b", "A"))
    assert told == [
        "people.b.mail: 'A@northbeam.example' already means 'a' (one of them must go)"
    ]


def test_who_left_answers_for_nothing(read):
    told = flaws(
        read,
        'operator = "mei"',
        '[people.mei]\nname = "Mei"\nmail = "mei@northbeam.example"\nleft = true',
    )

    assert told == ["operator: 'mei' has left (name somebody else)"]


@pytest.mark.parametrize("setting", ["operator", "steward"])
def test_who_has_no_mail_answers_for_nothing(read, setting: str):
    told = flaws(read, f'{setting} = "mei"', '[people.mei]\nname = "Mei"')

    assert told == [f"{setting}: 'mei' has no mail (write it below [people.mei])"]


def test_an_address_that_is_missing_is_nobodys(read):
    settings = read("", '[people.mei]\nname = "Mei"\n[people.kim]\nname = "Kim"')
    directory = settings.directory()

    assert directory.resolve("Mei").person == settings.people["mei"]
    assert (directory.by_mail(""), directory.resolve("").found) == (None, False)


def test_inbound_listens_where_it_is_told(read):
    inbound = read("", '[inbound]\ndomain = "In.Northbeam.Example"\nsmtp = "off"').inbound

    assert inbound.domain == "in.northbeam.example"
    assert inbound.smtp is None
    assert inbound.lmtp == Listen("127.0.0.1", 2524)


def test_a_unix_socket_is_relative_to_the_settings(read, tmp_path: Path):
    inbound = read("", '[inbound]\nlmtp = "run/lmtp.sock"').inbound

    assert inbound.lmtp == Listen(socket=tmp_path / "run/lmtp.sock")


def test_words_and_sprints_are_read(read):
    settings = read(
        "",
        "[sprints]\nstart = 2026-01-05\n[vocabulary]\nheadings = ['Maßnahmen']\n"
        "[vocabulary.statuses]\n'Erledigt' = 'done'\n[vocabulary.columns]\nowner = ['Wer']",
    )

    assert settings.sprints == Sprints(date(2026, 1, 5), 14)
    assert settings.words.statuses == {"Erledigt": Status.DONE}
    assert settings.words.columns == {"owner": ("Wer",)}


HOOKED = '[sources.app-docs]\npath = "docs"\n'


def test_the_secret_of_a_webhook_comes_from_the_environment_or_a_file(read, tmp_path: Path):
    written = "from a file, and long"
    (tmp_path / "hook").write_text(f"{written}\n")
    line = f'hook_secret_file = "{tmp_path}/hook"\n'

    given = read("", HOOKED + line, DIGEST_SOURCE_APP_DOCS_HOOK_SECRET="e" * 16)
    assert given.sources["app-docs"].hook_secret == "e" * 16
    assert read("", HOOKED + line).sources["app-docs"].hook_secret == written
    assert read("", HOOKED).sources["app-docs"].hook_secret == ""


@pytest.mark.parametrize("secret", ["short", "ü" * 20, "x" * 20 + "\0"])
def test_a_secret_that_is_none_is_refused_and_not_shown(read, secret: str):
    (told,) = flaws(read, "", HOOKED, DIGEST_SOURCE_APP_DOCS_HOOK_SECRET=secret)

    assert told.startswith("sources.app-docs.hook_secret_file: the secret must have 16")
    assert secret not in told


def test_a_pattern_that_is_none_is_named(read):
    (told,) = flaws(read, "", '[sources.app-docs]\npath = "docs"\nexclude = ["[z-a]"]\n')

    assert told.startswith("sources.app-docs.exclude: '[z-a]' is not a pattern")
