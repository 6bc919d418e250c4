"""Analytics: the mood of a mail."""

from studio.sdk import Context, Outcome, plain, variable

from ._outside import Outside


class Analytics(Outside):
    """Has the text of a mail judged: positive, negative, neutral or mixed [documented].

    Nobody judges it here: the result is empty, and Default is taken [choice]. Error is for a judgement that fails
    [documented].
    """

    kind = "ANALYTICS"
    branches = ("Default", "Error")
    does = "analytics"

    ScriptMediaType = plain(about="medium of the text: Email [documented]")
    Language = plain(about="language of the text: English [documented]")
    Results = variable("Analytics", about="variable for the mood [documented]")

    def run(self, context: Context) -> Outcome:
        context.put(self.Results, "")
        return super().run(context)
