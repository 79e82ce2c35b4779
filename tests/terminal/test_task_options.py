"""The command line about tasks: which is learned, what is prepared, what is asked."""

import pytest

from experiments.presets import PRESETS
from tasks.echo import Echo
from tasks.pattern import Pattern
from tasks.registry import TASKS, task_of
from terminal.options import parse_options
from training.learner import Learner


def printed(option, capsys):
    """What is printed by an option that ends the program."""
    with pytest.raises(SystemExit) as ended:
        parse_options([option])
    assert ended.value.code == 0
    return capsys.readouterr().out


def test_a_task_is_set_up_by_its_fields_and_gets_the_network_that_suits_it():
    options = parse_options(["--headless", "--task", "echo", "--set", "length=8", "--set=place=8"])
    assert options.problem == Echo(length=8, place=8)
    assert options.settings.units == (25,)
    assert options.settings.window == 8
    assert not options.settings.stateful


def test_what_is_set_of_the_network_is_kept():
    job = ["--headless", "--task", "adding", "--cell", "gru", "--units", "7", "--rows", "40"]
    settings = parse_options(job).settings
    assert (settings.cell, settings.units, settings.rows) == ("gru", (7,), 40)


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--task", "chess"], "There is no task `chess`, only pattern, echo"),
        (
            ["--task", "echo", "--set", "place=9"],
            "--set: Place: `9` is not a whole number from 1 to 5",
        ),
        (["--task", "echo", "--set", "colour=9"], "--set: echo has no field `colour`, only length"),
        (["--task", "echo", "--set", "place"], "`place` is not of the form FIELD=VALUE."),
        (["--task", "echo", "--pattern", "01"], "--pattern: The task echo has none"),
        (["--task", "echo", "--window", "9"], "--window: It follows from the problem"),
        (["--set", "length=3"], "--set: The task pattern has no fields"),
        (["--ask", "0101"], "--ask: Only a task other than the pattern is asked"),
        (["--task", "echo", "--ask", "1 2 3"], "--ask: A sequence has 5 symbols here, not 3."),
        (["--task", "echo", "--ask", "1 2 3 4 10"], "--ask: Symbol 5 is `10`: only 0 to 9."),
        (["--open", "M.keras", "--task", "echo"], "--task: The file says this"),
        (["--open", "M.keras", "--preset", "echo"], "--preset: The file says this"),
        (["--preset", "chess"], "There is nothing prepared that is called `chess`, only pattern"),
        (["--preset", "echo", "--task", "lag"], "--task: It does not go together with --preset"),
        (["--preset", "echo", "--set", "place=3"], "--set: It does not go together with --preset"),
        (["--preset", "echo", "--pattern", "01"], "--pattern: It does not go together with"),
        (
            ["--preset", "race-reber", "--cell", "gru"],
            "--preset: With these options two contestants are the same network.",
        ),
    ],
)
def test_what_a_task_cannot_be_is_told_in_a_sentence(arguments, sentence, capsys):
    with pytest.raises(SystemExit) as ended:
        parse_options(["--headless", *arguments])
    assert ended.value.code == 2
    assert sentence in capsys.readouterr().err


def test_the_list_of_tasks_names_fields_limits_and_the_guess(capsys):
    listed = printed("--list-tasks", capsys)
    for name, task in TASKS.items():
        assert f"{name}: {task.summary}" in listed
        for field in task.fields:
            assert f"    {field.name}: " in listed
    assert "2 to 50, default 5" in listed
    assert "blind guess: a mean squared error of 0.167" in listed


def test_a_window_begins_with_the_task_that_is_given():
    options = parse_options(["--task", "echo", "--set", "length=8", "--units", "7"])
    assert (options.headless, options.problem) == (False, Echo(length=8))
    assert (options.settings.units, options.settings.window) == ((7,), 8)


@pytest.mark.parametrize("name", PRESETS)
def test_a_preset_says_what_is_learned_by_whom_and_how_long(name):
    """In a network that fits, for so long, from that seed, unless something else is said."""
    preset = PRESETS[name]
    options = parse_options(["--headless", "--preset", name])
    problem = options.problem or Pattern.read(*options.patterns)
    epochs = options.epochs or task_of(problem).epochs(problem)
    assert (problem, epochs, options.seed) == (preset.problem, preset.epochs, preset.seed)
    learners = options.contestants or (Learner(preset.learners[0].title, options.settings),)
    assert learners == preset.learners
    fit = task_of(problem).fit
    assert all(fit(each.learns(problem), each.settings) == each.settings for each in learners)
    assert len({learner.settings for learner in learners}) == len(learners)


def test_a_preset_is_changed_by_other_options():
    options = parse_options(
        ["--headless", "--preset", "race-reber", "--units", "5", "--epochs", "2", "--seed", "3"]
    )
    assert [learner.settings.units for learner in options.contestants] == [(5,), (5,)]
    assert len({learner.settings.cell for learner in options.contestants}) == 2
    assert (options.epochs, options.seed) == (2, 3)


def test_the_list_of_presets_says_what_is_to_be_seen(capsys):
    listed = printed("--list-presets", capsys)
    for name, preset in PRESETS.items():
        assert f"{name}: {preset.title}" in listed
        assert preset.says in listed
