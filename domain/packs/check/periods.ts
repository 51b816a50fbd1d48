import { type PeriodDates, packIn } from '../../cycle/periods.ts';
import type { CheckedPack, CheckedPeriod } from '../checked-pack.ts';
import type { Finding } from '../codes.ts';
import { appealFindings } from './appeal.ts';
import { calibrationFindings } from './calibration.ts';
import { publicationFindings } from './publication.ts';
import { windowFindings } from './windows.ts';

/** Each period has days for every phase and task of the pack, and they fit as those of the whole year must. */
export function periodFindings(pack: CheckedPack): readonly Finding[] {
  return (pack.periods ?? []).flatMap((period, at) =>
    period.by === 'dates' ? ownFindings(pack, period, `/periods/${at}/dates`) : shiftFindings(pack, period, `/periods/${at}`),
  );
}

type Own = Extract<CheckedPeriod, { readonly by: 'dates' }>;
type Shift = Extract<CheckedPeriod, { readonly by: 'shift' }>;

function ownFindings(pack: CheckedPack, { key, dates }: Own, pointer: string): readonly Finding[] {
  const gaps = gapsIn(pack, dates, pointer);
  if (gaps.length > 0) return gaps;
  return dayFindings(pack, key).map(({ details, ...finding }) => ({
    ...finding,
    pointer: `${pointer}${placeOf(pack, finding.pointer)}`,
    ...(details !== undefined && {
      details: {
        ...details,
        ...(typeof details['closes'] === 'string' && { closes: `${pointer}${placeOf(pack, details['closes'])}` }),
      },
    }),
  }));
}

/** What the period that it is shifted from does not say of itself, at the number of months. */
function shiftFindings(pack: CheckedPack, { key, of }: Shift, pointer: string): readonly Finding[] {
  const here = packIn(pack, key);
  if (here === undefined) return [{ code: 'period-unknown', pointer: `${pointer}/of`, details: { of } }];
  const known = new Set(dayFindings(pack, of).map((one) => `${one.code} ${one.pointer}`));
  const found = dayFindings(pack, key).filter((one) => !known.has(`${one.code} ${one.pointer}`));
  const latest = Math.max(here.archive.year, ...here.phases.map(({ closes }) => closes.year));
  return [
    ...(latest > 1 ? [{ code: 'period-beyond-next-year' as const, pointer: `${pointer}/months` }] : []),
    ...found.map(({ code, details }) => ({ code, pointer: `${pointer}/months`, ...(details !== undefined && { details }) })),
  ];
}

const DAYS = /^\/(phases\/\d+\/(opens|closes|tasks\/[^/]+\/due)|meeting|publication|archive|appeal\/decidedBy)$/;

/** What the year's own days are held to, for those of a period; whatever else is wrong is told of the pack itself. */
function dayFindings(pack: CheckedPack, period: string): readonly Finding[] {
  const here = packIn(pack, period);
  if (here === undefined) return [];
  return [windowFindings, calibrationFindings, publicationFindings, appealFindings]
    .flatMap((check) => check(here))
    .filter(({ pointer }) => DAYS.test(pointer));
}

/** Where a period has the day that stands at this place of the pack. */
function placeOf({ phases }: CheckedPack, pointer: string): string {
  const [, part, index, field, kind] = pointer.split('/');
  if (part !== 'phases') return part === 'appeal' ? '/decidedBy' : pointer;
  const phase = `/phases/${phases[Number(index)]?.key ?? ''}`;
  return field === 'tasks' ? `${phase}/due/${kind ?? ''}` : `${phase}/${field ?? ''}`;
}

function gapsIn({ phases }: CheckedPack, dates: PeriodDates, pointer: string): readonly Finding[] {
  const asked = new Map(
    phases.map(({ key, tasks }) => [key, Object.entries(tasks).flatMap(([kind, rule]) => (rule ? [kind] : []))]),
  );
  const missing = [...asked].flatMap(([phase, kinds]) => {
    const days = dates.phases[phase];
    if (days === undefined) return [`/phases/${phase}`];
    return kinds.filter((kind) => days.due[kind] === undefined).map((kind) => `/phases/${phase}/due/${kind}`);
  });
  const ofNothing = Object.entries(dates.phases).flatMap(([phase, days]) => {
    const kinds = asked.get(phase);
    if (kinds === undefined) return [`/phases/${phase}`];
    return Object.keys(days?.due ?? {}).flatMap((kind) => (kinds.includes(kind) ? [] : [`/phases/${phase}/due/${kind}`]));
  });
  return [
    ...missing.map((place): Finding => ({ code: 'period-day-missing', pointer: `${pointer}${place}` })),
    ...ofNothing.map((place): Finding => ({ code: 'period-day-of-nothing', pointer: `${pointer}${place}` })),
  ];
}
