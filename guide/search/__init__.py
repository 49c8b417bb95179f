"""Find: `wording` compares words as people type them, `lexicon` knows which mean the same, `asking` takes a query
apart, `places` says where a reader can be sent, and `index` brings them together."""
