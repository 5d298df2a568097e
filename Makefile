# Deux commandes suffisent : « make demo » et « make test ».
# Il faut Python 3.11 ou plus récent, avec pip. Tout le reste est installé dans .venv et tools/node_modules.

PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
SIA    := $(BIN)/sia-docs

.PHONY: demo test outils lint types bench golden schema reference roue propre aide

aide:
	@echo "make demo    produit les documents de démonstration dans out/"
	@echo "make test    installe ce que les contrôles demandent, puis les passe tous"
	@echo "make bench   mesure la vitesse et la mémoire contre les autres outils"
	@echo "make golden  rafraîchit les textes de référence (tests/golden)"
	@echo "make schema  rafraîchit schemas/dossier.schema.json"
	@echo "make reference  rafraîchit les tables de docs/reference"

# -- démonstration ---------------------------------------------------------------------------------

EXEMPLE := examples/embolie-pulmonaire/dossier.yaml
# Les systèmes du CHU de Valmont, hôpital fictif.
SYSTEMES := $(patsubst %,examples/%/dossier.yaml,embolie-pulmonaire alerte-sepsis irm-debruitage agent-patient \
  appels-urgence traduction gestion-lits)

demo: $(VENV)/.installe
	$(SIA) generer contrat $(EXEMPLE) --phase consultation --dans out --remplacer
	$(SIA) generer contrat $(EXEMPLE) --phase attribution --dans out --remplacer
	$(SIA) generer contrat examples/scribe/dossier.yaml --dans out --remplacer
	$(SIA) generer contrat examples/clinique-planification/dossier.yaml --definitif --dans out --remplacer
	$(SIA) generer information $(SYSTEMES) --dans out/patients --charte examples/charte/charte.yaml --remplacer
	$(SIA) generer mentions $(SYSTEMES) --dans out/intranet --remplacer
	$(SIA) generer falc $(SYSTEMES) --dans out/falc --charte examples/charte/charte.yaml --livret --remplacer
	$(SIA) generer charte examples/inventaires/chu/inventaire.yaml --dans out/charte --charte examples/charte/charte.yaml --remplacer
	$(SIA) verifier $(EXEMPLE)
	@echo
	@echo "Les documents sont dans le dossier out/ : ouvrez les .docx dans Word, les .html dans un navigateur."

$(VENV)/bin/python:
	sh tools/venv.sh $(PYTHON) $(VENV)

$(VENV)/.installe: $(VENV)/bin/python pyproject.toml
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	@touch $@

# -- contrôles -------------------------------------------------------------------------------------

$(VENV)/.tests: $(VENV)/bin/python pyproject.toml
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable ".[tests,bench,falc]"
	@touch $@ $(VENV)/.installe

outils: $(VENV)/.tests
	sh tools/installer.sh

test: outils lint types
	$(BIN)/python -m pytest -n 2 --dist loadfile -rs

lint: $(VENV)/.tests
	$(BIN)/ruff check src tests bench
	$(BIN)/ruff format --check src tests bench

types: $(VENV)/.tests
	$(BIN)/mypy

# -- entretien -------------------------------------------------------------------------------------

bench: $(VENV)/.tests
	$(BIN)/python bench/run.py
	$(BIN)/python bench/mention.py
	$(BIN)/python bench/information.py

golden: $(VENV)/.tests
	SIA_DOCS_GOLDEN=1 $(BIN)/python -m pytest -q tests/test_golden.py

schema: $(VENV)/.installe
	$(BIN)/python tools/schema.py

reference: $(VENV)/.installe
	$(BIN)/python tools/reference.py

roue: $(VENV)/.tests
	$(BIN)/python -m build --wheel --no-isolation

propre:
	rm -rf out build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis
