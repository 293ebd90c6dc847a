INSERT INTO change_set (id, title, note, state, owner_id, version, base_release, hash, changes, reasons, created_at, updated_at, updated_by)
VALUES (?, ?, '', 'draft', ?, 1, ?, ?, ?, ?, ?, ?, ?)
