import { readFileSync } from 'node:fs';
import { policyPackSchema } from '../../../contracts/pack.ts';
import { businessCalendar } from '../../../domain/cycle/calendar.ts';
import type { Holiday } from '../../../domain/cycle/calendar.ts';

const json = (path: string): unknown => JSON.parse(readFileSync(path, 'utf8'));

export const SEOUL = 'Asia/Seoul';
export const holidays = json('data/holidays/kr.json') as readonly Holiday[];
export const calendar = businessCalendar(holidays, SEOUL);
export const pack = policyPackSchema.parse(json('data/packs/kr-local-grade5.json'));
