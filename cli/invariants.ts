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
  readonly cycleId: string;
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

/** Everything that must hold when a cycle is archived, each by its name. A check that cannot be made does not hold. */
export async function checkInvariants(finished: Finished): Promise<readonly Invariant[]> {
  const { databaseUrl, temporalAddress, namespace = 'default', cycleId, mailboxUrl } = finished;
  const db = connect({ url: databaseUrl, role: 'owner', max: 4 });
  const client = temporalClient({ address: temporalAddress, namespace });
  try {
    const answers: Invariant[] = [];
    for (const check of CHECKS) answers.push(await judged(check, { db, client, cycleId, mailboxUrl }));
    return answers;
  } finally {
    await client.connection.close();
    await db.destroy();
  }
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
