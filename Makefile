# Each target is one command of the project's own tool, which is built first; `cargo xtask help` lists them all.

TOOL = cargo run --package xtask --

.PHONY: run build test check

# Builds web app and server, starts on SQLite with its data in ./data, prints the address.
run:
	@echo "Building Hearken and starting it. The first time this takes about 8 minutes on two cores; later, seconds."
	$(TOOL) run

# Builds web app and server into one file: target/release/hearken.
build:
	@echo "Building Hearken. The first time this takes about 8 minutes on two cores."
	$(TOOL) build

# Everything: installs what is missing, checks, builds, tests.
test:
	$(TOOL) test

# What is wrong without running anything.
check:
	$(TOOL) check
