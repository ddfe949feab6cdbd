DROP TABLE bid_seats;
DROP TABLE bids;
DROP TABLE invitations;
