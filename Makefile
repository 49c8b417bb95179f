# `make run` serves the guide, `make test` runs all tests. CONTRIBUTING.md explains the other targets.

PYTHON ?= python3
PORT ?= 8000
HOST ?= 127.0.0.1
WORKERS ?= 1

bin := .venv/bin
manage := $(bin)/python manage.py
# Files in their own order, so that the longest do not all come last.
pytest := $(bin)/python -m pytest -n auto --maxprocesses 4 --dist loadfile --no-loadscope-reorder
# Idle connections are closed after 5 seconds. .deploy/guide.service has the same options.
granian := $(bin)/granian --interface wsgi --http 1 --blocking-threads 8 --backpressure 2048 --http1-header-read-timeout 5000 \
	--http1-buffer-size 65536 --respawn-failed-workers --workers-kill-timeout 5
local := HTTPS=0 LOG_REQUESTS=0 SECRET_KEY_FILE=var/secret-key SITE_URL=http://$(HOST):$(PORT)

.PHONY: run dev setup editor test quick coverage test-cluster bench screenshots describe check lock browser clean

# granian would share a port with another server without an error, so this checks first that the port is free.
# Each connection is an open file: there may be more of them than the usual 1024.
run: setup
	@$(bin)/python -c 'import socket; socket.create_server(("$(HOST)", $(PORT)))' 2>/dev/null \
		|| { echo "Port $(PORT) of $(HOST) is not available. Set another PORT."; exit 1; }
	@$(local) $(manage) migrate --verbosity 0
	@$(local) $(manage) load_content --publish --if-none
	@test ! -w var || $(local) $(manage) collectstatic --no-input --verbosity 0
	@echo
	@echo "This server is for use on this machine. On the internet, put a proxy in front of it: .deploy has examples."
	@echo "Read the guide at http://$(HOST):$(PORT)/ and edit it at http://$(HOST):$(PORT)/admin/ (create an account first: make editor)."
	@echo
	@ulimit -n 8192 2>/dev/null; $(local) $(granian) --log-level error --host $(HOST) --port $(PORT) --workers $(WORKERS) kickbacks.wsgi:application

dev: setup
	@DEBUG=1 $(manage) migrate --verbosity 0
	@DEBUG=1 $(manage) load_content --publish --if-none
	@DEBUG=1 $(manage) runserver $(HOST):$(PORT)

editor: setup
	@$(local) $(manage) migrate --verbosity 0
	@$(local) $(manage) make_editor

setup: .venv/ready var/secret-key

.venv/ready: requirements.txt requirements-dev.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed; set PYTHON=/path/to/it.")'
	@test -x $(bin)/python || $(PYTHON) -m venv .venv
	@echo "Installing the packages of requirements-dev.txt into .venv"
	@$(bin)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	@touch $@

var/secret-key:
	@mkdir -p var
	@umask 077 && $(PYTHON) -c 'import secrets; print(secrets.token_urlsafe(64))' > $@

test: setup browser
	@$(local) $(manage) collectstatic --no-input --verbosity 0
	@$(pytest) $(ARGS)

# Without a browser, and without what is marked slow: tests that start processes, walk over many pages, or take seconds.
quick: setup
	@$(pytest) --ignore tests/browser -m "not slow" $(ARGS)

# Without a browser. The floor is in pyproject.toml.
coverage: setup
	@$(pytest) --ignore tests/browser --cov --cov-report term $(ARGS)

# With PostgreSQL, Varnish and nginx. MINUTES=10 reads for longer.
test-cluster: setup
	@command -v varnishd >/dev/null && command -v nginx >/dev/null && ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || { \
		test "$$(id -u)" = 0 && command -v apt-get >/dev/null \
			|| { echo "These tests need the packages postgresql, varnish and nginx-light: install them, then try again."; exit 1; }; \
		echo "Installing PostgreSQL, Varnish and nginx for the tests of a cluster"; \
		apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq postgresql varnish nginx-light >/dev/null; }
	@$(bin)/python -m pytest tests/cluster/check_headers.py tests/cluster/check_limits.py tests/cluster/check_reading.py tests/cluster/check_silence.py tests/cluster/check_killing.py

browser:
	@command -v chromium >/dev/null && command -v pdftotext >/dev/null || { \
		test "$$(id -u)" = 0 && command -v apt-get >/dev/null \
			|| { echo "The browser tests need the packages chromium and poppler-utils: install them, then run make test again."; exit 1; }; \
		echo "Installing Chromium and poppler-utils for the browser tests"; \
		apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium poppler-utils >/dev/null; }

bench: setup
	@$(bin)/python -m tests.bench.run $(ARGS)

# The screenshots in README.md, taken from a running `make run`: make screenshots ARGS="http://127.0.0.1:8000 NAME PASSWORD"
screenshots: setup browser
	@$(bin)/python -m tests.screenshots $(ARGS)

# The tables of keys in docs/content.md, from the models.
describe: setup
	@DEBUG=1 $(manage) shell --no-imports --command "from tests.describe_content import main; main()"

check: setup
	$(bin)/ruff check .
	$(bin)/ruff format --check .
	$(bin)/djade --check --target-version 5.2 $$(find templates -name '*.html')
	$(bin)/codespell
	DEBUG=1 $(bin)/mypy
	DEBUG=1 $(manage) makemigrations --check --dry-run
	$(manage) check --deploy --fail-level WARNING

# --universal: the same files work on all platforms.
lock: setup
	@for target in "requirements.txt" "requirements-dev.txt --group dev"; do \
		$(bin)/uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes --quiet \
			--custom-compile-command "make lock" $(LOCK) -o $$target || exit 1; done

clean:
	rm -rf .venv var
