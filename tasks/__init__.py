"""Kinds of sequence problems, and the problems that a student sets."""
