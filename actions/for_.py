"""For: counts from one number to another."""

from studio.sdk import Action, Context, Outcome, SnippetError, number, variable


class For(Action):
    """Takes Repeat with the counter from FromValue to ToValue, both included, then Finished.

    It counts down by itself when ToValue is below FromValue [documented]; the sign of Step does not matter. Bounds are
    taken on the first pass and kept; the counter is the action's own, the variable only shows it [choice].
    """

    kind = "FOR"
    branches = ("Finished", "Repeat")

    FromValue = number(required=True)
    ToValue = number(required=True)
    Step = number("1")
    CounterName = variable()

    def run(self, context: Context) -> Outcome:
        state = context.loops
        if not state:
            try:
                start, end, step = self.FromValue(context), self.ToValue(context), abs(self.Step(context))
            except SnippetError as fault:
                context.fail(fault)
                context.forget_loop()
                return "Finished"
            if end < start:
                context.warn("RT201", f"For counts down from {start} to {end}")
                step = -step
            state.update(at=start, end=end, step=step)
        else:
            state["at"] += state["step"]
        passed = state["at"] < state["end"] if state["step"] < 0 else state["at"] > state["end"]
        if passed:
            context.forget_loop()
            return "Finished"
        context.put(self.CounterName, state["at"])
        return "Repeat"
