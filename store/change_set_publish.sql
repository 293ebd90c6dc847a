UPDATE change_set
   SET state = 'published', findings = ?, updated_at = ?, updated_by = ?
 WHERE id = ?
