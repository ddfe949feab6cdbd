ALTER TABLE engagement_seats DROP COLUMN title;
