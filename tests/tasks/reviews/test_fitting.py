"""A network fits reviews, whatever was chosen, and what nobody has chosen follows their amount."""

from dataclasses import replace

import pytest
from short_reviews import own_reviews

from networks.settings import DEFAULT_EPOCHS, DEFAULT_SETTINGS
from networks.settings_facts import check_settings
from tasks.reviews import fitting
from tasks.reviews.fitting import EPOCHS_OF_MANY, SUITS_REVIEWS, SUITS_SENTENCES, epochs_of, fit

FEW = own_reviews()
_MORE = own_reviews(count=400, seed=1)
MANY = replace(_MORE, corpus=replace(_MORE.corpus, words=(*_MORE.corpus.words, "rare")))
"""With another number of words."""


@pytest.fixture(autouse=True)
def _few_words(monkeypatch):
    monkeypatch.setattr(fitting, "FEW_WORDS", int(FEW.lengths.sum()))


def test_who_has_chosen_nothing_gets_what_suits_so_many_reviews():
    few = fit(FEW, SUITS_SENTENCES)
    many = fit(MANY, few)
    assert few.units == SUITS_SENTENCES.units
    assert many == fit(MANY, SUITS_REVIEWS)
    assert fit(FEW, many) == few


def test_so_many_reviews_are_read_in_fewer_epochs():
    assert (epochs_of(FEW), epochs_of(MANY)) == (DEFAULT_EPOCHS, EPOCHS_OF_MANY)
    assert epochs_of(MANY) < DEFAULT_EPOCHS


def test_what_was_chosen_stays():
    chosen = replace(fit(FEW, SUITS_SENTENCES), units=(7,), rows=9, window=13)
    fitted = fit(MANY, chosen)
    assert (fitted.units, fitted.rows, fitted.window) == ((7,), 9, 13)


@pytest.mark.parametrize("cut", ["chopped", "first", "last"])
@pytest.mark.parametrize("settings", [DEFAULT_SETTINGS, SUITS_SENTENCES, SUITS_REVIEWS])
def test_what_fits_can_be_made_and_fits_again(cut, settings):
    problem = own_reviews(longest=600, length=500, cut=cut)
    fitted = fit(problem, replace(settings, rows=2, window=1))
    check_settings(fitted)
    assert fit(problem, fitted) == fitted
    if cut == "chopped":
        assert fitted.rows * fitted.window >= 500
    else:
        assert fitted.window == 500


def test_too_many_words_for_one_hot_are_embedded():
    assert fit(FEW, replace(SUITS_SENTENCES, embedding=0)).embedding == 0
    words = tuple(f"word{number}" for number in range(12_000))
    corpus = replace(FEW.corpus, words=(*FEW.corpus.words, *words))
    fitted = fit(replace(FEW, corpus=corpus), replace(SUITS_SENTENCES, embedding=0))
    assert fitted.embedding > 0
    check_settings(fitted)
