"""The window that answers whether gates win."""
