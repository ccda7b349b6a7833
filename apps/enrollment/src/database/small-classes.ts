import { CLASS_SIZE } from './class-sizes.js';

/** Open classes that begin until $1 with too few people, and what was asked about them. */
export const SMALL_CLASSES = `
  SELECT ${CLASS_SIZE}, class_type AS "classType", skill,
    (SELECT action FROM class_change x WHERE x.class_id = c.id AND x.status = 'asked') AS asked
  FROM training_class c WHERE status = 'open' AND granted < minimum AND starts_on <= $1::date ORDER BY starts_on, id`;

/** Classes that begin after $1 and may take people in. */
export const OPEN_CLASSES = `
  SELECT ${CLASS_SIZE}, class_type AS "classType", skill FROM training_class WHERE status = 'open' AND starts_on > $1::date
  ORDER BY starts_on, id`;
