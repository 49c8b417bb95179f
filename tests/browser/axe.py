"""How axe looks at a page. It tells only what is wrong: to list all that is right takes it half as long again."""

# To preload styles is axe's own doing, and the policy of the desk refuses it.
OPTIONS = {"preload": False, "resultTypes": ["violations"]}
