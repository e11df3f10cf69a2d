from pathlib import Path

from digest.settings.check import remarks
from digest.settings.load import load

SMALLEST = (Path(__file__).parents[1] / "cases" / "settings" / "smallest.toml").read_text()


def told(tmp_path: Path, top: str = "", tables: str = "") -> list[str]:
    path = tmp_path / "digest.toml"
    path.write_text(f"{top}\n{SMALLEST}\n{tables}")
    return [line.partition(":")[0] for line in remarks(load(path, {}))]


def test_a_small_installation_hears_what_will_not_happen(tmp_path: Path):
    another = '[people.mei]\nname = "Mei Tanaka"\nmail = "mei@northbeam.example"'

    assert told(tmp_path, "", another) == ["inbound.domain", "public_url", "operator"]


def test_who_is_alone_is_the_operator(tmp_path: Path):
    assert "operator" not in told(tmp_path)


def test_a_complete_one_hears_nothing(tmp_path: Path):
    top = 'public_url = "https://digest.northbeam.example"\noperator = "priya"'
    tables = '[inbound]\ndomain = "r.northbeam.example"\nauthserv_id = "mail.northbeam.example"'
    source = '[sources.b]\npath = "b"\nwrite_back = "on"'

    assert told(tmp_path, top, f"{tables}\n{source}") == []


def test_replies_that_nothing_takes_are_told(tmp_path: Path):
    assert told(tmp_path, "", '[inbound]\ndomain = "r.northbeam.example"')[:2] == [
        "inbound.authserv_id",
        "sources",
    ]


def test_an_unproven_repository_is_told(tmp_path: Path):
    found = told(tmp_path, "", '[sources.b]\nurl = "git://git.northbeam.example/docs"')

    assert "sources.b.url" in found


def test_a_receiver_that_anybody_can_reach_is_told(tmp_path: Path):
    tables = '[inbound]\ndomain = "r.northbeam.example"\nsmtp = "0.0.0.0:2525"'

    assert "inbound.smtp" in told(tmp_path, "", tables)


def test_who_has_no_mail_is_named(tmp_path: Path):
    path = tmp_path / "digest.toml"
    path.write_text(f'{SMALLEST}\n[people.mei]\nname = "Mei Tanaka"\n')
    settings = load(path, {})

    assert settings.operator == "priya"
    assert any("people: have no mail" in line and "mei" in line for line in remarks(settings))


def test_a_login_without_a_password_is_told(tmp_path: Path):
    path = tmp_path / "digest.toml"
    path.write_text(SMALLEST.replace("smtp://", "smtps://priya@"))

    found = [line for line in remarks(load(path, {})) if line.startswith("smtp")]
    assert "names the user priya and there is no password" in found[0]
