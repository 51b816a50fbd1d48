import { Account } from '../../cli/demo/account.ts';
import { type ApiClient, ApiRefusal, type Call } from '../../cli/demo/api-client.ts';
import { pause } from '../../cli/demo/patience.ts';
import type { RouteName } from '../../contracts/api/routes.ts';
import type { SmallStack } from './stack.ts';

/** Something that was answered, and when it was asked, by the host's clock. */
export interface Seen {
  readonly who: string;
  readonly route: string;
  readonly askedAt: number;
  readonly answeredAt: number;
  readonly status: number;
  readonly body: unknown;
}

export interface Ids {
  readonly evaluations: readonly string[];
  readonly runs: readonly string[];
  readonly tasks: readonly string[];
}

/** Somebody who looks at everything that might show a result. */
export class Onlooker {
  readonly who: string;
  readonly #account: Account;
  readonly #see: (seen: Seen) => void;

  constructor(stack: SmallStack, person: { readonly who: string; readonly email: string }, see: (seen: Seen) => void) {
    const { web = '', api = '', mailbox = '' } = stack.at;
    this.who = person.who;
    this.#account = new Account({ web, api, mailbox }, person.email);
    this.#see = see;
  }

  /** Looks once at every list and at everything that has one of these ids. */
  async lookAtAll({ evaluations, runs, tasks }: Ids): Promise<void> {
    await this.#account.use('/tasks', async (api) => {
      await this.#look(api, 'listResults');
      await this.#look(api, 'getMyEvaluation');
      await this.#look(api, 'getMyTeam');
      await this.#look(api, 'getOperations');
      for (const group of ['mine', 'waiting', 'done'] as const)
        await this.#look(api, 'listTasks', { query: { group, limit: 200 } });
      for (const evaluationId of evaluations) await this.#lookAtEvaluation(api, evaluationId);
      for (const processRunId of runs) {
        await this.#look(api, 'getCalibration', { params: { processRunId } });
        await this.#look(api, 'getRun', { params: { id: processRunId } });
      }
      for (const id of tasks) {
        await this.#look(api, 'getTask', { params: { id } });
        await this.#look(api, 'getSubmission', { params: { id } });
      }
    });
  }

  /** Looks at one result only. */
  async lookAtResult(evaluationId: string): Promise<number> {
    return this.#account.use('/tasks', (api) => this.#look(api, 'getResult', { params: { evaluationId } }));
  }

  async #lookAtEvaluation(api: ApiClient, evaluationId: string): Promise<void> {
    const params = { evaluationId };
    await this.#look(api, 'getResult', { params });
    await this.#look(api, 'getResult', { params, query: { purpose: 'other', note: 'curious' } });
    await this.#look(api, 'getGoals', { params });
    await this.#look(api, 'getAccess', { params });
  }

  async #look<N extends RouteName>(api: ApiClient, name: N, call: Call<N> = {}): Promise<number> {
    const askedAt = Date.now();
    let [status, body]: [number, unknown] = [200, undefined];
    try {
      body = await api.call(name, call);
    } catch (error) {
      if (!(error instanceof ApiRefusal) || error.code === 'not-signed-in') throw error;
      status = error.status;
    }
    const route = `${name} ${JSON.stringify(call.params ?? {})}`;
    this.#see({ who: this.who, route, askedAt, answeredAt: Date.now(), status, body });
    return status;
  }
}

/** Looks again and again, a little at a time, until told to stop. */
export async function keepLooking(onlooker: Onlooker, ids: () => Promise<Ids>, isOver: () => boolean): Promise<void> {
  for (let turn = 0; !isOver(); turn += 1) {
    const all = await ids();
    const some = (of: readonly string[]) => of.filter((_, index) => (index + turn) % 16 === 0);
    await onlooker.lookAtAll({ evaluations: some(all.evaluations), runs: some(all.runs), tasks: some(all.tasks) });
    await pause(250);
  }
}

/** Keys under which the API shows what only a published result may show, and the grades that a result has. */
const SECRET_KEYS = /^(score|scaled|points|place|proposedPlace|unitPlace|gradeName|proposedGrade|changedInCalibration|steps)$/;

/** Paths in an answer at which a score, a result's grade or a place stands. */
export function secretsIn(body: unknown, grades: readonly string[], path = ''): readonly string[] {
  if (typeof body !== 'object' || body === null) return [];
  return Object.entries(body).flatMap(([key, value]) => {
    const here = `${path}/${key}`;
    if (isShown(key, value)) return [here];
    if (key.toLowerCase().includes('grade') && typeof value === 'string' && grades.includes(value)) return [here];
    return secretsIn(value, grades, here);
  });
}

/** A talk has a place in words; the year has a number of steps, and phases as its steps. */
function isShown(key: string, value: unknown): boolean {
  if (!SECRET_KEYS.test(key) || value === null) return false;
  if (key === 'place') return typeof value === 'number';
  if (key === 'steps') return Array.isArray(value) && value.some((step) => !isPhase(step));
  return true;
}

function isPhase(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'phase' in value;
}
