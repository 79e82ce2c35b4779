"""What is worked out once is kept, and keeps no other object waiting."""

import threading

from tasks.kept import kept


class Thing:
    """Of which one takes as long as the test wants."""

    def __init__(self, may_end=None):
        self._may_end = may_end
        self.has_begun = threading.Event()

    @kept
    def value(self):
        """A new one each time that it is worked out."""
        self.has_begun.set()
        if self._may_end is not None:
            assert self._may_end.wait(20)
        return object()


def test_it_is_worked_out_once_for_each():
    thing, other = Thing(), Thing()
    assert thing.value is thing.value is not other.value
    assert Thing.value.__doc__.startswith("A new one")


def test_another_object_does_not_wait_for_one_that_takes_long():
    may_end = threading.Event()
    slow, quick = Thing(may_end), Thing()
    thread = threading.Thread(target=lambda: slow.value)
    thread.start()
    assert slow.has_begun.wait(20)
    assert quick.value is quick.value
    may_end.set()
    thread.join(20)
    assert not thread.is_alive()
