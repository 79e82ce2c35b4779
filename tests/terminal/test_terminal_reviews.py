"""Reviews in the terminal: read from data, learned, examined once, and explained word by word."""

import json
from dataclasses import replace

import pytest
from own_reviews import files_of_reviews, write_folder

from tasks.registry import TASKS
from tasks.reviews import fitting
from tasks.reviews.fitting import EPOCHS_OF_MANY
from terminal import headless
from terminal.headless import run_headless
from terminal.options import parse_options
from training import checkpoint_file
from training.learner import Learner
from views import progress_picture

SMALL = ["--units", "4", "--embedding", "3", "--window", "10", "--rows", "16", "--epochs", "2"]
JOB = ["--headless", "--backend", "numpy", "--task", "reviews", *SMALL]
AGREEMENT = ["pearson", "spearman", "mean_deviation", "standard_deviation"]


@pytest.fixture
def data(tmp_path):
    """A folder of reviews with their stars."""
    return f"data={write_folder(tmp_path / 'films', files_of_reviews())}"


def lines_of(capsys, *job):
    """What is printed as JSON, and what is told beside it."""
    assert run_headless(parse_options([*JOB, "--json", *job])) == 0
    told = capsys.readouterr()
    return [json.loads(line) for line in told.out.splitlines()], told.err


def opened(capsys, path, *job):
    """What is printed and told of a file that is not trained further."""
    job = ["--headless", "--backend", "numpy", "--json", "--open", str(path), "--epochs", "0", *job]
    assert run_headless(parse_options(job)) == 0
    told = capsys.readouterr()
    return [json.loads(line) for line in told.out.splitlines()], told.err


def without_data(folder):
    """From now on reviews are in no file but in that of a training."""
    for each in folder.glob("films/**/*.txt"):
        each.unlink()


def test_the_test_set_is_asked_once_at_the_end_and_it_is_said_why(data, capsys):
    lines, told = lines_of(capsys, "--set", data)
    first, second, result = lines
    figures = ["loss", "accuracy", "held_out_loss", "held_out_accuracy", "targets", "seconds"]
    assert [*first] == ["event", "task", "epoch", *figures]
    assert first["targets"] == second["targets"] == 54
    assert "Reading: " in told
    assert told.count("The test set is asked once, at the end") == 1
    assert 0 <= result["test_accuracy"] <= 1
    assert {*AGREEMENT} <= {*result}
    assert {*AGREEMENT} <= {*result["with_stars"]}
    assert result["best_epoch"] in (1, 2)
    assert {*result["baselines"]} == {"majority", "words", "ngrams"}
    assert result["held_out_baselines"]["words"] is not None
    assert result["parameters"] > 0


@pytest.mark.parametrize(("chosen", "epochs"), [((), EPOCHS_OF_MANY), (("--epochs", "6"), 6)])
def test_many_reviews_are_learned_for_as_long_as_suits_them(
    data, capsys, monkeypatch, chosen, epochs
):
    monkeypatch.setattr(fitting, "FEW_WORDS", 1)
    job = [*JOB[: JOB.index("--epochs")], "--json", "--set", data, *chosen]
    assert run_headless(parse_options(job)) == 0
    assert len(capsys.readouterr().out.splitlines()) == epochs + 1


def test_each_word_that_is_asked_has_its_part_in_the_answer(data, capsys):
    job = "--set", data, "--ask", "Not a lovely film.", "--ask", "Film"
    answer, short = lines_of(capsys, *job)[0][3:]
    assert [word for word, _, _ in answer["words"]] == ["not", "a", "lovely", "film", "."]
    assert len(short["words"]) == 1
    assert answer["words"][-1][1] == pytest.approx(answer["probability"], abs=1e-5)


def test_it_is_said_how_much_of_a_long_text_the_answer_is_to(data, capsys):
    job = ["--set", data, "--set", "length=12", "--ask", "lovely " * 30]
    answer = lines_of(capsys, *job)[0][3]
    assert (answer["of"], len(answer["words"]), answer["counting"]) == (30, 12, 6)
    assert run_headless(parse_options([*JOB, *job])) == 0
    shown = " ".join(capsys.readouterr().out.split())
    assert "Of 30 words it reads these 12. Only the last 6 of 12 count" in shown
    assert "reviews only the last words count" in shown


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("lovely film", ""),
        ("lovely xyzzy", "1 word ([unknown]) it does not know. "),
        ("lovely xyzzy qwxz", "2 words ([unknown]) it does not know, and reads as one"),
        (
            "xyzzy qwxz",
            "knows none of these words: its answer would be the same to as many others like them.",
        ),
    ],
    ids=("all known", "one", "some", "none"),
)
def test_it_is_said_which_of_the_words_that_are_asked_are_unknown(asked, said, data, capsys):
    job = [*JOB, "--set", data, "--ask", asked]
    assert run_headless(parse_options(job)) == 0
    shown = " ".join(capsys.readouterr().out.split("probability  adds")[1].split())
    assert said in f"{shown} "
    assert ("know" in shown) == bool(said)
    unknown = [word for word in asked.split() if f"{word} [unknown]" in shown]
    assert unknown == [word for word in asked.split() if word in ("xyzzy", "qwxz")]


def test_the_epochs_after_the_best_are_in_the_table_though_the_best_is_gone_back_to(
    data, capsys, tmp_path, monkeypatch
):
    def draw(path, history, problem, baselines, epoch):
        marked.append((epoch, len(history)))
        path.touch()

    table, marked = tmp_path / "films.csv", []
    monkeypatch.setattr(progress_picture, "save_progress_picture", draw)
    job = ["--set", data, "--learning-rate", "1", "--epochs", "30", "--patience", "2"]
    lines, told = lines_of(capsys, *job, "--csv", str(table), "--picture", str(tmp_path / "P.png"))
    epochs = [line["epoch"] for line in lines if line["event"] == "epoch"]
    assert f"Stopped after epoch {len(epochs)}" in told
    assert len(table.read_text().splitlines()) == 1 + len(epochs)
    assert lines[-1]["best_epoch"] == len(epochs) - 2
    assert marked == [(len(epochs) - 2, len(epochs))]


def test_with_a_file_one_goes_on_without_the_data(data, capsys, tmp_path):
    saved = tmp_path / "films.keras"
    lines, told = lines_of(capsys, "--set", data, "--save", str(saved))
    assert "no test any more" not in told
    assert lines[2]["test_asked"] == 1
    without_data(tmp_path)
    ((result,), told) = opened(capsys, saved, "--save", str(saved))
    assert "Asked 2 times: a figure chosen by the test set is no test any more" in told
    assert result == {**lines[2], "best_epoch": result["best_epoch"], "test_asked": 2}
    assert checkpoint_file.load(saved).times_tested == 2


def test_who_only_asks_a_saved_network_does_not_ask_its_test_set(data, capsys, tmp_path):
    saved = tmp_path / "films.keras"
    lines, _ = lines_of(capsys, "--set", data, "--save", str(saved), "--ask", "Lovely!")
    without_data(tmp_path)
    answers, told = opened(capsys, saved, "--save", str(saved), "--ask", "Lovely!")
    assert (answers, told) == (lines[3:], "")
    assert checkpoint_file.load(saved).times_tested == 1


def seeds(options):
    """From two of them."""
    return replace(options, seeds=(1, 2))


def race(options):
    """Two networks, one after the other."""
    other = replace(options.settings, cell="gru")
    contestants = Learner("LSTM", options.settings), Learner("GRU", other)
    return replace(options, contestants=contestants)


@pytest.mark.parametrize(("several", "mean"), [(seeds, True), (race, False)])
def test_each_training_of_a_call_that_asks_the_same_test_set_counts(
    several, mean, data, capsys, tmp_path
):
    options = parse_options([*JOB, "--json", "--set", data, "--save", str(tmp_path / "M")])
    assert run_headless(several(options)) == 0
    printed, told = capsys.readouterr()
    results = [line for line in map(json.loads, printed.splitlines()) if "test_asked" in line]
    assert [line["test_asked"] for line in results] == [1, 2]
    kept = [checkpoint_file.load(path).times_tested for path in tmp_path.glob("*.keras")]
    assert sorted(kept) == [1, 2]
    assert "Asked 2 times: a figure chosen by the test set is no test any more." in told
    assert ("The mean over all seeds is one." in told) == mean


@pytest.mark.parametrize(("place", "times"), [("judging_told", 0), ("word_by_word_told", 1)])
def test_a_test_set_counts_as_asked_once_it_has_answered(
    place, times, data, capsys, monkeypatch, tmp_path
):
    def end(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(headless, place, end)
    saved = tmp_path / "films.keras"
    job = [*JOB, "--set", data, "--save", str(saved), "--ask", "Lovely!"]
    assert run_headless(parse_options(job)) == 130
    assert "Ended before all was told. Written as after epoch 2" in capsys.readouterr().err
    assert checkpoint_file.load(saved).times_tested == times


def test_a_file_that_judges_does_not_predict(capsys, tmp_path):
    saved = str(tmp_path / "films.keras")
    lines_of(capsys, "--save", saved, "--epochs", "1")
    job = ["--headless", "--backend", "numpy", "--open", saved, "--epochs", "0", "--predict", "5"]
    assert run_headless(parse_options(job)) == 2
    assert capsys.readouterr().err.startswith("--predict: Only a pattern or a text is gone on")


def test_in_words_it_stands_beside_simpler_means(data, capsys):
    assert run_headless(parse_options([*JOB, "--set", data, "--ask", "Not lovely"])) == 0
    shown = capsys.readouterr().out
    assert "Of the 60 reviews of the test set it judges" in shown
    assert "bag of words" in shown
    assert "The network is " in shown
    assert "lovely" in shown
    assert "confident" in shown


def test_data_that_cannot_be_read_are_refused_in_a_sentence(capsys, tmp_path):
    with pytest.raises(SystemExit):
        parse_options([*JOB, "--set", f"data={tmp_path / 'none'}"])
    assert "--set: " in capsys.readouterr().err


def test_a_text_without_words_cannot_be_asked(capsys):
    with pytest.raises(SystemExit):
        parse_options([*JOB, "--ask", " "])
    assert "--ask: " in capsys.readouterr().err
    assert TASKS["reviews"].refusal(TASKS["reviews"].example, "fine") == ""
