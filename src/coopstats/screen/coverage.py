"""What is known of the agreements, as tables: by partner type, decade and territory, and what hangs on one page."""

from __future__ import annotations

from coopstats.screen.view import View


def known_by(view: View) -> None:
    """The tables of the coverage page."""
    say = view.say
    view.table(
        say("Ce qui est connu par type de partenaire"),
        "coverage_by_partner_type",
        ["partner_type", "agreements", "dated", "with_amount", "summarised", "with_commitments", "primary_sourced"],
    )
    view.table(
        say("Ce qui est connu par décennie"),
        "coverage_by_decade",
        ["decade", "agreements", "to_the_day", "with_amount", "summarised", "with_commitments", "primary_sourced"],
        note=say("La dernière ligne compte les accords sans date."),
    )
    view.table(
        say("Territoires nommés par au moins un accord"),
        "coverage_by_region",
        ["region", "territories", "with_agreement", "share"],
        note=say("Communes, provinces et préfectures de la région. Les autres n'ont pas encore été cherchées une à une."),
    )
    view.table(
        say("Accords qui tiennent à une seule page de presse ou de liste"),
        "agreements_on_one_press_page",
        ["title", "date", "publisher", "confidence"],
        note=say("Cent au plus, les plus récents d'abord."),
    )
