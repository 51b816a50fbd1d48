import { connect } from '../db/connection.ts';
import { temporalClient } from '../worker/temporal-client.ts';
import { MAIL_CHECKS } from './invariants/mails.ts';
import { RESULT_CHECKS } from './invariants/results.ts';
import { RUN_CHECKS } from './invariants/runs.ts';
import type { NamedCheck, Scene } from './invariants/scene.ts';
import { TASK_CHECKS } from './invariants/tasks.ts';
import { TEMPORAL_CHECKS } from './invariants/temporal.ts';

export interface Finished {
  readonly databaseUrl: string;
  readonly temporalAddress: string;
  readonly namespace?: string;
  /** All are over. */
  readonly cycleIds: readonly string[];
  /** Of the embedded mailbox: then mails are counted where they arrived. */
  readonly mailboxUrl?: string;
}

export interface Invariant {
  readonly name: string;
  readonly ok: boolean;
  /** What breaks it, by ids; at most twenty. */
  readonly details?: unknown;
}

/** Each can be judged alone, also inside a transaction. */
export const CHECKS: readonly NamedCheck[] = [
  ...RUN_CHECKS,
  ...TASK_CHECKS,
  ...RESULT_CHECKS,
  ...MAIL_CHECKS,
  ...TEMPORAL_CHECKS,
];
const MOST_DETAILS = 20;

/** Everything that must hold when cycles are archived, each by its name, for each cycle in the order given. What is of all is judged once. */
export async function checkInvariants(finished: Finished): Promise<readonly (readonly Invariant[])[]> {
  const { databaseUrl, temporalAddress, namespace = 'default', cycleIds, mailboxUrl } = finished;
  const db = connect({ url: databaseUrl, role: 'owner', max: 4 });
  const client = temporalClient({ address: temporalAddress, namespace });
  try {
    const ofAll = new Map<string, Invariant>();
    const answers: Invariant[][] = [];
    for (const cycleId of cycleIds) {
      const ofCycle: Invariant[] = [];
      for (const check of CHECKS) {
        const answer = ofAll.get(check.name) ?? (await judged(check, { db, client, cycleId, mailboxUrl }));
        if (check.ofAll) ofAll.set(check.name, answer);
        ofCycle.push(answer);
      }
      answers.push(ofCycle);
    }
    return answers;
  } finally {
    await client.connection.close();
    await db.destroy();
  }
}

/** Several cycles as one: what does not hold in one of them does not hold, with what breaks it there. */
export function together(cycles: readonly (readonly Invariant[])[]): readonly Invariant[] {
  return CHECKS.map(({ name }) => {
    const broken = cycles.flatMap((answers) => answers.filter((one) => one.name === name && !one.ok));
    return broken[0] ?? { name, ok: true };
  });
}

/** A check that cannot be made does not hold. */
export async function judged({ name, check }: NamedCheck, scene: Scene): Promise<Invariant> {
  try {
    const broken = await check(scene);
    if (broken.length === 0) return { name, ok: true };
    return { name, ok: false, details: { count: broken.length, first: broken.slice(0, MOST_DETAILS) } };
  } catch (error) {
    return { name, ok: false, details: { unchecked: error instanceof Error ? error.message : String(error) } };
  }
}
