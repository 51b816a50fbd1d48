import { sql } from 'kysely';
import type { Change } from '../../contracts/changes.ts';
import type { Finding } from '../../contracts/commands.ts';
import type { LaunchPreview } from '../../contracts/cycle.ts';
import type { Db } from '../../db/connection.ts';
import { employeeIds, getCycle } from '../../db/cycles.ts';
import { type Candidate, candidates, enrol, exclude } from '../../db/enrolment.ts';
import type { Trx } from '../../db/in-transaction.ts';
import { launchDigest } from '../../db/launch-digest.ts';
import { type Missing, readMissing } from '../../db/missing-runs.ts';
import { getPack } from '../../db/packs.ts';
import { asPerson, lineOf } from '../../db/reading/changes.ts';
import { type Person, personOf } from '../../db/reading/json.ts';
import { touchedByLeavingOut } from '../../db/touched.ts';
import { targetFrom } from '../../domain/calibration/distribution.ts';
import { leftOutOf } from '../launch-changes.ts';
import { NO_PAIR } from '../launch-findings.ts';
import { launchWhoIsMissing } from '../launch-phase.ts';
import { previewLaunch } from '../preview-launch.ts';
import type { HrCommand, Previewed } from './command.ts';

/**
 * Enrols people who came after the launch and launches every phase that has begun for whoever is missing in it. A phase whose window is over
 * and that gives newcomers no days is noted as skipped; into a group whose calibration has begun nobody comes. After the publication nobody is
 * enrolled, and only what follows it is launched.
 */
export const launchMissing: HrCommand<'launch-missing'> = {
  mayBeEmpty: true,
  needsSecondPerson: () => Promise.resolve(true),

  async touches(db, { cycleId, arguments: { exclude: excluded = [] } }) {
    const ids = await employeeIds(
      db,
      excluded.map(({ employeeNo }) => employeeNo),
    );
    return touchedByLeavingOut(db, { cycleId, employeeIds: [...ids.values()] });
  },

  async preview(db, { cycleId, arguments: { exclude: excluded = [] } }) {
    const cycle = await getCycle(db, cycleId);
    if (cycle.launched_at === null) return { affected: 0, blockedBy: [{ code: 'cycle-not-launched' }] };
    if (cycle.published_at !== null) return previewPublished(db, cycleId, excluded.length);
    const everybody = await candidates(db, cycleId);
    const preview = await previewLaunch(db, { cycleId, exclude: excluded, everybody });
    const { mustBeMended, pleaseLook, doesNotStart, sha256 } = preview;
    const notRated = new Set(excluded.map(({ employeeNo }) => employeeNo));
    const coming = everybody.filter(({ why, employeeNo }) => why === null && !notRated.has(employeeNo));
    const leftOut = leftOutOf(namedBy(excluded, preview));
    const missing = await missingRuns(db, cycleId);
    return {
      affected: coming.length + missing + leftOut.length,
      blockedBy: [...mustBeMended.filter(isOfComing).map(asFinding), ...(await chairWhoComes(db, cycleId, coming))],
      pleaseLook: pleaseLook.filter(isOfComing).map(asFinding),
      changes: [...leftOut, ...changesOf(coming, missing), ...(await postsOver(db, coming))],
      details: {
        starts: coming.map(({ employeeNo }) => employeeNo),
        doesNotStart: doesNotStart.map(({ employeeNo, code }) => ({ employeeNo, code })),
      },
      sha256,
    };
  },

  async execute(trx, { cycleId, arguments: { exclude: excluded = [] } }) {
    const { published_at } = await getCycle(trx, cycleId);
    const taken = published_at === null ? await takeIn(trx, cycleId, excluded) : { enrolled: 0, excluded: 0, nobodyAbove: 0 };
    return { ...taken, phases: Object.fromEntries((await readMissing(trx, cycleId)).map(toldMissing)) };
  },

  /** A hundred thousand may be missing: not under the cycle's lock. */
  async afterwards(db, cycleId) {
    await launchWhoIsMissing(db, cycleId);
  },
};

function toldMissing({ phase, isOver, missing }: Missing) {
  return [phase, { started: isOver ? 0 : missing, skipped: isOver ? missing : 0 }] as const;
}

/** What is about people who come or their groups; indicators of a running cycle are mended in their own way. */
function isOfComing({ code, people }: LaunchPreview['mustBeMended'][number]): boolean {
  return code === NO_PAIR || people !== undefined;
}

/** Whoever chairs is not rated as well: the first member would chair their group, and a chair is handed on by an order of its own. */
async function chairWhoComes(db: Db | Trx, cycleId: string, coming: readonly Candidate[]): Promise<readonly Finding[]> {
  const { rows } = await sql<{ employeeNo: string }>`
    select e.employee_no "employeeNo"
      from cycle c
      join employee chair on chair.id = (c.committee->>'chair')::bigint
      join employee e on mailbox_of(e.email) = mailbox_of(chair.email)
     where c.id = ${cycleId} and e.id = any (${coming.map(({ employeeId }) => employeeId)}::bigint[])`.execute(db);
  if (rows.length === 0) return [];
  return [{ code: 'chair-would-be-rated', details: { employeeNos: rows.map(({ employeeNo }) => employeeNo) } }];
}

function asFinding({ code, details, people = [] }: LaunchPreview['mustBeMended'][number]): Finding {
  return { code, details: { ...details, employeeNos: people.map(({ employeeNo }) => employeeNo) } };
}

/** Of those who do not start, who is named by this order: others were left out before. */
function namedBy(excluded: NotRated, { doesNotStart }: LaunchPreview): LaunchPreview['doesNotStart'] {
  const named = new Set(excluded.map(({ employeeNo }) => employeeNo));
  return doesNotStart.filter(({ employeeNo }) => named.has(employeeNo));
}

/** Who comes, by name, and into which group; and how many processes of people who are enrolled already were missing. */
function changesOf(coming: readonly Candidate[], missing: number): readonly Change[] {
  return [
    ...coming.map(({ employeeNo, name, unit, group }) =>
      lineOf({
        what: 'enrolment',
        group,
        who: { evaluationId: null, employeeNo, name, unitName: unit },
        after: { state: 'enrolled' },
      }),
    ),
    ...(missing === 0 ? [] : [lineOf({ what: 'launch', count: missing, after: { state: 'running' } })]),
  ];
}

/** Who rates and reviews those who come, by the list of one person. */
async function postsOver(db: Db | Trx, coming: readonly Candidate[]): Promise<readonly Change[]> {
  const { rows } = await sql<{ employeeNo: string; name: string; unitName: string; what: 'rater' | 'reviewer'; post: Person }>`
    select e.employee_no "employeeNo", e.name, u.name "unitName", o.what, ${personOf('p')} post
      from employee e
      join unit u on u.id = e.unit_id
     cross join lateral (values ('rater', e.rater_id), ('reviewer', e.reviewer_id)) o (what, id)
      join employee p on p.id = o.id
     where e.id = any (${coming.map(({ employeeId }) => employeeId)}::bigint[])
     order by e.employee_no, o.what`.execute(db);
  return rows.map(({ what, post, ...who }) => lineOf({ what, who: { evaluationId: null, ...who }, after: asPerson(post) }));
}

/** Nobody comes any more; who is enrolled and was lost on the way still gets what is missing. */
async function previewPublished(db: Db | Trx, cycleId: string, excluded: number): Promise<Previewed> {
  const missing = excluded > 0 ? 0 : await missingRuns(db, cycleId);
  const changes = [lineOf({ what: 'launch', count: missing, after: { state: 'running' } })];
  if (missing === 0) return { affected: 0, blockedBy: [{ code: 'cycle-published' }] };
  return { affected: missing, changes, sha256: await launchDigest(db, cycleId) };
}

type NotRated = readonly { readonly employeeNo: string; readonly reason: string }[];

/** Enrols who came later, but for those who are named. */
async function takeIn(trx: Trx, cycleId: string, named: NotRated) {
  const { pack } = await getPack(trx, { cycleId });
  const ids = await employeeIds(
    trx,
    named.map(({ employeeNo }) => employeeNo),
  );
  const people = named.map(({ employeeNo, reason }) => ({ employeeId: ids.get(employeeNo) ?? '0', reason }));
  const notRated = await exclude(trx, cycleId, people);
  const nobodyAbove = (await candidates(trx, cycleId)).filter(({ why }) => why === 'nobody-above').length;
  const { enrolled, tooLate } = await enrol(trx, { cycleId, quotaFrom: targetFrom(pack.distribution) });
  return { enrolled, excluded: notRated + tooLate, nobodyAbove };
}

/** Runs that people lack in phases that have begun. */
async function missingRuns(db: Db | Trx, cycleId: string): Promise<number> {
  return (await readMissing(db, cycleId)).reduce((sum, { missing }) => sum + missing, 0);
}
