import { sql } from 'kysely';
import type { Browser } from 'playwright-core';
import { conduct } from '../../cli/demo/conductor.ts';
import { HrOffice } from '../../cli/demo/hr-office.ts';
import { writePeople } from '../../cli/demo/people-file.ts';
import { SimulatedPerson } from '../../cli/demo/person.ts';
import { grantRole } from '../../commands/grant-role.ts';
import { importPeople } from '../../commands/import-people.ts';
import { cycleCalendar } from '../../db/holidays.ts';
import type { TaskKind } from '../../domain/tasks/kinds.ts';
import type { Locale } from '../../domain/words/message.ts';
import { type Window, openWindow, signIn, startBrowser } from './browser.ts';
import { Desk } from './browser-desk.ts';
import { SMALL_YEAR, SMALL_YEAR_ROLES } from './small-year-city.ts';
import { type SmallStack, addressOf, startSmallStack } from './stack.ts';

/** A small city's year as the demo lives it, which stands still while somebody works in a browser. */
export interface BrowserYear {
  readonly stack: SmallStack;
  readonly cycleId: string;
  readonly windows: readonly Window[];
  /** Somebody's window, signed in and in the language; the same one every time. */
  readonly desk: (employeeNo: string, locale?: Locale) => Promise<Desk>;
  /** Lives on until the task is open; the clock stands from then on. */
  readonly untilOpen: (kind: TaskKind, about: string) => Promise<void>;
  /** Lives on to the archive. */
  readonly untilArchived: () => Promise<void>;
  readonly drop: () => Promise<void>;
}

interface Asked {
  readonly isReached: () => Promise<boolean>;
  readonly reached: () => void;
}

export async function startBrowserYear(): Promise<BrowserYear> {
  const stack = await startSmallStack();
  let browser: Browser | undefined;
  const drop = async () => {
    await browser?.close();
    await stack.drop();
  };
  try {
    browser = await startBrowser();
    return { ...(await liveIn(stack, browser)), drop };
  } catch (error) {
    await drop();
    throw error;
  }
}

async function liveIn(stack: SmallStack, browser: Browser): Promise<Omit<BrowserYear, 'drop'>> {
  const { db, at } = stack;
  await importPeople(db, { file: Buffer.from(writePeople(SMALL_YEAR.people)) });
  for (const role of SMALL_YEAR_ROLES) await grantRole(db, role);
  const { year, timeZone, hr: office } = SMALL_YEAR.settings;
  const calendar = await cycleCalendar(db, { year, timeZone });
  const world = { at: { web: at.web ?? '', api: at.api ?? '', mailbox: at.mailbox ?? '' }, city: SMALL_YEAR, calendar };
  const people = new Map(SMALL_YEAR.people.map((person) => [person.employee_no, new SimulatedPerson(world, person)]));
  const account = (employeeNo: string) => {
    const person = people.get(employeeNo);
    if (person === undefined) throw new Error(`nobody ${employeeNo}`);
    return person.account;
  };
  const hr = new HrOffice({ world, officers: office.officers.map(account), approvers: office.approvers.map(account) });
  const { rehearsalId } = await hr.setUp();
  const cycleId = hr.cycles[0]?.id ?? 'no cycle';

  const gate = new Gate();
  const watcher = { tell: () => undefined, step: () => gate.pass() };
  const living = conduct({ world, people: [...people.values()], hr, rehearsalId, watcher });
  living.catch(() => undefined);

  const windows: Window[] = [];
  const desks = new Map<string, Desk>();
  return {
    stack,
    cycleId,
    windows,
    desk: async (employeeNo, locale = 'ko') => {
      const known = desks.get(employeeNo);
      if (known !== undefined) return known;
      const window = await openWindow(browser, { origin: world.at.web });
      windows.push(window);
      await signIn(window, { mailbox: world.at.mailbox, email: addressOf(employeeNo), path: '/tasks' });
      if (locale === 'en') await window.page.getByRole('button', { name: 'English' }).click();
      const desk = new Desk(window.page, locale);
      desks.set(employeeNo, desk);
      return desk;
    },
    untilOpen: async (kind, about) => {
      const over = living.then(() => {
        throw new Error(`the year is over, and there was no ${kind} about ${about}`);
      });
      await Promise.race([over, gate.ask(() => isOpen(stack, kind, about))]);
    },
    untilArchived: async () => {
      gate.open();
      await living;
    },
  };
}

/** Lets the year live on only towards what somebody has asked for. */
class Gate {
  #asked: Asked | undefined;
  #isOpen = false;
  #wake = () => {};

  ask(isReached: Asked['isReached']): Promise<void> {
    return new Promise((reached) => {
      this.#asked = { isReached, reached };
      this.#wake();
    });
  }

  open(): void {
    this.#isOpen = true;
    this.#wake();
  }

  async pass(): Promise<void> {
    while (!this.#isOpen) {
      if (this.#asked === undefined) await new Promise<void>((wake) => (this.#wake = wake));
      else if (await this.#asked.isReached()) {
        this.#asked.reached();
        this.#asked = undefined;
      } else return;
    }
  }
}

async function isOpen({ db }: SmallStack, kind: TaskKind, about: string): Promise<boolean> {
  const { rows } = await sql`
    select 1 from task t join process_run p on p.id = t.process_run_id
      left join evaluation v on v.id = p.evaluation_id left join employee e on e.id = v.employee_id
      left join rating_group g on g.id = p.rating_group_id
     where t.state = 'open' and t.kind = ${kind} and coalesce(e.employee_no, g.name) = ${about}`.execute(db);
  return rows.length > 0;
}
