"""Files whose records hold articles: JSON Lines, CSV and Parquet, read one record at a time and rewritten in place."""
