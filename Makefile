# `make` alone prints what there is. up, down, logs, ps, gc, plan, mirror, enqueue and lifecycle use Docker compose where an engine answers and plain processes otherwise
# (ENGINE=docker|host forces one). Settings pass through: make gc KEEP_LAST_N=2
# Image builds: BASE=<image> replaces registry:2.8.3, GIT_MIRROR_BASE=<image> debian:13-slim, KANIKO_IMAGE=<image> kaniko's; BINARY=source compiles inside Docker,
# BINARY=prebuilt takes artifacts/ (unset: prebuilt where this machine has the SDK and the linker).
.DEFAULT_GOAL := help
SHELL := bash
.SHELLFLAGS := -euo pipefail -c
MAKEFLAGS += --no-print-directory

# name=project of every executable that ships
EXECUTABLES := janitor=janitor/Janitor/Janitor.csproj git-mirror=compose/git-mirror/GitMirror.csproj build-runner=compose/build-runner/BuildRunner.csproj \
	lifecycle=compose/lifecycle/Lifecycle.csproj
sources = $(shell find $(1) -type d \( -name bin -o -name obj \) -prune -o -type f \
	\( -name '*.cs' -o -name '*.csproj' -o -name '*.props' -o -name publish.sh \) -print) \
	Directory.Build.props Directory.Packages.props global.json
SCRIPTS = $(shell find .ci bench compose janitor tests -type d \( -name bin -o -name obj \) -prune -o -type f \( -name '*.sh' -o -name run \) -print)

.PHONY: help build up down logs ps gc plan mirror mirror-status enqueue builds build-log lifecycle clean test test-unit test-integration bench fmt lint publish

help: ## print this
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-17s %s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))

build: ## build the images, or the executables where no Docker engine answers
	@compose/stack.sh build
up: ## start registry and janitor on port 5000 (REGISTRY_PORT); COMPOSE_PROFILES=mirror,build,lifecycle adds git-mirror, build-runner and lifecycle
	@compose/stack.sh up
down: ## stop all of it; what was pushed and mirrored stays
	@compose/stack.sh down
logs: ## follow what they say
	@compose/stack.sh logs
ps: ## show what runs
	@compose/stack.sh ps
gc: ## one pass now, without the hold that a scheduled pass keeps
	@compose/stack.sh gc
plan: ## what a pass would do and why; changes nothing
	@compose/stack.sh plan
mirror: ## mirror every repository of mirrors.yaml now
	@compose/stack.sh mirror
mirror-status: ## how every mirror is
	@compose/stack.sh mirror-status
enqueue: ## ask for an image: ARGS='--image registry:5000/team/app --tag latest --mirror app'
	@compose/stack.sh enqueue $(ARGS)
builds: ## how every build is
	@compose/stack.sh builds
build-log: ## what was said in the build ID=<id>; ARGS=-f follows
	@compose/stack.sh build-log $(or $(ID),$(error which build? make builds has their ids; make build-log ID=<id>)) $(ARGS)
lifecycle: ## one of lifecycle's commands: ARGS='builds --list', ARGS='builds --force app', ARGS=check
	@compose/stack.sh lifecycle $(or $(ARGS),builds --list)

publish: ## the executables, as artifacts/<name>
	@$(foreach pair,$(EXECUTABLES),janitor/publish.sh $(lastword $(subst =, ,$(pair))) $(firstword $(subst =, ,$(pair)));)
artifacts/janitor: $(call sources,janitor)
	@janitor/publish.sh janitor/Janitor/Janitor.csproj janitor
artifacts/git-mirror: $(call sources,compose/git-mirror janitor/Daemon janitor/NativeAot.props janitor/publish.sh)
	@janitor/publish.sh compose/git-mirror/GitMirror.csproj git-mirror
artifacts/build-runner: $(call sources,compose/build-runner janitor/Daemon janitor/Dockerfiles janitor/Oci janitor/NativeAot.props janitor/publish.sh)
	@janitor/publish.sh compose/build-runner/BuildRunner.csproj build-runner
artifacts/lifecycle: $(call sources,compose/lifecycle janitor/Daemon janitor/Dockerfiles janitor/Oci janitor/NativeAot.props janitor/publish.sh)
	@janitor/publish.sh compose/lifecycle/Lifecycle.csproj lifecycle

test: ## every test: unit, real registry, Docker; the last line has the sum
	@tests/run.sh all
test-unit: ## tests that need the .NET SDK and nothing else
	@tests/run.sh unit
test-integration: ## tests against a real registry, real clients and Docker
	@tests/run.sh integration
bench: ## measure (BENCH='--filter *Scan*' narrows it down)
	@janitor/need.sh dotnet=dotnet-sdk-10.0
	@dotnet run -c Release --project bench/Janitor.Benchmarks -- $(or $(BENCH),--filter '*' --job short)

fmt: ## format the C# sources
	@janitor/need.sh dotnet=dotnet-sdk-10.0
	@dotnet format whitespace RegistryJanitor.slnx
lint: ## formatting and shell scripts
	@janitor/need.sh dotnet=dotnet-sdk-10.0 shellcheck=shellcheck
	@dotnet format whitespace RegistryJanitor.slnx --verify-no-changes
	@shellcheck $(SCRIPTS)

clean: ## remove what was built; ./data, volumes and .env stay
	@tests/engine.sh stop
	@rm -rf artifacts TestResults BenchmarkDotNet.Artifacts
	@find janitor compose tests bench -type d \( -name bin -o -name obj \) -prune -exec rm -rf {} +
	@[[ ! -d data ]] || echo "clean: ./data has what was pushed and stays; to lose it: make down && rm -r data"
