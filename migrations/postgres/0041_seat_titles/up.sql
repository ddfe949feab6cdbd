-- What a seat is called, frozen with the rest of it: whoever reads of a seat reads its title.
ALTER TABLE engagement_seats ADD COLUMN title TEXT NOT NULL DEFAULT '';
UPDATE engagement_seats SET title = coalesce((
    SELECT asked ->> 'title'
    FROM engagements
    JOIN briefs ON briefs.id = engagements.brief_id
    JOIN brief_revisions ON brief_revisions.brief_id = briefs.id AND brief_revisions.revision = briefs.revision,
        json_array_elements(brief_revisions.document::json -> 'seats') AS asked
    WHERE engagements.id = engagement_seats.engagement_id
        AND asked ->> 'id' = engagement_seats.seat
), seat);
