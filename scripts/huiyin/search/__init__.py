"""Search: what the site knows, cut into terms and weighed for lunr in the reader's browser."""
