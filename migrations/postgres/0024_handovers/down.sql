DROP TABLE handover_shares;
DROP TABLE handover_offers;
DROP TABLE handovers;
DROP TABLE milestone_parts;
DELETE FROM engagement_seats WHERE holder > 0;
ALTER TABLE engagement_seats DROP CONSTRAINT engagement_seats_pkey;
ALTER TABLE engagement_seats ADD PRIMARY KEY (engagement_id, position);
ALTER TABLE engagement_seats DROP COLUMN seat_weeks;
ALTER TABLE engagement_seats DROP COLUMN holder;
