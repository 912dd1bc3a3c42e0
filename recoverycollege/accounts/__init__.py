"""Accounts: who people are, how the college reaches them, how they sign in, what they agreed to.

It owns people and their contacts, roles, consents, access needs, signing in, the charter, the
office's tasks, and the record of who looked at whose page. It promises that a contact is not a
person: nobody opens or changes another's record because they share a mailbox; that secrets are
kept as keyed hashes; and that everything held about a person can be seen, taken away, and erased.
"""
