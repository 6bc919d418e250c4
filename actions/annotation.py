"""Annotation and Note: words for people."""

from studio.sdk import Action, Context, Outcome, plain


class Annotation(Action):
    """Words for people, which may stand in the flow: it has no effect [documented]. A flow that reaches one follows its
    Default [choice].
    """

    kind = "ANNOTATION"

    Comments = plain(about="the words [documented]")
    Width = plain("592", about="of its box [observed in exports]")
    Height = plain("215", about="of its box [observed in exports]")

    def run(self, context: Context) -> Outcome:
        return "Default"


class Note(Action):
    """Words for people; it is connected to nothing [documented]."""

    kind = "NOTE"
    branches = ()

    Comments = plain(about="the words [documented]")

    def run(self, context: Context) -> Outcome:
        return "Default"
