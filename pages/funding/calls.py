"""When calls open and close: what falls due, a time line of windows past, open and expected, and a calendar file."""

from coopstats.charts import windows
from coopstats.downloads import call_events
from coopstats.screen.calls import known_calls, today
from coopstats.screen.programmes import heading
from coopstats.screen.view import open_view

view = open_view()
say, words = view.say, view.words

heading(view, say("Quels appels ouvrent ou ferment bientôt ?"))
view.table(
    say("Dans les 30, 90 et 180 jours"),
    "calls_due",
    ["date", "call_event", "delay", "programme", "tranche"],
    note=say(
        "Un appel attendu est déduit du dernier appel connu et du nombre d'appels par an qu'une page énonce ; aucune page n'en donne la date."
    ),
)
view.chart(
    say("Les fenêtres connues et attendues"),
    lambda answer: windows(answer, words, names=words.labels("programmes"), today=today()),
    "calls",
    note=say(
        "Les vingt-cinq programmes aux fenêtres les plus récentes ; un point est une date dont l'autre bout n'a pas été trouvé."
    ),
)
known_calls(view)
view.calendar(say("Télécharger ces dates (.ics)"), lambda choice, words: call_events(choice.ask("calls"), words))
