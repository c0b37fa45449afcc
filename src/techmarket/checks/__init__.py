"""The checks: every rule in one place, for one record in a form and for a million in a file.

A rule states its condition once, as an expression (`condition`); from it follow the plain form for
one record (`plain`) and the vectorised form for columns (`vectorised`). Each says of each record:
pass, fail, or not applicable and why. Not here: reading files and turning text into values,
and telling the problems of a whole file to a person.
"""
