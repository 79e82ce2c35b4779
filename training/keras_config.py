"""What the ``config.json`` of a ``.keras`` file says of its network, and what is said of ours.

Deserialising a foreign architecture can run foreign code. So the configuration is read as the
JSON it is and compared with what this program builds.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain, pairwise
from typing import Any, NamedTuple
from zipfile import ZipFile

from cells.registry import CELLS
from file_parts import FileProblem, damage_told, named, read_json
from formatting import counted, shorten
from networks.descriptions import describe_layers
from networks.network import LayerDescription
from networks.ports import BITS, Ports
from networks.settings import DEFAULT_SETTINGS, KERAS_POOLINGS, Settings
from networks.settings_facts import within_limits
from networks.settings_table import DROPOUT, ROWS

REGISTERED = "lstm_lab>RecurrentCell"
"""What Keras calls the cell in :mod:`on_keras.layers`."""
CONFIG = "config.json"
_LARGEST_CONFIG = 2**20
"""Bytes: a hundred times what four layers take, so that larger networks are named, not refused."""
_LONGEST_TOLD = 150
_NOT_COMPARED = {"name", "dtype"}
"""What may be otherwise in a file that plain Keras wrote."""
_LEFT_LAYERS = {
    "Dropout": "dropout",
    "SpatialDropout1D": "dropout",
    "AlphaDropout": "dropout",
    "GaussianDropout": "dropout",
    "GaussianNoise": "noise",
    "ActivityRegularization": "activity regularizer",
    "Masking": "masking",
}
"""Layers without weights that a network is read without, and what is said of them."""
_LEFT_OPTIONS = {
    "dropout": (0, None),
    "recurrent_dropout": (0, None),
    "kernel_regularizer": (None,),
    "recurrent_regularizer": (None,),
    "bias_regularizer": (None,),
    "activity_regularizer": (None,),
    "kernel_constraint": (None,),
    "recurrent_constraint": (None,),
    "bias_constraint": (None,),
    "kernel_initializer": ("GlorotUniform", None),
    "recurrent_initializer": ("Orthogonal", None),
    "bias_initializer": ("Zeros", None),
    "unit_forget_bias": (True, None),
    "trainable": (True, None),
}
"""Options of layers that a network is read without, and with which values nothing is lost."""


def read_network(archive: ZipFile, ports: Ports = BITS) -> tuple[Settings, str]:
    """The settings of a network as far as its layers tell them, and what is left behind of it.

    Args:
        archive: the file.
        ports: what the network has to read and to answer.

    Raises:
        FileProblem: it is not a stack of recurrent layers of one kind with such an output.
    """
    with damage_told("The file holds no network that LSTM Lab can read."):
        return _network(read_json(archive, CONFIG, _LARGEST_CONFIG), ports)


def _network(config: Mapping[str, Any], ports: Ports) -> tuple[Settings, str]:
    layers = _chain(config)
    taken = [each for each in layers[1:] if not _is_left(each, ports)]
    found = _settings(layers[0], taken or [layers[0]], ports)
    settings, changed = within_limits(found)
    for layer, ours in zip(taken, network_layers(found)[1:], strict=True):
        _check_layer(layer, ours)
    settings = replace(settings, dropout=_dropout(layers, found))
    read = taken if settings.dropout else layers[1:]
    left = _left_behind([each for each in read if not _masks(each, ports)], config)
    return settings, " ".join(filter(None, (changed, left)))


def _is_left(layer: Mapping[str, Any], ports: Ports) -> bool:
    """Whether a network is read without it; what masks padding belongs to padded ones."""
    return layer["class_name"] in _LEFT_LAYERS and not _masks(layer, ports)


def _masks(layer: Mapping[str, Any], ports: Ports) -> bool:
    return ports.padded and layer["class_name"] == "Masking"


def _dropout(layers: Sequence[Mapping[str, Any]], settings: Settings) -> float:
    """The share that is left out, if that is done as it is here, above each layer alike; else 0."""
    rates = {each["config"]["rate"] for each in layers if each["class_name"] == "Dropout"}
    if len(rates) != 1 or not DROPOUT.kind.takes(*rates):
        return 0.0
    (rate,) = rates
    ours = network_layers(replace(settings, dropout=rate))
    return rate if _dropouts(layers) == _dropouts(ours) else 0.0


def _dropouts(layers: Sequence[Mapping[str, Any]]) -> list[tuple[int, Any]]:
    """Where there is dropout, and what it leaves out at once."""
    places = enumerate(layers)
    return [
        (place, each["config"].get("noise_shape"))
        for place, each in places
        if each["class_name"] == "Dropout"
    ]


def _chain(config: Mapping[str, Any]) -> Sequence[Mapping[str, Any]]:
    """The layers one after the other, the input first."""
    kind = config["class_name"]
    if kind not in ("Sequential", "Functional"):
        kinds = "a Sequential or a functional one"
        raise FileProblem(f"The file's network is of type {named(kind)}, and not {kinds}.")
    layers = config["config"]["layers"]
    if not layers or layers[0]["class_name"] != "InputLayer":
        raise FileProblem(
            "The file's network was saved before it was built: give it an Input as its first layer."
        )
    if kind == "Functional":
        for before, layer in pairwise(layers):
            if _read_by(layer) != [before["config"]["name"]]:
                name = named(layer["config"]["name"])
                raise FileProblem(f"The file's layer {name} does not read the one before it alone.")
    return layers


def _read_by(layer: Mapping[str, Any]) -> list[str]:
    """Names of the layers that a layer of a functional network reads."""
    tensors = [node["args"] for node in layer["inbound_nodes"]]
    tensors += [list(node["kwargs"].values()) for node in layer["inbound_nodes"]]
    return [name for argument in tensors for name in _histories(argument)]


def _histories(thing: Any) -> Iterator[str]:
    if isinstance(thing, list):
        for part in thing:
            yield from _histories(part)
    elif isinstance(thing, Mapping) and thing.get("class_name") == "__keras_tensor__":
        yield thing["config"]["keras_history"][0]


def _settings(
    first: Mapping[str, Any], layers: Sequence[Mapping[str, Any]], ports: Ports
) -> Settings:
    """What the layers ask for, to be compared with what is then built."""
    parts = _parts(layers, ports)
    if not parts.recurrent:
        raise FileProblem("The file's network has no recurrent layer with an output after it.")
    one_way = [_one_way(layer, ports) for layer in parts.recurrent]
    cells = [_cell_config(layer) for layer in one_way]
    if "batch_shape" not in first["config"]:
        raise FileProblem(
            "The file comes from Keras 2. Python with Keras 3 converts it: "
            'keras.models.load_model("old.keras", compile=False).save("new.keras")'
        )
    shape = first["config"]["batch_shape"]
    if shape[2:] != ([] if parts.embedding else [ports.features]) or len(shape) < 2:
        wanted = "one symbol" if ports == BITS else counted(ports.features, "number")
        raise FileProblem(
            f"The file's network reads {_input_words(shape)}, and not {wanted} a step."
        )
    rows, window = shape[:2]
    window = DEFAULT_SETTINGS.window if window is None else window
    return replace(
        DEFAULT_SETTINGS,
        cell=_cell_name(one_way[0]),
        units=tuple(cell["units"] for cell in cells),
        activation=cells[0]["activation"],
        stateful=one_way[0]["config"]["stateful"],
        rows=ROWS.among({"window": window}).default if rows is None else rows,
        window=window,
        embedding=parts.embedding,
        both_ways=one_way[0] is not parts.recurrent[0],
        pooling=parts.pooling,
        ports=ports,
    )


class _Parts(NamedTuple):
    """What stands between input and output.

    Attributes:
        embedding: numbers that each symbol is told by; 0 without any.
        recurrent: the layers that recur.
        pooling: what the output reads of the last of them.
    """

    embedding: int
    recurrent: Sequence[Mapping[str, Any]]
    pooling: str


def _parts(layers: Sequence[Mapping[str, Any]], ports: Ports) -> _Parts:
    """Those of the layers, the output among them."""
    *between, _ = layers
    embedding, pooling = 0, "last"
    kinds = {kind: name for name, kind in KERAS_POOLINGS.items()}
    if between and ports != BITS and between[-1]["class_name"] in kinds:
        pooling = kinds[between.pop()["class_name"]]
    if between and ports.reads_symbols and between[0]["class_name"] == "Embedding":
        embedding = between.pop(0)["config"]["output_dim"]
    elif between and _masks(between[0], ports):
        del between[0]
    return _Parts(embedding, between, pooling)


def _one_way(layer: Mapping[str, Any], ports: Ports) -> Mapping[str, Any]:
    """The layer, or of one that reads both ways that which begins at the first step."""
    reads_both = ports != BITS and layer["class_name"] == "Bidirectional"
    return layer["config"]["layer"] if reads_both else layer


def _input_words(shape: Sequence[Any]) -> str:
    if len(shape) == 3 and type(shape[2]) is int:
        return f"{named(shape[2])} numbers a step"
    if len(shape) == 3:
        return "any number of features a step"
    return "something else than rows of steps"


def _cell_config(layer: Mapping[str, Any]) -> Mapping[str, Any]:
    """What a layer says about its cell: in Keras' own layers among the rest."""
    _cell_name(layer)  # So that it is named, if it is none that has a cell.
    config = layer["config"]
    return config["cell"]["config"] if "cell" in config else config


def _cell_name(layer: Mapping[str, Any]) -> str:
    """The cell of the registry that a layer is made of."""
    kind, name = named(layer["class_name"]), named(layer["config"]["name"])
    if "cell" not in layer["config"]:
        for cell in CELLS.values():
            if cell.keras_class == layer["class_name"]:
                return cell.name
    elif layer["config"]["cell"]["registered_name"] == REGISTERED:
        return layer["config"]["cell"]["config"]["cell"]
    raise FileProblem(f"The file's layer {name} is of type {kind}, of which LSTM Lab has no cell.")


def _check_layer(found: Mapping[str, Any], wanted: Mapping[str, Any]) -> None:
    """Refuse a layer that differs from ours in anything that ours says."""
    name = named(found["config"]["name"])
    if found["class_name"] != wanted["class_name"]:
        kinds = f"{named(found['class_name'])}, not {wanted['class_name']}"
        raise FileProblem(f"The file's layer {name} is of type {kinds}.")
    for option, value in wanted["config"].items():
        if isinstance(value, Mapping):
            _check_layer(found["config"][option], value)
        elif option not in _NOT_COMPARED and not _same(found["config"].get(option), value):
            options = f"{option} {named(found['config'].get(option))}, not {value}"
            raise FileProblem(f"The file's layer {name} has {options}.")


def _same(found: Any, wanted: Any) -> bool:
    """Equal, and not only as true equals one."""
    return type(found) is type(wanted) and found == wanted


def _left_behind(layers: Sequence[Mapping[str, Any]], config: Mapping[str, Any]) -> str:
    """A sentence on what of the layers and their training a network is read without."""
    left = defaultdict(list)
    for layer in layers:
        name = named(layer["config"]["name"])
        if layer["class_name"] in _LEFT_LAYERS:
            left[_LEFT_LAYERS[layer["class_name"]]].append(name)
            continue
        for option, nothing_lost in _LEFT_OPTIONS.items():
            if _kind(layer["config"].get(option)) not in nothing_lost:
                left[option.replace("_", " ")].append(name)
    optimizer = (config.get("compile_config") or {}).get("optimizer")
    if optimizer:
        left["optimizer"].append(named(_kind(optimizer)))
    whats = [f"{what} ({', '.join(names)})" for what, names in left.items()]
    return shorten(f"Left behind: {', '.join(whats)}", _LONGEST_TOLD) + "." if whats else ""


def _kind(value: Any) -> Any:
    """What an option is, without its own options."""
    return value["class_name"] if isinstance(value, Mapping) else value


def network_config(settings: Settings) -> dict[str, Any]:
    """The Sequential as Keras describes it; what is left out is Keras' default."""
    return {
        "module": "keras",
        "class_name": "Sequential",
        "config": {
            "name": "lstm_lab",
            "layers": network_layers(settings),
            "build_input_shape": _input_shape(settings),
        },
        "registered_name": None,
    }


def network_layers(settings: Settings) -> list[dict[str, Any]]:
    """The layers as Keras describes them: input, embedding, recurrent ones, pooling, output.

    Above each that has it stands dropout. Symbols that are no embedding's are masked by themselves.
    """
    ports, dtype = settings.ports, {"dtype": settings.dtype}
    *between, output = describe_layers(settings)
    kind = "int32" if settings.embedding else settings.dtype
    first = {"batch_shape": _input_shape(settings), "name": "window", "dtype": kind}
    masked = ports.padded and not settings.embedding
    masking = {"name": "padding", "mask_value": 0.0, **dtype}
    last = {"name": output.name, "units": output.units, "activation": output.activation}
    return [
        _keras_object("InputLayer", first),
        *[_keras_object("Masking", masking)] * masked,
        *chain.from_iterable(_with_dropout(settings, each) for each in between),
        _keras_object("Dense", last | {"use_bias": True, **dtype}),
    ]


def _input_shape(settings: Settings) -> list[int | None]:
    """Symbols that are embedded have no axis of features; where all is padded, any number fits."""
    padded = settings.ports.padded
    shape: list[int | None] = [None, None] if padded else [settings.rows, settings.window]
    return shape if settings.embedding else [*shape, settings.ports.features]


def _with_dropout(settings: Settings, described: LayerDescription) -> list[dict[str, Any]]:
    """The layer, and above it dropout of the same units at every step."""
    layer = _layer(settings, described)
    if not described.dropout:
        return [layer]
    rows, *steps, numbers = described.output_shape
    dropout = {
        "name": f"dropout_of_{described.name}",
        "rate": described.dropout,
        "noise_shape": [None if settings.ports.padded else rows, *(1 for _ in steps), numbers],
        "dtype": settings.dtype,
    }
    return [layer, _keras_object("Dropout", dropout)]


def _layer(settings: Settings, described: LayerDescription) -> dict[str, Any]:
    """One between input and output."""
    if described.recurrent:
        return _recurrent_layer(settings, described)
    common = {"name": described.name, "dtype": settings.dtype}
    if described.kind == "Embedding":
        ports = settings.ports
        sizes = {"input_dim": ports.features, "output_dim": described.units}
        return _keras_object("Embedding", common | sizes | {"mask_zero": ports.padded})
    how = {"data_format": "channels_last", "keepdims": False}
    return _keras_object(KERAS_POOLINGS[settings.pooling], common | how)


def _recurrent_layer(settings: Settings, described: LayerDescription) -> dict[str, Any]:
    """A layer that reads one way, or two of them within one that reads both ways."""
    name = described.name
    if not described.both_ways:
        return _one_way_layer(settings, described, name)
    both = {
        "name": name,
        "merge_mode": "concat",
        "layer": _one_way_layer(settings, described, f"forward_{name}"),
        "backward_layer": _one_way_layer(settings, described, f"backward_{name}", backwards=True),
        "dtype": settings.dtype,
    }
    return _keras_object("Bidirectional", both)


def _one_way_layer(
    settings: Settings, described: LayerDescription, name: str, backwards: bool = False
) -> dict[str, Any]:
    """A layer that Keras has, or its RNN around the cell of :mod:`on_keras.layers`."""
    cell = CELLS[settings.cell]
    dtype = {"dtype": settings.dtype}
    computed = {"units": described.units, "activation": settings.activation}
    looped = {
        "name": name,
        "return_sequences": len(described.output_shape) == 3,
        "go_backwards": backwards,
        "stateful": settings.stateful,
        **dtype,
    }
    if cell.keras_class:
        options = {"use_bias": True, **cell.keras_options}
        return _keras_object(cell.keras_class, looped | computed | options)
    ours = {"name": f"{name}_cell", "cell": cell.name, **computed, **dtype}
    kind = REGISTERED.partition(">")[2]
    inside = {"module": None, "class_name": kind, "config": ours, "registered_name": REGISTERED}
    return _keras_object("RNN", looped | {"cell": inside})


def _keras_object(kind: str, config: dict[str, Any]) -> dict[str, Any]:
    return {
        "module": "keras.layers",
        "class_name": kind,
        "config": config,
        "registered_name": None,
    }
