"""What `digest report` writes of a folder, and of an installation."""

import json


def test_a_folder_is_written_as_markdown(run):
    told = run("report", "docs", "--as-of", "2026-12-03")

    assert told.out.startswith("# Follow-ups, 3 December 2026\n\n2 open, 1 overdue.\n")
    assert "| rotate the keys | Priya Nair | Tue 1 Dec, 2 days late | open |" in told.out


def test_programs_get_json(run):
    told = json.loads(run("report", "docs", "--format", "json", "--as-of", "2026-12-03").out)

    assert [group["title"] for group in told["groups"]] == ["Priya Nair", "Mei Tanaka"]


def test_a_file_is_written_whole_or_not_at_all(run, place):
    run("report", "docs", "--format", "html", "--out", "page.html")

    assert (place / "page.html").read_text().endswith("</html>")
    assert "--out" in run("report", "docs", "--out", "gone/page.md").err


def test_an_installation_that_has_read_nothing_has_nothing(run):
    assert "0 open." in run("report").out


def test_an_installation_reports_in_its_own_language(run, place):
    settings = place / "digest.toml"
    settings.write_text(f'{settings.read_text()}\n[digest]\nlanguage = "de"\n')

    told = run("report", "--as-of", "2026-12-03")
    assert told.out.startswith("# Offene Aufgaben, 3. Dezember 2026\n")
