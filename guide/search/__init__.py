"""Full-text search in one edition.

`documents` lists what can be found, `tokenizer` splits text into words, `vocabulary` has stems and synonyms, `names`
finds the exercise in a query, `query` parses it, `index` ranks the results, and `snippets` cuts out the sentence that
answers.
"""
