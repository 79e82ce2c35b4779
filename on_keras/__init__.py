"""The networks on Keras: their layers, and what XLA compiles of them."""
