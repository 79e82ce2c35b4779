"""Whatever is put into a draft, it can be made; and each value knows the way to its default."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

import model
from cells.registry import CELLS
from networks.ports import Ports
from networks.settings import (
    ACTIVATION_NAMES,
    DEFAULT_SETTINGS,
    LARGEST_RATE,
    LEAST_RATE,
    OPTIMIZERS,
    RECURRENT_STARTS,
    STARTS,
    Settings,
    most_rows,
)
from networks.settings_draft import UNITS, Draft
from networks.settings_facts import check_settings

CHOICES = {
    "cell": CELLS,
    "activation": ACTIVATION_NAMES,
    "recurrent_start": RECURRENT_STARTS,
    "optimizer": OPTIMIZERS,
    "clips": (True, False),
    "stateful": (True, False),
}
WHOLE_NUMBERS = ("layers", *UNITS, "window", "rows", "seed", "chrono")
NUMBERS = ("forget_bias", "input_bias", "learning_rate", "clip_norm", "dropout")
NAMES = (*CHOICES, *WHOLE_NUMBERS, *NUMBERS)


@st.composite
def drafts(draw):
    """What comes of putting any values, each within its limits, one after the other."""
    draft = Draft()
    for name in draw(st.lists(st.sampled_from(NAMES), max_size=8)):
        if name in UNITS and not draft.has_effect(name):
            continue
        if name in CHOICES:
            value = draw(st.sampled_from(list(CHOICES[name])))
        else:
            limits = draft.field(name).kind
            kind = st.floats if name in NUMBERS else st.integers
            value = draw(kind(limits.least, limits.largest))
        draft = draft.put(name, value)
        assert draft.value(name) == value
    return draft


@given(drafts())
def test_every_draft_can_be_made_and_saved(draft):
    check_settings(draft.result)
    assert draft.result.rows >= draft.result.window
    layers = model.describe_layers(draft.result)
    assert len(layers) == draft.value("layers") + 1


@given(drafts())
def test_every_changed_value_has_a_way_back(draft):
    # Others depend on these.
    first = ("cell", "layers", "window", "optimizer", "clips", "chrono")
    for name in (*first, *NAMES):
        if draft.has_effect(name):
            draft = draft.put(name, draft.default(name))
            assert not draft.is_changed(name)
    assert draft == Draft()


@given(
    st.lists(
        st.floats(LEAST_RATE, LARGEST_RATE).map(lambda rate: ("learning_rate", rate))
        | st.sampled_from(list(OPTIMIZERS)).map(lambda name: ("optimizer", name))
    )
)
def test_from_any_rate_and_optimizer_the_way_back_is_exact(chain):
    """What differs in the last digit only would count as another network."""
    draft = Draft()
    for name, value in chain:
        draft = draft.put(name, value)
    for name in ("optimizer", "learning_rate"):
        draft = draft.put(name, draft.default(name))
    assert draft == Draft()


def test_a_draft_begins_with_what_there_is():
    settings = Settings(units=(7, 8, 9), clip_norm=None, optimizer="sgd").at_rate(0.5)
    draft = Draft.of(settings, 3)
    assert (draft.result, draft.seed) == (settings, 3)
    assert [draft.value(name) for name in UNITS] == [7, 8, 9, 9]


def test_a_new_layer_begins_as_the_one_before_it():
    draft = Draft().put("units_2", 20).put("layers", 4)
    assert draft.result.units == (50, 20, 20, 20)


def test_the_rate_goes_with_the_optimizer_until_another_one_is_chosen():
    draft = Draft().put("optimizer", "sgd")
    assert draft.result.learning_rate == OPTIMIZERS["sgd"].learning_rate
    assert not draft.is_changed("learning_rate")
    draft = draft.put("learning_rate", 0.05).put("optimizer", "adam")
    assert draft.result.learning_rate == 0.05
    assert draft.is_changed("learning_rate")
    assert draft.default("learning_rate") == OPTIMIZERS["adam"].learning_rate


def test_the_rate_falls_in_the_same_proportion():
    rates = [Draft().put("learning_rate", rate).result for rate in (0.06, 0.0006)]
    assert [each.final_learning_rate for each in rates] == pytest.approx([0.012, 0.00012])


def test_rows_follow_a_window_that_is_raised_and_go_back_with_it():
    draft = Draft().put("window", 50)
    assert draft.result.rows == 50
    assert draft.field("rows").kind.least == 50
    assert not draft.is_changed("rows")
    assert draft.put("window", 8).result.rows == DEFAULT_SETTINGS.rows


def test_rows_of_what_is_no_pattern_are_no_steps_of_a_window():
    book = replace(DEFAULT_SETTINGS, ports=Ports("one-hot", 40, "softmax", 40, True), window=50)
    draft = Draft(book, usual=book)
    assert draft.field("rows").kind.least == 1
    assert draft.put("window", 60).result.rows == book.rows
    assert draft.put("rows", 200).put("window", 150).result.rows == most_rows(150) < 200


def test_rows_that_were_chosen_stay():
    draft = Draft().put("rows", 100).put("window", 50)
    assert draft.result.rows == 100


def test_the_norm_is_remembered_while_clipping_is_off():
    draft = Draft().put("clip_norm", 0.25).put("clips", False)
    assert draft.result.clip_norm is None
    assert not draft.has_effect("clip_norm")
    assert draft.put("clips", True).result.clip_norm == 0.25


@pytest.mark.parametrize("name", CELLS)
def test_what_does_not_matter_to_a_cell_waits_until_it_does(name):
    draft = Draft().put("forget_bias", 3.0).put("input_bias", -2.0).put("cell", name)
    for start in STARTS:
        matters = not draft.settings.why_idle(start)
        assert draft.has_effect(start) == matters
        expected = getattr(draft.settings if matters else DEFAULT_SETTINGS, start)
        assert getattr(draft.result, start) == expected
    back = draft.put("chrono", 30).put("cell", "lstm").put("chrono", 0).result
    assert (back.forget_bias, back.input_bias) == (3.0, -2.0)
