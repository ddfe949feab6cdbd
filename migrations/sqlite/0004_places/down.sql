DROP TABLE place_distances;
DROP TABLE places;
