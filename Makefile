# The two commands are `make run` and `make test`; the work is in bin/.
.PHONY: setup run test soak assets catalogues format

setup:
	@bin/setup

run:
	@bin/run

test:
	@bin/test

# What takes hours: the tests that `make test` runs a tenth of, in full, on both databases.
soak:
	@bin/setup dev
	KHOSS_TEST_SOAK=1 KHOSS_TEST_DATABASE=sqlite .venv/bin/pytest -q tests/integration/test_interleavings.py tests/integration/test_kills.py tests/integration/test_report_kills.py
	KHOSS_TEST_SOAK=1 KHOSS_TEST_DATABASE=postgresql .venv/bin/pytest -q tests/integration/test_interleavings.py tests/integration/test_kills.py tests/integration/test_report_kills.py

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
