import { ApiError } from '../api/client.ts';
import { sameContent, withValue } from './pointers.ts';
import type { Content } from './pointers.ts';

export interface Saved {
  readonly version: number;
  readonly content: Content;
}

export type SaveState = 'untouched' | 'unsaved' | 'saving' | 'saved' | 'waiting' | 'refused' | 'conflict';

export interface DraftState extends Saved {
  readonly save: SaveState;
  readonly savedAt: string | null;
  readonly refusal?: ApiError;
  /** Places of the content that the server could not keep, and why; all others are saved. */
  readonly notKept?: readonly NotKept[];
  /** What another window saved meanwhile. */
  readonly theirs?: Saved;
}

interface NotKept {
  readonly path: string;
  readonly reason: string;
}

export interface DraftPort {
  readonly save: (draft: Saved) => Promise<{ version: number; savedAt: string; notKept?: readonly NotKept[] }>;
  readonly read: () => Promise<Saved | undefined>;
  /** A copy in this browser, for the time without a server. */
  readonly keep: (draft: Saved | undefined) => void;
}

const pauseMs = 800;
const retryMs = 5_000;
/** Signed out, another session, too many requests: the same may be saved a little later. */
const passing: readonly number[] = [401, 403, 429];

/** A draft and its autosave: one save at a time, never while a syllable is being composed, and nothing is ever overwritten unseen. */
export class DraftStore {
  #state: DraftState;
  readonly #port: DraftPort;
  readonly #listeners = new Set<() => void>();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #running: Promise<void> | undefined;
  #composing = false;
  /** What was sent and never answered: it may have been saved. */
  #unanswered: readonly Content[] = [];
  #stopped = false;

  constructor(initial: DraftState, port: DraftPort) {
    this.#state = initial;
    this.#port = port;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly snapshot = (): DraftState => this.#state;

  /** Takes up saving what is unsaved. */
  start(): void {
    this.#stopped = false;
    if (this.#state.save === 'unsaved') this.#arm(0);
  }

  /** Saves what is left and waits for nothing more. */
  stop(): void {
    this.#stopped = true;
    clearTimeout(this.#timer);
    if (this.#state.save === 'unsaved') void this.#saveNow();
  }

  change(path: string, value: unknown): void {
    const content = withValue(this.#state.content, path, value);
    const conflict = this.#state.save === 'conflict';
    this.#set({ content, save: conflict ? 'conflict' : 'unsaved' });
    this.#port.keep({ version: this.#state.version, content });
    if (!conflict) this.#arm(pauseMs);
  }

  composing(on: boolean): void {
    this.#composing = on;
    if (!on && this.#state.save === 'unsaved') this.#arm(pauseMs);
  }

  /** Saves at once; whether everything is saved now. */
  async flush(): Promise<boolean> {
    clearTimeout(this.#timer);
    await this.#running;
    if (this.#state.save === 'conflict') return false;
    if (this.#state.save !== 'saved' && this.#state.save !== 'untouched') await this.#saveNow();
    return this.#state.save === 'saved' || this.#state.save === 'untouched';
  }

  /** Both texts were seen: this window's is saved over the other. */
  keepMine(): void {
    const { theirs, content } = this.#state;
    if (theirs === undefined) return;
    this.#replace({ version: theirs.version, content, save: 'unsaved', savedAt: null });
    this.#arm(0);
  }

  takeTheirs(): void {
    const { theirs } = this.#state;
    if (theirs === undefined) return;
    this.#port.keep(undefined);
    this.#replace({ ...theirs, save: 'saved', savedAt: null });
  }

  #arm(ms: number): void {
    clearTimeout(this.#timer);
    if (this.#stopped) return;
    this.#timer = setTimeout(() => {
      if (this.#composing) this.#arm(pauseMs);
      else void this.#saveNow();
    }, ms);
  }

  async #saveNow(): Promise<void> {
    this.#running ??= this.#save().finally(() => {
      this.#running = undefined;
    });
    await this.#running;
  }

  async #save(): Promise<void> {
    const { version, content } = this.#state;
    this.#set({ save: 'saving' });
    try {
      const saved = await this.#port.save({ version, content });
      const changed = this.#state.content !== content;
      this.#unanswered = [];
      this.#replace({ ...saved, content: this.#state.content, save: changed ? 'unsaved' : 'saved' });
      const isKept = !changed && (saved.notKept ?? []).length === 0;
      this.#port.keep(isKept ? undefined : { version: saved.version, content: this.#state.content });
      if (changed) this.#arm(pauseMs);
    } catch (error) {
      await this.#failed(error, content);
    }
  }

  async #failed(error: unknown, sent: Content): Promise<void> {
    const refusal = error instanceof ApiError ? error : new ApiError('unexpected', 500);
    if (refusal.code === 'draft-changed') return this.#meet(refusal);
    if (refusal.status === 0 || passing.includes(refusal.status) || refusal.status >= 500) {
      this.#unanswered = [...this.#unanswered.filter((one) => one !== sent), sent];
      this.#set({ save: 'waiting', refusal });
      this.#arm(retryMs);
    } else this.#set({ save: 'refused', refusal });
  }

  async #meet(refusal: ApiError): Promise<void> {
    const theirs = await this.#port.read().catch(() => undefined);
    if (theirs === undefined) this.#set({ save: 'refused', refusal });
    else if (sameContent(theirs.content, this.#state.content)) this.#replace({ ...theirs, save: 'saved', savedAt: null });
    else if (this.#unanswered.some((sent) => sameContent(theirs.content, sent))) {
      this.#set({ version: theirs.version });
      await this.#save();
    } else this.#set({ save: 'conflict', theirs });
  }

  #set(part: Partial<DraftState>): void {
    this.#replace({ ...this.#state, ...part });
  }

  #replace(state: DraftState): void {
    this.#state = state;
    for (const listener of this.#listeners) listener();
  }
}
