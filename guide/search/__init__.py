"""Full-text search in one edition.

`documents` lists what can be found, `tokenizer` splits text into words, `vocabulary` has stems and synonyms, `query`
parses a reader's query, and `index` ranks the results.
"""
