"""Begin: where a script starts."""

from studio.sdk import Action, Context, Outcome, names, text


class Begin(Action):
    """Names the values that were passed in.

    The names in Parameters take the place of p1, p2, … position by position; values without a name keep theirs
    [documented]. p10 and on are renamed too if a script lists that many names [choice]. A subscript that names more
    values than it was passed has null in the rest, so that a read does not find the main script's value [choice]. With `begin_keeps_parameters` in the
    world file p1, p2, … stay as well [choice].
    """

    kind = "BEGIN"

    RootFolder = text()
    Application = text()
    ParamCount = text()
    Parameters = names()

    def run(self, context: Context) -> Outcome:
        passed = []
        for position, name in enumerate(self.Parameters(context), 1):
            if not name:
                continue
            given = f"p{position}"
            if context.has_own(given):
                passed.append((name, context.get(given)))
                if not context.engine.settings.begin_keeps_parameters:
                    context.remove(given)
            elif context.in_subscript:
                passed.append((name, None))
        for name, value in passed:
            context.set(name, value)
        return "Default"
