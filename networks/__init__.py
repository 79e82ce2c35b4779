"""Networks: what they are made from, the one from scratch, and where others are computed."""
