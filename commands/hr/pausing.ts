import { type RawBuilder, sql } from 'kysely';
import type { Change } from '../../contracts/changes.ts';
import type { Db } from '../../db/connection.ts';
import type { Trx } from '../../db/in-transaction.ts';
import { lineOf, runsAsLines } from '../../db/reading/changes.ts';
import { selectedRuns } from '../../db/selection.ts';
import { isHeldBack } from '../../db/tells-level.ts';
import { casesOfRuns, touchedByCases } from '../../db/touched.ts';
import type { Touched } from '../../domain/two-persons/own-case.ts';
import { mayBeAlikeForAll } from '../../domain/two-persons/reach.ts';
import { sha256Of } from '../sha256-of.ts';
import { type CommandContext, type HrCommand, identityOf, isLookedAt, type Previewed } from './command.ts';

// What pausing and going on have in common; `paused` says which processes an order is about: those that are, or those that are not.

type Context = CommandContext<'pause' | 'resume'>;
type Pausing = Pick<
  HrCommand<'pause' | 'resume'>,
  'mayShrink' | 'needsSecondPerson' | 'touches' | 'wayOut' | 'reaches' | 'preview'
>;

export function pausing(paused: boolean): Pausing {
  return {
    mayShrink: true,
    // Whoever is paused can hand in nothing, is told nothing, and has more time afterwards.
    needsSecondPerson: () => Promise.resolve(true),
    touches: (db, context) => touchedByPausing(db, context, paused),
    // Who is left out of half of a phase may not ask for it; the whole phase they may.
    wayOut: (_, context) => Promise.resolve(isWhole(context) ? undefined : { code: 'choose-whole-phase' }),
    reaches: (context) => casesOfRuns(context, isTold(context, paused)),
    preview: (db, context) => previewPausing(db, context, paused),
  };
}

/**
 * Paused ones, which go on; or those that can be paused. None of which who asks or approves is told nothing: with the others of a whole phase it is
 * paused and goes on, too, and is counted nowhere.
 */
function isTold(context: Context, paused: boolean): RawBuilder<boolean> {
  return sql`
    (p.state in ('open', 'failed') and (p.paused_at is not null) = ${paused} and (p.state = 'open' or ${paused})
     and not ${isHeldBack(context)})`;
}

/** Whose processes are selected; and who is left out where half of a phase or more are as these will be: an order on all others is one about them. */
function touchedByPausing(db: Db | Trx, context: Context, paused: boolean): Promise<Touched> {
  return touchedByCases(db, sql`${casesOfRuns(context)} union all ${leftOut(context, paused)}`);
}

/** Who is told of no review of their own counts as left out, open or not: it would tell whether it is. */
function leftOut(context: Context, paused: boolean): RawBuilder<unknown> {
  const { cycleId, selection } = context;
  return sql`
    (with side as materialized (
       select p.phase, p.evaluation_id, coalesce(p.rating_group_id, e.rating_group_id) group_id, s.selected,
              not h.untold and (s.selected or (p.paused_at is not null) <> ${paused}) with_them
         from process_run p
         left join evaluation e on e.id = p.evaluation_id
        cross join lateral (select ${selectedRuns(cycleId, selection)} selected) s
        cross join lateral (select ${isHeldBack(context)} untold) h
        where p.cycle_id = ${cycleId} and (p.state in ('open', 'failed') or h.untold)),
     whole as (
       select phase
         from side
        group by phase
       having bool_or(selected) and 2 * count(*) filter (where with_them) >= count(*))
     select evaluation_id, group_id from side where phase in (select phase from whole) and not with_them)`;
}

/** By name, but for a whole phase: that is of however many there are by then. */
async function previewPausing(db: Db | Trx, context: Context, paused: boolean): Promise<Previewed> {
  const chosen = sql<boolean>`${isTold(context, paused)} and ${selectedRuns(context.cycleId, context.selection)}`;
  const [before, after] = paused ? (['paused', 'running'] as const) : (['running', 'paused'] as const);
  const line = (one: Partial<Change>) => lineOf({ what: 'pause', ...one, before: { state: before }, after: { state: after } });
  if (!isWhole(context)) {
    const runs = await runsAsLines(db, chosen);
    return { affected: runs.length, changes: runs.map(({ runId, ...one }) => ({ ...line(one), of: runId })) };
  }
  const { rows } = await sql<{ phase: string; count: number }>`
    select p.phase, count(*)::int count
      from process_run p
      left join evaluation e on e.id = p.evaluation_id
     where ${chosen}
     group by p.phase
     order by p.phase`.execute(db);
  const changes = rows.map(line);
  return {
    affected: rows.reduce((all, { count }) => all + count, 0),
    changes,
    sha256: sha256Of(changes.map(identityOf)).toString('hex'),
  };
}

/** What two persons have looked at, as a condition on `process_run p left join evaluation e`. */
export function chosenToPause(context: Context, previewed: Previewed | undefined): RawBuilder<boolean> {
  const selected = selectedRuns(context.cycleId, context.selection);
  return isWhole(context) ? selected : sql`(${selected} and ${isLookedAt(sql`p.id`, previewed)})`;
}

function isWhole(context: Context): boolean {
  return mayBeAlikeForAll({ command: 'pause', ...context });
}
