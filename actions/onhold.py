"""Onhold: where the flow goes on when an agent puts the contact on hold."""

from studio.sdk import EventAction


class Onhold(EventAction):
    """Whatever the script was doing is broken off, and the flow goes on here [documented].

    What follows, such as Music, is heard until the contact is taken off hold [documented]; then it is broken off and
    the
    script rests until the next event [inferred]. Without an Onhold the contact waits in silence and the script goes
    on as it
    was [documented; goes on: choice]. Fields that the event brings become variables where they are called as a variable
    can be [choice].
    """

    kind = "ONHOLD"
