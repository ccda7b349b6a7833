import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { NotFoundError } from '#kernel';
import { readProgramme, readProgrammes } from '../database/read-programme.js';
import { reading } from '../database/reader.js';

/** Programmes, the newest first; one of them with its rules. */
@Injectable()
export class ListProgrammesHandler {
  constructor(private readonly dataSource: DataSource) {}

  async execute() {
    const programmes = await readProgrammes(reading(this.dataSource));
    return { items: programmes.map(({ rules, ...programme }) => ({ ...programme, title: rules.title })) };
  }

  async one(id: string) {
    const programme = await readProgramme(reading(this.dataSource), id);
    if (!programme) throw new NotFoundError('SCHEDULING.PROGRAMME_UNKNOWN', { programme: id });
    return programme;
  }
}
