import type { Answer } from '../../contracts/api/routes.ts';
import type { BusinessCalendar } from '../../domain/cycle/calendar.ts';
import { compareInstants, localDate } from '../../domain/cycle/instants.ts';
import { KINDS } from '../../domain/tasks/kinds.ts';
import { Account, type Addresses } from './account.ts';
import { type ApiClient, ApiRefusal } from './api-client.ts';
import type { Script, ScriptedAct } from './acts.ts';
import type { City } from './city.ts';
import { decisionTold } from './committee.ts';
import type { Form, Writing } from './writing.ts';
import type { CityPerson } from './people-file.ts';
import { formOf, plannedAt, scriptedAct, scriptedVisits } from './script.ts';

type Row = Answer<'listTasks'>['items'][number];

export interface World {
  readonly at: Addresses;
  readonly city: City;
  readonly calendar: BusinessCalendar;
}

interface Plan {
  readonly row: Row;
  readonly about: string;
  readonly act: ScriptedAct | undefined;
  /** Undefined: never, or not while it is paused. */
  readonly at: string | undefined;
}

/** The task is no longer this person's to do: over, paused or somebody else's. */
const GONE = ['not-found', 'task-closed', 'task-expired', 'task-paused'];

/** Somebody who has a script, a mail program and a browser, and knows nothing else. */
export class SimulatedPerson {
  readonly employeeNo: string;
  readonly email: string;
  readonly account: Account;
  readonly #world: World;
  readonly #script: Script | undefined;
  readonly #visits: string[];
  #plans: readonly Plan[] = [];
  /** Employee numbers by evaluation, as my-team tells them. */
  readonly #team = new Map<string, string>();

  constructor(world: World, person: CityPerson) {
    this.employeeNo = person.employee_no;
    this.#world = world;
    this.#script = world.city.scripts.get(person.employee_no);
    this.email = (this.#script?.email ?? person.email).toLowerCase();
    this.#visits = [...scriptedVisits(this.#script, world.calendar.timeZone)];
    this.account = new Account(world.at, this.email);
  }

  /** When this person means to do something next. */
  get nextAct(): string | undefined {
    return [...this.#plans.flatMap(({ at }) => at ?? []), ...this.#visits].sort(compareInstants)[0];
  }

  /** New mail came: reads it, and where it leads to our pages looks at the task list. */
  async readMail(now: string): Promise<void> {
    const next = (await this.account.readMail()).at(-1);
    if (next !== undefined) await this.account.use(next, (api) => this.#look(api, now));
  }

  /** Does everything that is planned until now. Answers what is worth telling. */
  async act(now: string): Promise<readonly string[]> {
    const isDue = (at: string | undefined) => at !== undefined && compareInstants(at, now) <= 0;
    const comes = this.#visits.filter(isDue).length;
    this.#visits.splice(0, comes);
    const told: string[] = [];
    await this.account.use('/tasks', async (api) => {
      if (comes > 0) await this.#look(api, now);
      for (const plan of this.#plans.filter(({ at }) => isDue(at))) {
        const done = await this.#do(api, plan, now);
        // What could not be done is looked at again when the next mail or day brings this person here.
        this.#plans = this.#plans.filter((other) => other !== plan);
        const tell = plan.act?.tell ?? (done && decisionTold(plan.row.kind, plan.about, done));
        if (done && tell) told.push(tell);
      }
    });
    return told;
  }

  async #look(api: ApiClient, now: string): Promise<void> {
    const rows: Row[] = [];
    for (let cursor: string | undefined, more = true; more;) {
      const page = await api.call('listTasks', {
        query: { group: 'mine', limit: 200, ...(cursor === undefined ? {} : { cursor }) },
      });
      rows.push(...page.items);
      cursor = page.next ?? undefined;
      more = cursor !== undefined;
    }
    const before = new Map(this.#plans.map((plan) => [plan.row.id, plan]));
    const plans: Plan[] = [];
    for (const row of rows) plans.push(await this.#plan(api, { row, before: before.get(row.id), now }));
    this.#plans = plans;
  }

  async #plan(api: ApiClient, { row, before, now }: { row: Row; before: Plan | undefined; now: string }): Promise<Plan> {
    const about = before?.about ?? (await this.#about(api, row));
    const asked = { kind: row.kind, phase: row.phase, round: row.round, about, dueAt: row.dueAt, openedAt: row.openedAt };
    const act = scriptedAct(this.#script, asked);
    const { city, calendar } = this.#world;
    const at = row.paused ? undefined : plannedAt(asked, act, { city, calendar, writer: this.employeeNo });
    return { row, about, act, at: at !== undefined && compareInstants(at, now) < 0 ? now : at };
  }

  /** Whom it is about, by employee number: the API names people by what one may see of them. */
  async #about(api: ApiClient, { subject, kind }: Row): Promise<string> {
    if (subject.of !== 'evaluation') return subject.name;
    if (subject.mine || KINDS[kind].role === 'employee') return this.employeeNo;
    if (!this.#team.has(subject.evaluationId)) {
      const { people } = await api.call('getMyTeam');
      for (const { evaluationId, employeeNo } of people) this.#team.set(evaluationId, employeeNo);
    }
    const known = this.#team.get(subject.evaluationId);
    if (known !== undefined) return known;
    const person = this.#world.city.people.find(({ name, unit }) => name === subject.name && unit === subject.unitName);
    return person?.employee_no ?? subject.name;
  }

  /** Opens the task, writes, hands in. Undefined: it was no longer there to do. */
  async #do(api: ApiClient, { row, about, act }: Plan, now: string): Promise<Form | undefined> {
    const { city, calendar } = this.#world;
    try {
      const task = await api.call('getTask', { params: { id: row.id } });
      if (task.state === 'closed' || task.paused) return undefined;
      const today = localDate(now, calendar.timeZone);
      const read = await readFor(api, row);
      const content = formOf({ city, calendar, writer: this.employeeNo, about, today, task, ...read }, act);
      const { version } = await api.call('saveDraft', {
        params: { id: row.id },
        body: { version: task.draft?.version ?? 0, content },
      });
      await api.call('closeTask', { params: { id: row.id }, body: { outcome: act?.outcome ?? 'done', version } });
      return content;
    } catch (error) {
      if (error instanceof ApiRefusal && GONE.includes(error.code)) return undefined;
      throw new Error(`${this.employeeNo} cannot do ${row.kind} about ${about} (task ${row.id})`, { cause: error });
    }
  }
}

/** Who is asked to confirm a result reads it first, and says which version that was. */
async function readFor(api: ApiClient, { kind, subject }: Row): Promise<Pick<Writing, 'resultVersion'>> {
  if (kind !== 'result.acknowledge' || subject.of !== 'evaluation') return {};
  const { version } = await api.call('getResult', { params: { evaluationId: subject.evaluationId } });
  return { resultVersion: version };
}
