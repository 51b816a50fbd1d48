import type { Answer } from '../../contracts/api/routes.ts';
import { addDays, weekday } from '../../domain/cycle/calendar.ts';
import { localDate, localTime } from '../../domain/cycle/instants.ts';
import type { City } from './city.ts';
import { everybody } from './city.ts';
import type { Watcher } from './conductor.ts';
import type { HrOffice } from './hr-office.ts';
import { pause } from './patience.ts';

type Phase = Answer<'getCycle'>['phases'][number];

export interface Screen {
  readonly write: (text: string) => unknown;
  readonly isTTY?: boolean;
  readonly columns?: number;
}

export interface Showing {
  readonly screen: Screen;
  readonly city: City;
  readonly hr: HrOffice;
  /** Least seconds for each phase; 0: as fast as it goes. */
  readonly speed: number;
  /** Tells only lines that name this employee number. */
  readonly story?: string;
  /** Ends a pause. */
  readonly signal?: AbortSignal | undefined;
}

const WEEKDAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'] as const;
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const;
const BAR = 20;
const CLEAR_LINE = '\r\u001b[2K';
/** Where lines cannot be redrawn, the state is told again after so many days. */
const TELL_AFTER_DAYS = 14;

/** The year as somebody at a terminal sees it go by: a line for each thing worth telling, and where one stands below. */
export class Show implements Watcher {
  readonly #showing: Showing;
  readonly #names: ReadonlyMap<string, string>;
  #phases: readonly Phase[] = [];
  #startsAt = '';
  #status = '';
  #toldPhase = '';
  #toldOn = '';
  #phase = '';
  #phaseSince = Date.now();

  constructor(showing: Showing) {
    this.#showing = showing;
    this.#names = new Map(everybody(showing.city).map((person) => [person.employee_no, person.name]));
  }

  readonly say = (line: string): void => {
    const { screen } = this.#showing;
    screen.write(screen.isTTY === true ? `${CLEAR_LINE}${line}\n${this.#status}` : `${line}\n`);
  };

  readonly tell = (now: string, line: string): void => {
    const { story } = this.#showing;
    if (story !== undefined && !line.includes(story)) return;
    const named = line.replaceAll(/\bE\d+\b/g, (number) =>
      this.#names.has(number) ? `${this.#names.get(number)} (${number})` : number,
    );
    this.say(`${this.#clock(now)}  ${named}`);
  };

  readonly step = async (now: string, mails: number): Promise<void> => {
    const { hr, screen } = this.#showing;
    // Where there are several cycles, the city's own is the one that is watched.
    const params = { id: hr.cycles[0]?.id ?? '0' };
    if (this.#phases.length === 0) {
      this.#phases = hr.cycles[0]?.phases ?? [];
      this.#startsAt = now;
    }
    const phase = this.#phases.findLast((one) => one.opensAt <= now);
    if (phase === undefined) return;
    if (screen.isTTY === true || this.#isWorthALine(now, phase)) {
      const { totals } = await hr.use((api) => api.call('getBoard', { params, query: { phase: phase.phase } }));
      this.#showState(this.#stateOf(now, { phase, totals, mails }));
    }
    await this.#keepPace(now, phase);
  };

  end(): void {
    if (this.#showing.screen.isTTY === true) this.#showing.screen.write(`${CLEAR_LINE}`);
    this.#status = '';
  }

  #stateOf(now: string, { phase, totals, mails }: { phase: Phase; totals: Answer<'getBoard'>['totals']; mails: number }): string {
    const { enrolled, done, skipped, late } = totals;
    const counts = `${done + skipped}/${enrolled} done${late > 0 ? `, ${late} late` : ''} · ${mails} mails`;
    const window = `${this.#day(phase.opensAt)} to ${this.#day(phase.closesAt, -1)}`;
    return `${this.#clock(now)}  ${this.#bar(now)} ${phase.title.en}, ${window} · ${counts}`;
  }

  #showState(line: string): void {
    const { screen } = this.#showing;
    if (screen.isTTY !== true) return this.say(line);
    this.#status = line.slice(0, (screen.columns ?? 120) - 1);
    screen.write(`${CLEAR_LINE}${this.#status}`);
  }

  /** Where lines cannot be redrawn: at the start of a phase, and now and then. */
  #isWorthALine(now: string, { phase }: Phase): boolean {
    const today = this.#date(now);
    if (phase === this.#toldPhase && today < addDays(this.#toldOn, TELL_AFTER_DAYS)) return false;
    this.#toldPhase = phase;
    this.#toldOn = today;
    return true;
  }

  /** The phase's part of its own time is at least the same part of its seconds. */
  async #keepPace(now: string, phase: Phase): Promise<void> {
    if (phase.phase !== this.#phase) {
      this.#phase = phase.phase;
      this.#phaseSince = Date.now();
    }
    const at = this.#phases.indexOf(phase);
    const until = this.#phases[at + 1]?.opensAt ?? phase.closesAt;
    const passed = part(now, { from: phase.opensAt, until });
    await pause(Math.max(0, this.#phaseSince + passed * this.#showing.speed * 1000 - Date.now()), this.#showing.signal);
  }

  #bar(now: string): string {
    const until = this.#phases.at(-1)?.closesAt ?? now;
    const full = Math.round(part(now, { from: this.#startsAt, until }) * BAR);
    return `[${'█'.repeat(full)}${'░'.repeat(BAR - full)}]`;
  }

  #date(instant: string): string {
    return localDate(instant, this.#showing.city.settings.timeZone);
  }

  #day(instant: string, laterMs = 0): string {
    const [, month, day] = this.#date(new Date(new Date(instant).getTime() + laterMs).toISOString()).split('-');
    return `${Number(day)} ${MONTHS[Number(month) - 1]}`;
  }

  #clock(instant: string): string {
    const date = this.#date(instant);
    return `${WEEKDAYS[weekday(date) - 1]} ${date} ${localTime(instant, this.#showing.city.settings.timeZone)}`;
  }
}

function part(now: string, { from, until }: { readonly from: string; readonly until: string }): number {
  const [at, start, end] = [now, from, until].map((instant) => new Date(instant).getTime()) as [number, number, number];
  return end <= start ? 1 : Math.min(1, Math.max(0, (at - start) / (end - start)));
}
