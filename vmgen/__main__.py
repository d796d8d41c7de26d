"""`python -m vmgen`."""

from vmgen.cli import main

if __name__ == "__main__":
    main()
