"""A generated corpus, for `make bench` only: a base as large as the portal may become, whose every word is drawn by lot.

Nothing of it is true and nothing of it is shown: it fills databases of its own (`cuf.banc`), never the demo's, and production
refuses it. The same seed writes the same rows, and a small corpus is the beginning of a larger one: a page measured at 1,000
contents is the same page at 100,000.
"""
