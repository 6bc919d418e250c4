"""The customer's card: making one, filling it in, adding to it, and reading it."""

from typing import Any

from studio.sdk import Action, Context, Outcome, from_plain, text, to_text, variable

#: Bytes of a message on the case [documented: 1 MB].
LARGEST = 1_048_576


class Ccardcreate(Action):
    """Makes the customer card of a contact that is not digital; before the other actions on it [documented].

    A contact that has a card keeps it, and the name is noted [choice].
    """

    kind = "CCARDCREATE"
    branches = ("Default", "Error")

    CustFirstName = text(about="the customer's first name [documented]")
    CustLastName = text(about="the customer's last name [documented]")

    def run(self, context: Context) -> Outcome:
        first, last = self.CustFirstName(context).strip(), self.CustLastName(context).strip()
        card = context.world.messages.cards.create(context.contact, first, last)
        context.report(
            "world", text="customer card", customer=card.id, name=f"{card.first_name} {card.last_name}".strip()
        )
        return "Default"


class CcardFields(Action):
    """Fills the fields of your own of the contact's card with what the script knows, before Onanswer [documented].

    Its properties are not known. Here each field that the world file states gets the value of the variable of its name, if
    that has one; a contact without a card sets _ERR [choice].
    """

    kind = "CCARD_FIELDS"
    aliases = ("CCCUSTOMFIELDS",)

    def run(self, context: Context) -> Outcome:
        cards = context.world.messages.cards
        card = cards.of(context.contact)
        if card is None:
            context.fail("the contact has no customer card")
            return "Error"
        filled = {id: to_text(context.get(id)) for id in cards.known_fields() if context.get(id) is not None}
        card.fields.update(filled)
        context.report("world", text="customer card", customer=card.id, fields=filled)
        return "Default"


class Ccpostmessage(Action):
    """Adds a message to the case on the customer card, behind CC Create and while the contact lasts [documented].

    Error when there is no case [documented]; a message above 1 MB [documented] is not added either: Error [choice].
    """

    kind = "CCPOSTMESSAGE"
    branches = ("Default", "Error")

    MessageBody = text(about="the message, 1 MB at most [documented]")

    def run(self, context: Context) -> Outcome:
        messages = context.world.messages
        card = messages.cards.of(context.contact)
        said = self.MessageBody(context)
        if card is None:
            context.fail("the contact has no customer card, and so no case")
            return "Error"
        if len(said.encode("utf-8", "replace")) > LARGEST:
            context.fail("a message on the case has at most 1 MB")
            return "Error"
        card.posts.append(said)
        messages.say(context.engine, context.contact, "card", "note", said, receiver=card.id)
        context.report("world", text="message on the case", customer=card.id, says=said)
        return "Default"


class GetCustomerDigital(Action):
    """Gives what the customer's card says: name, addresses, numbers, and fields of your own [documented].

    resultSet gets an object: id, firstName, lastName, what the world file states about the customer, and customFields with a
    member for each field [choice]. Success when there is such a card, InvalidCustomerId when there is none [inferred]. Without
    an id it is the contact's own card; a digital contact has one by itself [documented for the card; the id: choice].
    """

    kind = "GET_CUSTOMER_DIGITAL"
    branches = ("Default", "Error", "InvalidCustomerId", "Success")

    CustomerId = text("{CustomerId}", about="the customer [documented]")
    resultSet = variable(about="gets what the card says [documented]")

    def run(self, context: Context) -> Outcome:
        id = self.CustomerId(context).strip()
        card = context.world.messages.cards.find(id, context.contact)
        if card is None:
            context.fail(f"there is no customer {id[:80]!r}")
            return "InvalidCustomerId"
        found: dict[str, Any] = {
            **card.about,
            "id": card.id,
            "firstName": card.first_name,
            "lastName": card.last_name,
            "customFields": dict(card.fields),
        }
        context.put(self.resultSet, from_plain(found))
        return "Success"


class PostCustomerNote(Action):
    """Adds a note to a customer's card: Success, or InvalidCustomerId where there is no such customer [documented].

    An empty note is an Error [choice]. Without an id it is the contact's own card [choice].
    """

    kind = "POST_CUSTOMER_NOTE"
    branches = ("Default", "Error", "InvalidCustomerId", "Success")

    CustomerId = text("{CustomerId}", about="the customer [documented]")
    Note = text(about="the note [documented]")

    def run(self, context: Context) -> Outcome:
        id, note = self.CustomerId(context).strip(), self.Note(context)
        card = context.world.messages.cards.find(id, context.contact)
        if card is None:
            context.fail(f"there is no customer {id[:80]!r}")
            return "InvalidCustomerId"
        if not note.strip():
            context.fail("the note is empty")
            return "Error"
        card.notes.append(note)
        context.report("world", text="note on the customer card", customer=card.id, says=note)
        return "Success"
