"""Onreskill: where a contact begins that was moved to another skill."""

from studio.sdk import EventAction


class Onreskill(EventAction):
    """Acts as the Begin of the new child contact, which has an id of its own and the family's master id [documented].

    Reskill, or an agent's transfer to a skill that states a script with an Onreskill, begins the child here [choice].
    Its predefined values (ANI, DNIS, …) are those of the contact that was moved, and the variables that Reskill names
    are there [choice]. It is looked for in the main script alone [choice]. Fields that the event brings become
    variables, where a variable can be called so [choice].
    """

    kind = "ONRESKILL"
