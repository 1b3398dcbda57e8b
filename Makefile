# make run    the product with its demo network on http://127.0.0.1:8000/
# make test   every check; make help lists the rest

PORT ?= 8000
LANGUAGES := uk en et sv
BIN := .venv/bin
STEP := scripts/step
SET_UP = python=$$(scripts/find_python) && "$$python" scripts/set_up.py

.PHONY: help run test env env-dev env-bench map lint unit browser postgres messages translations reference bench
.NOTPARALLEL:

help:
	@echo 'make run [PORT=8001]  set up, load the demo network when the database is new, and serve it'
	@echo 'make test             environment, linters, types, translations, whole suite with the browser'
	@echo 'make env | env-dev    set up only; with what the tests need'
	@echo 'make env-bench        with the formats that benchmarks compare packs with, too'
	@echo 'make map              fetch the packages of the map again'
	@echo 'make lint             linters, types, import rules, migrations, translations'
	@echo 'make unit | browser   a part of the suite'
	@echo 'make postgres         the unit part on a PostgreSQL made for it and thrown away'
	@echo 'make messages         gather the texts to translate into the catalogues ($(LANGUAGES))'
	@echo 'make reference        write docs/reference/commands.md anew'
	@echo 'make bench            the benchmarks'

run: export PUNKT_DEMO := $(or $(PUNKT_DEMO),yes)
run:
	@$(SET_UP) --demo --port $(PORT)
	@exec $(BIN)/punkt serve --port $(PORT)

env:
	@$(SET_UP)

env-dev:
	@$(SET_UP) --dev

env-bench:
	@$(SET_UP) --dev --bench

map:
	@$(SET_UP) --map

test: env-dev
	@scripts/need chromium chromium 'the browser tests drive it'
	@scripts/need xgettext gettext 'the check of translations reads the texts with it'
	@$(MAKE) --no-print-directory lint unit browser
	@echo 'Everything passed.'

# All parts are asked before the first fault ends it.
lint: env-dev
	@failed=; \
	$(STEP) 'lint (ruff)' $(BIN)/ruff check || failed=1; \
	$(STEP) 'format (ruff)' $(BIN)/ruff format --check || failed=1; \
	$(STEP) 'types (mypy)' $(BIN)/mypy || failed=1; \
	$(STEP) 'import rules' $(BIN)/lint-imports || failed=1; \
	$(STEP) 'migrations' scripts/in_scratch_home $(BIN)/python manage.py makemigrations --check --dry-run || failed=1; \
	$(STEP) 'Django checks' scripts/in_scratch_home $(BIN)/python manage.py check || failed=1; \
	$(STEP) 'translations' $(BIN)/python scripts/messages.py --check || failed=1; \
	scripts/rooms; \
	test -z "$$failed"

unit: env-dev
	@$(STEP) -v 'unit tests' $(BIN)/pytest -n 2 --dist worksteal -m 'not browser'

browser: env-dev
	@scripts/need chromium chromium 'the browser tests drive it'
	@$(STEP) -v 'browser tests' $(BIN)/pytest -m browser

postgres: env-dev
	@PYTHON=$(BIN)/python $(STEP) -v 'unit tests on PostgreSQL' scripts/with_postgres $(BIN)/pytest -n 2 --dist worksteal -m 'not browser'

messages: env-dev
	@scripts/need xgettext gettext
	@$(BIN)/python scripts/messages.py

reference: env-dev
	@$(BIN)/python scripts/commands_reference.py

bench: env-bench
	@for bench in benchmarks/[a-z]*.py; do $(BIN)/python "$$bench" || exit 1; done
