# The doors of the project. `make build` and `make test` work from a bare clone.
PYTHON ?= python3
VENV   := .venv
RUN    := $(VENV)/bin/python
READY  := $(VENV)/.ready-build
TESTED := $(VENV)/.ready-test

TO     ?= public

.PHONY: build serve check publish audit test bench gallery lighthouse lint format lock new help-files hooks clean

build: $(READY)            ## check the records, build the site, swap it in as site/
	$(RUN) scripts/build.py $(ARGS)

serve: $(READY)            ## preview with live reload on http://127.0.0.1:8000/
	$(RUN) scripts/serve.py $(ARGS)

check: $(READY)            ## check the records only
	$(RUN) scripts/validate.py $(ARGS)

format: $(READY)           ## bring the records into their one form: order of keys, blanks
	$(RUN) scripts/format.py $(ARGS)

test: $(TESTED)            ## lint, types and every test, a real browser among them
	$(RUN) -m ruff check .
	$(RUN) -m ruff format --check .
	$(RUN) -m mypy
	$(RUN) -m pytest -n 2 $(ARGS)

bench: $(TESTED)           ## measure builds, ours and its peers, into docs/benchmarks.md
	PYTHONPATH=scripts $(RUN) -m bench $(ARGS)

gallery: $(TESTED)         ## take pictures of every page type into docs/gallery/
	$(RUN) scripts/build.py --out .cache/gallery-site --date 2026-03-01
	$(RUN) tests/tools/gallery.py .cache/gallery-site docs/gallery

lighthouse: $(TESTED)      ## measure ten page types with Lighthouse (needs Node)
	$(RUN) scripts/build.py --out .cache/gallery-site --date 2026-03-01
	$(RUN) tests/tools/lighthouse.py .cache/gallery-site

lint: $(TESTED)            ## format and lint, mending what can be mended
	$(RUN) -m ruff check --fix .
	$(RUN) -m ruff format .
	$(RUN) -m mypy

lock: $(TESTED)            ## write the lock files anew from pyproject.toml
	$(VENV)/bin/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-annotate --no-header \
	  pyproject.toml -o requirements.lock
	$(VENV)/bin/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-annotate --no-header \
	  --extra dask pyproject.toml -o requirements-dask.lock
	$(VENV)/bin/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-annotate --no-header \
	  --extra dask --group test pyproject.toml -o requirements-test.lock

publish: $(READY)          ## publish, verified and in one rename, for example: make publish TO=/srv/huiyin
	$(RUN) scripts/publish.py --to $(TO) $(ARGS)

audit: $(READY)            ## look for what has gone stale or empty, as an inspector would
	$(RUN) scripts/audit.py $(ARGS)

new: $(READY)              ## begin a record, for example: make new KIND=deputy
	$(RUN) scripts/new_record.py $(KIND) $(ARGS)

help-files: $(READY)       ## write schemas/, the data dictionary and the list of problem codes anew
	$(RUN) scripts/write_help.py

hooks:                     ## judge the records before every commit in this clone
	sh scripts/hooks/install

clean:                     ## remove everything that can be made again
	rm -rf $(VENV) site .site.spare .cache

$(VENV)/bin/pip:
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Huiyin needs Python 3.11 or newer")'
	$(PYTHON) -m venv $(VENV)

$(READY): requirements.lock | $(VENV)/bin/pip
	$(VENV)/bin/pip install -q --disable-pip-version-check --require-hashes -r requirements.lock
	$(RUN) -m compileall -q scripts/huiyin
	touch $@

$(TESTED): requirements-test.lock tests/install-chromium.sh tests/install-servers.sh | $(VENV)/bin/pip
	$(VENV)/bin/pip install -q --disable-pip-version-check --require-hashes -r requirements-test.lock
	sh tests/install-chromium.sh
	sh tests/install-servers.sh
	touch $@ $(READY)
