# `make run` is all that a new machine needs: it installs what is missing, builds, polls, tags, publishes and serves.
.PHONY: deps build run test lint format bench fuzz check-html check-attacks check-kills train evaluate compare clean
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
	@.ci/install-reader .build/reader
	swift build -c release --product khabar
	swift build -c release --product Benchmarks
	.build/release/Benchmarks $(BENCH)

fuzz:
	@.ci/install-packages build run
	.ci/fuzz $(or $(SECONDS),60) $(FUZZ)

# Safe HTML as html5lib and lxml see it; a python3 beside Debian's would not find the packages.
check-html:
	@.ci/install-packages build run check
	swift build -c release --product HTMLProbe
	/usr/bin/python3 Tests/Independent/check_html.py .build/release/HTMLProbe $(CHECK)

# What hostile documents cost the release build: at most 100 ms and 20 bytes of memory per byte, and 16 MB.
check-attacks:
	@.ci/install-packages build run test
	swift build -c release --product khabar
	KHABAR_RELEASE=$(CURDIR)/.build/release/khabar swift test --no-parallel --filter AttackCostTests

# A pass that is killed 50 times loses nothing; `make test` does it 15 times.
check-kills:
	@.ci/install-packages build run test
	KHABAR_KILLS=50 swift test --no-parallel --filter KillTests

# The shipped model. LABELS are judged in folds by time; our own items only add to them, or stand alone without LABELS.
OWN = Samples/labels/english.jsonl
train:
	@.ci/install-packages build run
	swift build -c release --product khabar
	.build/release/khabar train --desk $(DESK) --vectors Samples/vectors/english-words.txt \
	  $(if $(LABELS),--labels $(LABELS) --additions $(OWN),--labels $(OWN))

evaluate:
	@.ci/install-packages build run
	swift build -c release --product khabar
	.build/release/khabar evaluate --desk $(DESK) --labels $(or $(LABELS),$(OWN))

# Keywords, TF-IDF with two linear models and fastText on the same split: LABELS to train on, DEV to compare on.
compare:
	@.ci/install-packages build run compare
	swift build -c release --product khabar
	/usr/bin/python3 Tests/Independent/compare_models.py --train $(LABELS) --dev $(DEV) \
	  --khabar .build/release/khabar --desk $(DESK)

clean:
	rm -rf .build .build-*
