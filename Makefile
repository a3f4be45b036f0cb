# The two commands are `make run` and `make test`; the work is in bin/.
.PHONY: setup run test assets catalogues format

setup:
	@bin/setup

run:
	@bin/run

test:
	@bin/test

assets:
	npm ci --ignore-scripts
	npm run build

catalogues:
	@bin/setup dev
	.venv/bin/python bin/catalogues.py update

format:
	@bin/setup dev
	.venv/bin/ruff format .
	.venv/bin/ruff check --fix .
