import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';

interface ListedPlan {
  planId: string;
  kind: 'year' | 'supplementary';
  programmeId: string;
  contentHash: string;
  submittedBy: string;
  status: 'submitted' | 'approved' | 'returned' | 'rejected';
  classes: number;
  people: number;
  unserved: number;
  personKm: number;
  fewestClasses: number;
  gap: number | null;
  openedClasses: number;
}

const PLANS = `
  SELECT plan_id AS "planId", kind, programme_id AS "programmeId", content_hash AS "contentHash",
    submitted_by AS "submittedBy", status, classes, people, unserved, person_km AS "personKm",
    fewest_classes AS "fewestClasses", gap,
    (SELECT count(*) FROM class_fact c WHERE c.plan_id = p.plan_id)::int AS "openedClasses"
  FROM plan_fact p WHERE content_hash IS NOT NULL
  ORDER BY kind DESC, plan_id`;

/** Every submitted plan with its effect and price, and how far it got. There are few: some a year for each province. */
@Injectable()
export class ListPlansHandler {
  constructor(private readonly dataSource: DataSource) {}

  async execute() {
    const items: ListedPlan[] = await this.dataSource.query(PLANS);
    return { items };
  }
}
