"""Hours: open or closed?"""

from studio.sdk import Action, Context, Outcome, text


class Hours(Action):
    """Takes the branch of what a profile of opening hours says now [documented].

    Open and Closed follow the week of the profile, which may have several periods a day; Holiday is taken on a holiday
    outside the hours that the holiday keeps, if it keeps any [hours of a holiday: choice]. Weather, Meeting, Emergency and
    Other are taken while that state is set by hand, whatever the clock says [documented]. A branch that leads nowhere gives
    way to Default [documented], so that many scripts mean "open" by Default [observed in exports]. The clock is that of the
    profile's zone; a period ends just before its end [choice]. A profile that the world does not have: Error, with _ERR
    [choice]. In a world without any profile everything is open [choice].
    """

    kind = "HOURS"
    branches = ("Default", "Open", "Closed", "Holiday", "Error", "Weather", "Meeting", "Emergency", "Other")

    Profile = text(about="number or name of the profile; letter case does not count [documented; letter case: choice]")

    def run(self, context: Context) -> Outcome:
        state: str = context.world.hours.state_of(self.Profile(context))
        return state
