# Everything a developer does here. The first use of any target makes .venv and installs from the lock file.
.DEFAULT_GOAL := help
SHELL := /bin/sh

BIN := .venv/bin
READY := .venv/.ready

.PHONY: help demo run test check bench faults screens guide setup format clean

help: ## this list
	@grep -E '^[a-z]+:.*## ' Makefile | sed 's/:.*## /|/' | awk -F'|' '{printf "  make %-8s  %s\n", $$1, $$2}'

demo: $(READY) ## the practice school, driven through the real windows; leaves everything in build/demo
	@mkdir -p build
	$(BIN)/dsl-desk demo --out build/demo

run: $(READY) ## open the desk
	$(BIN)/dsl-desk

test: $(READY) ## every test, on two cores
	QT_QPA_PLATFORM=offscreen $(BIN)/python -m pytest -n 2 --dist loadfile

check: $(READY) ## format, lint, types, import rules, shape
	$(BIN)/ruff format --check
	$(BIN)/ruff check
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo
	QT_QPA_PLATFORM=offscreen $(BIN)/python -m pytest tests/test_shape.py tests/test_no_facts_in_python.py

bench: $(READY) ## ours against the floor, in one run: build/bench.json
	QT_QPA_PLATFORM=offscreen $(BIN)/python -m tests.bench

faults: $(READY) ## kills, full disks, torn writes, power loss: build/faults.json (minutes)
	QT_QPA_PLATFORM=offscreen $(BIN)/python -m tests.faults

screens: $(READY) ## pictures of every screen, light, dark and large text: build/screens
	QT_QPA_PLATFORM=offscreen $(BIN)/python -m tests.ui.gallery build/screens/doors
	QT_QPA_PLATFORM=offscreen $(BIN)/python -m tests.ui.desk_gallery build/screens/desk

guide: $(READY) ## the pictures of the user guide, drawn anew: docs/guide/pictures
	QT_QPA_PLATFORM=offscreen $(BIN)/python -m tests.ui.guide_pictures

format: $(READY) ## put the code in order
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

setup: $(READY) ## only make .venv and install

clean: ## remove build/ and .venv
	rm -rf build .venv

$(READY): requirements.lock pyproject.toml tools/set_up.sh
	@sh tools/set_up.sh
	@touch $@
