-- Towns and villages, and how far they lie apart. Distances are measured once, when a place is added, so that every
-- machine reads the same kilometres.
CREATE TABLE places (
    id TEXT COLLATE "C" PRIMARY KEY NOT NULL,
    name TEXT NOT NULL,
    country TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('rural', 'urban')),
    latitude_e6 INTEGER NOT NULL CHECK (latitude_e6 BETWEEN -90000000 AND 90000000),
    longitude_e6 INTEGER NOT NULL CHECK (longitude_e6 BETWEEN -180000000 AND 180000000)
);

CREATE TABLE place_distances (
    place_id TEXT COLLATE "C" NOT NULL REFERENCES places (id),
    other_id TEXT COLLATE "C" NOT NULL REFERENCES places (id),
    km INTEGER NOT NULL CHECK (km >= 0),
    PRIMARY KEY (place_id, other_id),
    CHECK (place_id < other_id)
);
