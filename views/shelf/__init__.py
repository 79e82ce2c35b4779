"""The shelf of runs: a table that sets apart what differs, and their curves over each other."""
