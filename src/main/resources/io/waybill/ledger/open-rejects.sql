SELECT count(*) AS rejects
FROM (SELECT FROM waybill.rejects WHERE state = 'open' LIMIT ?) AS counted
