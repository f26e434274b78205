"""The web server, in one place: of `make demo`, of `make bench`, and of production (`gunicorn -c python:cuf.serveur cuf.wsgi`).

Gunicorn reads the names below as its settings.
"""

worker_class = "cuf.travailleur.Travailleur"
workers = 2
threads = 4
preload_app = True
# A socket of its own, by which an administrator would speak to it: nobody does.
control_socket_disable = True
