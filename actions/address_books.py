"""Address books: the books of a tenant, and entries of one."""

from __future__ import annotations

from typing import Any

from studio.sdk import Context, Dynamic, Outcome, text, variable

from ._platform import PlatformCall, chosen, error_details, portion, security_user, wanted_members


class AddressBookList(PlatformCall):
    """Gives the address books as elements of addressbooks, each with AddressBookId and AddressBookName [observed in exports].

    NoContent when there are none [observed in exports], with an empty result [choice].
    """

    kind = "Address book list_LIBID_ce705e32-9653-4aa5-b7b1-5eb85d733828"
    branches = ("Default", "NoContent")
    result_in = "addressBooks"

    SecurityUser = security_user()
    addressBooks = variable(about="variable for the answer: addressbooks [observed in exports]")

    def call(self, context: Context, directory: Any, user: str) -> Outcome:
        books = directory.records.books()
        if not books:
            context.put(self.addressBooks, Dynamic())
            return "NoContent"
        # A custom action made by a tenant: scripts read its members in a letter case of their own.
        renamed = [{name[:1].upper() + name[1:]: value for name, value in each.items()} for each in books]
        return self.answered(context, {"addressbooks": renamed})


class AddressBookEntries(PlatformCall):
    """Looks for entries of an address book: Success with them in addressBook.addressBookEntries [observed in exports].

    Found is an entry that holds the text in any letter case, or the number however it is written [choice]. Default with
    an empty list where nothing is found [inferred]; _ERR and an empty result where there is no such book [choice].
    """

    kind = "AB_GET_ENTRYV12"
    branches = ("Default", "Success")
    user_in, result_in, errors_in = "authContext", "resultSet", "errorArgs"

    authContext = security_user()
    addressBookId = text(about="id of the address book [observed in exports]")
    searchString = text(about="text or number that is looked for; empty: all entries [observed in exports]")
    fields = wanted_members()
    skip = text(about="so many entries are left out at the beginning [inferred]")
    top = text(about="at most so many entries are given [inferred]")
    orderBy = text(about="member by which the entries are sorted; desc behind it turns round [inferred]")
    updateSince = text(about="time after which something has changed; no effect here [choice]")
    resultSet = variable(
        about="variable for the answer: addressBook, totalRecords [observed in exports; totalRecords: inferred]"
    )
    errorArgs = error_details()

    def call(self, context: Context, directory: Any, user: str) -> Outcome:
        wanted = self.addressBookId(context)
        found = directory.records.entries(wanted, self.searchString(context))
        if found is None:
            return self.refused(context, "InvalidAddressBookId", f"there is no address book {wanted!r}")
        book, entries = found
        fields = self.fields(context)
        given = portion(entries, self.skip(context), self.top(context), self.orderBy(context))
        answer = book | {"addressBookEntries": [chosen(each, fields) for each in given]}
        outcome = self.answered(context, {"addressBook": answer, "totalRecords": len(entries)})
        return outcome if given else "Default"
