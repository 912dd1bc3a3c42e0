"""Choosing what a released report is of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from flask_babel import gettext
from flask_babel import lazy_gettext as _

from recoverycollege.feedback.queries.releases import Named
from recoverycollege.forms import Form
from recoverycollege.staff.forms.fields import PickField


class ReleaseForm(Form):
    """Of what, and of which time: only what is over."""

    of = PickField(_("Of what"), ask=_("Please choose what the report is of."))
    period = PickField(_("Of which time"), ask=_("Please choose a time that is over."))

    @classmethod
    def offering(
        cls, scopes: Mapping[str, Sequence[tuple[int, str]]], periods: Sequence[Named]
    ) -> ReleaseForm:
        form = cls()
        form.of.choices = [("college-0", gettext("The whole college"))]
        for scope in ("strand", "course"):
            words = gettext("Strand") if scope == "strand" else gettext("Course")
            form.of.choices += [(f"{scope}-{i}", f"{words}: {name}") for i, name in scopes[scope]]
        form.period.choices = [(f"{period}-{i}", name) for period, i, name in periods]
        return form

    def chosen(self) -> tuple[str, int, str, int]:
        """Scope and id, period and id."""
        scope, _dash, scope_id = str(self.of.data).partition("-")
        period, _dash, period_id = str(self.period.data).partition("-")
        return scope, int(scope_id), period, int(period_id)
