SELECT at, ok
  FROM login_attempt
 WHERE name_sum = ?
   AND at > ?
 ORDER BY at DESC, id DESC
