import type { Answer, Body } from '../../contracts/api/routes.ts';
import type { CommandName } from '../../contracts/commands.ts';
import type { PolicyPack } from '../../contracts/pack.ts';
import { compareInstants } from '../../domain/cycle/instants.ts';
import type { Account } from './account.ts';
import type { HrAct, RoutineAct } from './acts.ts';
import { type ApiClient, ApiRefusal } from './api-client.ts';
import { type CycleAtHand, type PlannedAct, actsOf, startOf } from './hr-calendar.ts';
import { writePeople } from './people-file.ts';
import type { World } from './person.ts';

type Listed = Answer<'listPeople'>['items'][number];
type Act<D extends HrAct['do']> = Extract<HrAct | RoutineAct, { readonly do: D }>;

/** A request as data tells it; the API checks that arguments fit the command. */
interface Request {
  readonly command: CommandName;
  readonly evaluationIds?: readonly string[];
  readonly arguments: Readonly<Record<string, unknown>>;
  readonly reason: string;
}

export interface Office {
  readonly world: World;
  /** The first one does what concerns nobody in HR. */
  readonly officers: readonly Account[];
  /** Second persons. */
  readonly approvers: readonly Account[];
}

const PAGE = '/hr';

/** HR of the city: people with their browsers, and a list of what they do in the year. What concerns one of them another one asks or approves. */
export class HrOffice {
  readonly #office: Office;
  #acts: readonly PlannedAct[] = [];
  #cycles: readonly CycleAtHand[] = [];

  constructor(office: Office) {
    this.#office = office;
  }

  /** In the order in which the city names them. */
  get cycles(): readonly CycleAtHand[] {
    return this.#cycles;
  }

  /** The content of the pack that a cycle has pinned. */
  async rulesOf(id: string): Promise<PolicyPack> {
    return this.use(async (api) => {
      const { pack } = await api.call('getCycle', { params: { id } });
      const { items } = await api.call('listPacks');
      const pinned = items.find(({ name, version }) => name === pack.name && version === pack.version);
      return (await api.call('getPack', { params: { sha256: pinned?.sha256 ?? '' } })).content;
    });
  }

  get nextAct(): string | undefined {
    return this.#acts[0]?.at;
  }

  /** A clock of its own and the planned cycles on it, the clock where the first one begins; nothing is launched. */
  async setUp(): Promise<{ readonly rehearsalId: string; readonly startsAt: string }> {
    const { city, calendar } = this.#office.world;
    const { settings } = city;
    return this.use(async (api) => {
      const rehearsal = await api.call('createRehearsal', {
        body: { name: `${settings.city} ${settings.year}`, now: settings.startsAt },
      });
      const cycles: CycleAtHand[] = [];
      for (const planned of city.cycles) {
        const { id } = await firstNotConcerned(this.#office.officers, (one) =>
          one.call('createCycle', { body: this.#planOf(planned, rehearsal.id) }),
        );
        const { phases, publicationAt } = await api.call('getCycle', { params: { id } });
        cycles.push({ id, name: planned.name, pack: planned.pack, hr: planned.hr, phases, publicationAt });
      }
      this.#cycles = cycles;
      this.#acts = actsOf(cycles, city.routine, calendar);
      const startsAt = startOf(cycles, settings.startsAt, calendar);
      await api.call('advanceClock', { params: { id: rehearsal.id }, body: { to: startsAt } });
      return { rehearsalId: rehearsal.id, startsAt };
    });
  }

  #planOf({ name, pack, period, grades, groups }: World['city']['cycles'][number], rehearsalId: string): Body<'createCycle'> {
    const { settings, indicators, units } = this.#office.world.city;
    const { committee, exclusions, year, timeZone } = settings;
    return {
      name,
      year,
      packName: pack,
      ...(period !== undefined && { period }),
      timeZone,
      rehearsalId,
      committee: { chair: committee.chair, members: [...committee.members] },
      ...(grades !== undefined && { grades: [...grades] }),
      ...(groups.length > 0 && { groups: [...groups] }),
      exclusions: exclusions.filter((one) => grades === undefined || grades.includes(this.#gradeOf(one.employeeNo))),
      indicators: [...indicators],
      units: units.flatMap(({ name: unit, partOf }) => (partOf === undefined ? [] : [{ unit, partOf }])),
    };
  }

  #gradeOf(employeeNo: string): string {
    return this.#office.world.city.people.find((person) => person.employee_no === employeeNo)?.grade ?? '';
  }

  use<T>(work: (api: ApiClient) => Promise<T>): Promise<T> {
    return first(this.#office.officers).use(PAGE, work);
  }

  /** Does everything that is planned until now. Answers what is worth telling. */
  async act(now: string): Promise<readonly string[]> {
    const told: string[] = [];
    for (let next = this.#acts[0]; next !== undefined && compareInstants(next.at, now) <= 0; next = this.#acts[0]) {
      const doing = next;
      const { act, cycle } = doing;
      try {
        await this.use((api) => this.#do(api, doing));
      } catch (error) {
        throw new Error(`HR cannot ${act.do === 'command' ? act.command : act.do} at ${doing.at} for ${cycle.name}`, {
          cause: error,
        });
      }
      this.#acts = this.#acts.slice(1);
      if (act.tell !== undefined) told.push(this.#cycles.length > 1 && 'when' in act ? `${act.tell}: ${cycle.name}` : act.tell);
    }
    return told;
  }

  async #do(api: ApiClient, { act, cycle }: PlannedAct): Promise<void> {
    switch (act.do) {
      case 'command':
        return this.#command(api, act, cycle.id);
      case 'mend-email':
        return this.#mendEmail(api, act, cycle.id);
      case 'absence': {
        const { employeeNo, fromOn, toOn } = act;
        const body = { employeeNo, fromOn, toOn };
        await firstNotConcerned(this.#office.officers, (one) => one.call('recordAbsence', { body }));
        return;
      }
      case 'import': {
        const file = writePeople(this.#office.world.city.joiners.get(act.file) ?? []);
        const { imported, problems } = await api.call('importPeople', { file });
        if (!imported) throw new Error(`${act.file} is not imported: ${JSON.stringify(problems)}`);
        await this.#confirmNewcomers();
      }
    }
  }

  async #command(api: ApiClient, act: Act<'command'>, cycleId: string): Promise<void> {
    const { people = [], ratedBy, reviewedBy } = act;
    if (ratedBy === undefined && reviewedBy === undefined) {
      const evaluationIds = await Promise.all(people.map((employeeNo) => evaluationOf(api, cycleId, employeeNo)));
      return this.#request({ ...act, evaluationIds }, cycleId);
    }
    const enrolled = (await everybodyIn(api, cycleId)).filter((person) => person.enrolment === 'enrolled');
    const of = enrolled.filter(({ rater, reviewer }) =>
      ratedBy === undefined ? reviewer?.employeeNo === reviewedBy : rater?.employeeNo === ratedBy,
    );
    if (of.length > 0) await this.#request({ ...act, evaluationIds: of.map((person) => person.evaluationId) }, cycleId);
  }

  /** Looks at the preview, asks, and has a second person say yes where one is needed; each time the first one whose own case it is not. */
  async #request(request: Request, cycleId: string): Promise<void> {
    const { command, evaluationIds = [], arguments: given, reason } = request;
    const selection = evaluationIds.length > 0 ? { evaluationIds } : {};
    const body = { command, cycleId, selection, arguments: given } as Body<'previewCommand'>;
    const { who: officer, preview } = await firstWhoMay(this.#office.officers, (api) => api.call('previewCommand', { body }));
    const previewSha256 = preview.sha256;
    const idempotencyKey = `demo:${cycleId}:${command}:${this.#acts.length}`;
    const { id, needsSecondPerson } = await officer.use(PAGE, (api) =>
      api.call('requestCommand', {
        body: { ...body, reason, idempotencyKey, ...(previewSha256 && { previewSha256 }) } as Body<'requestCommand'>,
      }),
    );
    if (!needsSecondPerson) return;
    const { who: second } = await firstWhoMay(this.#office.approvers, (api) => api.call('lookAtCommand', { params: { id } }));
    await second.use(PAGE, (api) => api.call('approveCommand', { params: { id } }));
  }

  /** Second persons confirm who has come, each what is theirs to confirm. */
  async #confirmNewcomers(): Promise<void> {
    for (const approver of this.#office.approvers) {
      await approver.use(PAGE, async (api) => {
        const { items } = await api.call('listAddressChanges', { query: { limit: 1000 } });
        const ids = items.filter(({ oldEmail, mayConfirm }) => oldEmail === null && mayConfirm).map(({ id }) => id);
        if (ids.length > 0) await api.call('confirmAddresses', { body: { ids } });
      });
    }
  }

  /** The address, and then the mails that came back from the wrong one. */
  async #mendEmail(api: ApiClient, { employeeNo, email, reason }: Act<'mend-email'>, cycleId: string): Promise<void> {
    const body = { email };
    await firstNotConcerned(this.#office.officers, (one) => one.call('mendEmployee', { params: { employeeNo }, body }));
    const { items } = await api.call('listMails', { params: { id: cycleId }, query: { state: 'dead', limit: 200 } });
    const notificationIds = items.filter((mail) => mail.employeeNo === employeeNo).map((mail) => mail.id);
    if (notificationIds.length === 0) throw new Error(`no mail to ${employeeNo} came back`);
    await this.#request({ command: 'resend-mail', arguments: { notificationIds }, reason }, cycleId);
  }
}

/** Looks as each in turn until one is not told that it concerns themselves. @throws Error where everybody is */
async function firstWhoMay(
  people: readonly Account[],
  look: (api: ApiClient) => Promise<Answer<'previewCommand'>>,
): Promise<{ readonly who: Account; readonly preview: Answer<'previewCommand'> }> {
  for (const who of people) {
    const preview = await who.use(PAGE, look);
    if (!preview.blockedBy.some(({ code }) => code === 'own-case')) return { who, preview };
  }
  throw new Error('it concerns everybody of HR who could decide it');
}

/** Asks as each in turn until one is not refused because it concerns their own case. @throws Error where everybody is */
async function firstNotConcerned<T>(people: readonly Account[], ask: (api: ApiClient) => Promise<T>): Promise<T> {
  for (const who of people) {
    try {
      return await who.use(PAGE, ask);
    } catch (error) {
      if (!(error instanceof ApiRefusal) || error.code !== 'own-case') throw error;
    }
  }
  throw new Error('it concerns everybody of HR who could do it');
}

function first<T>([one]: readonly T[]): T {
  if (one === undefined) throw new Error('the city has no HR');
  return one;
}

async function everybodyIn(api: ApiClient, cycleId: string): Promise<readonly Listed[]> {
  const listed: Listed[] = [];
  for (let cursor: string | null | undefined; cursor !== null;) {
    const page = await api.call('listPeople', { params: { id: cycleId }, query: { limit: 200, ...(cursor && { cursor }) } });
    listed.push(...page.items);
    cursor = page.next;
  }
  return listed;
}

async function evaluationOf(api: ApiClient, cycleId: string, employeeNo: string): Promise<string> {
  const { items } = await api.call('listPeople', { params: { id: cycleId }, query: { q: employeeNo } });
  const found = items.find((person) => person.employeeNo === employeeNo);
  if (found === undefined) throw new Error(`${employeeNo} is not in the cycle`);
  return found.evaluationId;
}
