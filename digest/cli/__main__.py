"""`python -m digest.cli`: the same command, for processes started by the supervisor."""

from digest.cli import main

main()
