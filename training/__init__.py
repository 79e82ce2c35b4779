"""Training without a window: records, the training loop, run states, the worker and the session."""
