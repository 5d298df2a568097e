"""What every text may say of the law at its date: citations and dates of application."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from sia_docs.generators.values import GabaritError
from sia_docs.law import Citation, Law


def law_reference(name: str) -> tuple[str, str | None]:
    """« ria#26@annexe-i » → (« ria#26 », « annexe_i »)."""
    reference, _, champ = name.partition("@")
    return reference, champ.replace("-", "_") or None


@dataclass(frozen=True, slots=True)
class DroitDate:
    """The law read at a date."""

    law: Law
    jour: date

    def variables(self) -> dict[str, Any]:
        """The functions by their name in the templates."""
        return {"cite": self.cite, "date_application": self.date_application}

    def cite(self, *references: str) -> Citation:
        """« l’article 28 du RGPD »."""
        return self.law.cite(*(law_reference(name)[0] for name in references))

    def date_application(self, name: str) -> date:
        """Day from which a text applies, as it was known at the date.

        Raises:
            GabaritError: no date is known.
        """
        reference, champ = law_reference(name)
        version = self.law.at(reference, self.jour, champ).version
        if version is None:
            raise GabaritError(f"aucune date d’application connue pour « {name} » au {self.jour}")
        return version.a_compter_du
