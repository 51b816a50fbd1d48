import type { Stage } from './city.ts';
import type { Hands } from './hands.ts';
import type { Fact, Move } from './model.ts';
import { NEWCOMER, granting, inventing, proving, revoking, signingIn, takingOver } from './moves/accounts.ts';
import { type Order, ordering } from './moves/orders.ts';
import { deciding, readingBoard, readingSubmission, readingTask } from './moves/parts.ts';

/** Moves that can help each other; searched together to the end. */
export interface Scene {
  readonly name: string;
  readonly stage: Stage;
  readonly moves: readonly Move<Hands>[];
}

/** Of every scene: who has what role when it begins, and the attacker's own session. */
export const AT_FIRST: readonly Fact[] = ['session X', 'X is hr', 'O is hr', 'A is hr-approver', 'P is hr-approver'];

/** The whole of taking over an account: on each path, to and fro, with every way to prove it. */
const over = (...accounts: readonly string[]) =>
  accounts.flatMap((of) => [...takingOver(of, 'X'), ...proving(of, ['X', of]), ...signingIn(of)]);
/** By the page alone: how the address was changed is tried elsewhere. */
const overByThePage = (...accounts: readonly string[]) =>
  accounts.flatMap((of) => [...takingOver(of, 'X').slice(0, 1), ...proving(of, ['X']), ...signingIn(of)]);
/** Somebody of the attacker's own making. */
const invented = [...inventing('X'), ...proving(NEWCOMER, ['X', NEWCOMER])];

const best = (of: string): Order => ({
  name: `gives ${of} the best level`,
  command: 'correct-result',
  selection: ({ evaluations }) => ({ evaluationIds: [evaluations[of] ?? '0'] }),
  arguments: ({ record }) => ({ level: record.pack.levels[0]?.level }),
});

const substitute = (as: 'rater' | 'reviewer', of: string, by: string): Order => ({
  name: `makes ${by} the ${as} of ${of}`,
  command: 'reassign',
  selection: ({ evaluations }) => ({ evaluationIds: [evaluations[of] ?? '0'] }),
  arguments: { as, employeeNo: by },
});

const taskTo = (task: string, by: string): Order => ({
  name: `gives the task ${task} to ${by}`,
  command: 'reassign',
  selection: ({ tasks }) => ({ taskIds: [tasks[task] ?? '0'] }),
  arguments: { as: 'task', employeeNo: by },
});

const leaving = (of: string): Order => ({
  name: `withdraws ${of}`,
  command: 'withdraw',
  selection: ({ evaluations }) => ({ evaluationIds: [evaluations[of] ?? '0'] }),
  arguments: { why: 'resigned', leftOn: '2026-01-01' },
});

type Selecting = Order['selection'];

/** Each way in which a selection can come to concern the own evaluation. */
const OWN_CASE: Readonly<Record<string, Selecting>> = {
  'the own evaluation': ({ evaluations }) => ({ evaluationIds: [evaluations['X'] ?? '0'] }),
  'the own group': ({ groups }) => ({ groupIds: [groups['Staff'] ?? '0'] }),
  'the own unit': ({ units }) => ({ unitIds: [units['Tax'] ?? '0'] }),
  'a colleague of the own group': ({ evaluations }) => ({ evaluationIds: [evaluations['Y'] ?? '0'] }),
  'the own task': ({ tasks }) => ({ taskIds: [tasks['rating.write X'] ?? '0'] }),
  'the own run': ({ runs }) => ({ runIds: [runs['manager-evaluation X'] ?? '0'] }),
};
const ORDERS: Readonly<Record<string, Pick<Order, 'command' | 'arguments'>>> = {
  pauses: { command: 'pause' },
  extends: { command: 'extend-tasks', arguments: { workingDays: 5 } },
  'takes back': { command: 'rewind', arguments: { toKind: 'rating.write' } },
};
const OWN = Object.entries(ORDERS).flatMap(([does, order]) =>
  Object.entries(OWN_CASE).map(([what, selection]): Order => ({
    ...order,
    name: `${does} ${what}`,
    selection: (city) => ({ phase: 'manager-evaluation', ...selection(city) }),
  })),
);

export const SCENES: readonly Scene[] = [
  {
    name: 'the approver’s account',
    stage: 'published',
    moves: [
      ...over('A'),
      ...ordering(best('X'), 'X', ['X', 'A']),
      ...ordering(best('Y'), 'X', ['X', 'A']),
      ...granting({ role: 'hr', of: 'A', by: 'X' }),
      ...ordering(best('X'), 'A', ['X']),
    ],
  },
  {
    name: 'both other accounts of HR',
    stage: 'published',
    moves: [
      ...overByThePage('A', 'O'),
      ...ordering(best('X'), 'O', ['X', 'A']),
      ...ordering(best('Y'), 'X', ['O', 'A']),
      ...ordering(best('Y'), 'O', ['X', 'A']),
    ],
  },
  {
    name: 'an invented second person',
    stage: 'published',
    moves: [
      ...invented,
      ...granting({ role: 'hr-approver', of: NEWCOMER, by: 'X' }),
      ...granting({ role: 'hr', of: NEWCOMER, by: 'X' }),
      ...granting({ role: 'hr-approver', of: 'X', by: 'X' }),
      ...revoking({ role: 'hr-approver', of: 'A', by: 'X' }),
      ...ordering(best('X'), NEWCOMER, ['X']),
      ...ordering(best('X'), 'X', [NEWCOMER]),
      ...ordering(best('Y'), 'X', ['X', NEWCOMER]),
    ],
  },
  {
    name: 'anybody as the second person',
    stage: 'published',
    moves: [
      ...over('S'),
      ...granting({ role: 'hr-approver', of: 'S', by: 'X' }),
      ...granting({ role: 'hr', of: 'S', by: 'X' }),
      ...ordering(best('X'), 'S', ['X']),
      ...ordering(best('Y'), 'X', ['S']),
    ],
  },
  {
    name: 'the accounts of rater and reviewer',
    stage: 'rating',
    moves: [
      ...over('H', 'V'),
      deciding('H', 'rating.write', 'X'),
      deciding('V', 'rating.review', 'Y'),
      readingTask('V', 'rating.review Y'),
      readingSubmission('H', 'rating.write Y'),
      readingSubmission('V', 'rating.write Y'),
    ],
  },
  {
    name: 'another rater or reviewer',
    stage: 'rating',
    moves: [
      ...invented,
      ...overByThePage('A'),
      ...[NEWCOMER, 'X'].flatMap((by) => [
        ...ordering(substitute('rater', 'X', by), 'X', ['X', 'A']),
        ...ordering(substitute('rater', 'Y', by), 'X', ['X', 'A']),
        ...ordering(substitute('reviewer', 'Y', by), 'X', ['X', 'A']),
        ...ordering(taskTo('rating.write X', by), 'X', ['X', 'A']),
        ...ordering(taskTo('rating.review Y', by), 'X', ['X', 'A']),
        deciding(by, 'rating.write', 'X'),
        deciding(by, 'rating.review', 'Y'),
        readingTask(by, 'rating.review Y'),
        readingSubmission(by, 'rating.write Y'),
      ]),
    ],
  },
  {
    name: 'chair and seats',
    stage: 'calibration',
    moves: [
      ...invented,
      ...overByThePage('A'),
      ...[NEWCOMER, 'X'].flatMap((by) => [
        ...ordering(taskTo('calibration.lock Staff', by), 'X', ['X', 'A']),
        ...ordering(taskTo('calibration.meeting Field 1', by), 'X', ['X', 'A']),
        deciding(by, 'calibration.lock', 'Staff'),
        deciding(by, 'calibration.meeting', 'Field 1'),
        readingBoard(by, 'Field'),
        readingBoard(by, 'Staff'),
      ]),
      ...ordering(taskTo('calibration.meeting Field 1', 'M'), 'X', []),
    ],
  },
  {
    name: 'the accounts of the committee',
    stage: 'calibration',
    moves: [
      ...over('C', 'M'),
      deciding('C', 'calibration.lock', 'Staff'),
      deciding('M', 'calibration.meeting', 'Field 1'),
      ...['C', 'M'].flatMap((who) => [readingBoard(who, 'Staff'), readingBoard(who, 'Field')]),
      readingTask('C', 'calibration.lock Staff'),
    ],
  },
  {
    name: 'who leaves',
    stage: 'rating',
    moves: [...overByThePage('A'), ...['X', 'Y', 'P'].flatMap((of) => ordering(leaving(of), 'X', ['X', 'A']))],
  },
  {
    name: 'the own case and the own group',
    stage: 'rating',
    moves: [...overByThePage('A'), ...OWN.flatMap((order) => ordering(order, 'X', ['X', 'A']))],
  },
];
