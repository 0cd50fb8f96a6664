# Two commands are enough: `make demo` shows the portal, `make test` tests it. No other set-up.
# HOST, PORT and PYTHON may be set: make demo PORT=8080 PYTHON=python3.12

PYTHON ?= python3
BOOTSTRAP = $(PYTHON) -I actionplan/embedded/bootstrap.py
VENV = .venv/bin/python

# A hundred processes start; what they import is compiled once, even where Python is told to keep nothing.
export PYTHONPYCACHEPREFIX = $(CURDIR)/.local/compiled
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
ifeq ($(filter check-%,$(MAKECMDGOALS)),)
.NOTPARALLEL:
endif
.PHONY: help demo demo-reset run test fuzz bench check fix lock register-lines

help: ## this list
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' Makefile | expand -t 14

demo: ## the portal with real data and sample reports, on this machine
	@$(BOOTSTRAP) demo --port
	@$(VENV) -m actionplan.embedded.demo

demo-reset: ## the same, from the beginning: forgets what was entered
	@$(BOOTSTRAP) demo --port
	@$(VENV) -m actionplan.embedded.demo --reset

run: ## the portal for its developers: reloads changed code
	@$(BOOTSTRAP) development --port
	@$(VENV) -m actionplan.embedded.demo --development

# Those that walk through everything would take half as long again under coverage; the others cover the code.
WALKERS = tests/access tests/browser tests/fuzz tests/inputs tests/home/test_administration_forms.py \
	tests/indicators/test_every_figure.py
PYTEST = $(VENV) -m pytest --numprocesses auto --dist loadgroup --no-loadscope-reorder

test: ## every test, with what it needs; ARGS="tests/members -x" for a part
	@$(BOOTSTRAP) development browser
ifdef ARGS
	@$(PYTEST) $(ARGS)
else
	@$(MAKE) --no-print-directory --keep-going test-covered test-walkers
endif

.PHONY: test-covered test-walkers
test-covered:
	@$(PYTEST) --cov --cov-report term:skip-covered $(WALKERS:%=--ignore %)

test-walkers:
	@$(PYTEST) $(WALKERS)

fuzz: ## every hostile value in every field by itself, as every role; takes long
	@$(BOOTSTRAP) development
	@$(VENV) -m pytest tests/fuzz --full --numprocesses auto --dist load -rA $(ARGS)

bench: ## how long figures and pages take, written to benchmarks/results.md; ARGS="18000" for one size
	@$(BOOTSTRAP) development
	@$(VENV) -m benchmarks.results $(ARGS)

# Writes nothing, needs no service, and shows all failures before it fails.
check: ## linters, types, import contracts, migrations, deployment, templates, OpenAPI
	@$(BOOTSTRAP) development
	@$(MAKE) --no-print-directory --keep-going --jobs 2 --output-sync=target $(CHECKS)
	@echo "All checks passed."

# The longest begins, the others run beside it.
CHECKS = check-types check-lint check-format check-imports check-migrations check-deployment check-templates check-openapi
.PHONY: $(CHECKS)

# What the production settings ask for; nothing connects to these addresses.
PRODUCTION = DJANGO_SETTINGS_MODULE=actionplan.settings.production \
	SECRET_KEY=$$($(VENV) -c "import secrets; print(secrets.token_urlsafe(64))") \
	DATABASE_URL=postgresql://portal@127.0.0.1:9/portal REDIS_URL=redis://127.0.0.1:9/0 \
	ALLOWED_HOSTS=portal.example.org BASE_URL=https://portal.example.org EMAIL_HOST=mail.example.org

check-lint:
	@echo "ruff check"; $(VENV) -m ruff check --no-fix --quiet .
check-format:
	@echo "ruff format"; $(VENV) -m ruff format --check --quiet .
check-types:
	@echo "mypy"; $(VENV) -m mypy --no-error-summary .
check-imports:
	@echo "import contracts"; $(VENV) -c "from importlinter.cli import lint_imports_command; lint_imports_command()" --no-cache --no-logo
check-migrations:
	@echo "makemigrations"; $(PRODUCTION) $(VENV) -W ignore::RuntimeWarning manage.py makemigrations --check --dry-run -v 1
check-deployment:
	@echo "check --deploy"; $(PRODUCTION) $(VENV) manage.py check --deploy --fail-level WARNING
check-templates:
	@echo "djlint"; $(VENV) -m djlint --lint --quiet templates
check-openapi:
	@echo "OpenAPI"; $(PRODUCTION) $(VENV) manage.py spectacular --validate --fail-on-warn --file /dev/null

fix: ## format the code
	@$(BOOTSTRAP) development
	-@$(VENV) -m ruff check --fix --quiet .
	@$(VENV) -m ruff format .

COMPILE = $(VENV) -m uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-header pyproject.toml

register-lines: ## how many lines each register takes, and how many it may
	@$(VENV) -m tests.architecture.register_lines

lock: ## requirements/*.txt anew from pyproject.toml; UPGRADE=--upgrade for newer versions
	@$(BOOTSTRAP) development
	$(COMPILE) $(UPGRADE) --output-file requirements/base.txt
	$(COMPILE) $(UPGRADE) --constraint requirements/base.txt --group embedded --output-file requirements/demo.txt
	$(COMPILE) $(UPGRADE) --constraint requirements/demo.txt --group embedded --group development \
		--output-file requirements/development.txt
