"""Loop: sends the flow round a number of times."""

from studio.sdk import Action, Context, Outcome, SnippetError, number, variable


class Loop(Action):
    """Takes Repeat so many times, then Finished [documented].

    The counter shows 1 on the first pass and keeps its last value at Finished. The number is taken on the first pass,
    truncated, and kept; not above 0 is Finished at once. An event does not reset the loop, Finished does [choice].
    """

    kind = "LOOP"
    branches = ("Finished", "Repeat")

    Repeat = number(required=True)
    CounterName = variable()

    def run(self, context: Context) -> Outcome:
        state = context.loops
        if not state:
            state.update(passes=0, times=self._times(context))
        if state["passes"] >= state["times"]:
            context.forget_loop()
            return "Finished"
        state["passes"] += 1
        context.put(self.CounterName, state["passes"])
        return "Repeat"

    def _times(self, context: Context) -> int:
        try:
            return int(self.Repeat(context))
        except SnippetError as fault:
            context.fail(fault)
            return 0
