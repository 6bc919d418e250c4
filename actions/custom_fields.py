"""UPDATE_CUSTOM_FIELD and GET_CUSTOM_FIELDS_CC_CONTACT: fields of one's own of contacts and customers."""

from studio.sdk import Action, Context, Outcome, from_plain, plain, text, variable

from .digital_contacts import contact_of

#: Characters of a field [documented].
LONGEST = 1_024


class UpdateCustomField(Action):
    """Sets a field of your own of a contact or of a customer card: Success [documented].

    InvalidCustomFieldType where FieldTarget is neither Contact nor Customer, InvalidTargetID where there is no such contact or
    customer, InvalidFieldId where there is no such field [documented]; of several the first [choice]. A field holds at most
    1,024 characters [documented]; more is an Error and changes nothing [choice]. Where the world file states no fields, every
    id will do [choice].
    """

    kind = "UPDATE_CUSTOM_FIELD"
    branches = ("Default", "Error", "InvalidCustomFieldType", "InvalidFieldId", "InvalidTargetID", "Success")

    ContactId = text("{ContactId}", about="the contact, for FieldTarget Contact [documented]")
    CustomerId = text("{CustomerId}", about="the customer, for FieldTarget Customer [documented]")
    FieldID = text(about="the field [documented]")
    FieldTarget = plain(about="whose field it is: Contact or Customer [documented]")
    FieldValue = text(about="its new value [documented]")

    def run(self, context: Context) -> Outcome:
        cards = context.world.messages.cards
        target = self.FieldTarget(context).strip().lower()
        if target not in ("contact", "customer"):
            return self._failed(context, "InvalidCustomFieldType", f"there are no fields of {target[:40]!r}")
        fields = self._fields(context, target)
        if fields is None:
            return self._failed(context, "InvalidTargetID", f"there is no such {target}")
        id, value = self.FieldID(context).strip(), self.FieldValue(context)
        if not cards.knows_field(target, id):
            return self._failed(context, "InvalidFieldId", f"there is no field {id[:80]!r}")
        if len(value) > LONGEST:
            return self._failed(context, "Error", f"a field has at most {LONGEST} characters")
        fields[id] = value
        context.report("world", text="field", target=target, field=id, value=value)
        return "Success"

    def _fields(self, context: Context, target: str) -> dict[str, str] | None:
        cards = context.world.messages.cards
        found: dict[str, str]
        if target == "customer":
            card = cards.find(self.CustomerId(context).strip(), context.contact)
            if card is None:
                return None
            found = card.fields
            return found
        contact = contact_of(context, self.ContactId(context))
        if contact is None:
            return None
        found = cards.fields_of(contact)
        return found

    @staticmethod
    def _failed(context: Context, branch: str, message: str) -> Outcome:
        context.fail(message)
        return branch


class GetCustomFields(Action):
    """Gives the fields of your own of a digital contact, such as those of a form before the chat [documented].

    resultSet gets an object with a member for each field; its name is inferred [choice]. Success, or Error where there is no
    such contact [inferred].
    """

    kind = "GET_CUSTOM_FIELDS_CC_CONTACT"
    aliases = ("GETCUSTOMFIELDS",)
    branches = ("Default", "Error", "Success")

    ContactId = text("{ContactId}", about="the contact [documented]")
    resultSet = variable(about="gets the fields [inferred]")

    def run(self, context: Context) -> Outcome:
        cards = context.world.messages.cards
        contact = contact_of(context, self.ContactId(context))
        if contact is None:
            context.fail(f"there is no contact {self.ContactId(context)[:80]!r}")
            return "Error"
        context.put(self.resultSet, from_plain(dict(cards.fields_of(contact))))
        return "Success"
