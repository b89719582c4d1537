-- Whose agreement it is, by the kinds of its Moroccan parties: a check holds it, and an agreement that a file brings is given it.
create macro scope_of(kinds) as
    case
        when list_has_any(kinds, ['region', 'prefecture', 'province', 'commune', 'group']) then 'territorial'
        when list_contains(kinds, 'state') then 'state'
        when list_has_any(kinds, ['agency', 'company', 'bank']) then 'enterprise'
        else 'other'
    end
