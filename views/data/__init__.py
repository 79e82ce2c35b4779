"""What problems are made of in the main window, a book or reviews: where from, and what of them."""
