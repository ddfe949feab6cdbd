DROP TABLE blocks;
DROP TABLE ties;
DROP TABLE bookings;
DROP TABLE availability_exceptions;
DROP TABLE weekly_patterns;
DROP TABLE member_languages;
DROP TABLE member_skills;
DROP TABLE members;
