"""Forms of the office: the shape of input only, one file per topic."""

from recoverycollege.staff.forms.base import OfficeForm


class PressForm(OfficeForm):
    """A form that is one button."""
