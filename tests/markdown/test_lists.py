from datetime import date

import pytest

from digest.markdown.document import read
from digest.model.item import ActionItem, Form, Status
from digest.settings.vocabulary import load

VOCABULARY = load()


def items(text: str) -> tuple[ActionItem, ...]:
    day = date(2026, 3, 9)
    return read(text.encode(), path="a.md", vocabulary=VOCABULARY, date=day).items


def only(line: str) -> ActionItem:
    (item,) = items(f"## Action items\n\n{line}\n")
    return item


@pytest.mark.parametrize(
    "line",
    [
        "- @kim: move the job",
        "- move the job - @kim",
        "- move the job (@kim)",
        "- move the job @kim",
        "- move the job - Owner: @kim",
        "- move the job [owner:: @kim]",
        "- [@kim](https://northbeam.example/kim): move the job",
        "- [ ] **move the job** - @kim",
    ],
)
def test_a_handle_is_an_owner_wherever_it_stands(line: str):
    item = only(line)

    assert (item.text, item.owners) == ("move the job", ("@kim",))


@pytest.mark.parametrize(
    ("line", "owners"),
    [
        ("- Kim: move the job", ("Kim",)),
        ("- Kim/Lee: move the job", ("Kim", "Lee")),
        ("- [Kim] move the job", ("Kim",)),
        ("- move the job (Kim Park)", ("Kim Park",)),
        ("- move the job \u2013 Kim Park", ("Kim Park",)),
        ("- **Kim** — move the job", ("Kim",)),
        ("- mpark: Move the job", ("mpark",)),
        ("- 仕事を移す\uff08担当: 佐藤\uff09", ("佐藤",)),
        ("- Kim will move the job", ("Kim",)),
        ("- **Capacity**: move the job", ()),
        ("- Monitoring: move the job", ()),
        ("- We need to move the job", ()),
        ("- Trying to move the job", ()),
        ("- mail kim@northbeam.example about the job", ()),
        ("- move the job (optional)", ()),
    ],
)
def test_names_are_owners_only_where_owners_stand(line: str, owners: tuple[str, ...]):
    assert only(line).owners == owners


def test_an_owner_may_be_followed_by_a_link():
    assert only("- move the job - @kim - https://northbeam.example/1").owners == ("@kim",)


@pytest.mark.parametrize(
    ("line", "status"),
    [
        ("- [X] a job", Status.DONE),
        ("- [✅] a job", Status.DONE),
        ("- \\[x\\] a job", Status.DONE),
        ("- [\u00a0] a job", Status.OPEN),
        ("- [/] a job", Status.IN_PROGRESS),
        ("- [-] a job", Status.CANCELLED),
        ("- [ ] a job (in progress)", Status.IN_PROGRESS),
        ("- a job **(Done as of 2026-03-01)**", Status.DONE),
        ("- a job - done", Status.DONE),
        ("- (blocked) a job", Status.BLOCKED),
        ("- ✅ a job", Status.DONE),
        ("- 🚧 a job", Status.IN_PROGRESS),
        ("- ~~a job~~", Status.CANCELLED),
        ("- a job (open source)", Status.OPEN),
    ],
)
def test_a_status_is_read_in_every_dress(line: str, status: Status):
    assert only(line).status.value is status


@pytest.mark.parametrize(
    "line",
    [
        "- [Task 1] - ETA: [Day]",
        "- [ ] [Action] - Owner: [@name] - Due: [date]",
        "- None",
        "- No action; waiting for the review",
        "- @kim",
        "- ",
        "- `GET /jobs` - list the jobs",
    ],
)
def test_placeholders_are_no_items(line: str):
    assert items(f"## Action items\n\n{line}\n") == ()


@pytest.mark.parametrize(
    "text",
    [
        "## Attendees\n- [x] Kim Park\n",
        "## Release checklist\n- [ ] Tag it\n",
        "## Previous action items\n- [ ] Old one\n",
        "```\n- [ ] in code\n```\n",
        "<!--\n- [ ] in a comment\n-->\n",
        "## Topics\n- a bullet\n",
        "# Search Complete - Ready for Review\n**PR**: #1\n\n## Testing\n- [x] unit\n",
    ],
)
def test_other_lists_are_no_items(text: str):
    assert items(text) == ()


@pytest.mark.parametrize(
    "text",
    [
        "AI: Kim to move the job\n",
        "- TODO: Kim to move the job\n",
        "Some words.\n**Action item:** Kim to move the job\n",
        "ACTION 3: Kim to move the job\n",
    ],
)
def test_markers_announce_items_in_running_text(text: str):
    (item,) = items(text)

    assert (item.text, item.owners) == ("Kim to move the job", ("Kim",))
    assert item.form is Form.INLINE


def test_bullets_beside_a_table_of_actions_are_remarks():
    table = "| Action | Owner |\n|---|---|\n| a | b |\n"

    assert len(items(f"## Action items\n{table}\n- a remark\n")) == 1


def test_lists_in_quotes_and_lists_are_read_and_know_their_parent():
    found = items("> - [ ] outer\n>   - [x] inner\n")

    assert [(item.line, item.parent) for item in found] == [(1, None), (2, 1)]


def test_a_child_that_is_indented_by_a_tab_has_its_own_line():
    assert [item.line for item in items("* [ ] a\n\t* [ ] b\n")] == [1, 2]
