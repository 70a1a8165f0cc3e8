"""Bytes to raw page: plain dumps, HTML, JSONL; encodings and limits."""
