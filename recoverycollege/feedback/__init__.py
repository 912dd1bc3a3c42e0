"""Feedback: how hopeful and able students feel before and after, kept apart from who they are.

The room owns the forms, the answers and the figures made of them. It promises that no table leads
from a coded answer to a person without ANSWER_KEY, that nothing is shown of fewer than eight
people, and that pages only read figures which the worker computed.
"""
