"""Programs for those who work on LSTM Lab; the app imports none of them."""
