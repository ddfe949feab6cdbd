DROP TABLE strays;
DROP TABLE fundings;
DROP FUNCTION stray_is_decided_once();
DROP FUNCTION funding_is_decided_once();
