# Atlas Artois : deux commandes suffisent, « make run » et « make test ».
# Elles installent ce qui manque (outils/etapes.py), puis font leur travail.

PORT ?= 8501
ADDRESS ?= localhost
WORKERS ?= 2
SECONDS ?= 7200
# « make mutants »: how many changes are drawn, and how long they are tried at most.
SAMPLE ?= 300
MINUTES ?= 60

# The first Python recent enough; when there is none, the set-up says so in plain words.
ifndef PYTHON
PYTHON := $(shell for p in python3 python3.14 python3.13 python3.12 python3.11; do \
	"$$p" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo "$$p" && break; \
	done)
PYTHON := $(or $(PYTHON),$(shell command -v python3))
endif
ifeq ($(PYTHON),)
$(error Python est introuvable. Atlas Artois demande Python 3.11 ou plus récent (Debian : apt install python3 python3-venv))
endif

SETUP := $(PYTHON) outils/preparer.py
PY := .venv/bin/python

.DEFAULT_GOAL := help
.PHONY: help run room serve test test-complet test-rapide check format couverture build wheel docs soak audit sbom lock clean

help:  ## Cette aide
	@echo "Atlas Artois"
	@sed -n 's/^\([a-z-]*\):.*##/  make \1:/p' $(MAKEFILE_LIST) | awk -F: '{printf "%-20s%s\n", $$1, $$2}'
	@echo "Variables : PORT ($(PORT)), ADDRESS ($(ADDRESS)), PYTHON ($(PYTHON)), CHROMIUM (navigateur des essais)"

run:  ## Installe ce qui manque et lance l’application
	@$(SETUP) run leaflet
	@exec $(PY) -m geo run --port $(PORT) --address $(ADDRESS)

room:  ## En salle : sert le réseau local, en lecture seule, avec l’adresse et son code QR
	@$(SETUP) run leaflet
	@exec $(PY) -m geo room --port $(PORT) $(if $(filter-out localhost,$(ADDRESS)),--address $(ADDRESS))

serve:  ## Plusieurs processus derrière nginx (WORKERS=2)
	@$(SETUP) run leaflet
	@exec $(PY) -m geo serve --port $(PORT) --workers $(WORKERS)

test: .prepare-test  ## Installe ce qui manque et lance tous les contrôles et tous les essais
	@$(MAKE) --no-print-directory -j 2 .chromium .style .types .rooms .shipped .tables
	@$(MAKE) --no-print-directory .code
	@$(MAKE) --no-print-directory .browser

test-complet:  ## Tous les essais, ceux du navigateur en profondeur compris (une demi-heure)
	@$(MAKE) --no-print-directory test LONG=1

test-rapide: .prepare-test  ## Les essais sans navigateur
	$(PY) -m pytest -n auto --dist worksteal --ignore tests/browser

check: .style .types .rooms  ## Style, types et ordre des modules

format: .prepare-test  ## Met le code en forme
	$(PY) -m ruff check --fix
	$(PY) -m ruff format

couverture: .prepare-test  ## Les essais sans navigateur, avec les lignes de geo/ qu’ils ne passent pas
	$(PY) -m pytest -n auto --dist worksteal --ignore tests/browser --cov --cov-report=term-missing:skip-covered

mutants: .prepare-test  ## Change le code ligne à ligne : 9 mutants sur 10 font échouer un essai (SAMPLE=300, FULL=1, AGAIN=1)
	@$(SETUP) mutants
	nice -n 10 $(PY) -m outils.muter --sample $(if $(FULL),0,$(SAMPLE)) \
		--minutes $(if $(FULL),100000,$(MINUTES)) $(if $(AGAIN),--again)

build:  ## Refait data/ depuis ses sources
	@$(SETUP) run build
	$(PY) -m geo build

wheel:  ## Fait la roue dans dist/ : pip install, puis atlas-artois run, sans git ni make
	@$(SETUP) test leaflet
	$(PY) -m hatchling build -t wheel

docs:  ## Refait docs/donnees.md depuis le catalogue, les schémas et les tables
	@$(SETUP) run build
	$(PY) -m outils.documenter
	$(PY) -m outils.declarer
	$(PY) -m outils.deployer
	$(PY) outils/securite.py licences

soak: .prepare-test  ## Vingt lecteurs pendant deux heures : aucune erreur, mémoire stable (SECONDS=7200)
	$(PY) bench/charge.py --sessions 20 --secondes $(SECONDS) --endurance

audit:  ## Ce qui est connu contre les dépendances (il faut un réseau)
	$(PYTHON) outils/securite.py audit

sbom:  ## Écrit dist/sbom.cdx.json, la liste de ce qui est installé (CycloneDX)
	$(PYTHON) outils/securite.py sbom

lock:  ## Refait requirements/*.txt (UPGRADE=1 pour les dernières versions)
	$(PYTHON) outils/verrouiller.py $(if $(UPGRADE),--upgrade)

clean:  ## Retire tout ce qui a été installé ou mis en cache
	rm -rf .venv node_modules dist static/vendor/leaflet .cache .hypothesis .import_linter_cache \
		.mypy_cache .pytest_cache .ruff_cache mutants .coverage test-results
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# The two halves of the tests, one after the other: each fills two cores by itself.
.PHONY: .chromium .code .browser
.chromium: .prepare-test
	@$(SETUP) chromium > .venv/.etapes/navigateur
.code:
	$(PY) -m pytest -n auto --dist worksteal --ignore tests/browser $(if $(LONG),--cov --cov-report=,-m "not long")
.browser:
	CHROMIUM="$$(cat .venv/.etapes/navigateur)" $(PY) -m pytest tests/browser -n 2 --dist worksteal $(if $(LONG),,-m "not long") $(if $(CI),--reruns 2)

# What is checked without any test, apart so that two are checked at a time.
.PHONY: .style .types .rooms .shipped .tables
.style: .prepare-test
	$(PY) -m ruff check
	$(PY) -m ruff format --check
.types: .prepare-test
	$(PY) -m mypy
.rooms: .prepare-test
	.venv/bin/lint-imports
.shipped: .prepare-test
	$(PY) -m geo build --check
.tables: .prepare-test
	$(PY) -m geo check

.PHONY: .prepare-test
.prepare-test:
	@$(SETUP) test build leaflet axe
