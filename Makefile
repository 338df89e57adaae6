# `make run` is all that a new machine needs: it installs what is missing, builds, polls, tags, publishes and serves.
.PHONY: deps build run test lint format bench fuzz clean
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

clean:
	rm -rf .build .build-*
