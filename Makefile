# Every target does its own set-up: Python ≥ 3.11 and make are enough. Paths stay relative, so the folder may have any name.
# PORT, CUF_VAR and DATABASE_URL may be set: make demo PORT=8080
PYTHON_DU_PROJET := .venv/bin/python

.PHONY: help demo dev stop test format bench requirements environnement

help:  ## affiche cette aide
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1\t\2/p' Makefile | expand -t 22

demo: environnement  ## sert la démonstration sur http://127.0.0.1:8000 (PORT, CUF_VAR)
	@exec $(PYTHON_DU_PROJET) -m cuf.lancement demo

dev: environnement  ## serveur de développement, qui se recharge
	@exec $(PYTHON_DU_PROJET) -m cuf.lancement dev

stop: environnement  ## arrête le site et la base locale
	@exec $(PYTHON_DU_PROJET) -m cuf.lancement stop

test: environnement  ## toutes les vérifications : style, couches, migrations, sécurité, tests
	@exec bin/verifier

format: environnement  ## remet en forme Python et gabarits
	.venv/bin/ruff check --fix --quiet .
	.venv/bin/ruff format --quiet .
	@# djade answers 1 when it has rewritten something
	find templates -name '*.html' -exec .venv/bin/djade --target-version 5.2 {} + || true

bench: environnement  ## mesure les pages, sur la démonstration puis sur 1 000 à 100 000 contenus (TAILLES)
	@exec $(PYTHON_DU_PROJET) -m cuf.lancement bench

requirements: environnement  ## recalcule requirements*.txt d’après requirements*.in (il faut uv)
	uv pip compile --quiet --generate-hashes --universal --python-version 3.11 --no-emit-index-url --no-emit-find-links \
		--custom-compile-command "make requirements" requirements.in -o requirements.txt
	uv pip compile --quiet --generate-hashes --universal --python-version 3.11 --no-emit-index-url --no-emit-find-links \
		--custom-compile-command "make requirements" requirements-dev.in -o requirements-dev.txt

environnement:
	@bin/venv
