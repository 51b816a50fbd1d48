import type { Answer, Body } from '../../../contracts/api/routes.ts';
import { HOME_TIME_ZONE } from '../../../domain/process/names.ts';
import { call } from '../api/client.ts';
import { instantOfLocal } from './instant-of-local.ts';

export type Pack = Answer<'listPacks'>['items'][number];

/** A cycle as it is typed. */
export interface CycleDraft {
  readonly name: string;
  readonly year: string;
  /** Hash; empty: none is chosen. */
  readonly pack: string;
  /** Empty: the whole year. */
  readonly period: string;
  readonly grades: string;
  readonly chair: string;
  readonly members: string;
  readonly rehearsal: boolean;
  /** Where the clock of a rehearsal starts, local; empty: as `clockStart` says. */
  readonly from: string;
}

/** Nothing typed yet; the year is that of the day. */
export const EMPTY_DRAFT: Omit<CycleDraft, 'year'> = {
  name: '',
  pack: '',
  period: '',
  grades: '',
  chair: '',
  members: '',
  rehearsal: false,
  from: '',
};

/** What was typed, or the first moment of the cycle's year: no window of a pack opens before it. Empty while the year is not whole. */
export function clockStart({ from, year }: Pick<CycleDraft, 'from' | 'year'>): string {
  if (from !== '') return from;
  return /^[12]\d{3}$/.test(year) ? `${year}-01-01T00:00` : '';
}

/** The cycle, and before it its clock where it is a rehearsal. Answers the cycle's id. */
export async function createCycle(draft: CycleDraft, pack: Pack | undefined): Promise<string> {
  const body = bodyOf(draft, pack);
  if (!draft.rehearsal) return (await call('createCycle', { body })).id;
  const now = instantOfLocal(clockStart(draft), pack?.timeZone ?? HOME_TIME_ZONE);
  const { id: rehearsalId } = await call('createRehearsal', { body: { name: draft.name, now } });
  return (await call('createCycle', { body: { ...body, rehearsalId } })).id;
}

/** Everybody who is named to chair or to sit, once each. */
export function committeeOf({ chair, members }: Pick<CycleDraft, 'chair' | 'members'>): ReadonlySet<string> {
  return new Set(listed([chair, members].join(',')));
}

function bodyOf({ name, year, period, grades, chair, members }: CycleDraft, pack: Pack | undefined): Body<'createCycle'> {
  const about = listed(grades);
  return {
    name,
    year: Number(year),
    // What comes with the program is stored when the first cycle pins it.
    ...(pack?.id == null ? { packName: pack?.name ?? '' } : { packId: pack.id }),
    ...(period === '' ? {} : { period }),
    ...(about.length === 0 ? {} : { grades: about }),
    ...(pack?.asksCommittee === true && { committee: { chair, members: listed(members) } }),
  };
}

function listed(text: string): string[] {
  return text
    .split(',')
    .map((one) => one.trim())
    .filter((one) => one !== '');
}
