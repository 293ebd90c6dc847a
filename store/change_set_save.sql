UPDATE change_set
   SET title = ?, note = ?, base_release = ?, hash = ?, changes = ?, reasons = ?, updated_at = ?, updated_by = ?,
       version = version + 1
 WHERE id = ?
