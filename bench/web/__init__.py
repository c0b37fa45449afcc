"""The site with a million contracts and many users at once: `python -m bench.web`."""
