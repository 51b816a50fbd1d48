import type { Answer, Body } from '../../contracts/api/routes.ts';
import type { CommandName } from '../../contracts/commands.ts';
import { atLocal, compareInstants } from '../../domain/cycle/instants.ts';
import type { Account } from './account.ts';
import type { ApiClient } from './api-client.ts';
import type { HrAct } from './city.ts';
import { writePeople } from './people-file.ts';
import type { World } from './person.ts';

type Listed = Answer<'listPeople'>['items'][number];
type Act<D extends HrAct['do']> = Extract<HrAct, { readonly do: D }>;

/** A request as data tells it; the API checks that arguments fit the command. */
interface Request {
  readonly command: CommandName;
  readonly evaluationIds?: readonly string[];
  readonly arguments: Readonly<Record<string, unknown>>;
  readonly reason: string;
  /** A second person says yes at once. */
  readonly approved?: true;
}

export interface Office {
  readonly world: World;
  readonly officer: Account;
  /** The second person. */
  readonly approver: Account;
}

const PAGE = '/hr';

/** HR of the city: two people with their browsers, and a list of what they do in the year. */
export class HrOffice {
  readonly #office: Office;
  readonly #acts: HrAct[];
  #cycleId = '0';

  constructor(office: Office) {
    this.#office = office;
    this.#acts = [...office.world.city.hr];
  }

  get cycleId(): string {
    return this.#cycleId;
  }

  get nextAct(): string | undefined {
    const act = this.#acts[0];
    return act && this.#instantOf(act);
  }

  /** A clock of its own and a planned cycle on it; nothing is launched. */
  async setUp(): Promise<{ readonly rehearsalId: string; readonly cycleId: string }> {
    const { settings, indicators } = this.#office.world.city;
    return this.use(async (api) => {
      const rehearsal = await api.call('createRehearsal', {
        body: { name: `${settings.city} ${settings.year}`, now: settings.startsAt },
      });
      const { name, year, pack: packName, committee } = settings;
      const cycle = await api.call('createCycle', {
        body: {
          name,
          year,
          packName,
          rehearsalId: rehearsal.id,
          committee: { chair: committee.chair, members: [...committee.members] },
          ...(settings.groups.length > 0 && { groups: [...settings.groups] }),
          exclusions: [...settings.exclusions],
          indicators: [...indicators],
        },
      });
      this.#cycleId = cycle.id;
      return { rehearsalId: rehearsal.id, cycleId: cycle.id };
    });
  }

  use<T>(work: (api: ApiClient) => Promise<T>): Promise<T> {
    return this.#office.officer.use(PAGE, work);
  }

  /** Does everything that is planned until now. Answers what is worth telling. */
  async act(now: string): Promise<readonly string[]> {
    const told: string[] = [];
    for (let act = this.#acts[0]; act !== undefined && compareInstants(this.#instantOf(act), now) <= 0; act = this.#acts[0]) {
      const doing = act;
      try {
        await this.use((api) => this.#do(api, doing));
      } catch (error) {
        throw new Error(`HR cannot ${doing.do === 'command' ? doing.command : doing.do} on ${doing.on}`, { cause: error });
      }
      this.#acts.shift();
      if (act.tell !== undefined) told.push(act.tell);
    }
    return told;
  }

  #instantOf({ on, at }: HrAct): string {
    return atLocal(on, at, this.#office.world.calendar.timeZone);
  }

  async #do(api: ApiClient, act: HrAct): Promise<void> {
    switch (act.do) {
      case 'command':
        return this.#command(api, act);
      case 'mend-email':
        return this.#mendEmail(api, act);
      case 'absence': {
        const { employeeNo, fromOn, toOn } = act;
        await api.call('recordAbsence', { body: { employeeNo, fromOn, toOn } });
        return;
      }
      case 'import': {
        const file = writePeople(this.#office.world.city.joiners.get(act.file) ?? []);
        const { imported, problems } = await api.call('importPeople', { file });
        if (!imported) throw new Error(`${act.file} is not imported: ${JSON.stringify(problems)}`);
      }
    }
  }

  async #command(api: ApiClient, act: Act<'command'>): Promise<void> {
    const { people = [], ratedBy, reviewedBy } = act;
    if (ratedBy === undefined && reviewedBy === undefined) {
      const evaluationIds = await Promise.all(people.map((employeeNo) => this.#evaluationOf(api, employeeNo)));
      return this.#request(api, { ...act, evaluationIds });
    }
    const enrolled = (await this.#everybody(api)).filter((person) => person.enrolment === 'enrolled');
    const of = enrolled.filter(({ rater, reviewer }) =>
      ratedBy === undefined ? reviewer?.employeeNo === reviewedBy : rater?.employeeNo === ratedBy,
    );
    if (of.length > 0) await this.#request(api, { ...act, evaluationIds: of.map((person) => person.evaluationId) });
  }

  /** Looks at the preview, asks, and has a second person say yes where one is needed. */
  async #request(api: ApiClient, { command, evaluationIds = [], arguments: given, reason, approved }: Request): Promise<void> {
    const selection = evaluationIds.length > 0 ? { evaluationIds } : {};
    const body = { command, cycleId: this.#cycleId, selection, arguments: given } as Body<'previewCommand'>;
    const { sha256: previewSha256 } = await api.call('previewCommand', { body });
    const idempotencyKey = `demo:${this.#cycleId}:${command}:${this.#acts.length}`;
    const { id } = await api.call('requestCommand', {
      body: { ...body, reason, idempotencyKey, ...(previewSha256 && { previewSha256 }) } as Body<'requestCommand'>,
    });
    if (approved === true) await this.#office.approver.use(PAGE, (second) => second.call('approveCommand', { params: { id } }));
  }

  async #everybody(api: ApiClient): Promise<readonly Listed[]> {
    const listed: Listed[] = [];
    for (let cursor: string | null | undefined; cursor !== null;) {
      const page = await api.call('listPeople', {
        params: { id: this.#cycleId },
        query: { limit: 200, ...(cursor && { cursor }) },
      });
      listed.push(...page.items);
      cursor = page.next;
    }
    return listed;
  }

  async #evaluationOf(api: ApiClient, employeeNo: string): Promise<string> {
    const { items } = await api.call('listPeople', { params: { id: this.#cycleId }, query: { q: employeeNo } });
    const found = items.find((person) => person.employeeNo === employeeNo);
    if (found === undefined) throw new Error(`${employeeNo} is not in the cycle`);
    return found.evaluationId;
  }

  /** The address, and then the mails that came back from the wrong one. */
  async #mendEmail(api: ApiClient, { employeeNo, email, reason }: Act<'mend-email'>): Promise<void> {
    await api.call('mendEmployee', { params: { employeeNo }, body: { email } });
    const { items } = await api.call('listMails', { params: { id: this.#cycleId }, query: { state: 'dead', limit: 200 } });
    const notificationIds = items.filter((mail) => mail.employeeNo === employeeNo).map((mail) => mail.id);
    if (notificationIds.length === 0) throw new Error(`no mail to ${employeeNo} came back`);
    await this.#request(api, { command: 'resend-mail', arguments: { notificationIds }, reason });
  }
}
