-- Why a brief lapsed. Of those that have lapsed it is told by what there was at the deadline: bids that were opened ran out.
ALTER TABLE briefs ADD COLUMN lapsed_for TEXT CHECK (lapsed_for IN ('no_team', 'no_bid', 'incomplete', 'not_awarded'));
UPDATE briefs SET lapsed_for = CASE
    WHEN EXISTS (SELECT 1 FROM openings WHERE openings.brief_id = briefs.id AND openings.nonces <> '[]') THEN 'not_awarded'
    WHEN EXISTS (SELECT 1 FROM bids WHERE bids.brief_id = briefs.id AND bids.state <> 'withdrawn') THEN 'incomplete'
    WHEN EXISTS (SELECT 1 FROM offers WHERE offers.brief_id = briefs.id AND offers.state <> 'withdrawn') THEN 'incomplete'
    WHEN bidding = 'open' THEN 'no_bid'
    ELSE 'no_team'
END WHERE state = 'lapsed';
