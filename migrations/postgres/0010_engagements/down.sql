DROP TABLE reviews;
DROP TABLE milestones;
DROP TABLE engagement_seats;
DROP TABLE engagements;
