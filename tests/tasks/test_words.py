"""What several tasks have in common is told in words that fit each, and whose the others are."""

import pytest

from tasks.registry import TASKS
from tasks.words import ANY_PROBLEM, common_words


def common(*names):
    return common_words({TASKS[name].title: TASKS[name].words for name in names})


@pytest.mark.parametrize("name", TASKS)
def test_one_task_alone_keeps_its_words(name):
    assert common(name) == TASKS[name].words


def test_of_several_tasks_each_sentence_says_of_which_it_is():
    words = common("pattern", "reviews")
    assert words.problem == ANY_PROBLEM.problem
    of_pattern, of_reviews = words.learned_tip.splitlines()
    assert of_pattern.startswith("“Repeating pattern”: Epochs until the free run ")
    assert (
        of_reviews
        == "“Reviews”: Epochs until the network first judged 95 % of the held-out reviews rightly"
    )
    assert "\n“Reviews”: Held-out reviews, of {most:,}" in words.right_tip


def test_what_is_the_same_of_several_tasks_stands_once():
    several = common("echo", "pattern", "order", "unfold")
    assert several.learned_tip.startswith("“Echo”, “Temporal order” and “Unfold”: Epochs until ")
    assert several.learned_tip.count("99 %") == 1
    assert several.right_tip.lower().count("fresh sequences") == 1


def test_tasks_that_have_the_same_words_name_none():
    assert common("echo", "order", "unfold") == TASKS["echo"].words
