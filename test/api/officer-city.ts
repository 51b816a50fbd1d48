import type { FastifyInstance } from 'fastify';
import { sql } from 'kysely';
import { importPeople } from '../../commands/import-people.ts';
import { launchPhase } from '../../commands/launch-phase.ts';
import { openTask } from '../../commands/open-task.ts';
import { enrol } from '../../db/enrolment.ts';
import { inTransaction } from '../../db/in-transaction.ts';
import type { TaskKind } from '../../domain/tasks/kinds.ts';
import { csvOf, evaluationOf, PEOPLE, smallCity, type SmallCity } from '../commands/small-city.ts';
import { appOver, type Client, importOf, signInTo } from './support.ts';
import { markLaunched } from '../support/mark-launched.ts';

// HR1 is rated by H1 in Office and reviewed by H2, and rates O1. C1 chairs, F1 has the first seat; HR3 asks too, HR2 approves.
const HR1 = 'HR1,Name HR1,hr1@city.example,Tax,6,Job,H1,H2,Office,2020-01-01';
const OTHERS = [
  'HR3,Name HR3,hr3@city.example,Top,6,Job,,,,2020-01-01',
  'C1,Name C1,c1@city.example,Top,4,Job,,,,2020-01-01',
  'F1,Name F1,f1@city.example,Top,4,Job,,,,2020-01-01',
  'O2,Name O2,o2@city.example,Tax,6,Job,H1,H2,Office,2020-01-01',
  'O1,Name O1,o1@city.example,Tax,6,Job,HR1,H2,Staff,2020-01-01',
];

export async function cityOfOfficers(more: readonly string[] = []): Promise<SmallCity> {
  const people = [...PEOPLE.filter((row) => !row.startsWith('HR1,')), HR1, ...OTHERS, ...more];
  const city = await smallCity({ people, committee: { chair: 'C1', members: ['F1', 'M1'] } });
  await sql`insert into role_assignment (employee_id, role) values (${city.ids['HR3'] ?? '0'}, 'hr')`.execute(city.db);
  await sql`update cycle set rehearsal_id = null`.execute(city.db);
  return city;
}

/** What one officer tries alone, over HTTP. */
export class OfficerCity {
  readonly city: SmallCity;
  readonly app: FastifyInstance;
  readonly hr: Client;
  readonly approver: Client;
  #keys = 0;

  private constructor({ city, app, hr, approver }: Pick<OfficerCity, 'city' | 'app' | 'hr' | 'approver'>) {
    [this.city, this.app, this.hr, this.approver] = [city, app, hr, approver];
  }

  /** With more rows of the list of people. */
  static async create(more: readonly string[] = []): Promise<OfficerCity> {
    const city = await cityOfOfficers(more);
    const app = await appOver(city.db, { logged: [] });
    const [hr, approver] = [await signInTo(app, city.db, 'HR1'), await signInTo(app, city.db, 'HR2')];
    return new OfficerCity({ city, app, hr, approver });
  }

  async close(): Promise<void> {
    await this.app.close();
    await this.city.drop();
  }

  /** The operator's list. */
  async listed(...rows: readonly string[]): Promise<void> {
    await importPeople(this.city.db, { file: csvOf(...rows) });
  }

  signIn(no: string): Promise<Client> {
    return signInTo(this.app, this.city.db, no);
  }

  /** The cycle runs, as two persons have launched it. */
  async launched(): Promise<void> {
    await markLaunched(this.city.db, this.city.cycleId);
    await inTransaction(this.city.db, (trx) => enrol(trx, { cycleId: this.city.cycleId, quotaFrom: 4 }));
  }

  /** The cycle is of last year. */
  async archived(): Promise<void> {
    await this.launched();
    await sql`update cycle set launched_at = now() - interval '1 year', archived_at = now() - interval '1 day'`.execute(
      this.city.db,
    );
  }

  plan(more: object = {}) {
    const committee = { chair: 'C1', members: ['F1', 'M1'] };
    return this.hr.ask('POST', '/cycles', {
      body: { name: '2027', year: 2027, packName: 'kr-local-grade5', committee, ...more },
    });
  }

  order(command: string, selection: object, given: object) {
    return this.#request({ command, cycleId: this.city.cycleId, selection, arguments: given });
  }

  askLaunch(cycleId: unknown, by: Client = this.hr) {
    return this.#request({ command: 'launch-cycle', cycleId, selection: {}, arguments: {} }, by);
  }

  #request(command: object, by: Client = this.hr) {
    this.#keys += 1;
    return by.ask('POST', '/commands', {
      body: { ...command, reason: 'because', idempotencyKey: `k${String(this.#keys)}` },
    });
  }

  /** What the second person sees. */
  lookAt(id: unknown) {
    return this.approver.ask('GET', `/commands/${String(id)}/preview`);
  }

  leave(no: string, leftOn: string | null) {
    return this.hr.ask('POST', '/departures', { body: { employeeNos: [no], leftOn, reason: 'gone' } });
  }

  /** The codes of what is wrong with rows of a list. */
  async importOf(...rows: readonly string[]): Promise<readonly string[]> {
    const { body } = await importOf(this.hr, ...rows);
    const problems = body['problems'] as readonly { readonly code: string; readonly severity: string }[];
    return problems.filter(({ severity }) => severity === 'error').map(({ code }) => code);
  }

  /** What the mails that may go now say to somebody about what is recorded of them, of no cycle. */
  async toldOf(no: string): Promise<readonly { readonly what: string }[]> {
    const { rows } = await sql<{ details: { readonly what: string } }>`
      select details
        from notification
       where employee_id = ${this.city.ids[no]} and mail_kind = 'record.changed' and cycle_id is null
         and send_at <= now()
       order by id`.execute(this.city.db);
    return rows.map(({ details }) => details);
  }

  /** A task of somebody's own evaluation in a phase that is open. */
  async openedTask(no: string, phase: string, kind: TaskKind): Promise<string> {
    const { db, cycleId } = this.city;
    await launchPhase(db, { cycleId, phase });
    const evaluationId = await evaluationOf(this.city, no);
    const run = await db
      .selectFrom('process_run')
      .select('id')
      .where('evaluation_id', '=', evaluationId)
      .where('phase', '=', phase)
      .executeTakeFirstOrThrow();
    return (await openTask(db, { processRunId: run.id, kind, round: 1, seat: 1 })).taskId;
  }
}
