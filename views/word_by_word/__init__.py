"""The window in which an answer is explained word by word."""
