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
    assert words.learned_when == (
        "in “Repeating pattern” the network, fed with its own predictions, first continued the "
        "pattern for two periods without a fault; in “Reviews” the network first judged 95 % of "
        "the held-out reviews rightly"
    )
    assert words.right_told.startswith("in “Repeating pattern”, how many symbols it then goes ")
    assert ". In “Reviews”, how many of {most:,} held-out reviews" in words.right_told
    assert words.learned_tip.startswith("“Repeating pattern”: Epochs until the free run ")
    assert ". “Reviews”: Held-out reviews, of {most:,}" in words.right_tip


def test_what_is_the_same_of_several_tasks_stands_once():
    several = common("echo", "pattern", "order", "unfold")
    share = "in “Echo”, “Temporal order” and “Unfold” the network first gave 99 % right answers"
    assert several.learned_when.startswith(share)
    for told in (several.learned_when, several.learned_tip):
        assert told.count("99 %") == 1
    for told in (several.right_told, several.right_tip):
        assert told.lower().count("fresh sequences") == 1


def test_tasks_that_have_the_same_words_name_none():
    assert common("echo", "order", "unfold") == TASKS["echo"].words
