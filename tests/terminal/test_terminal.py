"""The job in the terminal: what it trains, and what it writes."""

import threading
from pathlib import Path

import numpy as np
import pytest
from own_program import run_python
from short_jobs import TINY, job, json_lines, raising, tiny_job
from small_settings import BURSTING
from trained_epochs import begun, train_epochs

import model
from cells.registry import CELLS
from networks.numpy_network import numpy_network
from networks.settings import Settings
from tasks.pattern import Pattern
from terminal import headless
from terminal.headless import run_headless
from terminal.reports import TableReport
from training import checkpoint_file
from training.checkpoint import Checkpoint


def test_every_pattern_starts_from_the_initial_weights_of_the_seed(capsys):
    run_headless(tiny_job("0011", "01", "0 0 1 1", json=True))
    lines = json_lines(capsys.readouterr().out)
    for line in lines:
        line.pop("seconds", None)
    assert lines[:3] == lines[6:]
    assert [line["pattern"] for line in lines] == ["0011"] * 3 + ["01"] * 3 + ["0011"] * 3


# Files


def files_of(capture, *patterns, **options):
    assert run_headless(tiny_job(*patterns, **options)) == 0
    return [line for line in capture.readouterr().out.splitlines() if line.startswith("Saved")]


def test_one_pattern_writes_the_files_as_they_were_named(capsys, tmp_path):
    csv, picture = tmp_path / "H.csv", tmp_path / "P.svg"
    assert files_of(capsys, csv=csv, picture=picture) == [f"Saved {csv}.", f"Saved {picture}."]
    assert [line.split(",")[0] for line in csv.read_text().splitlines()] == ["epoch", "1", "2"]
    assert "<svg" in picture.read_text()


@pytest.mark.parametrize("is_ended", [False, True], ids=["whole", "ended early"])
def test_what_was_written_is_named_although_a_later_file_fails(
    is_ended, capsys, monkeypatch, tmp_path
):
    save, csv = tmp_path / "M.keras", tmp_path / "nowhere" / "H.csv"
    if is_ended:
        monkeypatch.setattr(TableReport, "tell", raising(KeyboardInterrupt))
    assert run_headless(tiny_job("01", save=save, csv=csv)) == 1
    told = capsys.readouterr()
    *named, failed = (told.err if is_ended else told.out + told.err).splitlines()
    written = f"Ended before all was told. Written as after epoch 2: {save}."
    assert named[-1] == (written if is_ended else f"Saved {save}.")
    assert failed.startswith("No such file or directory")


def test_several_patterns_number_their_files(capsys, tmp_path):
    files_of(capsys, "0", "1", csv=tmp_path / "H.v2.csv")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["H.v2-1.csv", "H.v2-2.csv"]


def test_the_picture_shows_the_last_epoch_of_all(capsys, tmp_path):
    picture = tmp_path / "P.png"
    files_of(capsys, picture=picture, epochs=3)
    assert picture.read_bytes().startswith(b"\x89PNG")


def test_what_is_saved_is_all_that_is_needed_to_go_on(tmp_path, monkeypatch):
    saved = {}
    monkeypatch.setattr(
        checkpoint_file, "save", lambda path, checkpoint: saved.update({path: checkpoint})
    )
    run_headless(tiny_job("0,0,1", seed=3, epochs=2, save=tmp_path / "M.keras"))
    checkpoint = saved[tmp_path / "M.keras"]
    assert (checkpoint.backend, checkpoint.seed) == ("numpy", 3)
    assert (checkpoint.goal, checkpoint.run_start, len(checkpoint.records)) == (2, 0, 2)

    resumed, straight = numpy_network(TINY), numpy_network(TINY)
    resumed.restore(checkpoint.state.snapshot)
    straight.initialise(3)
    pattern = checkpoint.state.problem
    (goes_on,) = train_epochs(resumed, pattern, 1, checkpoint.state.position)
    third = train_epochs(straight, Pattern.read("001"), 3)[-1]
    assert goes_on.epoch == third.epoch
    np.testing.assert_array_equal(goes_on.predictions, third.predictions)


def test_the_trace_holds_every_gate_and_state_of_the_trained_network(capsys, tmp_path):
    path = tmp_path / "T.NPZ"
    assert files_of(capsys, "0,0,1,1,1", seed=3, epochs=2, trace=path) == [f"Saved {path}."]
    with np.load(path) as file:
        trace = dict(file)
    network = begun(TINY, 3)
    pattern = Pattern.read("00111")
    train_epochs(network, pattern, 2)
    layers = [f"layer{layer}/{name}" for layer in (1, 2) for name in "ifgoch"]
    assert set(trace) == {"input", "output", *layers}
    assert trace["input"].tolist() == [0, 0, 1, 1, 1]
    np.testing.assert_allclose(trace["output"], network.read(pattern.symbols)[0], atol=1e-6)
    for layer in ("layer1", "layer2"):
        i, f, g, o, c, h = (trace[f"{layer}/{name}"] for name in "ifgoch")
        assert h.shape == (5, 4)
        c_tm1 = np.vstack([np.zeros((1, 4)), c[:-1]])
        np.testing.assert_allclose(c, f * c_tm1 + i * g, atol=1e-6)
        np.testing.assert_allclose(h, o * np.tanh(c), atol=1e-6)


def test_each_pattern_has_a_trace_of_its_own_and_a_failed_one_harms_nothing(
    capsys, tmp_path, monkeypatch
):
    path = tmp_path / "T.npz"
    files_of(capsys, "0", "011", trace=path)
    names = ["T-1.npz", "T-2.npz"]
    assert sorted(file.name for file in tmp_path.iterdir()) == names
    for name, steps in zip(names, (1, 3), strict=True):
        with np.load(tmp_path / name) as trace:
            assert len(trace["input"]) == steps
    before = (tmp_path / "T-1.npz").read_bytes()
    monkeypatch.setattr(np, "savez", raising(OSError(28, "No space left on device")))
    assert run_headless(tiny_job("0", "011", trace=path)) == 1
    failed = tmp_path / "T-1.npz"
    assert capsys.readouterr().err == f"No space left on device: {failed}.\n"
    assert (tmp_path / "T-1.npz").read_bytes() == before
    assert sorted(file.name for file in tmp_path.iterdir()) == names


# The whole program


@pytest.mark.slow
def test_it_runs_where_qt_is_missing_and_without_tensorflow(tmp_path):
    code = (
        "import sys; sys.modules.update({'PyQt5': None, 'tensorflow': None});"
        "import main; sys.exit(main.main(sys.argv[1:]))"
    )
    arguments = ["--headless", "--backend", "numpy", "--epochs", "1", "--picture"]
    done = run_python("-c", code, *arguments, tmp_path / "P.png", timeout=120)
    assert (done.returncode, done.stderr) == (0, "")
    assert (tmp_path / "P.png").exists()


@pytest.mark.slow
def test_both_backends_print_the_same_losses(capsys, monkeypatch, compiled_keras):
    create_model = model.create_model
    monkeypatch.setattr(
        headless,
        "create_model",
        lambda backend, _: compiled_keras if backend == "keras" else create_model(backend),
    )
    losses = {}
    for backend in ("keras", "numpy"):
        assert run_headless(job("0,1,0,1", backend=backend, epochs=3, json=True)) == 0
        *epochs, result = json_lines(capsys.readouterr().out)
        losses[backend] = [epoch["loss"] for epoch in epochs]
        assert result["continuation"] == "01010101"
    assert losses["numpy"] == pytest.approx(losses["keras"], rel=1e-3)


@pytest.mark.slow
def test_the_program_speaks_the_protocol_with_keras(tmp_path):
    command = (
        "main.py --headless --pattern 0,1,0,1 --pattern 0011 --epochs 3 --predict 8 --seed 0"
        " --backend keras --json"
    )
    files = ["--save", tmp_path / "M.keras", "--trace", tmp_path / "T.npz"]
    done = run_python(*command.split(), *files)
    assert (done.returncode, done.stderr) == (0, "")
    lines = json_lines(done.stdout)
    assert [(line["event"], line["pattern"]) for line in lines] == [
        (event, pattern)
        for pattern in ("0101", "0011")
        for event in ("epoch", "epoch", "epoch", "result")
    ]
    epochs = [line for line in lines if line["event"] == "epoch"]
    assert [line["epoch"] for line in epochs] == [1, 2, 3] * 2
    assert {line["targets"] for line in epochs} == {1024}
    for line, expected in ((lines[3], "01010101"), (lines[7], "00110011")):
        confidence = line.pop("confidence")
        assert 0.5 <= confidence <= 1
        assert line == {
            "event": "result",
            "pattern": expected[:4],
            "parameters": 30_651,
            "next": 0,
            "continuation": expected,
        }
    for place, losses in enumerate(([e["loss"] for e in epochs[i : i + 3]] for i in (0, 3)), 1):
        checkpoint = checkpoint_file.load(tmp_path / f"M-{place}.keras")
        assert [record.loss for record in checkpoint.records] == losses
        with np.load(tmp_path / f"T-{place}.npz") as trace:
            assert trace["layer2/h"].shape == (4, 50)
            assert ((trace["output"] > 0.5) == np.roll(trace["input"], -1))[-1]


# Other networks


@pytest.mark.parametrize("cell", CELLS)
def test_the_network_of_the_options_is_trained_and_counted(cell, capsys):
    settings = Settings(cell=cell, units=(3, 2), rows=4, window=4, updates=2, passes=1)
    assert run_headless(job("0011", settings=settings, json=True)) == 0
    *epochs, result = json_lines(capsys.readouterr().out)
    network = begun(settings)
    pattern = Pattern.read("0011")
    records = train_epochs(network, pattern, 2)
    assert [epoch["loss"] for epoch in epochs] == [record.loss for record in records]
    assert result["parameters"] == network.parameters


def test_a_trace_has_the_stages_of_the_cell(tmp_path, capsys):
    settings = Settings(cell="gru", units=(3,), rows=4, window=4, updates=2, passes=1)
    assert run_headless(job("0011", settings=settings, trace=tmp_path / "T.npz")) == 0
    with np.load(tmp_path / "T.npz") as trace:
        stages = {"layer1/z", "layer1/r", "layer1/g", "layer1/h"}
        assert set(trace.files) == {"input", "output", *stages}
        assert trace["layer1/h"].shape == (4, 3)


# What else is told


def test_a_trace_that_holds_no_numbers_says_from_which_step_on(capsys, tmp_path):
    burst = job("0011" * 100, settings=BURSTING.at_rate(0.3), epochs=1, trace=tmp_path / "T.npz")
    assert run_headless(burst) == 0
    with np.load(tmp_path / "T.npz") as trace:
        known = int(np.argmin(np.isfinite(trace["output"])))
    (told,) = capsys.readouterr().err.splitlines()
    place = int(told.partition("From step ")[2].partition(" on its values")[0])
    # Where the output is no number, a state was none before.
    assert 1 < place <= known + 1


class Silent:
    """A network that another process computes, which has not been heard of for long."""

    def calling(self, method, *arguments): ...

    def silence(self):
        return 60.0

    def give_up(self): ...

    def beside(self, backend, settings): ...

    def shares_process_of(self, other): ...


def test_a_process_that_does_not_answer_is_told_once(monkeypatch, capsys):
    monkeypatch.setattr(headless, "PATIENCE", 0.01)
    with headless._silence_told(Silent()):
        for watcher in [each for each in threading.enumerate() if each.name == "watch-silence"]:
            watcher.join()
    assert capsys.readouterr().err == f"{headless.NOT_ANSWERING}\n"


def test_what_a_file_held_and_its_network_is_without_is_told(monkeypatch, capsys):
    told = "Left behind: dropout (lstm)."
    opened = Checkpoint("numpy", TINY, seed=0, goal=2, run_start=0, told=told)
    monkeypatch.setattr(checkpoint_file, "load", lambda path: opened)
    assert run_headless(job(open=Path("plain.keras"), epochs=0)) == 0
    assert capsys.readouterr().err == f"{told}\n"
