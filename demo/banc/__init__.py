"""The portal measured at several sizes, on the corpora of `demo.corpus`: what `make bench` does after the pages of the demo."""
