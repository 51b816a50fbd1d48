import { randomUUID } from 'node:crypto';
import { id } from '../contracts/fields.ts';
import type { PolicyPack } from '../contracts/pack.ts';
import type { Db } from '../db/connection.ts';
import { findByNumber } from '../db/by-number.ts';
import { packByHash } from '../db/packs.ts';
import { type Access, evaluationRelation, logAccess } from '../db/reading/relations.ts';
import { type PublishedResult, type ResultInputs, findPublishedInputs } from '../db/reading/stored-results.ts';
import { bindingSeats, seatFacts, seatedBands } from '../domain/calibration/distribution.ts';
import { type Untold, untold } from '../domain/calibration/notice.ts';
import { DomainError } from '../domain/errors.ts';
import type { LookedFor } from '../domain/purposes.ts';
import { type Caller, may } from '../domain/permissions.ts';
import type { Recalculation } from '../domain/scoring/kinds.ts';
import { recalculationsOf } from '../domain/scoring/recalculations.ts';
import { readResultInputs } from './stored-inputs.ts';

export interface AskedResult {
  /** Of any version, also one that was replaced. */
  readonly resultId: string;
  /** Who looks. */
  readonly employeeNo: string;
  readonly lookedFor: LookedFor;
}

export interface InputsOfResult {
  /** Gives the score or the level; null where none was computed. */
  readonly whole: Recalculation | null;
  /** The parts of a composition; seats and points of the group, where they gave the level. */
  readonly others: readonly Recalculation[];
  /** As it is stored, with its steps: who computes it again needs all of it. */
  readonly result: PublishedResult;
  readonly notToldToOwner: readonly Untold[];
}

/**
 * What a published result was computed from, as `dure score` takes it. The view is logged.
 * @throws DomainError 'not-found' also for whom the result is not to be read by; 'record-unreadable'
 */
export async function inputsOfResult(db: Db, { resultId, employeeNo, lookedFor }: AskedResult): Promise<InputsOfResult> {
  const found = id.safeParse(resultId).success ? await findPublishedInputs(db, resultId) : undefined;
  const reader = await findByNumber(db, employeeNo);
  if (found === undefined || reader === undefined) throw new DomainError('not-found');
  const { evaluationId, packSha256, result } = found;
  const related = await evaluationRelation(db, { evaluationId, employeeId: reader.id });
  const caller: Caller = {
    signedIn: true,
    roles: reader.roles,
    relations: [...(related?.owner ? ['owner' as const] : []), ...(related?.chain ? ['chain' as const] : [])],
  };
  if (!may('result.read', caller)) throw new DomainError('not-found');
  const access: Access = {
    actorId: reader.id,
    evaluationId,
    what: 'result',
    lookedFor,
    requestId: randomUUID(),
    address: 'command line',
  };
  await logAccess(db, [access]);
  const inputs = readResultInputs(found);
  const pack = await packByHash(db, packSha256);
  const recalculations = recalculationsOf(pack, inputs.score);
  const published = { result, notToldToOwner: untold(pack, inputs.of) };
  if ('reason' in recalculations) return { whole: null, others: seatsOf(pack, inputs), ...published };
  return { whole: recalculations.whole, others: [...recalculations.parts, ...seatsOf(pack, inputs)], ...published };
}

/** Seats and the points of their places; nothing where the result is not one of them, or an extra one. */
function seatsOf(
  { distribution, levels }: PolicyPack,
  { of, quota, spareLowest, correction }: ResultInputs,
): readonly Recalculation[] {
  const group = { quota, spareLowest };
  const facts = seatFacts(distribution, of, group);
  const seats = bindingSeats(distribution, of, group);
  if (facts === undefined || seats === undefined || (correction !== undefined && 'level' in correction)) return [];
  return [
    { kind: 'seats', ...facts },
    { kind: 'rank-points', bands: seatedBands(levels, seats) },
  ];
}
