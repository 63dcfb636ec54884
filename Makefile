# Signpost's one front door. `make` alone lists what it can do.
.DEFAULT_GOAL := help
.PHONY: help run test test-quick check fix train adapt eval bench demo lock
.NOTPARALLEL:

# The newer Python. A `.python-version` file or a pyenv shim can make `python3` mean an old one, or none: ask each.
PYTHON ?= $(shell for p in python3 python3.13 python3.12 python3.11 python3.14 \
	"$${PYENV_ROOT:-$$HOME/.pyenv}"/versions/3.1[1-9]*/bin/python3 /usr/bin/python3; do \
	"$$p" -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { echo "$$p"; break; }; done)

ifeq ($(strip $(PYTHON)),)
LAUNCH = @echo "signpost: Signpost needs Python 3.11 or newer (with venv): install it, or run with PYTHON=<its path>." >&2; exit 1; true
else
LAUNCH = @$(PYTHON) -m launch
endif

help: ## list these targets
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## (.*)/  make \1\t\2/' | expand -t 20

run: ## set up what is missing, start everything, print the address (Ctrl-C stops it)
	$(LAUNCH) run

# Tests share the cores, a file at a time where each starts whole programs; what measures time runs last, alone.
test: setup-dev ## run the whole test suite (sets up what it needs)
	$(LAUNCH) in-app -m pytest -m "not slow or postgres" -n 2
	$(LAUNCH) in-app -m pytest -m "slow and not postgres and not alone" -n 2 --dist loadfile
	$(LAUNCH) in-app -m pytest -m "slow and not postgres and alone"

test-quick: setup-dev ## the inner loop: everything that needs no started process
	$(LAUNCH) in-app -m pytest -m "not slow" -n 2

check: env-dev ## format, lint, types, imports: all of them, failures counted
	$(LAUNCH) check

fix: env-dev ## put right what lint and format can put right
	$(LAUNCH) fix

train: ## train what has changed: the recogniser of needs and the dialogue's model
	$(LAUNCH) setup

adapt: env-dev ## teach the sentence encoder the phrase bank and the bank of dangers (two hours; what it learns is committed)
	.venv/bin/uv venv --quiet --clear --python .venv/bin/python .venv-adapt
	.venv/bin/uv pip sync --quiet --require-hashes --python .venv-adapt requirements/adapt.txt
	.venv-adapt/bin/python -m directory.needs.adaptation
	.venv-adapt/bin/python -m bot.safeguarding.second_opinion.adaptation

eval: setup-dev ## measure understanding and matching, beside plain baselines
	$(LAUNCH) in-app -m directory.evaluation

bench: setup-dev ## measure start-up, memory and the time of a turn
	$(LAUNCH) in-app -m bench

# In a store of its own below VAR_DIR, so that nothing invented and nobody real ever meet.
DEMO_STORE = $(abspath $(or $(VAR_DIR),var))/demo/contacts.sqlite3
demo: ## fill a store of its own with an invented year, and start everything on it
	$(LAUNCH) setup
	$(LAUNCH) in-app -m web demo --store "sqlite:///$(DEMO_STORE)"
	@CONTACTS_DATABASE_URL="sqlite:///$(DEMO_STORE)" TARGETS_FILE=web/numbers/simulated/targets.yml $(MAKE) --no-print-directory run

.PHONY: setup-dev env-dev
setup-dev:
	$(LAUNCH) setup --dev

env-dev:
	$(LAUNCH) environment --dev

# Pins: exact versions with hashes, one file an environment, no registry's address in any of them.
UV_LOCK = .venv/bin/uv pip compile --quiet --universal --generate-hashes --no-annotate --no-header --no-emit-index-url
lock: env-dev ## make requirements/*.txt anew from pyproject.toml
	$(UV_LOCK) --python-version 3.11 --group pyproject.toml:uv -o requirements/uv.txt
	$(UV_LOCK) --python-version 3.11 --group pyproject.toml:app -o requirements/app.txt
	$(UV_LOCK) --python-version 3.11 --group pyproject.toml:dev -o requirements/dev.txt
	$(UV_LOCK) --python-version 3.11 --group pyproject.toml:node -o requirements/node.txt
	$(UV_LOCK) --python-version 3.11 --group pyproject.toml:adapt -o requirements/adapt.txt
	$(UV_LOCK) --python-version 3.10 --group pyproject.toml:rasa --override requirements/rasa-overrides.txt -o requirements/rasa.txt
