-- Keys are blobs, so that their order is that of the bytes. Times are Unix microseconds.
CREATE TABLE IF NOT EXISTS entry (
  cluster TEXT NOT NULL,
  key BLOB NOT NULL,
  value BLOB NOT NULL,
  revision INTEGER NOT NULL,
  expires_at INTEGER,
  PRIMARY KEY (cluster, key)
) STRICT;

-- The last revision given; it outlives every entry.
CREATE TABLE IF NOT EXISTS cluster (
  name TEXT NOT NULL PRIMARY KEY,
  revision INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
