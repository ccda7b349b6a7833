export const LATEST_PREVIEW = `
  SELECT batch_id AS "batchId",
    CASE WHEN asked_all AND parts_answered = parts_asked THEN 'ready' ELSE 'computing' END AS status,
    requested_by AS "requestedBy", requested_at AS "requestedAt",
    json_build_object('asked', parts_asked, 'answered', parts_answered) AS parts, people,
    json_build_object('opened', duties_opened, 'coalesced', duties_coalesced, 'waived', duties_waived) AS duties,
    seats_freed AS "seatsFreed", desks
  FROM batch_preview WHERE batch_id = $1 ORDER BY requested_at DESC LIMIT 1`;
