import type { Migration } from "./migration.ts";

export const first: Migration = {
  number: 1,
  name: "first",
  sqlite: `
CREATE TABLE vault_record (
  id TEXT NOT NULL PRIMARY KEY,
  nonce BLOB NOT NULL,
  encrypted_data BLOB NOT NULL,
  tag BLOB NOT NULL,
  signature BLOB NOT NULL,
  stored_at INTEGER NOT NULL
) STRICT;
CREATE INDEX vault_record_stored_at ON vault_record (stored_at);

CREATE TABLE service_keys (
  generation INTEGER NOT NULL PRIMARY KEY CHECK (generation > 0),
  created_at INTEGER NOT NULL,
  sealed BLOB NOT NULL
) STRICT;

CREATE TABLE participant (
  name TEXT NOT NULL PRIMARY KEY,
  signing_key BLOB NOT NULL,
  fingerprint TEXT NOT NULL UNIQUE,
  encryption_key BLOB,
  state TEXT NOT NULL CHECK (state IN ('pending', 'active', 'suspended')),
  challenge_hash BLOB,
  registered_at INTEGER NOT NULL,
  revision INTEGER NOT NULL CHECK (revision > 0)
) STRICT;

CREATE TABLE nonce (
  key_id TEXT NOT NULL,
  nonce TEXT NOT NULL,
  expires_at INTEGER NOT NULL,
  PRIMARY KEY (key_id, nonce)
) STRICT, WITHOUT ROWID;
CREATE INDEX nonce_expires_at ON nonce (expires_at);

CREATE TABLE deposit (
  id TEXT NOT NULL PRIMARY KEY,
  depositor TEXT NOT NULL,
  size INTEGER NOT NULL CHECK (size >= 0),
  digest BLOB NOT NULL,
  piece_bytes INTEGER NOT NULL CHECK (piece_bytes > 0),
  once INTEGER NOT NULL CHECK (once IN (0, 1)),
  read_token_hash BLOB NOT NULL,
  created_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('open', 'complete', 'collected')),
  claim_hash BLOB,
  claimed_at INTEGER,
  receipt TEXT
) STRICT;
CREATE INDEX deposit_depositor ON deposit (depositor);
CREATE INDEX deposit_expires_at ON deposit (expires_at);

CREATE TABLE piece (
  deposit TEXT NOT NULL REFERENCES deposit (id) ON DELETE CASCADE,
  number INTEGER NOT NULL CHECK (number >= 0),
  bytes BLOB NOT NULL,
  PRIMARY KEY (deposit, number)
) STRICT;
`,
  // Names sort by their bytes, whatever the language of the server. Pieces are ciphertext, which nothing compresses.
  postgres: `
CREATE TABLE qrseal.vault_record (
  id text PRIMARY KEY,
  nonce bytea NOT NULL,
  encrypted_data bytea NOT NULL,
  tag bytea NOT NULL,
  signature bytea NOT NULL,
  stored_at bigint NOT NULL
);
ALTER TABLE qrseal.vault_record ALTER COLUMN encrypted_data SET STORAGE EXTERNAL;
CREATE INDEX vault_record_stored_at ON qrseal.vault_record (stored_at);

CREATE TABLE qrseal.service_keys (
  generation bigint PRIMARY KEY CHECK (generation > 0),
  created_at bigint NOT NULL,
  sealed bytea NOT NULL
);

CREATE TABLE qrseal.participant (
  name text COLLATE "C" PRIMARY KEY,
  signing_key bytea NOT NULL,
  fingerprint text NOT NULL UNIQUE,
  encryption_key bytea,
  state text NOT NULL CHECK (state IN ('pending', 'active', 'suspended')),
  challenge_hash bytea,
  registered_at bigint NOT NULL,
  revision bigint NOT NULL CHECK (revision > 0)
);

CREATE TABLE qrseal.nonce (
  key_id text NOT NULL,
  nonce text NOT NULL,
  expires_at bigint NOT NULL,
  PRIMARY KEY (key_id, nonce)
);
CREATE INDEX nonce_expires_at ON qrseal.nonce (expires_at);

CREATE TABLE qrseal.deposit (
  id text PRIMARY KEY,
  depositor text NOT NULL,
  size bigint NOT NULL CHECK (size >= 0),
  digest bytea NOT NULL,
  piece_bytes bigint NOT NULL CHECK (piece_bytes > 0),
  once smallint NOT NULL CHECK (once IN (0, 1)),
  read_token_hash bytea NOT NULL,
  created_at bigint NOT NULL,
  expires_at bigint NOT NULL,
  state text NOT NULL CHECK (state IN ('open', 'complete', 'collected')),
  claim_hash bytea,
  claimed_at bigint,
  receipt text
);
CREATE INDEX deposit_depositor ON qrseal.deposit (depositor);
CREATE INDEX deposit_expires_at ON qrseal.deposit (expires_at);

CREATE TABLE qrseal.piece (
  deposit text NOT NULL REFERENCES qrseal.deposit (id) ON DELETE CASCADE,
  number bigint NOT NULL CHECK (number >= 0),
  bytes bytea NOT NULL,
  PRIMARY KEY (deposit, number)
);
ALTER TABLE qrseal.piece ALTER COLUMN bytes SET STORAGE EXTERNAL;
`,
};
