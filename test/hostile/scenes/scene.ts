import type { Hands } from '../hands.ts';
import type { Breach } from '../watch.ts';
import { type Fact, type Move, waiting } from '../model.ts';
import { NEWCOMER, answeringKept, inventing, proving, signingIn, takingOver } from '../moves/accounts.ts';
import type { Order } from '../moves/requests.ts';

/** Moves that can help each other; searched together to the end. */
export interface Scene {
  readonly name: string;
  readonly moves: readonly Move<Hands>[];
  /** What else is so when it begins: requests of others that wait. */
  readonly waits?: readonly string[];
  /** An honest approver takes part: what may come of their yes is no breach. */
  readonly allows?: readonly Breach[];
  /** Moves without which nothing would be tried. */
  readonly passes?: readonly string[];
}

/** The attacker has their own session, and knows what waits. */
export function factsOf({ waits = [] }: Scene): ReadonlySet<Fact> {
  return new Set(['session X', ...waits.map(waiting)]);
}

/** The whole of taking over an account: on each path, to and fro, with every way to prove it. */
export const over = (of: string) => [...takingOver(of, 'X'), ...proving(of, ['X', of]), ...signingIn(of)];

/** The mailboxes that an account had in between, and the links that came there. */
export const toAndFro = (of: string) => [...over(of), ...answeringKept(of)];

/**
 * Only to act as the second person by it: how else the address can be changed is tried elsewhere. With the second address it is not the mailbox of the
 * attacker's own account, which nobody counts as another person.
 */
export const overByThePage = (of: string) => [
  ...takingOver(of, 'X').slice(2, 3),
  ...proving(of, ['X']),
  ...signingIn(of).slice(0, 1),
];

/** Somebody of the attacker's own making, who only stands in the list. */
export const listed = inventing('X').slice(0, 1);

/** The same, who signs in and whom somebody may confirm. */
export const invented = [...inventing('X'), ...proving(NEWCOMER, ['X', NEWCOMER])];

export const best = (of: string): Order => ({
  name: `gives ${of} the best level`,
  command: 'correct-result',
  selection: ({ evaluations }) => ({ evaluationIds: [evaluations[of] ?? '0'] }),
  arguments: ({ record }) => ({ level: record.pack.levels[0]?.level }),
});

export const numbersOf = (unit: string): Order => ({
  name: `gives ${unit} other numbers`,
  command: 'correct-result',
  selection: () => ({}),
  arguments: ({ indicators }) => ({ indicatorId: indicators[unit] ?? '0', actual: '100' }),
});

export const substitute = (as: 'rater' | 'reviewer', of: string, by: string): Order => ({
  name: `makes ${by} the ${as} of ${of}`,
  command: 'reassign',
  selection: ({ evaluations }) => ({ evaluationIds: [evaluations[of] ?? '0'] }),
  arguments: { as, employeeNo: by },
});

export const seated = (as: 'chair' | 'member', of: string, by: string): Order => ({
  name: `makes ${by} ${as} of ${of}`,
  command: 'reassign',
  selection: ({ groups }) => ({ phase: 'calibration', groupIds: [groups[of] ?? '0'] }),
  arguments: { as, employeeNo: by },
});

export const taskTo = (task: string, by: string): Order => ({
  name: `gives the task ${task} to ${by}`,
  command: 'reassign',
  selection: ({ tasks }) => ({ taskIds: [tasks[task] ?? '0'] }),
  arguments: { as: 'task', employeeNo: by },
});

export const leaving = (of: string): Order => ({
  name: `withdraws ${of}`,
  command: 'withdraw',
  selection: ({ evaluations }) => ({ evaluationIds: [evaluations[of] ?? '0'] }),
  arguments: { why: 'resigned', leftOn: '2026-01-01' },
});

export const comingBack = (...of: readonly string[]): Order => ({
  name: `takes the withdrawal back of ${of.join(' and ')}`,
  command: 'reinstate',
  selection: ({ evaluations }) => ({ evaluationIds: of.map((no) => evaluations[no] ?? '0') }),
});

export const followingList = (of: string): Order => ({
  name: `follows the list for ${of}`,
  command: 'follow-list',
  selection: ({ evaluations }) => ({ evaluationIds: [evaluations[of] ?? '0'] }),
});
