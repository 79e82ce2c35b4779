"""The recurrent cells: each a small file that declares its equations and what differs."""
