-- What a merged text came from, and copies whose user has settled which text to keep.
ALTER TABLE entries ADD COLUMN parent2_vid {bytes};
ALTER TABLE entries ADD COLUMN settled BOOLEAN NOT NULL DEFAULT FALSE;
CREATE INDEX entries_copies ON entries (user_id, conflict_of) WHERE conflict_of IS NOT NULL;

-- What wrote a version; and the versions that were only passed through while typing, which are kept for a while.
ALTER TABLE entry_revisions ADD COLUMN device {bytes};
ALTER TABLE entry_revisions ADD COLUMN passing BOOLEAN NOT NULL DEFAULT FALSE;
CREATE INDEX revisions_passing ON entry_revisions (at) WHERE passing;
