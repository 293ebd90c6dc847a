CREATE TABLE audit (
  id        INTEGER PRIMARY KEY, -- 1, 2, 3, ... without gaps
  prev_hash TEXT NOT NULL, -- the hash of the entry before; empty for the first
  hash      TEXT NOT NULL, -- SHA-256, hex, see docs/store.md
  at        TEXT NOT NULL, -- instant, UTC, RFC 3339 with microseconds
  editor_id INTEGER, -- who; NULL for the operator of the machine
  via       TEXT NOT NULL, -- web or cli
  ip        TEXT NOT NULL, -- network address; may be empty
  action    TEXT NOT NULL, -- such as release.publish
  object    TEXT NOT NULL, -- what it was done to, such as release 3
  detail    TEXT NOT NULL, -- more; may be empty
  CONSTRAINT audit_prev_once UNIQUE (prev_hash),
  CONSTRAINT audit_hash_once UNIQUE (hash),
  CONSTRAINT audit_editor FOREIGN KEY (editor_id) REFERENCES editor (id)
) STRICT;

CREATE TABLE bet (
  release INTEGER NOT NULL, -- the release that carried this row
  seq INTEGER NOT NULL, -- place among the changes of that release, from 0
  id TEXT NOT NULL, -- short stable name
  said_on TEXT NOT NULL, -- the latest day it can have been said, UTC, ISO
  approximate INTEGER NOT NULL, -- 1 when the day is not known exactly, else 0
  who TEXT NOT NULL, -- who said it
  statement TEXT NOT NULL, -- in neutral words of our own
  series TEXT NOT NULL, -- the series it is judged by; may be empty
  target TEXT, -- exact decimal text in unit; NULL for none
  unit TEXT NOT NULL, -- as in series; may be empty
  deadline TEXT, -- the day by which, ISO; NULL for none
  rule TEXT NOT NULL, -- how it is judged, in words
  CONSTRAINT bet_key PRIMARY KEY (id, release),
  CONSTRAINT bet_place_once UNIQUE (release, seq),
  CONSTRAINT bet_release FOREIGN KEY (release) REFERENCES release (n) DEFERRABLE INITIALLY DEFERRED,
  CONSTRAINT bet_approximate_bool CHECK (approximate IN (0, 1))
) STRICT, WITHOUT ROWID;

CREATE TABLE bet_source (
  release INTEGER NOT NULL, -- of the row
  seq INTEGER NOT NULL, -- of the row
  position INTEGER NOT NULL, -- order of the sources, from 0
  source TEXT NOT NULL, -- a source id
  CONSTRAINT bet_source_key PRIMARY KEY (release, seq, position),
  CONSTRAINT bet_source_row FOREIGN KEY (release, seq) REFERENCES bet (release, seq) DEFERRABLE INITIALLY DEFERRED
) STRICT, WITHOUT ROWID;

CREATE TABLE change_set (
  id           INTEGER PRIMARY KEY, -- the number in addresses of the desk
  title        TEXT NOT NULL, -- what it brings, in a few words; becomes the release's title
  note         TEXT NOT NULL, -- more about it; may be empty
  state        TEXT NOT NULL, -- draft, in review, scheduled, published, rejected or discarded
  owner_id     INTEGER NOT NULL, -- the editor who began it
  version      INTEGER NOT NULL, -- rises by one with each save; who saves must name the one they saw
  base_release INTEGER NOT NULL, -- the newest release when it was last saved; 0 for none
  hash         TEXT NOT NULL, -- SHA-256, hex, of title, note, changes and reasons as canonical JSON; what an approval binds to
  changes      TEXT NOT NULL, -- the changes, canonical JSON (RFC 8785), in order
  reasons      TEXT NOT NULL, -- why warnings were overruled: JSON object, finding to text
  findings     TEXT, -- what the checks said at publication, JSON; NULL before
  created_at   TEXT NOT NULL, -- instant, UTC, RFC 3339 with microseconds
  updated_at   TEXT NOT NULL, -- instant of the last save or change of state, same form
  updated_by   INTEGER NOT NULL, -- the editor of that save
  CONSTRAINT change_set_owner FOREIGN KEY (owner_id) REFERENCES editor (id),
  CONSTRAINT change_set_updater FOREIGN KEY (updated_by) REFERENCES editor (id),
  CONSTRAINT change_set_state_known CHECK (state IN ('draft', 'in review', 'scheduled', 'published', 'rejected', 'discarded')),
  CONSTRAINT change_set_version_counts CHECK (version >= 1)
) STRICT;

CREATE TABLE change_set_editor (
  change_set INTEGER NOT NULL, -- the change set
  editor_id  INTEGER NOT NULL, -- who wrote in it
  CONSTRAINT change_set_editor_key PRIMARY KEY (change_set, editor_id),
  CONSTRAINT change_set_editor_set FOREIGN KEY (change_set) REFERENCES change_set (id),
  CONSTRAINT change_set_editor_who FOREIGN KEY (editor_id) REFERENCES editor (id)
) STRICT, WITHOUT ROWID;

CREATE TABLE chart (
  release INTEGER NOT NULL, -- the release that carried this row
  seq INTEGER NOT NULL, -- place among the changes of that release, from 0
  slug TEXT NOT NULL, -- stable name in addresses
  spec TEXT NOT NULL, -- the definition, canonical JSON; package store/spec reads it
  CONSTRAINT chart_key PRIMARY KEY (slug, release),
  CONSTRAINT chart_place_once UNIQUE (release, seq),
  CONSTRAINT chart_release FOREIGN KEY (release) REFERENCES release (n) DEFERRABLE INITIALLY DEFERRED
) STRICT, WITHOUT ROWID;

CREATE TABLE company (
  release INTEGER NOT NULL, -- the release that carried this row
  seq INTEGER NOT NULL, -- place among the changes of that release, from 0
  slug TEXT NOT NULL, -- stable name in addresses
  name TEXT NOT NULL, -- as registered
  short TEXT NOT NULL, -- as readers say it
  ticker TEXT NOT NULL, -- at the exchange; may be empty
  exchange TEXT NOT NULL, -- where it is listed; may be empty
  fiscal_year_end_month INTEGER NOT NULL, -- 1 to 12; 0 when it has none
  investor_relations_url TEXT NOT NULL, -- may be empty
  colour TEXT NOT NULL, -- #rrggbb, the same in both themes
  CONSTRAINT company_key PRIMARY KEY (slug, release),
  CONSTRAINT company_place_once UNIQUE (release, seq),
  CONSTRAINT company_release FOREIGN KEY (release) REFERENCES release (n) DEFERRABLE INITIALLY DEFERRED
) STRICT, WITHOUT ROWID;

CREATE TABLE due (
  release INTEGER NOT NULL, -- the release that carried this row
  seq INTEGER NOT NULL, -- place among the changes of that release, from 0
  company TEXT NOT NULL, -- a company slug
  period TEXT NOT NULL, -- the calendar quarter of the midpoint
  label TEXT NOT NULL, -- the company's own, FY27 Q3; may be empty
  start TEXT, -- true first day, ISO; NULL when not known
  end_on TEXT NOT NULL, -- true last day, ISO
  on_date TEXT NOT NULL, -- the expected day of the report, ISO
  status TEXT NOT NULL, -- confirmed, expected or past
  source TEXT NOT NULL, -- a source id; may be empty
  note TEXT NOT NULL, -- may be empty
  CONSTRAINT due_key PRIMARY KEY (company, period, release),
  CONSTRAINT due_place_once UNIQUE (release, seq),
  CONSTRAINT due_release FOREIGN KEY (release) REFERENCES release (n) DEFERRABLE INITIALLY DEFERRED
) STRICT, WITHOUT ROWID;

CREATE TABLE editor (
  id            INTEGER PRIMARY KEY, -- never given twice while anything refers to it
  name          TEXT NOT NULL, -- as shown and typed at sign-in, 1 to 80 characters
  name_key      TEXT NOT NULL, -- the name in lower case, so that Ann and ann are one person
  role          TEXT NOT NULL, -- viewer, editor, approver or admin
  password_hash TEXT NOT NULL, -- argon2id in PHC form, never a password
  disabled      INTEGER NOT NULL, -- 1 when locked out, else 0
  created_at    TEXT NOT NULL, -- instant, UTC, RFC 3339 with microseconds
  CONSTRAINT editor_name_key_once UNIQUE (name_key),
  CONSTRAINT editor_role_known CHECK (role IN ('viewer', 'editor', 'approver', 'admin')),
  CONSTRAINT editor_disabled_bool CHECK (disabled IN (0, 1))
) STRICT;

CREATE TABLE event (
  release INTEGER NOT NULL, -- the release that carried this row
  seq INTEGER NOT NULL, -- place among the changes of that release, from 0
  id TEXT NOT NULL, -- short stable name
  on_date TEXT NOT NULL, -- the day, UTC, ISO
  company TEXT NOT NULL, -- a company slug, or a plain name
  title TEXT NOT NULL, -- in a few words
  detail TEXT NOT NULL, -- more; may be empty
  kind TEXT NOT NULL, -- earnings, guidance, deal, launch, ...
  CONSTRAINT event_key PRIMARY KEY (id, release),
  CONSTRAINT event_place_once UNIQUE (release, seq),
  CONSTRAINT event_release FOREIGN KEY (release) REFERENCES release (n) DEFERRABLE INITIALLY DEFERRED
) STRICT, WITHOUT ROWID;

CREATE TABLE event_source (
  release INTEGER NOT NULL, -- of the row
  seq INTEGER NOT NULL, -- of the row
  position INTEGER NOT NULL, -- order of the sources, from 0
  source TEXT NOT NULL, -- a source id
  CONSTRAINT event_source_key PRIMARY KEY (release, seq, position),
  CONSTRAINT event_source_row FOREIGN KEY (release, seq) REFERENCES event (release, seq) DEFERRABLE INITIALLY DEFERRED
) STRICT, WITHOUT ROWID;

CREATE TABLE figure (
  release INTEGER NOT NULL, -- the release that carried this row
  seq INTEGER NOT NULL, -- place among the changes of that release, from 0
  series TEXT NOT NULL, -- a series key
  period TEXT NOT NULL, -- 2026Q2, 2026 or FY2026
  published_on TEXT NOT NULL, -- the day the world learned it, UTC, ISO
  approximate INTEGER NOT NULL, -- 1 when that is the latest day that the source allows, else 0
  value TEXT, -- exact decimal text in the series' unit; NULL for a range or a reason
  low TEXT, -- lower end of a statement, same form; NULL for none
  high TEXT, -- upper end, same form; NULL for none
  reason TEXT NOT NULL, -- why there is no value: withdrawn, not disclosed or retracted; empty when there is one
  status TEXT NOT NULL, -- actual, preliminary, estimate, guidance or target
  qualifier TEXT NOT NULL, -- about, over, up to, range; empty for exact
  evidence TEXT NOT NULL, -- seen, or sum_checked when only its year was confirmed; may be empty
  derivation TEXT NOT NULL, -- the formula when it was derived; may be empty
  note TEXT NOT NULL, -- for readers; may be empty
  fiscal_label TEXT NOT NULL, -- the company's own name of the period; may be empty
  start TEXT, -- true first day of the fiscal period, ISO; NULL when not known
  end_on TEXT, -- true last day, ISO; NULL when not known
  CONSTRAINT figure_key PRIMARY KEY (series, period, published_on, release),
  CONSTRAINT figure_place_once UNIQUE (release, seq),
  CONSTRAINT figure_release FOREIGN KEY (release) REFERENCES release (n) DEFERRABLE INITIALLY DEFERRED,
  CONSTRAINT figure_amount_or_reason CHECK (reason = '' OR (value IS NULL AND low IS NULL AND high IS NULL)),
  CONSTRAINT figure_value_or_range CHECK (value IS NULL OR (low IS NULL AND high IS NULL) OR (low = value AND high = value)),
  CONSTRAINT figure_not_void CHECK (reason <> '' OR value IS NOT NULL OR (low IS NOT NULL AND high IS NOT NULL)),
  CONSTRAINT figure_reason_known CHECK (reason IN ('', 'withdrawn', 'not disclosed', 'retracted')),
  CONSTRAINT figure_status_known CHECK (status IN ('actual', 'preliminary', 'estimate', 'guidance', 'target')),
  CONSTRAINT figure_approximate_bool CHECK (approximate IN (0, 1))
) STRICT, WITHOUT ROWID;

CREATE TABLE figure_source (
  release INTEGER NOT NULL, -- of the row
  seq INTEGER NOT NULL, -- of the row
  position INTEGER NOT NULL, -- order of the sources, from 0
  source TEXT NOT NULL, -- a source id
  CONSTRAINT figure_source_key PRIMARY KEY (release, seq, position),
  CONSTRAINT figure_source_row FOREIGN KEY (release, seq) REFERENCES figure (release, seq) DEFERRABLE INITIALLY DEFERRED
) STRICT, WITHOUT ROWID;

CREATE TABLE login_attempt (
  id       INTEGER PRIMARY KEY, -- in order
  at       TEXT NOT NULL, -- instant, UTC, RFC 3339 with microseconds
  name_sum TEXT NOT NULL, -- SHA-256, hex, of the name as typed in lower case: people type passwords there
  ip       TEXT NOT NULL, -- network address
  ok       INTEGER NOT NULL, -- 1 when it succeeded, else 0
  CONSTRAINT login_attempt_ok_bool CHECK (ok IN (0, 1))
) STRICT;

CREATE TABLE meta (
  key   TEXT NOT NULL, -- policy: one or two people per release
  value TEXT NOT NULL, -- as text
  CONSTRAINT meta_key PRIMARY KEY (key)
) STRICT, WITHOUT ROWID;

CREATE TABLE release (
  n            INTEGER PRIMARY KEY, -- 1, 2, 3, ...
  prev_hash    TEXT NOT NULL, -- the hash of release n-1; empty for release 1
  hash         TEXT NOT NULL, -- SHA-256, hex, see docs/store.md
  published_at TEXT NOT NULL, -- instant, UTC, RFC 3339 with microseconds
  title        TEXT NOT NULL, -- what it brings
  note         TEXT NOT NULL, -- more about it; may be empty
  author_id    INTEGER, -- the editor who wrote it; NULL for the figures that came with the program
  approver_id  INTEGER, -- the second person; NULL when there was none
  policy       TEXT NOT NULL, -- one or two: how many people it took
  change_set   INTEGER, -- the change set that it published; NULL for the figures that came with the program
  changes      TEXT NOT NULL, -- what it changed: a JSON array whose elements are canonical JSON (RFC 8785)
  CONSTRAINT release_prev_once UNIQUE (prev_hash),
  CONSTRAINT release_hash_once UNIQUE (hash),
  CONSTRAINT release_change_set_once UNIQUE (change_set),
  CONSTRAINT release_author FOREIGN KEY (author_id) REFERENCES editor (id),
  CONSTRAINT release_approver FOREIGN KEY (approver_id) REFERENCES editor (id),
  CONSTRAINT release_set FOREIGN KEY (change_set) REFERENCES change_set (id),
  CONSTRAINT release_numbered CHECK (n >= 1),
  CONSTRAINT release_policy_known CHECK (policy IN ('one', 'two')),
  CONSTRAINT release_two_people CHECK (policy = 'one' OR (author_id IS NOT NULL AND approver_id IS NOT NULL)),
  CONSTRAINT release_other_person CHECK (author_id IS NULL OR approver_id IS NULL OR author_id <> approver_id)
) STRICT;

CREATE TABLE render (
  key      TEXT NOT NULL, -- what it shows, by content
  body     BLOB NOT NULL, -- the drawing
  saved_at TEXT NOT NULL, -- instant, UTC, RFC 3339 with microseconds
  CONSTRAINT render_key PRIMARY KEY (key)
) STRICT;

CREATE TABLE report (
  release INTEGER NOT NULL, -- the release that carried this row
  seq INTEGER NOT NULL, -- place among the changes of that release, from 0
  company TEXT NOT NULL, -- a company slug
  period TEXT NOT NULL, -- the calendar quarter of the midpoint
  label TEXT NOT NULL, -- the company's own, FY27 Q2
  start TEXT NOT NULL, -- true first day, ISO
  end_on TEXT NOT NULL, -- true last day, ISO
  reported_on TEXT NOT NULL, -- day of the report, ISO
  confidence TEXT NOT NULL, -- confirmed, known or approximate
  source TEXT NOT NULL, -- a source id; may be empty
  first_disclosed TEXT NOT NULL, -- what this report showed for the first time; may be empty
  CONSTRAINT report_key PRIMARY KEY (company, period, release),
  CONSTRAINT report_place_once UNIQUE (release, seq),
  CONSTRAINT report_release FOREIGN KEY (release) REFERENCES release (n) DEFERRABLE INITIALLY DEFERRED
) STRICT, WITHOUT ROWID;

CREATE TABLE series (
  release INTEGER NOT NULL, -- the release that carried this row
  seq INTEGER NOT NULL, -- place among the changes of that release, from 0
  key TEXT NOT NULL, -- such as amazon.aws.revenue
  name TEXT NOT NULL, -- as shown
  company TEXT NOT NULL, -- the subject: a company slug
  publisher TEXT NOT NULL, -- who measures it: a company slug
  unit TEXT NOT NULL, -- USD_millions, percent, GW, times or count
  frequency TEXT NOT NULL, -- quarter, year, statement, on announcement or once
  aggregation TEXT NOT NULL, -- how quarters make a year: sum, end, average or none
  definition TEXT NOT NULL, -- what exactly is counted, in words
  comparability_group TEXT NOT NULL, -- series of different groups are never joined or added
  kind TEXT NOT NULL, -- reported, computed or check
  default_chart TEXT NOT NULL, -- line, bar, point or range; may be empty
  members TEXT NOT NULL, -- of a composite: the keys that it sums, with a space between; else empty
  CONSTRAINT series_key PRIMARY KEY (key, release),
  CONSTRAINT series_place_once UNIQUE (release, seq),
  CONSTRAINT series_release FOREIGN KEY (release) REFERENCES release (n) DEFERRABLE INITIALLY DEFERRED
) STRICT, WITHOUT ROWID;

CREATE TABLE session (
  token      TEXT NOT NULL, -- SHA-256 of the cookie's token, as the session manager hands it over
  data       BLOB NOT NULL, -- the manager's own coding
  expires_at TEXT NOT NULL, -- instant, UTC, RFC 3339 with microseconds
  CONSTRAINT session_key PRIMARY KEY (token)
) STRICT, WITHOUT ROWID;

CREATE TABLE setup_token (
  id         INTEGER PRIMARY KEY, -- always 1: one is live at a time
  token_sum  TEXT NOT NULL, -- SHA-256, hex, of the token
  created_at TEXT NOT NULL, -- instant, UTC, RFC 3339 with microseconds
  CONSTRAINT setup_token_single CHECK (id = 1)
) STRICT;

CREATE TABLE source (
  release INTEGER NOT NULL, -- the release that carried this row
  seq INTEGER NOT NULL, -- place among the changes of that release, from 0
  id TEXT NOT NULL, -- short stable name
  publisher TEXT NOT NULL, -- who published it
  title TEXT NOT NULL, -- of the document
  url TEXT NOT NULL, -- http or https; empty when there is no public link
  no_link TEXT NOT NULL, -- why there is no link; else empty
  published_on TEXT NOT NULL, -- 2026, 2026-07 or 2026-07-30, as far as known; may be empty
  retrieved TEXT NOT NULL, -- how and when it was read; may be empty
  reliability TEXT NOT NULL, -- primary filing, press, ...; may be empty
  CONSTRAINT source_key PRIMARY KEY (id, release),
  CONSTRAINT source_place_once UNIQUE (release, seq),
  CONSTRAINT source_release FOREIGN KEY (release) REFERENCES release (n) DEFERRABLE INITIALLY DEFERRED
) STRICT, WITHOUT ROWID;

CREATE INDEX change_set_by_state ON change_set (state, updated_at);

CREATE INDEX login_attempt_by_ip ON login_attempt (ip, at);

CREATE INDEX login_attempt_by_name ON login_attempt (name_sum, at);

CREATE INDEX login_attempt_by_time ON login_attempt (at);

CREATE INDEX render_by_time ON render (saved_at);

CREATE INDEX session_by_expiry ON session (expires_at);

CREATE TRIGGER audit_guards_insert BEFORE INSERT ON audit
WHEN NEW.id IS DISTINCT FROM (SELECT coalesce(max(id), 0) + 1 FROM audit)
  OR NEW.prev_hash IS DISTINCT FROM coalesce((SELECT hash FROM audit ORDER BY id DESC LIMIT 1), '')
  OR EXISTS (SELECT 1 FROM audit WHERE hash = NEW.hash) BEGIN
  SELECT RAISE(ABORT, 'audit: an entry must follow the newest entry');
END;

CREATE TRIGGER audit_refuses_delete BEFORE DELETE ON audit BEGIN
  SELECT RAISE(ABORT, 'audit: entries cannot be changed');
END;

CREATE TRIGGER audit_refuses_update BEFORE UPDATE ON audit BEGIN
  SELECT RAISE(ABORT, 'audit: entries cannot be changed');
END;

CREATE TRIGGER bet_guards_insert BEFORE INSERT ON bet
WHEN NEW.release IS DISTINCT FROM (SELECT coalesce(max(n), 0) + 1 FROM release) BEGIN
  SELECT RAISE(ABORT, 'bet: rows can only be added to the next release');
END;

CREATE TRIGGER bet_refuses_delete BEFORE DELETE ON bet BEGIN
  SELECT RAISE(ABORT, 'bet: released rows cannot be changed');
END;

CREATE TRIGGER bet_refuses_update BEFORE UPDATE ON bet BEGIN
  SELECT RAISE(ABORT, 'bet: released rows cannot be changed');
END;

CREATE TRIGGER bet_source_guards_insert BEFORE INSERT ON bet_source
WHEN NEW.release IS DISTINCT FROM (SELECT coalesce(max(n), 0) + 1 FROM release) BEGIN
  SELECT RAISE(ABORT, 'bet_source: rows can only be added to the next release');
END;

CREATE TRIGGER bet_source_refuses_delete BEFORE DELETE ON bet_source BEGIN
  SELECT RAISE(ABORT, 'bet_source: released rows cannot be changed');
END;

CREATE TRIGGER bet_source_refuses_update BEFORE UPDATE ON bet_source BEGIN
  SELECT RAISE(ABORT, 'bet_source: released rows cannot be changed');
END;

CREATE TRIGGER change_set_guards_insert BEFORE INSERT ON change_set
WHEN EXISTS (SELECT 1 FROM change_set WHERE id = NEW.id) BEGIN
  SELECT RAISE(ABORT, 'change_set: this number is taken');
END;

CREATE TRIGGER change_set_refuses_delete BEFORE DELETE ON change_set BEGIN
  SELECT RAISE(ABORT, 'change_set: it cannot be removed, only discarded');
END;

CREATE TRIGGER change_set_refuses_update BEFORE UPDATE ON change_set
WHEN OLD.state IN ('published', 'discarded') OR NEW.id <> OLD.id BEGIN
  SELECT RAISE(ABORT, 'change_set: it is closed and cannot be changed');
END;

CREATE TRIGGER chart_guards_insert BEFORE INSERT ON chart
WHEN NEW.release IS DISTINCT FROM (SELECT coalesce(max(n), 0) + 1 FROM release) BEGIN
  SELECT RAISE(ABORT, 'chart: rows can only be added to the next release');
END;

CREATE TRIGGER chart_refuses_delete BEFORE DELETE ON chart BEGIN
  SELECT RAISE(ABORT, 'chart: released rows cannot be changed');
END;

CREATE TRIGGER chart_refuses_update BEFORE UPDATE ON chart BEGIN
  SELECT RAISE(ABORT, 'chart: released rows cannot be changed');
END;

CREATE TRIGGER company_guards_insert BEFORE INSERT ON company
WHEN NEW.release IS DISTINCT FROM (SELECT coalesce(max(n), 0) + 1 FROM release) BEGIN
  SELECT RAISE(ABORT, 'company: rows can only be added to the next release');
END;

CREATE TRIGGER company_refuses_delete BEFORE DELETE ON company BEGIN
  SELECT RAISE(ABORT, 'company: released rows cannot be changed');
END;

CREATE TRIGGER company_refuses_update BEFORE UPDATE ON company BEGIN
  SELECT RAISE(ABORT, 'company: released rows cannot be changed');
END;

CREATE TRIGGER due_guards_insert BEFORE INSERT ON due
WHEN NEW.release IS DISTINCT FROM (SELECT coalesce(max(n), 0) + 1 FROM release) BEGIN
  SELECT RAISE(ABORT, 'due: rows can only be added to the next release');
END;

CREATE TRIGGER due_refuses_delete BEFORE DELETE ON due BEGIN
  SELECT RAISE(ABORT, 'due: released rows cannot be changed');
END;

CREATE TRIGGER due_refuses_update BEFORE UPDATE ON due BEGIN
  SELECT RAISE(ABORT, 'due: released rows cannot be changed');
END;

CREATE TRIGGER event_guards_insert BEFORE INSERT ON event
WHEN NEW.release IS DISTINCT FROM (SELECT coalesce(max(n), 0) + 1 FROM release) BEGIN
  SELECT RAISE(ABORT, 'event: rows can only be added to the next release');
END;

CREATE TRIGGER event_refuses_delete BEFORE DELETE ON event BEGIN
  SELECT RAISE(ABORT, 'event: released rows cannot be changed');
END;

CREATE TRIGGER event_refuses_update BEFORE UPDATE ON event BEGIN
  SELECT RAISE(ABORT, 'event: released rows cannot be changed');
END;

CREATE TRIGGER event_source_guards_insert BEFORE INSERT ON event_source
WHEN NEW.release IS DISTINCT FROM (SELECT coalesce(max(n), 0) + 1 FROM release) BEGIN
  SELECT RAISE(ABORT, 'event_source: rows can only be added to the next release');
END;

CREATE TRIGGER event_source_refuses_delete BEFORE DELETE ON event_source BEGIN
  SELECT RAISE(ABORT, 'event_source: released rows cannot be changed');
END;

CREATE TRIGGER event_source_refuses_update BEFORE UPDATE ON event_source BEGIN
  SELECT RAISE(ABORT, 'event_source: released rows cannot be changed');
END;

CREATE TRIGGER figure_guards_insert BEFORE INSERT ON figure
WHEN NEW.release IS DISTINCT FROM (SELECT coalesce(max(n), 0) + 1 FROM release) BEGIN
  SELECT RAISE(ABORT, 'figure: rows can only be added to the next release');
END;

CREATE TRIGGER figure_refuses_delete BEFORE DELETE ON figure BEGIN
  SELECT RAISE(ABORT, 'figure: released rows cannot be changed');
END;

CREATE TRIGGER figure_refuses_update BEFORE UPDATE ON figure BEGIN
  SELECT RAISE(ABORT, 'figure: released rows cannot be changed');
END;

CREATE TRIGGER figure_source_guards_insert BEFORE INSERT ON figure_source
WHEN NEW.release IS DISTINCT FROM (SELECT coalesce(max(n), 0) + 1 FROM release) BEGIN
  SELECT RAISE(ABORT, 'figure_source: rows can only be added to the next release');
END;

CREATE TRIGGER figure_source_refuses_delete BEFORE DELETE ON figure_source BEGIN
  SELECT RAISE(ABORT, 'figure_source: released rows cannot be changed');
END;

CREATE TRIGGER figure_source_refuses_update BEFORE UPDATE ON figure_source BEGIN
  SELECT RAISE(ABORT, 'figure_source: released rows cannot be changed');
END;

CREATE TRIGGER release_guards_approver BEFORE INSERT ON release
WHEN NEW.approver_id IS NOT NULL AND (
  NOT EXISTS (SELECT 1 FROM editor WHERE id = NEW.approver_id AND role IN ('approver', 'admin') AND disabled = 0)
  OR EXISTS (SELECT 1 FROM change_set_editor WHERE change_set = NEW.change_set AND editor_id = NEW.approver_id)) BEGIN
  SELECT RAISE(ABORT, 'release: the approver must be another person with the right to approve');
END;

CREATE TRIGGER release_guards_insert BEFORE INSERT ON release
WHEN NEW.n IS DISTINCT FROM (SELECT coalesce(max(n), 0) + 1 FROM release)
  OR NEW.prev_hash IS DISTINCT FROM coalesce((SELECT hash FROM release ORDER BY n DESC LIMIT 1), '')
  OR EXISTS (SELECT 1 FROM release WHERE hash = NEW.hash)
  OR EXISTS (SELECT 1 FROM release WHERE change_set = NEW.change_set) BEGIN
  SELECT RAISE(ABORT, 'release: it must follow the newest release');
END;

CREATE TRIGGER release_refuses_delete BEFORE DELETE ON release BEGIN
  SELECT RAISE(ABORT, 'release: releases cannot be changed');
END;

CREATE TRIGGER release_refuses_update BEFORE UPDATE ON release BEGIN
  SELECT RAISE(ABORT, 'release: releases cannot be changed');
END;

CREATE TRIGGER report_guards_insert BEFORE INSERT ON report
WHEN NEW.release IS DISTINCT FROM (SELECT coalesce(max(n), 0) + 1 FROM release) BEGIN
  SELECT RAISE(ABORT, 'report: rows can only be added to the next release');
END;

CREATE TRIGGER report_refuses_delete BEFORE DELETE ON report BEGIN
  SELECT RAISE(ABORT, 'report: released rows cannot be changed');
END;

CREATE TRIGGER report_refuses_update BEFORE UPDATE ON report BEGIN
  SELECT RAISE(ABORT, 'report: released rows cannot be changed');
END;

CREATE TRIGGER series_guards_insert BEFORE INSERT ON series
WHEN NEW.release IS DISTINCT FROM (SELECT coalesce(max(n), 0) + 1 FROM release) BEGIN
  SELECT RAISE(ABORT, 'series: rows can only be added to the next release');
END;

CREATE TRIGGER series_refuses_delete BEFORE DELETE ON series BEGIN
  SELECT RAISE(ABORT, 'series: released rows cannot be changed');
END;

CREATE TRIGGER series_refuses_update BEFORE UPDATE ON series BEGIN
  SELECT RAISE(ABORT, 'series: released rows cannot be changed');
END;

CREATE TRIGGER source_guards_insert BEFORE INSERT ON source
WHEN NEW.release IS DISTINCT FROM (SELECT coalesce(max(n), 0) + 1 FROM release) BEGIN
  SELECT RAISE(ABORT, 'source: rows can only be added to the next release');
END;

CREATE TRIGGER source_refuses_delete BEFORE DELETE ON source BEGIN
  SELECT RAISE(ABORT, 'source: released rows cannot be changed');
END;

CREATE TRIGGER source_refuses_update BEFORE UPDATE ON source BEGIN
  SELECT RAISE(ABORT, 'source: released rows cannot be changed');
END;
