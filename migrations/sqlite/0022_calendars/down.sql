DROP TRIGGER bookings_changed;
ALTER TABLE bookings DROP COLUMN changes;
DROP TABLE calendar_links;
DROP TABLE calendar_days;
DROP TABLE calendars;
DROP TABLE member_clocks;
