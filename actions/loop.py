"""Loop: sends the flow round a number of times."""

from studio.sdk import Action, Context, Outcome, SnippetError, number, variable


class Loop(Action):
    """Takes Repeat so many times, then Finished [documented].

    Lead the flow back to the Loop [documented]. The counter shows 1 on the first pass and keeps its last value at Finished
    [choice]. The number is taken on the first pass, truncated, and kept; 0 or less is Finished at once [choice]. An event
    does not reset the loop, Finished does [choice]. A number that can't be worked out sets _ERR and counts as 0 [choice].
    """

    kind = "LOOP"
    branches = ("Finished", "Repeat")

    Repeat = number(required=True, about="how often Repeat is taken [documented]")
    CounterName = variable(about="variable that shows the pass, from 1 [documented]")

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
