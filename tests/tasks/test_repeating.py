"""The repeating pattern, as a task."""

from task_contract import TaskContract

from tasks.pattern import Pattern


class TestRepeating(TaskContract):
    problem = Pattern("0011")
    same = Pattern.read("0, 0, 1, 1")
    other = Pattern("00110011")

    def test_every_epoch_has_the_same_lesson(self):
        assert self.lesson(epoch=1) is self.lesson(epoch=9)
