"""The networks of a prepared training, trained without a window."""

from experiments.prepared_training import PreparedTraining
from networks.numpy_network import numpy_network
from training.together import EpochTrained, Training, together


def train_prepared(example: PreparedTraining, seed: int) -> list[list[EpochTrained]]:
    """The epochs of each of its networks, from that seed."""
    pattern = example.problem
    trainings = [
        Training(numpy_network(learner.settings), pattern, seed) for learner in example.learners
    ]
    runs = [[] for _ in trainings]
    for step in together(trainings, example.epochs):
        if isinstance(step, EpochTrained):
            runs[step.place].append(step)
    return runs
