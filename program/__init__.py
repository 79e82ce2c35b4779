"""How the program begins and ends, and is kept from what its libraries would do."""
