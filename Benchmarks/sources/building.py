"""Builds what benchmarks run."""

import os
import pathlib
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent


def build_calends() -> str:
    """The program as it is released; answers its path."""
    return build_product("calends", dict(os.environ))


def build_product(name: str, environment: dict[str, str] | None = None) -> str:
    """A program of the package, as it would be released; answers its path.

    Package.swift has those that only benchmarks need where CALENDS_BENCHMARKS is set.
    """
    environment = environment or {**os.environ, "CALENDS_BENCHMARKS": "1"}
    swift = ["swift", "build", "--package-path", str(ROOT), "-c", "release", "--static-swift-stdlib", "--product", name]
    subprocess.run(swift, check=True, stdout=sys.stderr, env=environment)
    path = subprocess.run(swift + ["--show-bin-path"], check=True, capture_output=True, text=True, env=environment)
    return f"{path.stdout.strip()}/{name}"


def compile_c(name: str, folder: str, *libraries: str) -> str:
    """A small program beside this file; answers its path."""
    source = pathlib.Path(__file__).with_name(f"{name}.c")
    program = f"{folder}/{name}"
    subprocess.run(["cc", "-O2", "-Wall", "-Wextra", "-o", program, str(source), *libraries], check=True)
    return program
