DROP TABLE strays;
DROP TABLE fundings;
