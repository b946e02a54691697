"""Power With."""
