DROP TRIGGER bookings_changed ON bookings;
DROP FUNCTION count_booking_change();
ALTER TABLE bookings DROP COLUMN changes;
DROP TABLE calendar_links;
DROP TABLE calendar_days;
DROP TABLE calendars;
DROP TABLE member_clocks;
