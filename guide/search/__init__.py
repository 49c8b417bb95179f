"""Search: `tokenizer` compares words as people type them, `vocabulary` knows which mean the same, `query` takes a query
apart, `documents` says where a reader can be sent, and `index` brings them together."""
