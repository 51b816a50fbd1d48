import type { BusinessCalendar } from '../../domain/cycle/calendar.ts';
import { compareInstants } from '../../domain/cycle/instants.ts';
import { nextStep } from '../../domain/cycle/rehearsal-steps.ts';
import type { Answer } from '../../contracts/api/routes.ts';
import type { Addresses } from './account.ts';
import type { HrOffice } from './hr-office.ts';
import { MailboxClient } from './mailbox-client.ts';
import { pause } from './patience.ts';
import type { SimulatedPerson } from './person.ts';

type Rehearsal = Answer<'getRehearsal'>;

export interface Watcher {
  /** Something worth telling happened. */
  readonly tell: (now: string, line: string) => void;
  /** All is quiet at this instant, after so many mails: the clock is about to move. */
  readonly step: (now: string, mails: number) => Promise<void>;
}

export interface Conducting {
  readonly world: { readonly at: Pick<Addresses, 'mailbox'>; readonly calendar: Pick<BusinessCalendar, 'timeZone'> };
  readonly people: readonly SimulatedPerson[];
  readonly hr: Pick<HrOffice, 'nextAct' | 'act' | 'use'> & { readonly cycles: readonly { readonly id: string }[] };
  readonly rehearsalId: string;
  readonly watcher: Watcher;
  /** How long nothing may change before that is a failure. */
  readonly patienceMs?: number;
  /** Ends the year where it is. */
  readonly signal?: AbortSignal | undefined;
}

const AT_ONCE = 8;
const PATIENCE_MS = 120_000;
const FIRST_POLL_MS = 12;
const POLL_GROWTH = 1.1;
const SLOWEST_POLL_MS = 100;

/**
 * Lives the cycles to their archive: whenever all is quiet, whoever has new mail reads it, whoever planned something for now does it, and then the
 * clock moves to the next stop at which anything can happen. A slow machine changes nothing but the duration.
 * @throws Error that says what it waits for, when nothing moves any more; the signal's reason, when it is to end
 */
export async function conduct(conducting: Conducting): Promise<void> {
  const { world, people, hr, rehearsalId, watcher, patienceMs = PATIENCE_MS } = conducting;
  const mails = new MailboxClient(world.at.mailbox);
  const byAddress = Map.groupBy(people, (person) => person.email);
  let count = 0;
  let idleSince: number | undefined;
  for (;;) {
    conducting.signal?.throwIfAborted();
    const state = await untilQuiet(conducting);
    const { now } = state;
    const came = await mails.read();
    count += came.length;
    const readers = new Set(came.flatMap((mail) => mail.to).flatMap((address) => byAddress.get(address.toLowerCase()) ?? []));
    await each([...readers], (person) => person.readMail(now));
    const isDue = ({ nextAct }: { readonly nextAct: string | undefined }) =>
      nextAct !== undefined && compareInstants(nextAct, now) <= 0;
    const told = isDue(hr) ? [await hr.act(now)] : [];
    const actors = people.filter(isDue);
    told.push(...(await each(actors, (person) => person.act(now))));
    for (const line of told.flat()) watcher.tell(now, line);
    if (readers.size > 0 || told.length > 0) {
      idleSince = undefined;
      continue;
    }

    const planned = [...people, hr].flatMap(({ nextAct }) => nextAct ?? []);
    const named = state.next === null ? [] : [state.next];
    const to = nextStep({ now, candidates: planned, named, timeZone: world.calendar.timeZone });
    if (planned.length === 0 && (await areArchived(hr))) return;
    if (to === undefined) {
      // What is tried again, a request, a process or a mail, plans the next thing once it succeeds.
      idleSince ??= Date.now();
      if (Date.now() - idleSince > patienceMs)
        throw new Error(`nothing is planned after ${now}, and not every cycle is archived`);
      await pause(SLOWEST_POLL_MS, conducting.signal);
      continue;
    }
    idleSince = undefined;
    await watcher.step(now, count);
    await hr.use((api) => api.call('advanceClock', { params: { id: rehearsalId }, body: { to } }));
  }
}

async function areArchived(hr: Conducting['hr']): Promise<boolean> {
  const ids = hr.cycles.map(({ id }) => id);
  const cycles = await hr.use((api) => Promise.all(ids.map((id) => api.call('getCycle', { params: { id } }))));
  return cycles.every(({ archivedAt }) => archivedAt !== null);
}

/** What the server knows to be under way is over. */
async function untilQuiet({ hr, rehearsalId, patienceMs = PATIENCE_MS, signal }: Conducting): Promise<Rehearsal> {
  let before = '';
  let since = Date.now();
  for (let wait = FIRST_POLL_MS; ; wait = Math.min(SLOWEST_POLL_MS, wait * POLL_GROWTH)) {
    const state = await hr.use((api) => api.call('getRehearsal', { params: { id: rehearsalId } }));
    if (state.quiet) return state;
    const waitsFor = JSON.stringify(state.waitingFor);
    if (waitsFor !== before) since = Date.now();
    before = waitsFor;
    if (Date.now() - since > patienceMs) throw new Error(`nothing moves at ${state.now}; the rehearsal waits for ${waitsFor}`);
    await pause(wait, signal);
  }
}

/** Does it for each, a few at once; the answers keep the order. */
async function each<T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<readonly R[]> {
  const answers: R[] = [];
  let next = 0;
  const worker = async () => {
    for (let at = next++; at < items.length; at = next++) answers[at] = await work(items[at] as T);
  };
  await Promise.all(Array.from({ length: Math.min(AT_ONCE, items.length) }, worker));
  return answers;
}
