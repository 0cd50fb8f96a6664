# Two commands are enough: `make demo` shows the portal, `make test` tests it. No other set-up.
# HOST, PORT and PYTHON may be set: make demo PORT=8080 PYTHON=python3.12

PYTHON ?= python3
BOOTSTRAP = $(PYTHON) -I actionplan/embedded/bootstrap.py
VENV = .venv/bin/python

.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help demo demo-reset run test check fix lock

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

test: ## every test, with what it needs
	@$(BOOTSTRAP) development
	@$(BOOTSTRAP) browser
	@$(VENV) -m actionplan.embedded.tests

check: ## linters, types, import contracts, migrations, deployment, templates, OpenAPI; writes nothing
	@$(BOOTSTRAP) development
	@$(VENV) -m actionplan.embedded.checks

fix: ## format code and templates
	@$(BOOTSTRAP) development
	@$(VENV) -m actionplan.embedded.checks --fix

lock: ## requirements/*.txt anew from pyproject.toml
	@$(BOOTSTRAP) development
	@$(VENV) -m actionplan.embedded.lock
