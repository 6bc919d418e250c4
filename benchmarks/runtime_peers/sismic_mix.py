"""sismic: a step is an eventless transition; conditions and actions are text that is compiled once."""

from __future__ import annotations

from runtime_own.turns import timed
from sismic.interpreter import Interpreter
from sismic.io import import_from_yaml

from runtime_peers import check

CHART = """
statechart:
  name: mix
  preamble: n = 0
  root state:
    name: root
    initial: assign
    states:
      - name: assign
        transitions:
          - target: question
            action: x = 'hello'
      - name: question
        transitions:
          - target: code
            guard: n < LIMIT
            priority: high
          - target: end
      - name: code
        transitions:
          - target: assign
            action: |
              n = n + 1
              y = f'{x}-{n}'
      - name: end
        type: final
"""


def run(rounds: int) -> float:
    """Seconds of so many rounds."""
    chart = import_from_yaml(CHART.replace("LIMIT", str(rounds)))
    interpreter = Interpreter(chart, ignore_contract=True)
    seconds = timed(lambda: loop(interpreter))
    check(rounds, interpreter.context["n"], interpreter.context["y"])
    return seconds


def loop(interpreter: Interpreter) -> None:
    """One step after another; ``execute()`` would keep a list of them all."""
    while interpreter.execute_once() is not None:
        pass
