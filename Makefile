# `make run` is all that a new machine needs: it installs what is missing, builds, polls, tags, publishes and serves.
.PHONY: deps build run test lint format bench fuzz check-html clean
DESK ?= Feeds/regional-security

deps:
	@.ci/install-packages build run

build: deps
	swift build -c release --product khabar

run: build
	@exec .build/release/khabar run --desk $(DESK)

test:
	@.ci/install-packages build run test
	# One test at a time: some hold a server to its deadlines, which a machine full of other tests would break.
	swift test --no-parallel

lint:
	@.ci/install-packages build run test
	.ci/lint

format:
	swift format --in-place --recursive Package.swift Sources Tests

bench:
	@.ci/install-packages build run test bench
	swift build -c release --product Benchmarks
	.build/release/Benchmarks $(BENCH)

fuzz:
	@.ci/install-packages build run
	.ci/fuzz $(or $(SECONDS),60) $(FUZZ)

# Safe HTML as html5lib and lxml see it; they come from PyPI into a folder of their own.
check-html:
	swift build -c release --product HTMLProbe
	test -x .build/check-html/bin/python || python3 -m venv .build/check-html
	.build/check-html/bin/python -c 'import html5lib, lxml' 2>/dev/null || .build/check-html/bin/pip install -q html5lib lxml
	.build/check-html/bin/python Tests/Independent/check_html.py .build/release/HTMLProbe $(CHECK)

clean:
	rm -rf .build .build-*
