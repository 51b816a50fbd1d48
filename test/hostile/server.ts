import type { FastifyInstance } from 'fastify';
import { appOver } from '../api/support.ts';
import type { City } from './city.ts';
import { Hands, type Held } from './hands.ts';
import { type Arrived, type Fact, type Facts, type Ground, type Move, after } from './model.ts';
import { type Retractable, retractable } from './retractable.ts';
import { type Breach, type Watched, changed, isSame, watch } from './watch.ts';

/** Where a path has led to. */
interface Place {
  /** The last one; the first place is where the attacker has signed in to their own account. */
  readonly move: Move<Hands> | undefined;
  readonly held: Held;
  readonly before: Watched;
}

/** The real API over a real database. After each attempt all is as it was before; the next one begins where both paths part. */
export class Server implements Ground<Hands> {
  readonly #record: Retractable;
  readonly #app: FastifyInstance;
  readonly #hands: Hands;
  readonly #start: Watched;
  readonly #nothing: Held;
  /** Undefined: nobody honest takes part. */
  readonly #allows: readonly Breach[] | undefined;
  #way: Place[] = [];

  private constructor({
    record,
    app,
    hands,
    start,
    allows,
  }: {
    record: Retractable;
    app: FastifyInstance;
    hands: Hands;
    start: Watched;
    allows: readonly Breach[] | undefined;
  }) {
    this.#record = record;
    this.#app = app;
    this.#hands = hands;
    this.#start = start;
    this.#allows = allows;
    this.#nothing = hands.held;
  }

  static async over(city: City, allows?: readonly Breach[]): Promise<Server> {
    const record = await retractable(city.url);
    const app = await appOver(record.db, { logged: [] });
    const hands = new Hands({ city, app, db: record.db });
    return new Server({ record, app, hands, start: await watch(record.db), allows });
  }

  async attempt(path: readonly Move<Hands>[], move: Move<Hands>, facts: Facts): Promise<Arrived | undefined> {
    const { held, before } = await this.#goTo(path);
    const outcome = await move.act(this.#hands);
    const now = await watch(this.#record.db);
    const sessions = outcome === 'refused' ? [] : await this.#hands.forgetEndedSessions();
    const mailboxes = outcome === 'refused' ? [] : await this.#hands.mailboxes();
    await this.#record.backTo(path.length);
    this.#hands.hold(held);
    if (outcome === 'refused' && !isSame(before, now)) throw new Error(`refused, and yet something is another: ${move.name}`);
    if (outcome === 'refused') return undefined;
    const then = asItIs(after(facts, move, outcome), [...mailboxes, ...sessions.map((who) => `session ${who}`)]);
    const breaches = [
      ...changed(this.#start, now).filter((breach) => this.#allows?.includes(breach) !== true),
      ...(outcome === 'seen' ? ['something is seen early'] : []),
      ...(outcome === 'unseen' ? ['something is done that the second person has not seen'] : []),
      ...sessions
        .filter((who) => who !== 'X' && !then.has(`mailbox of ${who}`))
        .map((who) => `a session outlives the address of ${who}`),
    ];
    return { facts: then, breaches };
  }

  async end(): Promise<void> {
    await this.#app.close();
    await this.#record.end();
  }

  async #goTo(path: readonly Move<Hands>[]): Promise<Place> {
    const shared = path.findIndex((move, step) => this.#way[step + 1]?.move !== move);
    await this.#backTo(shared === -1 ? path.length : shared);
    for (const move of path.slice(this.#way.length - 1)) {
      if ((await move.act(this.#hands)) === 'refused')
        throw new Error(`passed before, refused now: ${path.map(({ name }) => name).join(', ')}`);
      await this.#arrive(move);
    }
    return this.#here();
  }

  async #backTo(step: number): Promise<void> {
    if (step > 0 && step < this.#way.length) {
      this.#way = this.#way.slice(0, step + 1);
      await this.#record.backTo(step);
      return this.#hands.hold(this.#here().held);
    }
    await this.#record.backToStart();
    this.#hands.hold(this.#nothing);
    this.#way = [];
    if (this.#allows !== undefined) await this.#hands.admitHonest();
    if ((await this.#hands.signIn('X')) === 'refused') throw new Error('the attacker cannot sign in to their own account');
    await this.#arrive(undefined);
  }

  async #arrive(move: Move<Hands> | undefined): Promise<void> {
    await this.#record.mark(this.#way.length);
    this.#way.push({ move, held: this.#hands.held, before: await watch(this.#record.db) });
  }

  #here(): Place {
    const here = this.#way.at(-1);
    if (here === undefined) throw new Error('nobody has gone anywhere yet');
    return here;
  }
}

/** Sessions and mailboxes are not what a move says of them, but what the server has. */
function asItIs(facts: Facts, real: readonly Fact[]): Facts {
  return new Set([...[...facts].filter((fact) => !/^(session|mailbox of) /.test(fact)), ...real]);
}
