-- severity: error
-- sentence: Roles of an organization are held by a person who is not there.
SELECT 'organization ' || o.id || ', ' || role.name || ': no user ' || role.holder
FROM api_organization AS o
CROSS JOIN LATERAL (VALUES ('CEO', o.ceo_id), ('CPO', o.cpo_id), ('CTO', o.cto_id), ('CFO', o.cfo_id), ('VP', o.vp_id),
                           ('HR Manager', o.hr_manager_id), ('Sales Manager', o.sales_manager_id),
                           ('Function Owner', o.function_owner_id), ('Maintainer', o.maintainer_id)) AS role (name, holder)
WHERE role.holder IS NOT NULL AND NOT EXISTS (SELECT FROM api_user AS u WHERE u.id = role.holder)
ORDER BY o.id, role.name
