"""Which programmes a project may ask, why not or why nobody can tell, and who would pay what part."""

from coopstats.charts import verdict_bars
from coopstats.screen.eligibility import ask_project, split, to_finder, verdicts
from coopstats.screen.programmes import heading
from coopstats.screen.view import open_view

view = open_view()
say, words = view.say, view.words

heading(view, say("À quels programmes ce projet peut-il prétendre ?"))
ask_project(view)
view.chart(
    say("Ce que les règles trouvées disent de ce projet"),
    lambda answer: verdict_bars(answer, words),
    "eligibility",
    note=say("« On ne peut pas le dire » : une règle n'a pas été trouvée dans une page publique, elle peut exister."),
)
verdicts(view)
split(view)
to_finder(view)
