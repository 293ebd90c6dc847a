DELETE FROM render
 WHERE key NOT IN (
       SELECT key
         FROM render
        ORDER BY saved_at DESC, key
        LIMIT ?)
