import pytest

from digest.markdown.document import read
from digest.markdown.frontmatter import read as read_front_matter
from digest.model.document import Document
from digest.settings.vocabulary import load

VOCABULARY = load()


def of(text: str) -> Document:
    return read(text.encode(), path="a.md", vocabulary=VOCABULARY)


@pytest.mark.parametrize(
    ("written", "values"),
    [
        ("audience: sre", ("sre",)),
        ("audience: [sre, 'data science']  # only these", ("sre", "data science")),
        ("audience: [\n  sre,\n  ops\n]", ("sre", "ops")),
        ("audience:\n- sre\n- ops", ("sre", "ops")),
        ("'audience': \"a: b # c\" # d", ("a: b # c",)),
        ("audience: >-\n  one\n  line\nnext: 1", ("one line",)),
        ("audience:\n  - name: Ana Ruiz\n    email: ana@northbeam.example", ("Ana Ruiz",)),
        ("audience: ~", ()),
        ("audience: # nobody yet", ()),
    ],
)
def test_yaml_is_read_as_people_write_it(written: str, values: tuple[str, ...]):
    assert read_front_matter(f"---\n{written}\n---\n".encode(), 0).many("audience") == values


def test_commas_part_an_audience_and_tags():
    document = of("---\naudience: sre, @ops\ntags: gate, kiosk\n---\n# x\n")

    assert document.audience == ("sre", "@ops")
    assert document.tags == ("gate", "kiosk")


def test_tags_may_stand_in_the_header():
    assert of("# Review\n\n**Tags**: #gate, kiosk\n").tags == ("gate", "kiosk")


def test_toml_is_read_too():
    document = of('+++\ntitle = "Gate"\ntags = ["a"]\nauthors = ["Ana Ruiz", "Bo"]\n+++\n# x\n')

    assert (document.title, document.tags) == ("Gate", ("a",))
    assert document.authors == ("Ana Ruiz", "Bo")
