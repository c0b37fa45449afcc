"""Imports: files of other people into records, with all problems said.

`import_files` does all of it; `template` writes the workbook to fill in. Not here: the rules
themselves (`checks`).
"""
