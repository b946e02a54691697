"""`python -m powerwith.cli`, which is the same as `powerwith`."""

from powerwith.cli import main

main()
