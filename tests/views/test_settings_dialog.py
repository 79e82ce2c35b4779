"""The settings dialog, used as a student uses it: choosing, typing, looking, applying."""

from dataclasses import replace
from itertools import product

import pytest
from PyQt5.QtCore import Qt
from PyQt5.QtWidgets import (
    QAbstractSpinBox,
    QCheckBox,
    QComboBox,
    QDialog,
    QLabel,
    QPushButton,
    QToolButton,
    QWidget,
)
from small_settings import SMALL
from student import main_window
from trained_epochs import begun

import model
from cells.registry import CELLS
from networks.settings import BIAS_REASONS, DEFAULT_SETTINGS, OPTIMIZERS, RECURRENT_STARTS
from networks.settings_draft import UNITS
from training import checkpoint_file
from training.checkpoint import Checkpoint, TrainedState
from training.loop import Position
from training.states import RunState
from views.inside.stages import textbook
from views.settings_dialog import LEARNING, NETWORK, START, SettingsDialog

OTHER_CELLS = [name for name in CELLS if name != DEFAULT_SETTINGS.cell]


REMEMBERS, SHIELDS, SPREADS = BIAS_REASONS.values()
NO_FORGET_GATE = "Not used: Forget-gate bias and Chrono T (no forget gate)"
WITHOUT = {
    (True, True): f" {REMEMBERS} {SHIELDS}",
    (True, False): f" {REMEMBERS} Not used: Input-gate bias (no input gate).",
    (False, True): f" {SHIELDS} {NO_FORGET_GATE}.",
    (False, False): f"2014). {NO_FORGET_GATE}; Input-gate bias (no input gate).",
}
"""How the words on the start end, of cells with a forget gate or without, and an input gate."""


@pytest.fixture
def window(qtbot):
    """The main window on a small NumPy net, loaded."""
    with main_window(qtbot, "0011") as window:
        yield window


@pytest.fixture
def dialog(window, qtbot):
    """The dialog, opened by its button in the main window."""
    return opened(window, qtbot)


def opened(window, qtbot):
    qtbot.mouseClick(window.findChild(QPushButton, "settingsButton"), Qt.LeftButton)
    qtbot.waitUntil(window.further["settings"].isVisible)
    return window.further["settings"]


def field(dialog, name):
    found = dialog.findChild(QWidget, f"{name}Field")
    assert found is not None, name
    return found


def text(dialog, name):
    return dialog.findChild(QLabel, name).text()


def choose(qtbot, dialog, name, key):
    """Choose by the keyboard, as if the arrow keys were pressed until it is there."""
    combo = field(dialog, name)
    wanted = combo.findData(key)
    combo.setFocus()
    while combo.currentIndex() != wanted:
        arrow = Qt.Key_Down if combo.currentIndex() < wanted else Qt.Key_Up
        qtbot.keyClick(combo, arrow)


def write(qtbot, dialog, name, number):
    spin = field(dialog, name)
    qtbot.type_over(spin, str(number))


def press(qtbot, dialog, name):
    button = dialog.findChild(QPushButton, f"settings{name}Button")
    qtbot.mouseClick(button, Qt.LeftButton)


def is_enabled(dialog, name):
    return dialog.findChild(QPushButton, f"settings{name}Button").isEnabled()


def way_back(dialog, name):
    return dialog.findChild(QToolButton, f"{name}BackButton")


def train(window, wait_for_state, qtbot):
    window.on_start()
    wait_for_state(window, RunState.FINISHED)


@pytest.fixture
def wait_for_state(qtbot):
    def wait(window, *states):
        qtbot.waitUntil(lambda: window.session.view.state in states)

    return wait


def wait_for_settings(qtbot, window, settings):
    def is_there():
        view = window.session.view
        return view.settings == settings and view.next_settings is None

    qtbot.waitUntil(is_there)


def test_it_opens_with_the_network_in_use_and_offers_nothing_to_apply(dialog):
    assert field(dialog, "cell").currentData() == "lstm"
    assert [field(dialog, name).value() for name in ("layers", "units_1", "rows")] == [2, 4, 4]
    assert text(dialog, "settingsMeaningLabel") == (
        "This is the network in use: applying changes nothing."
    )
    assert not is_enabled(dialog, "Apply")
    assert is_enabled(dialog, "Ok")


def test_ctrl_comma_opens_it_too(window, qtbot):
    qtbot.keyClick(window, Qt.Key_Comma, Qt.ControlModifier)
    qtbot.waitUntil(window.further["settings"].isVisible)


@pytest.mark.parametrize("name", CELLS)
def test_each_cell_says_what_it_is_and_counts_its_parameters(dialog, qtbot, name):
    choose(qtbot, dialog, "cell", name)
    cell = CELLS[name]
    said = text(dialog, "cellLabel")
    assert cell.summary in said
    assert cell.source in said
    assert textbook(cell.convention) in said
    expected = [cell.parameters(1, 4), cell.parameters(4, 4)]
    shown = [text(dialog, f"{layer}Parameters") for layer in UNITS]
    assert shown == [*(f"{count:,} parameters" for count in expected), "–", "–"]
    assert f"{sum(expected) + 5:,}" in text(dialog, "settingsParametersLabel")
    gates = {"forget_bias": cell.forget_gate, "input_bias": cell.input_gate}
    for name, gate in gates.items():
        assert field(dialog, name).isEnabled() == bool(gate)
        assert ("Not used: no " in field(dialog, name).toolTip()) != bool(gate)
    forget_gate, input_gate = map(bool, gates.values())
    assert text(dialog, "startLabel").endswith(WITHOUT[forget_gate, input_gate])


def test_a_start_is_chosen_with_its_reason_and_taken(window, dialog, qtbot):
    assert "(Saxe et al. 2014)" in text(dialog, "startLabel")
    for start, kind in RECURRENT_STARTS.items():
        choose(qtbot, dialog, "recurrent_start", start)
        assert text(dialog, "startLabel").startswith(kind.reason)
    write(qtbot, dialog, "input_bias", -2)
    press(qtbot, dialog, "Ok")
    started = replace(SMALL, recurrent_start="small_random", input_bias=-2.0)
    wait_for_settings(qtbot, window, started)


def test_chrono_takes_the_place_of_the_biases_and_says_so(window, dialog, qtbot):
    write(qtbot, dialog, "forget_bias", 3)
    write(qtbot, dialog, "chrono", 30)
    for name in ("forget_bias", "input_bias"):
        assert not field(dialog, name).isEnabled()
        assert not way_back(dialog, name).isVisible()
        assert field(dialog, name).toolTip().endswith("Not used: chrono sets gate biases")
    unused = "Not used: Forget-gate bias and Input-gate bias (chrono sets gate biases)."
    assert text(dialog, "startLabel").endswith(f"2014). {SPREADS} {unused}")
    press(qtbot, dialog, "Apply")
    wait_for_settings(qtbot, window, replace(SMALL, chrono=30))
    qtbot.mouseClick(way_back(dialog, "chrono"), Qt.LeftButton)
    assert field(dialog, "forget_bias").isEnabled()
    assert field(dialog, "forget_bias").value() == 3


def test_parameters_follow_the_size_and_their_arithmetic_is_told_on_hover(dialog, qtbot):
    write(qtbot, dialog, "layers", 3)
    write(qtbot, dialog, "units_3", 25)
    count = dialog.findChild(QLabel, "units_3Parameters")
    assert count.text() == "3,000 parameters"
    assert "4·(4 + 25 + 1)·25 = 3,000" in count.toolTip()
    total = dialog.findChild(QLabel, "settingsParametersLabel")
    assert total.text().startswith("Total parameters: 3,266")
    assert len(total.toolTip().splitlines()) == 4
    assert not field(dialog, "units_4").isEnabled()


@pytest.mark.parametrize(("name", "typed"), [("units_1", ""), ("units_2", "1.5"), ("layers", "5")])
def test_no_parameters_are_counted_while_a_number_of_the_network_is_none(
    dialog, qtbot, name, typed
):
    labels = [dialog.findChild(QLabel, f"{layer}Parameters") for layer in UNITS]
    total = dialog.findChild(QLabel, "settingsParametersLabel")
    before = [label.text() for label in (*labels, total)]
    write(qtbot, dialog, name, typed or "\b")
    assert [label.text() for label in labels] == ["–"] * 4
    assert total.text() == "Total parameters: –"
    for label in (*labels, total):
        assert label.toolTip() == text(dialog, "settingsMeaningLabel")
    write(qtbot, dialog, name, {"layers": 2}.get(name, 4))
    write(qtbot, dialog, "learning_rate", "x")  # Of it no layer has more or fewer.
    assert [label.text() for label in (*labels, total)] == before


def test_a_changed_value_is_marked_and_one_click_brings_its_default_back(window, dialog, qtbot):
    assert not way_back(dialog, "learning_rate").isVisible()
    write(qtbot, dialog, "learning_rate", 0.03)
    back = way_back(dialog, "learning_rate")
    assert back.isVisible()
    assert back.toolTip() == "Back to the default: 0.006"
    qtbot.mouseClick(back, Qt.LeftButton)
    assert field(dialog, "learning_rate").value() == 0.006
    assert not back.isVisible()
    assert not is_enabled(dialog, "Apply")


@pytest.mark.parametrize("typed", ["1,000.5", "1.2.3", "abc", "1e", "1100"])
def test_what_is_no_number_keeps_the_dialog_open_and_is_told(window, dialog, qtbot, typed):
    write(qtbot, dialog, "learning_rate", "0,003")
    assert is_enabled(dialog, "Ok")
    write(qtbot, dialog, "learning_rate", typed)
    said = text(dialog, "settingsMeaningLabel")
    assert said == f"Learning rate: `{typed}` is not a number from 1e-06 to 10."
    for name in ("Ok", "Apply"):
        assert not is_enabled(dialog, name)
    qtbot.keyClick(field(dialog, "learning_rate"), Qt.Key_Return)
    assert dialog.isVisible()
    assert field(dialog, "learning_rate").text() == typed
    qtbot.mouseClick(way_back(dialog, "learning_rate"), Qt.LeftButton)
    assert field(dialog, "learning_rate").text() == "0.006"
    assert is_enabled(dialog, "Ok")
    assert window.session.view.settings == SMALL


def test_what_was_no_number_is_gone_when_the_dialog_is_opened_again(window, dialog, qtbot):
    for leave in ("Cancel", "Defaults"):
        write(qtbot, dialog, "forget_bias", "x")
        press(qtbot, dialog, leave)
        dialog = opened(window, qtbot)
        assert field(dialog, "forget_bias").text() == "1"


def test_values_outside_the_limits_are_shown_and_a_change_brings_them_within(window, dialog, qtbot):
    """Files may hold what cannot be chosen here."""
    foreign = replace(SMALL, rows=1, window=100, units=(300, 4))
    dialog.begin(window.session.view._replace(settings=foreign, next_settings=None))
    shown = [field(dialog, name).text() for name in ("units_1", "rows", "window")]
    assert shown == ["300", "1", "100"]
    said = text(dialog, "settingsMeaningLabel")
    assert "Window: 100 is outside what can be chosen, 1 to 64: a change brings it within." in said
    assert "Rows: 1 is outside" in said
    assert "Units of layer 1: 300 is outside" in said
    assert is_enabled(dialog, "Ok")
    assert not is_enabled(dialog, "Apply")
    qtbot.keyClick(field(dialog, "window"), Qt.Key_Down)
    assert [field(dialog, name).value() for name in ("rows", "window")] == [64, 64]
    assert "Window" not in text(dialog, "settingsMeaningLabel")


def test_the_rate_goes_with_the_optimizer(dialog, qtbot):
    for name, kind in OPTIMIZERS.items():
        choose(qtbot, dialog, "optimizer", name)
        assert field(dialog, "learning_rate").value() == kind.learning_rate


def test_the_norm_can_be_set_while_the_gradient_is_clipped(dialog, qtbot):
    clips = field(dialog, "clips")
    qtbot.keyClick(clips, Qt.Key_Space)
    assert not field(dialog, "clip_norm").isEnabled()
    qtbot.keyClick(clips, Qt.Key_Space)
    assert field(dialog, "clip_norm").isEnabled()


def test_its_help_is_one_key_away(dialog, qtbot):
    qtbot.keyClick(dialog, Qt.Key_F1)
    assert [help.windowTitle() for help in dialog.findChildren(QDialog)] == [
        "What do the settings do?"
    ]


def test_ok_takes_the_network_and_the_main_window_shows_it(window, dialog, qtbot):
    choose(qtbot, dialog, "cell", OTHER_CELLS[0])
    write(qtbot, dialog, "units_1", 3)
    write(qtbot, dialog, "seed", 7)
    assert text(dialog, "settingsMeaningLabel") == (
        "This makes another network, which begins untrained."
    )
    press(qtbot, dialog, "Ok")
    assert not dialog.isVisible()
    cell = CELLS[OTHER_CELLS[0]]
    settings = replace(SMALL, cell=cell.name, units=(3, 4))
    wait_for_settings(qtbot, window, settings)
    assert window.session.view.seed == window.seed.value() == 7
    assert window.windowTitle() == f"{cell.title} – LSTM Lab"
    assert f"<b>{cell.kind}</b>" in window.findChild(QLabel, "layersLabel").text()
    total = sum(layer.parameters for layer in model.describe_layers(settings))
    assert window.findChild(QLabel, "parametersLabel").text() == f"Total parameters: {total:,}"


def test_cancel_and_escape_change_nothing(window, dialog, qtbot):
    for leave in (
        lambda: press(qtbot, dialog, "Cancel"),
        lambda: qtbot.keyClick(dialog, Qt.Key_Escape),
    ):
        write(qtbot, dialog, "units_1", 9)
        leave()
        assert not dialog.isVisible()
        assert window.session.view.settings == SMALL
        assert field(opened(window, qtbot), "units_1").value() == 4


def test_after_a_training_it_says_what_is_left_and_undo_brings_it_back(
    window, qtbot, wait_for_state
):
    train(window, wait_for_state, qtbot)
    losses = [record.loss for record in window.session.history]
    dialog = opened(window, qtbot)
    write(qtbot, dialog, "units_2", 6)
    assert "Undo brings it back" in text(dialog, "settingsMeaningLabel")
    press(qtbot, dialog, "Apply")
    other = replace(SMALL, units=(4, 6))
    wait_for_settings(qtbot, window, other)
    assert dialog.isVisible()
    assert not is_enabled(dialog, "Apply")
    assert len(window.session.history) == 0
    press(qtbot, dialog, "Ok")
    window.actions_by_name["undo"].trigger()
    wait_for_settings(qtbot, window, SMALL)
    wait_for_state(window, RunState.FINISHED)
    assert [record.loss for record in window.session.history] == losses


def test_of_another_seed_alone_it_says_that_the_weights_change_at_once(
    window, dialog, qtbot, wait_for_state
):
    write(qtbot, dialog, "seed", 7)
    assert text(dialog, "settingsMeaningLabel") == (
        "This gives the network in use other initial weights at once."
    )
    press(qtbot, dialog, "Apply")
    train(window, wait_for_state, qtbot)
    write(qtbot, dialog, "seed", 8)
    assert text(dialog, "settingsMeaningLabel") == (
        "This gives the network in use other initial weights at once: what was trained is left, "
        "Undo brings it back."
    )
    press(qtbot, dialog, "Apply")
    wait_for_state(window, RunState.READY)
    assert (window.session.view.seed, window.session.view.settings) == (8, SMALL)


def test_of_weights_from_a_file_it_says_that_they_are_left(window, dialog, qtbot, tmp_path):
    network = begun(SMALL, 12)
    state = TrainedState(None, Position(), network.snapshot())
    weights = Checkpoint("numpy", SMALL, seed=0, goal=10, run_start=0, state=state)
    checkpoint_file.save(tmp_path / "weights.keras", weights)
    qtbot.open(window.session, tmp_path / "weights.keras")
    dialog.begin(window.session.view)
    write(qtbot, dialog, "units_2", 6)
    assert text(dialog, "settingsMeaningLabel") == (
        "This makes another network, which begins untrained: the weights from the file are left, "
        "Undo brings them back. Until it is ready, the present one stays in use."
    )
    write(qtbot, dialog, "units_2", 4)
    write(qtbot, dialog, "seed", 7)
    assert text(dialog, "settingsMeaningLabel").endswith(
        "at once: the weights from the file are left, Undo brings them back."
    )


def test_no_two_fields_or_buttons_have_the_same_key(dialog):
    labels = [each.label for each in (*NETWORK, *LEARNING, *START)]
    texts = labels + [button.text() for button in dialog.findChildren(QPushButton)]
    keys = [words[words.index("&") + 1].lower() for words in texts if "&" in words]
    assert len(keys) >= len(labels)
    assert sorted(keys) == sorted(set(keys))


def test_restore_defaults_puts_every_value_back(dialog, qtbot):
    choose(qtbot, dialog, "cell", OTHER_CELLS[0])
    write(qtbot, dialog, "window", 20)
    assert way_back(dialog, "window").isVisible()
    press(qtbot, dialog, "Defaults")
    assert field(dialog, "cell").currentData() == DEFAULT_SETTINGS.cell
    assert field(dialog, "window").value() == DEFAULT_SETTINGS.window
    assert not any(button.isVisible() for button in dialog.findChildren(QToolButton))
    assert text(dialog, "settingsParametersLabel").startswith("Total parameters: 30,651")


def test_while_training_runs_nothing_can_be_applied(window, dialog, qtbot, wait_for_state):
    write(qtbot, dialog, "units_1", 9)
    window.session.set_epochs(10_000)
    window.session.start()
    assert not is_enabled(dialog, "Apply")
    assert (
        text(dialog, "settingsMeaningLabel") == "Other settings can be taken when training rests."
    )
    window.session.pause()
    wait_for_state(window, RunState.PAUSED)
    assert is_enabled(dialog, "Apply")
    assert field(dialog, "units_1").value() == 9


def test_it_says_when_a_network_that_is_prepared_takes_over(window, dialog, qtbot, wait_for_state):
    train(window, wait_for_state, qtbot)
    write(qtbot, dialog, "units_1", 9)
    press(qtbot, dialog, "Apply")
    said = "This network is being prepared. It takes over"
    assert text(dialog, "settingsMeaningLabel") == f"{said} once it is ready."
    window.session.set_epochs(10_000)
    window.session.resume()
    assert text(dialog, "settingsMeaningLabel") == f"{said} when training rests."
    window.session.pause()
    qtbot.waitUntil(lambda: window.session.view.settings.units[0] == 9)


def test_every_control_can_be_found_read_and_reached(dialog):
    kinds = (QAbstractSpinBox, QComboBox, QCheckBox, QPushButton, QToolButton)
    controls = [widget for kind in kinds for widget in dialog.findChildren(kind)]
    assert len(controls) > 30
    for widget in controls:
        assert widget.objectName(), widget
        assert widget.accessibleName(), widget.objectName()
        assert widget.toolTip(), widget.objectName()
        assert widget.focusPolicy() & Qt.TabFocus, widget.objectName()


def test_tab_goes_through_the_fields_and_then_to_the_buttons(dialog, qtbot):
    field(dialog, "cell").setFocus()
    passed = []
    while (name := dialog.focusWidget().objectName()) not in passed:
        passed.append(name)
        qtbot.keyClick(dialog.focusWidget(), Qt.Key_Tab)
    expected = []
    for name in (each.name for each in (*NETWORK, *LEARNING, *START)):
        expected += [f"{name}Field"] if field(dialog, name).isEnabled() else []
        expected += [f"{name}BackButton"] if way_back(dialog, name).isVisible() else []
    assert passed[: len(expected)] == expected
    assert set(passed[len(expected) :]) == {
        f"settings{name}Button" for name in ("Defaults", "Help", "Ok", "Cancel")
    }


def test_nothing_moves_whatever_cell_and_start_are_chosen(dialog, qtbot):
    buttons = dialog.findChild(QPushButton, "settingsOkButton")
    places = set()
    write(qtbot, dialog, "chrono", 30)
    for name, start in product(CELLS, RECURRENT_STARTS):
        choose(qtbot, dialog, "cell", name)
        choose(qtbot, dialog, "recurrent_start", start)
        dialog.layout().activate()
        places.add((buttons.mapTo(dialog, buttons.pos()).y(), dialog.height()))
    assert len(places) == 1


def test_it_does_not_block_the_other_windows_of_the_program(dialog):
    assert isinstance(dialog, QDialog)
    assert dialog.windowModality() == Qt.WindowModal


def test_it_opens_as_high_as_all_that_it_says(window, qtbot):
    """Where the screen has so much room."""
    dialog = SettingsDialog(model.describe_layers)
    qtbot.addWidget(dialog)
    asked = dialog.height()
    dialog.begin(window.session.view)
    assert asked >= dialog.heightForWidth(dialog.width())
