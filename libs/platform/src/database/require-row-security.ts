import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { queryRows } from '#messaging';

const BYPASSES = `
  SELECT r.rolsuper OR r.rolbypassrls OR EXISTS (
    SELECT FROM pg_class c WHERE c.relrowsecurity AND NOT c.relforcerowsecurity AND pg_has_role(c.relowner, 'USAGE')
  ) AS bypasses
  FROM pg_roles r WHERE r.rolname = current_user`;

/** Stops the service at start when its database role would see every row whatever the policies say. */
@Injectable()
export class RequireRowSecurity implements OnModuleInit {
  constructor(private readonly dataSource: DataSource) {}

  async onModuleInit(): Promise<void> {
    const [role] = await queryRows<{ bypasses: boolean }>(this.dataSource, BYPASSES);
    if (role?.bypasses)
      throw new Error('DATABASE_URL must be a role that owns no table: its owner passes row-level security by');
  }
}
