"""Raw page to article: blocks labelled, title, date, outlet; offsets stay those of the raw text."""
