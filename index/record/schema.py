"""The tables of the record."""

from __future__ import annotations

# 2: a chunk's id begins with its day, so that a run of days is a run of ids; the days that it speaks of are kept.
VERSION = 2
FILE = "record.sqlite"

SCHEMA = f"""
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE files (path TEXT PRIMARY KEY, root TEXT NOT NULL, bytes TEXT NOT NULL, skipped TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE documents (
  id INTEGER PRIMARY KEY, name TEXT NOT NULL, digest TEXT NOT NULL, current INTEGER NOT NULL, path TEXT NOT NULL, root TEXT NOT NULL,
  day INTEGER NOT NULL, title TEXT, source TEXT, url TEXT, weak_date INTEGER NOT NULL, warnings TEXT NOT NULL, text TEXT NOT NULL,
  added TEXT NOT NULL, UNIQUE (name, digest));
CREATE UNIQUE INDEX documents_current ON documents (name) WHERE current;
CREATE INDEX documents_path ON documents (path);
CREATE INDEX documents_day ON documents (day) WHERE current;
CREATE TABLE chunks (
  id INTEGER PRIMARY KEY, document INTEGER NOT NULL REFERENCES documents (id), key TEXT NOT NULL UNIQUE, ordinal INTEGER NOT NULL,
  start INTEGER NOT NULL, end INTEGER NOT NULL, day INTEGER NOT NULL, size INTEGER NOT NULL, terms TEXT NOT NULL);
CREATE INDEX chunks_document ON chunks (document);
CREATE INDEX chunks_day ON chunks (day, size);
CREATE TABLE vectors (day INTEGER NOT NULL, chunk INTEGER PRIMARY KEY, vector BLOB NOT NULL);
CREATE TABLE spoken_days (
  chunk INTEGER NOT NULL, first INTEGER NOT NULL, last INTEGER NOT NULL, PRIMARY KEY (chunk, first, last)) WITHOUT ROWID;
CREATE VIRTUAL TABLE words USING fts5 (terms, content='', tokenize='unicode61 remove_diacritics 0 categories ''L* N* Co P* S*''');
CREATE VIRTUAL TABLE word_rows USING fts5vocab (words, 'row');
CREATE TABLE journal (seq INTEGER PRIMARY KEY AUTOINCREMENT, op TEXT NOT NULL, key TEXT NOT NULL);
CREATE TABLE notes (
  digest TEXT NOT NULL, kind TEXT NOT NULL, value TEXT NOT NULL, PRIMARY KEY (digest, kind)) WITHOUT ROWID;
PRAGMA user_version = {VERSION};
"""
