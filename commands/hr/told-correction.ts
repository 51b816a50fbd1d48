import type { CorrectionPreview } from '../../contracts/correction.ts';
import type { Db } from '../../db/connection.ts';
import { findIndicator } from '../../db/indicators.ts';
import type { Trx } from '../../db/in-transaction.ts';
import type { IndicatorCorrection, Version } from '../../domain/calibration/correction.ts';
import { type Corrected, type CorrectionScope, correctionOf } from './corrected-results.ts';

type Told = CorrectionPreview['people'][number];

/** A correction before anybody asks for it: whose result becomes what. */
export async function toldCorrection(
  db: Db | Trx,
  { cycleId, arguments: given }: CorrectionScope,
  corrected: readonly Corrected[],
): Promise<CorrectionPreview> {
  const correction = correctionOf(given);
  return {
    indicator: 'indicatorId' in correction ? await toldIndicator(db, cycleId, correction) : null,
    people: corrected.map(toldPerson).sort((one, other) => order(one.name, other.name)),
  };
}

function order(one: string, other: string): number {
  return one < other ? -1 : Number(one > other);
}

async function toldIndicator(
  db: Db | Trx,
  cycleId: string,
  { indicatorId, target, actual }: IndicatorCorrection,
): Promise<CorrectionPreview['indicator']> {
  const found = await findIndicator(db, { cycleId, id: indicatorId });
  if (found === undefined) return null;
  const { target: oldTarget, actual: oldActual, ...named } = found;
  const after = { target: target ?? oldTarget, actual: actual === undefined ? oldActual : actual };
  return { ...named, before: { target: oldTarget, actual: oldActual }, after };
}

function toldPerson({ stored, before, after, levels }: Corrected): Told {
  const { evaluationId, employeeNo, name, unitName } = stored;
  const numbers = ({ result: { grade, points }, score: { score } }: Version) => {
    const gradeName = levels.find(({ level }) => level === grade)?.name ?? null;
    return { grade, gradeName, points, score };
  };
  return { evaluationId, employeeNo, name, unitName, before: numbers(before), after: numbers(after) };
}
