import pytest

from digest.markdown import headed, titles
from digest.model.item import Status
from digest.settings.vocabulary import load

WORDS = load()


@pytest.mark.parametrize(
    "heading",
    [
        "3. Open action items (Kim) \U0001f680",
        "The team's next steps",
        "Zeitlich relevantes To-do",
        "Ce qu\u2019il reste \u00e0 faire :",
        "Para fazer pr\u00f3xima semana",
        "Lo que queda por hacer",
        "\u6539\u8fdb\u884c\u52a8",
        "\u6b8b\u4f5c\u696d\uff085\u6708\uff09",
    ],
)
def test_a_heading_for_things_to_do_may_say_more_around_it(heading: str):
    assert titles.holds_actions(titles.key(heading), WORDS)


@pytest.mark.parametrize(
    "heading",
    [
        "Action item template",
        "Creating tasks",
        "Discuss next steps",
        "Follow-up discussion",
        "Task force report",
        "To-do app architecture",
        "Ergriffene Ma\u00dfnahmen",
    ],
)
def test_a_heading_about_such_things_is_another(heading: str):
    assert not titles.holds_actions(titles.key(heading), WORDS)


@pytest.mark.parametrize(
    ("heading", "status"),
    [
        ("Preventive measures implemented", Status.DONE),
        ("Medidas correctivas aplicadas", Status.DONE),
        ("What needs to be done", None),
        ("Corrective actions", None),
    ],
)
def test_a_heading_may_say_that_all_of_it_is_done(heading: str, status: Status | None):
    assert headed.column(titles.key(heading), WORDS) is status


def test_a_review_of_new_items_repeats_nothing():
    assert titles.repeats("review of action items", WORDS)
    assert not titles.repeats("review of new action items", WORDS)
