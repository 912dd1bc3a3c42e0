"""The college office: what it needs to answer the phone and to build a term. No tables.

Promises: every page here is for the office (some for managers only), every change goes through
a service of the room that owns the table, and every look at a person is written down.
"""
