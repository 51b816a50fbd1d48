import { appendFileSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { z } from 'zod';
import type { Mail } from './mail.ts';

/** How mail to an address is answered. `hang`: the server does not answer until the rule changes. `drop`: it ends the connection, as it does after a 421. */
export const ruleSchema = z.strictObject({
  mode: z.enum(['accept', 'refuse', 'hang', 'drop']),
  /** The SMTP code of a refusal: 4xx, try again, 421 ends the connection; 5xx, never. */
  code: z.int().min(400).max(599).optional(),
  /** How long the server thinks before it answers. */
  thinksMs: z.int().min(0).max(600_000).optional(),
});
export type Rule = z.output<typeof ruleSchema>;

type Entry = { readonly mail: Mail } | { readonly address: string; readonly rule: Rule };

export interface MailQuery {
  readonly to?: string;
  /** The id after which to begin. */
  readonly after?: string;
  readonly limit?: number;
}

/** Mails and rules in memory, and in a file that is read again when the mailbox is started again. */
export class MailStore {
  readonly #file: string;
  readonly #mails: Mail[] = [];
  readonly #rules = new Map<string, Rule>();
  readonly #waiting = new Set<() => void>();
  #lastId = 0;

  constructor(file: string) {
    this.#file = file;
    mkdirSync(dirname(file), { recursive: true });
    const lines = existsSync(file) ? readFileSync(file, 'utf8').split('\n') : [];
    // The last line is empty, or was cut off by a kill before its mail was acknowledged.
    const kept = lines.slice(0, -1);
    for (const line of kept) this.#remember(JSON.parse(line) as Entry);
    if (lines.at(-1)) this.#rewrite();
  }

  /** Keeps a mail; it is on disk when this returns. */
  add(mail: Omit<Mail, 'id'>): Mail {
    const kept = { id: String(this.#lastId + 1), ...mail };
    this.#append({ mail: kept });
    return kept;
  }

  list({ to, after = '0', limit = 1000 }: MailQuery): readonly Mail[] {
    const wanted = to?.toLowerCase();
    const since = this.#mails.findIndex((mail) => BigInt(mail.id) > BigInt(after));
    const later = since < 0 ? [] : this.#mails.slice(since);
    return later.filter((mail) => wanted === undefined || mail.to.includes(wanted)).slice(0, limit);
  }

  find(id: string): Mail | undefined {
    return this.#mails.find((mail) => mail.id === id);
  }

  addresses(): readonly { address: string; count: number }[] {
    const counts = new Map<string, number>();
    for (const address of this.#mails.flatMap((mail) => mail.to)) counts.set(address, (counts.get(address) ?? 0) + 1);
    return [...counts].map(([address, count]) => ({ address, count })).sort((a, b) => a.address.localeCompare(b.address));
  }

  /** Removes all mails. Ids go on, so that a cursor stays good. */
  clear(): void {
    this.#mails.length = 0;
    this.#rewrite();
  }

  /** Sets the rule of an address, or of `*`, all that have none of their own. Whoever hangs is answered by the new rule. */
  setRule(address: string, rule: Rule): void {
    this.#append({ address: address.toLowerCase(), rule });
    for (const wake of this.#waiting) wake();
    this.#waiting.clear();
  }

  ruleFor(address: string): Rule {
    return this.#rules.get(address.toLowerCase()) ?? this.#rules.get('*') ?? { mode: 'accept' };
  }

  /** Resolves at the next change of any rule. */
  nextRule(): Promise<void> {
    return new Promise((resolve) => this.#waiting.add(resolve));
  }

  #append(entry: Entry): void {
    appendFileSync(this.#file, `${JSON.stringify(entry)}\n`, { mode: 0o600 });
    this.#remember(entry);
  }

  #remember(entry: Entry): void {
    if ('rule' in entry) {
      this.#rules.set(entry.address, entry.rule);
      return;
    }
    this.#mails.push(entry.mail);
    this.#lastId = Math.max(this.#lastId, Number(entry.mail.id));
  }

  #rewrite(): void {
    const rules = [...this.#rules].map(([address, rule]): Entry => ({ address, rule }));
    const entries = [...rules, ...this.#mails.map((mail): Entry => ({ mail }))];
    writeFileSync(`${this.#file}.new`, entries.map((entry) => `${JSON.stringify(entry)}\n`).join(''), { mode: 0o600 });
    renameSync(`${this.#file}.new`, this.#file);
  }
}
