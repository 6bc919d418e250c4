"""The pytest plugin: scenario files are collected, and fixtures run scripts in plain Python tests.

It is imported in every pytest session of whoever has installed **studio**, so what it needs is imported when it is needed.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from studio.script.model import Script
    from studio.testing.plugin.fixtures import Runner, WorldGiven
    from studio.testing.plugin.session import Session

_SESSION = pytest.StashKey["Session"]()
_RUNNER = pytest.StashKey["Runner"]()


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("studio", "scripts of contact centres")
    group.addoption(
        "--studio-coverage",
        metavar="FILE",
        help="Write the coverage of scripts (actions, branches, snippet lines) into this file, and a table to the terminal.",
    )
    group.addoption(
        "--studio-fail-under",
        metavar="PERCENT",
        type=float,
        help="Fail if less than so many per cent of the branches were taken.",
    )
    group.addoption("--studio-accept", action="store_true", help="Write golden traces instead of comparing with them.")
    group.addoption(
        "--studio-actions",
        metavar="FOLDER",
        action="append",
        default=[],
        help="A folder of your own actions; its files are run as Python.",
    )


def pytest_configure(config: pytest.Config) -> None:
    """Actions of one's own that can't be used are told at once."""
    if config.getoption("studio_actions"):
        _session(config)


def _session(config: pytest.Config) -> Session:
    found = config.stash.get(_SESSION, None)
    if found is None:
        from studio.testing.plugin.session import Session

        found = config.stash[_SESSION] = Session(config)
    return found


# ------------------------------------------------------------------------------------------- scenario files
def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    """A scenario file, if it is one: other tools have files called ``test_*.yaml`` too."""
    if file_path.suffix not in (".yaml", ".yml") or not file_path.name.startswith("test_"):
        return None
    from studio.testing.plugin.collecting import ScenarioModule, holds_scenarios

    if not holds_scenarios(file_path):
        return None
    return ScenarioModule.made(parent, file_path, _session(parent.config))


# ------------------------------------------------------------------------------------------------- fixtures
@pytest.fixture
def script(request: pytest.FixtureRequest) -> Callable[[str | Path], Script]:
    """``script("brain.studio")``: the script of a file, relative to the test's file."""
    session, folder = _session(request.config), request.path.parent
    return lambda file: session.stage.script(folder / file)[0]


@pytest.fixture
def world(request: pytest.FixtureRequest) -> Callable[..., WorldGiven]:
    """``world("world.yaml", seed=3)``: a world file, relative to the test's file, and members that differ from it."""
    from studio.testing.plugin.fixtures import WorldGiven

    session, folder = _session(request.config), request.path.parent

    def given(file: str | Path | None = None, **members: Any) -> WorldGiven:
        return WorldGiven.of(session.stage, folder, file, members)

    return given


@pytest.fixture
def run(request: pytest.FixtureRequest) -> Iterator[Runner]:
    """``run("brain.studio", world="world.yaml", name="Ann")``: runs a script and gives what it did."""
    from studio.testing.plugin.fixtures import Runner

    runner = request.node.stash[_RUNNER] = Runner(_session(request.config).stage, request.path.parent)
    yield runner
    runner.close()


@pytest.fixture
def run_action(request: pytest.FixtureRequest) -> Callable[..., Any]:
    """``run_action("brain.studio", "Any records?", {"held": 3})``: one action alone."""
    from studio.testing.one_action import run_action as alone

    session, folder = _session(request.config), request.path.parent

    def one(file: str | Path, caption: str, variables: Any = None, **more: Any) -> Any:
        return alone(folder / file, caption, variables, stage=session.stage, **more)

    return one


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Below a Python test that failed: how the scripts ran."""
    report = yield
    runner = item.stash.get(_RUNNER, None)
    if runner is not None and report.when == "call" and report.failed:
        report.sections += [(f"how {ran.script.name} ran", ran.story()) for ran in runner.runs]
    return report


# ------------------------------------------------------------------------------------------------- coverage
def pytest_sessionfinish(session: pytest.Session) -> None:
    """Hand the coverage of this process on: to the file, or to the process that has started it."""
    if session.config.getoption("studio_coverage") or session.config.getoption("studio_fail_under") is not None:
        found = _session(session.config).finish()
        if found and not session.exitstatus:
            session.exitstatus = found


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any, error: Any) -> None:
    """A worker of pytest-xdist is done: take its coverage."""
    found = getattr(node, "workeroutput", {}).get("studio_coverage")
    if found:
        _session(node.config).take(found)


def pytest_terminal_summary(terminalreporter: Any, config: pytest.Config) -> None:
    """The table of coverage, where it was asked for."""
    found = config.stash.get(_SESSION, None)
    for line in found.summary if found is not None else ():
        terminalreporter.write_line(line)
