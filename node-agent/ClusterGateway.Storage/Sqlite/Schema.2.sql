-- For housekeeping only: without it, each look for what has expired would read everything that has not. Most entries never expire.
CREATE INDEX entry_expiry ON entry (cluster, expires_at) WHERE expires_at IS NOT NULL;
