"""Reads reviews beside the windows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

from tasks.reviews.chain import ReadWords
from tasks.reviews.columns import ColumnsOpen
from tasks.reviews.corpus import Corpus
from tasks.reviews.download import downloading
from tasks.reviews.reading import read_reviews
from tasks.reviews.reviews import Reviews
from tasks.reviews.sentences import own_sentences
from views.data.reading import CountedData, DataReading, FoundData

_LEAST_TOLD = 0.005
"""Share of the whole that has to be done until it is told again."""
Wanted = Callable[[], bool]


@dataclass(frozen=True, eq=False)
class OpenTable:
    """A table of which somebody has to say where in it the reviews and the labels stand.

    Attributes:
        path: of its file.
        question: what has to be said.
    """

    path: str
    question: ColumnsOpen


class ReviewsReading(DataReading):
    """Makes corpora of archives, folders, tables and what is fetched, and of our own grammar."""

    def __init__(self) -> None:
        super().__init__("reviews")

    def read(self, path: str, like: Reviews, columns: tuple[str, str] | None = None) -> None:
        """Make what is at this path reviews, cut as others are.

        ``columns`` are those of the reviews and of the labels, where a table leaves that open.
        """
        self._start(partial(self._from_path, path, columns, like), Path(path).name)

    def make_own(self, like: Reviews) -> None:
        """Make the sentences of our own grammar."""
        self._start(lambda _: self._found(own_sentences(), like), "Own sentences")

    def download(self, _wanted: str, folder: Path, like: Reviews) -> None:
        """Fetch the archive from the net, and read it."""
        self._start(partial(self._from_net, folder, like), "The download")

    def count(self, found: FoundData) -> None:
        """Find out what is not known yet of reviews that come from elsewhere."""
        problem = found.problem
        self._start(lambda _: CountedData(problem, prepared=ReadWords.of(problem)), problem.title)

    # On the thread

    def _from_path(
        self, path: str, columns: tuple[str, str] | None, like: Reviews, is_wanted: Wanted
    ) -> FoundData | OpenTable | None:
        steps, told = read_reviews(path, columns), -_LEAST_TOLD
        try:
            while is_wanted():
                share, sentence = next(steps)
                if share - told >= _LEAST_TOLD:
                    told = share
                    self.progress.emit(share)
                    self.stage.emit(f"{sentence}…")
        except ColumnsOpen as question:
            return OpenTable(path, question)
        except StopIteration as ended:
            return self._found(ended.value, like)
        return None

    def _from_net(self, folder: Path, like: Reviews, is_wanted: Wanted) -> Any:
        archive: Path | None = self._fetched(downloading(folder), is_wanted)
        return archive and self._from_path(str(archive), None, like, is_wanted)

    def _found(self, corpus: Corpus, like: Reviews) -> FoundData:
        return self._counted(self._whole(like, corpus=corpus))

    def _counted(self, problem: Reviews) -> FoundData:
        self.stage.emit("Counting what is read…")
        return FoundData(problem, prepared=ReadWords.of(problem))

    def _changed(self, found: FoundData, values: dict[str, Any]) -> FoundData:
        return self._counted(self._whole(found.problem, **values))

    def _whole(self, like: Reviews, **values: Any) -> Reviews:
        self.stage.emit("Finding out which words are known…")
        problem = replace(like, **values)
        _ = problem.all_symbols, problem.begins, problem.guess, problem.brief, hash(problem)
        return problem
