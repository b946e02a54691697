"""Things to move and choose in a notebook, which stand still with their sentence and table in the built book."""
