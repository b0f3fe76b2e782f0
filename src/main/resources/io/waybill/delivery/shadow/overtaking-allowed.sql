-- Whether somebody has approved the waybill after it was held because of what others had written.
SELECT EXISTS (
    SELECT FROM waybill.overtaken AS o
    JOIN waybill.approvals AS a ON a.waybill = o.waybill AND a.ordinal > o.verdicts AND a.verdict = 'approved'
    WHERE o.waybill = ?)
