"""The command line: `techmarket <command>`, one module per command.

`main` declares the commands and their options; each imports its own module only when
it runs, so that help appears at once. Not here: any counting, drawing or laying out.
"""
