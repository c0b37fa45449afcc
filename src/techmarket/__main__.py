"""`python -m techmarket`: the command line, where no script is installed."""

from techmarket.cli.main import main

if __name__ == "__main__":
    main()
