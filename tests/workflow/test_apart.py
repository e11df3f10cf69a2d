"""digest.workflow: one bad message, person or file never stops the others."""

from dataclasses import replace

import pytest

from digest.errors import Transient
from digest.model.ledger import InboxState
from digest.render import Renderer
from digest.settings.resources import resource
from digest.sources.folder import FolderSource
from digest.workflow.deliver import deliver
from digest.workflow.gather import gather
from digest.workflow.publish import publish
from digest.workflow.receive import receive
from tests.workflow.company import Company
from tests.workflow.test_gather import ROW, table


@pytest.fixture
def told(at_work: Company) -> Company:
    at_work.write("a.md", table(ROW, ROW.replace("@priya", "@mei").replace("Rotate", "Burn")))
    gather(at_work.world, "docs")
    return at_work


class Faulty(Renderer):
    """A renderer with a fault of ours, for one person."""

    def digest(self, edition, *more):
        if edition.subscriber.key == "priya":
            raise ValueError("fault")
        return super().digest(edition, *more)

    def delay(self, notice, *more, **told):
        if notice.recipient.key == "priya":
            raise Transient("later")
        return super().delay(notice, *more, **told)


def faulty(told: Company):
    return replace(told.world, render=Faulty(resource("templates")))


def test_one_persons_fault_leaves_the_others_their_digest(told):
    publish(faulty(told))
    deliver(told.world)

    assert [d.recipient for d in told.post.offered] == ["mei"]


def test_a_fault_is_not_tried_again_at_every_look_and_not_forgotten(told):
    publish(faulty(told))
    publish(told.world)
    told.clock.forward(hours=2)
    publish(told.world)
    deliver(told.world)

    assert sorted(d.recipient for d in told.post.offered) == ["mei", "priya"]


def test_a_batch_is_open_until_everybody_has_it_and_nobody_twice(told):
    publish(told.world)
    text = table(ROW.replace("11-20", "12-04")).replace("Mei Tanaka", "Jonas Weber")
    told.write("a.md", text)
    gather(told.world, "docs")
    told.clock.forward(seconds=2)
    publish(faulty(told))
    publish(told.world)
    deliver(told.world)

    delays = sorted(d.recipient for d in told.post.offered if d.kind == "delay")
    assert delays == ["jonas", "mei", "priya"]
    assert told.world.store.batches(told.clock.now()) == []


class Poisoned(FolderSource):
    """A folder in which one file, once, makes a fault of ours."""

    def __init__(self, root, path):
        super().__init__("docs", root)
        self.path = path

    def read(self, path, snapshot):
        if path == self.path:
            raise ValueError("fault")
        return super().read(path, snapshot)


def test_one_file_that_makes_a_fault_does_not_hide_the_others(told):
    told.write("b.md", table(ROW.replace("Rotate", "Freeze")))
    world = replace(told.world, sources={"docs": Poisoned(told.root, "b.md")})
    told.write("a.md", table(ROW.replace("Not started", "Done")))
    report = gather(world, "docs")

    assert report is not None
    assert report.changes
    assert report.problems[0].path == "b.md"


class Broken(FolderSource):
    """A source that makes a fault of ours before anything is read or written."""

    def snapshot(self):
        raise ValueError("fault")

    def draft(self, reply, *, aside=False):  # noqa: ARG002 - the shape of a source
        raise ValueError("fault")


def test_a_source_that_cannot_be_read_at_all_keeps_nobody_waiting(told):
    broken = Broken("more", told.root)
    world = replace(told.world, sources={**told.world.sources, "more": broken})
    gather(world, "more")
    publish(world)

    assert "ValueError" in world.store.sources()["more"].problem
    assert world.store.waiting() == 2


def test_a_poisonous_message_is_given_up_and_holds_nobody_back(told):
    publish(told.world)
    deliver(told.world)
    first = told.reply(told.post.to("priya")[0], "#1 done", id="<a@x.example>")
    told.reply(told.post.to("mei")[0], "#1 done", id="<b@x.example>")
    store = told.world.store
    broken = replace(told.world, sources={"docs": Broken("docs", told.root)})
    receive(broken)
    states = {entry.id: entry.state for entry in store.arrivals()}

    assert states[first.id] is InboxState.PENDING
    assert len(states) == 2
    told.clock.forward(minutes=2)
    receive(told.world)
    assert {e.state for e in store.arrivals()} == {InboxState.APPLIED}
