"""A network that learns a book in the terminal: set up, trained, judged and let write."""

import json
import math

import pytest
from own_book import sentences

from tasks.text import book_task
from tasks.text.book import default_book
from terminal.headless import run_headless
from terminal.options import parse_options
from terminal.writing import simpler_means
from views import progress_picture

SMALL = ["--headless", "--backend", "numpy", "--task", "text", "--units", "4", "--epochs", "1"]
SMALL += ["--window", "10"]


@pytest.fixture
def book(tmp_path):
    """The file of a short book."""
    path = tmp_path / "Book of own.txt"
    path.write_text(sentences(2_500), encoding="utf-16")
    return path


def refusal_of(arguments, capsys):
    with pytest.raises(SystemExit) as exit_info:
        parse_options(arguments)
    assert exit_info.value.code == 2
    return capsys.readouterr().err


def going_on_with_a_pattern(tmp_path):
    """How a job goes on with a network that is trained on a pattern, and saved, here."""
    saved = str(tmp_path / "net.keras")
    job = ["--headless", "--backend", "numpy", "--units", "3", "--epochs", "1", "--save", saved]
    assert run_headless(parse_options(job)) == 0
    return ["--headless", "--backend", "numpy", "--open", saved]


def test_a_book_is_learned_from_its_file_and_continued(book, capsys, tmp_path):
    """And on from the file that was saved, in another way of drawing."""
    saved = str(tmp_path / "text.keras")
    job = [*SMALL, "--json", "--set", f"file={book}", "--ask", "The river", "--predict", "30"]
    job += ["--set", "temperature=0.5", "--ask", "the cat", "--save", saved]
    assert run_headless(parse_options(job)) == 0
    said = capsys.readouterr()
    assert said.err == "Read as UTF-16. Capitals made small.\n"
    epoch, result, answer = map(json.loads, said.out.splitlines())
    figures = ["loss", "accuracy", "held_out_loss", "held_out_accuracy", "bits_per_character"]
    assert [*epoch] == ["event", "task", "epoch", *figures, "targets", "seconds"]
    assert [*result["baselines"]] == ["uniform", "unigram", "ngram", "bz2", "lzma"]
    assert all(bits > 0 for bits in result["baselines"].values())
    assert result["bits_per_character"] == epoch["bits_per_character"]
    assert result["characters_per_second"] > 0
    assert (result["beginning"], len(result["text"])) == ("the river", 30)
    assert (answer["asked"], len(answer["text"])) == ("the cat", 30)
    again = ["--headless", "--backend", "numpy", "--json", "--open", saved, "--epochs", "0"]
    again += ["--ask", "the river", "--predict", "30"]
    texts = []
    for temperature in ("0.5", "5"):
        job = [*again, "--set", f"temperature={temperature}"]
        assert run_headless(parse_options(job)) == 0
        texts.append(json.loads(capsys.readouterr().out)["text"])
    assert texts[0] == result["text"] != texts[1]


def test_the_table_says_how_it_stands_beside_simpler_means_and_prints_the_text(book, capsys):
    assert run_headless(parse_options([*SMALL, "--set", f"file={book}"])) == 0
    out = capsys.readouterr().out
    assert out.startswith("Text: Book of own, 2,5")
    assert "bits/char" in out
    assert "bits per character (uniform guess " in out
    assert "The network is behind an n-gram of order" in out
    *_, last = out.rstrip("\n").split("\n\n", 2)
    assert len(last) >= 200


def test_by_words_the_perplexity_is_told_too_and_which_words_are_unknown(book, capsys):
    """Which is that of a word, while bits are of a character, so that both ways compare."""
    job = [*SMALL, "--json", "--set", f"file={book}", "--set", "by=words", "--set", "words=60"]
    job += ["--ask", "the gryphon painted a Zeppelin"]
    assert run_headless(parse_options(job)) == 0
    epoch, result = map(json.loads, capsys.readouterr().out.splitlines())
    assert result["perplexity"] == pytest.approx(math.exp(epoch["held_out_loss"]))
    assert 1 < result["perplexity"] < 60
    assert result["remark"] == "Read as the unknown word: `gryphon` and `Zeppelin`."


def test_it_is_read_and_cut_as_it_is_set(book):
    job = [*SMALL, "--set", f"file={book}", "--set", "by=words", "--set", "words=60"]
    options = parse_options([*job, "--set", "cut=windows", "--set", "lower=off"])
    problem = options.problem
    assert (problem.by, problem.words, problem.cut) == ("words", 60, "windows")
    assert problem.text == sentences(2_500)
    assert problem.name == "Book of own"
    assert options.settings.ports.outputs == len(problem.vocabulary)
    assert options.predict == 200


def test_without_a_file_it_is_the_default_book():
    assert parse_options(["--task", "text"]).problem == default_book()
    assert (
        parse_options(["--task", "text", "--set", "by=words"]).problem.text == default_book().text
    )


def test_what_is_prepared_can_be_given_another_book(book):
    given = ["--headless", "--task", "text", "--preset", "text", "--set", f"file={book}"]
    assert parse_options(given).problem.name == "Book of own"


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--set", "file=nowhere.txt"], "--set: No such file or directory: nowhere.txt."),
        (["--set", "file="], "--set: File: The name of a file is missing."),
        (["--set", "lower=off"], "--set: lower is of a file, and none is given"),
        (["--set", "by=letters"], "--set: Learn by: There is no way of reading `letters`"),
        (["--set", "colour=1"], "--set: text has no field `colour`, only file, lower, header, "),
        (
            ["--set", "colour=1"],
            "encoding, by, words, cut, temperature, top_k, top_p, seed_of_writing.",
        ),
        (["--set", "temperature=9"], "--set: Temperature: `9` is not a number from 0 to 5."),
        (["--ask", "ж"], "--ask: Character 1 is `ж`, which is nowhere in the book."),
        (["--stateless"], "--stateless: It follows from the problem"),
        (["--preset", "echo"], "--task: It does not go together with --preset"),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence(arguments, told, capsys):
    assert told in refusal_of(["--headless", "--task", "text", *arguments], capsys)


def test_a_file_that_is_no_book_is_refused_in_a_sentence(tmp_path, capsys):
    path = tmp_path / "book.txt"
    for content, told in ((b"short", "at least 2,000 characters"), (bytes(9_000), "not a text")):
        path.write_bytes(content)
        said = refusal_of(["--headless", "--task", "text", "--set", f"file={path}"], capsys)
        assert told in said


def test_more_is_written_of_a_text_than_a_pattern_is_continued_by(tmp_path, capsys):
    text = ["--headless", "--task", "text", "--predict"]
    assert parse_options([*text, "5000"]).predict == 5_000
    assert "1 to 5,000" in refusal_of([*text, "5001"], capsys)
    assert "1 to 200" in refusal_of(["--headless", "--predict", "201"], capsys)
    go_on = [*going_on_with_a_pattern(tmp_path), "--predict", "201"]
    assert run_headless(parse_options(go_on)) == 2
    assert "--predict: `201` is not a whole number from 1 to 200." in capsys.readouterr().err


def test_what_simpler_means_need_is_drawn_into_the_picture_and_found_out_once(
    book, tmp_path, monkeypatch
):
    drawn, counted = [], []
    find_out = book_task.TEXT.baselines

    def counting(problem):
        counted.append(problem)
        return find_out(problem)

    def draw(path, history, problem, baselines, epoch):
        drawn.append(dict(baselines))
        path.touch()

    simpler_means.cache_clear()  # The book of other tests is the same.
    monkeypatch.setitem(vars(book_task.TEXT), "baselines", counting)
    monkeypatch.setattr(progress_picture, "save_progress_picture", draw)
    job = [*SMALL, "--set", f"file={book}", "--picture", str(tmp_path / "P.png")]
    assert run_headless(parse_options([*job, "--seeds", "0,1"])) == 0
    assert len(counted) == 1
    assert [*drawn[0]][:2] == ["uniform guess", "single symbols"]
    assert drawn == [drawn[0]] * 2


def test_how_a_network_writes_is_nothing_for_one_that_does_not(tmp_path, capsys):
    go_on = [*going_on_with_a_pattern(tmp_path), "--set", "temperature=1"]
    assert run_headless(parse_options(go_on)) == 2
    assert "does not write" in capsys.readouterr().err
    assert "--set: The file says this" in refusal_of([*go_on, "--set", "by=words"], capsys)
    window = ["--task", "text", "--set", "top_k=3"]
    assert "only together with --headless" in refusal_of(window, capsys)
