"""`python -m techmarket`: the command line, where no script is installed.

Not here: the commands (`cli`).
"""

from techmarket.cli.main import main

if __name__ == "__main__":
    main()
