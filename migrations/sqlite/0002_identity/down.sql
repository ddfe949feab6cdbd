DROP TABLE client_people;
DROP TABLE clients;
DROP TABLE refresh_tokens;
DROP TABLE sessions;
DROP TABLE mail_tokens;
DROP TABLE hats;
DROP TABLE people;
