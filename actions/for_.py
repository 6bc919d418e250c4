"""For: counts from one number to another."""

from studio.sdk import Action, Context, Outcome, SnippetError, number, variable


class For(Action):
    """Takes Repeat with the counter from FromValue to ToValue, both included, then Finished [documented].

    It counts down by itself when ToValue is below FromValue [documented], with warning RT201 [choice]. The sign of Step
    does not matter [choice]. The numbers are taken on the first pass and kept; the counter is the action's own, so that
    writing to the variable does not change the count [choice]. At Finished the variable keeps the last value [choice].
    A number that can't be worked out sets _ERR and takes Finished [choice].
    """

    kind = "FOR"
    branches = ("Finished", "Repeat")

    FromValue = number(required=True, about="first value [documented]")
    ToValue = number(required=True, about="last value, included [documented]")
    Step = number("1", about="distance between two values; 0 never ends [documented]")
    CounterName = variable(about="variable that shows the value [documented]")

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
