import { sql } from 'kysely';
import type { Change } from '../../contracts/changes.ts';
import type { Finding } from '../../contracts/commands.ts';
import type { Db } from '../../db/connection.ts';
import type { Trx } from '../../db/in-transaction.ts';
import { selectedEvaluations } from '../../db/selection.ts';
import { touchedByEvaluations } from '../../db/touched.ts';
import type { Touched } from '../../domain/two-persons/own-case.ts';
import type { CommandContext, HrCommand } from './command.ts';
import { type HandedOn, handOn, reassign } from './reassign.ts';
import { tellReassigned } from './tell-reassigned.ts';

type Context = CommandContext<'follow-list'>;
type Reassigning = CommandContext<'reassign'>;

/**
 * The selected evaluations get the rater and the reviewer whom the list of people names now, where these are others: for each of them what `reassign`
 * does. Where the list names nobody, who is there stays.
 */
export const followList: HrCommand<'follow-list'> = {
  namesPeople: true,

  async needsSecondPerson(db, context) {
    for (const one of await reassignments(db, context)) if ((await reassign.needsSecondPerson?.(db, one)) === true) return true;
    return false;
  },

  async touches(db, context) {
    const all: Touched[] = [await touchedByEvaluations(db, context)];
    for (const one of await reassignments(db, context))
      all.push((await reassign.touches?.(db, one)) ?? { evaluations: [], groups: [], cards: [], people: [] });
    const union = (part: keyof Touched) => [...new Set(all.flatMap((touched) => touched[part]))];
    return { evaluations: union('evaluations'), groups: union('groups'), cards: union('cards'), people: union('people') };
  },

  async preview(db, context) {
    const blockedBy: Finding[] = [];
    const pleaseLook: Finding[] = [];
    const evaluations = new Set<string>();
    const changes: Change[] = [];
    let openTasks = 0;
    for (const one of await reassignments(db, context)) {
      const previewed = await reassign.preview(db, one);
      blockedBy.push(...(previewed.blockedBy ?? []));
      pleaseLook.push(...(previewed.pleaseLook ?? []));
      changes.push(...(previewed.changes ?? []));
      for (const id of one.selection.evaluationIds ?? []) evaluations.add(id);
      openTasks += Number(previewed.details?.['openTasks'] ?? 0);
    }
    return { affected: evaluations.size, blockedBy: blockedBy.slice(0, 1), pleaseLook, changes, details: { openTasks } };
  },

  async execute(trx, context) {
    const all = await reassignments(trx, context);
    await holdAll(trx, all);
    const handed: HandedOn[] = [];
    for (const one of all) handed.push(await handOn(trx, { ...one, requestId: context.requestId }));
    const sum = (part: 'evaluations' | 'tasks') => handed.reduce((all, done) => all + done[part], 0);
    const mails = await tellReassigned(
      trx,
      context,
      handed.map(({ telling }) => telling),
    );
    return { evaluations: sum('evaluations'), tasks: sum('tasks'), mails };
  },
};

/** One for each role and person of the list who is to have it. */
async function reassignments(db: Db | Trx, context: Context): Promise<readonly Reassigning[]> {
  const { cycleId, selection } = context;
  const { rows } = await sql<{ as: 'rater' | 'reviewer'; employeeNo: string; evaluationIds: string[] }>`
    select x."as", a.employee_no "employeeNo", array_agg(e.id::text order by e.id) "evaluationIds"
      from evaluation e join employee m on m.id = e.employee_id
     cross join lateral (values ('rater', e.rater_id, m.rater_id), ('reviewer', e.reviewer_id, m.reviewer_id)) x ("as", now_id, list_id)
      join employee a on a.id = x.list_id
     where e.state = 'enrolled' and x.now_id is distinct from x.list_id and ${selectedEvaluations(cycleId, selection)}
     group by 1, a.id order by 1, a.id`.execute(db);
  return rows.map(({ as, employeeNo, evaluationIds }) => ({
    ...context,
    selection: { evaluationIds },
    arguments: { as, employeeNo },
  }));
}

/** Everything that the reassignments will hold, at once and by id: one after the other they would hold it in no order. */
async function holdAll(trx: Trx, all: readonly Reassigning[]): Promise<void> {
  const ids = all.flatMap(({ selection: { evaluationIds = [] } }) => evaluationIds);
  await sql`select from evaluation where id = any (${ids}::bigint[]) order by id for no key update`.execute(trx);
  await sql`
    select from process_run where evaluation_id = any (${ids}::bigint[]) and state in ('open', 'failed') order by id for no key update`.execute(
    trx,
  );
  await sql`
    select from task where process_run_id in (select id from process_run where evaluation_id = any (${ids}::bigint[])) and state = 'open'
     order by id for no key update`.execute(trx);
}
