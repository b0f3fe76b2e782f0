-- Whoever writes one of these addresses may mean either user. The row is delivered when it has one of them exactly, or only one differs in no
-- more than capitals; otherwise it is a reject.
-- severity: warning
-- sentence: Users have the same e-mail address but for capitals, blanks, invisible characters and what surrounds it.
SELECT 'users ' || string_agg(id::text, ', ' ORDER BY id)
FROM (SELECT id,
           regexp_replace(
               lower(regexp_replace(translate(normalize(email, NFKC), '۰۱۲۳۴۵۶۷۸۹٠١٢٣٤٥٦٧٨٩', '01234567890123456789'),
                                    '[\u0001-\u0020\u007F-\u00A0\u00AD\u034F\u061C\u115F\u1160\u17B4\u17B5\u180B-\u180F\u2000-\u200F\u2028-\u202F\u205F-\u206F\u3000\u3164\uFE00-\uFE0F\uFEFF\uFFA0]+',
                                    '', 'g') COLLATE "C"),
               '^(mailto:|[<>"''(),\u003B:.[\]])+|[<>"''(),\u003B:.[\]]+$', '', 'g') AS address
      FROM api_user) AS u
WHERE address <> ''
GROUP BY address
HAVING count(*) > 1
ORDER BY min(id)
