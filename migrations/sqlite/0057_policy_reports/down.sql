DROP TABLE policy_reports;
