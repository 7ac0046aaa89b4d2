# Each target is one command of the project's own tool; `cargo xtask help` lists them all.

.PHONY: run build test check

# Builds web app and server, starts on SQLite with its data in ./data, prints the address.
run:
	cargo xtask run

# Builds web app and server into one file: target/release/hearken.
build:
	cargo xtask build

# Everything: installs what is missing, checks, builds, tests.
test:
	cargo xtask test

# What is wrong without running anything.
check:
	cargo xtask check
