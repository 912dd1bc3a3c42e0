"""The tables of accounts: people, the ways to reach them, signing in, and the office's tasks."""

from recoverycollege.accounts.models.office import (
    ABOUT_COURSES,
    CALL_RESULTS,
    NOT_OF_A_PLACE,
    CallDraft,
    Charter,
    Look,
    Task,
)
from recoverycollege.accounts.models.people import AccessNeed, Consent, Contact, Person, Role
from recoverycollege.accounts.models.signing_in import (
    Code,
    OneTimeLink,
    RecoveryCode,
    SignedIn,
    SignInTry,
)

__all__ = [
    "ABOUT_COURSES",
    "NOT_OF_A_PLACE",
    "CALL_RESULTS",
    "AccessNeed",
    "CallDraft",
    "Charter",
    "Code",
    "Consent",
    "Contact",
    "Look",
    "OneTimeLink",
    "Person",
    "RecoveryCode",
    "Role",
    "SignInTry",
    "SignedIn",
    "Task",
]
