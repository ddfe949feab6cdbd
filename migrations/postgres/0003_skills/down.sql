DROP TABLE skill_relations;
DROP TABLE skill_names;
DROP TABLE skills;
