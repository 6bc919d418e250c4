"""Annotation and Note: words for people."""

from studio.sdk import Action, Context, Outcome, plain


class Annotation(Action):
    """Does nothing; a flow that reaches one follows its Default [choice]."""

    kind = "ANNOTATION"

    Comments = plain()
    Width = plain("592")
    Height = plain("215")

    def run(self, context: Context) -> Outcome:
        return "Default"


class Note(Action):
    """Does nothing; it is not connected to anything [documented]."""

    kind = "NOTE"
    branches = ()

    Comments = plain()

    def run(self, context: Context) -> Outcome:
        return "Default"
