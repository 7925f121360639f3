"""Names and terms of an article, and the slips in them."""
