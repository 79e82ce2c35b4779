"""What is told of layers belongs to the weights that they have."""

from dataclasses import replace
from itertools import pairwise

import pytest

from networks.descriptions import describe_layers
from networks.initial_weights import draw_weights
from networks.ports import Ports
from networks.settings import POOLINGS, Settings

SEQUENCES = Settings(units=(3, 2), stateful=False, embedding=5, ports=Ports("one-hot", 9))


@pytest.mark.parametrize("both_ways", [False, True])
@pytest.mark.parametrize("pooling", POOLINGS)
def test_layers_lead_from_one_to_the_next_and_have_all_weights(both_ways, pooling):
    settings = replace(SEQUENCES, both_ways=both_ways, pooling=pooling)
    layers = describe_layers(settings)
    embedding, *recurrent, output = layers
    pooled = [layer for layer in recurrent if not layer.recurrent]
    assert [layer.kind for layer in pooled] == {"mean": ["Mean"], "max": ["Maximum"]}.get(
        pooling, []
    )
    for below, above in pairwise(layers):
        assert below.output_shape == above.input_shape or below is embedding
    assert embedding.output_shape == recurrent[0].input_shape
    assert output.input_shape == (settings.rows, settings.passed_up[-1])
    weights = sum(weight.size for weight in draw_weights(settings, 0))
    assert sum(layer.parameters for layer in layers) == weights
