"""The program without a window: the command line, the job and what it tells."""
