-- Firm bookings from before 0014 were not counted week by week: the guard would have let others book the same hours, and
-- would have refused to give them back. Every week is counted anew; what a member offered is known where it was booked
-- since, and is at least what is booked.
WITH RECURSIVE numbers (week) AS (
    SELECT 0
    UNION ALL
    SELECT week + 1 FROM numbers WHERE week < 103
),
-- A day is stored as its digits: 20270104.
taken (member_id, monday, hours) AS (
    SELECT
        member_id,
        CAST(strftime('%Y%m%d', date(printf('%04d-%02d-%02d', first_monday / 10000, first_monday / 100 % 100, first_monday % 100), (7 * week) || ' days')) AS INTEGER),
        hours
    FROM bookings JOIN numbers ON week < weeks
    WHERE state = 'firm'
),
counted (member_id, monday, hours) AS (
    SELECT member_id, monday, CAST(SUM(hours) AS INTEGER) FROM taken GROUP BY member_id, monday
)
INSERT INTO booked_weeks (member_id, monday, hours, offered)
SELECT member_id, monday, hours, hours FROM counted WHERE true
ON CONFLICT (member_id, monday) DO UPDATE SET
    hours = excluded.hours,
    offered = CASE WHEN booked_weeks.offered > excluded.hours THEN booked_weeks.offered ELSE excluded.hours END;
