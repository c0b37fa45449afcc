"""The benchmark: counting for the report, beside what a user would write today.

`make bench` measures; nothing here is part of the product or of the tests. Every case must
give the same tables, cell for cell, before its time counts.
"""
