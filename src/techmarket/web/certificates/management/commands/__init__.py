"""Commands of `manage.py`. Not here: what they do."""
