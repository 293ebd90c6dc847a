INSERT INTO release (n, prev_hash, hash, published_at, title, note, author_id, approver_id, policy, change_set, changes)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
