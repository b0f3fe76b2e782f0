INSERT INTO waybill.overtaken (waybill, verdicts)
SELECT w.number, (SELECT count(*) FROM waybill.approvals AS a WHERE a.waybill = w.number) FROM waybill.waybills AS w WHERE w.number = ?
ON CONFLICT (waybill) DO UPDATE SET verdicts = excluded.verdicts
