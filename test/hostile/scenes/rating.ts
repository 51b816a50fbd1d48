import { NEWCOMER, addingRater } from '../moves/accounts.ts';
import { deciding, readingSubmission, readingTask } from '../moves/parts.ts';
import { type Order, ordering, recording, sendingAway } from '../moves/requests.ts';
import { type Scene, comingBack, followingList, invented, leaving, over, overByThePage, substitute, taskTo } from './scene.ts';

// Ratings are written: who rates, reads or keeps away whom?

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
/** Nobody but the own group goes on. */
const ALL_OTHERS: Order = {
  name: 'pauses all but the own group',
  command: 'pause',
  selection: ({ groups }) => ({ phase: 'manager-evaluation', groupIds: [groups['Field'] ?? '0'] }),
};
const OWN = Object.entries(ORDERS).flatMap(([does, order]) =>
  Object.entries(OWN_CASE).map(([what, selection]): Order => ({
    ...order,
    name: `${does} ${what}`,
    selection: (city) => ({ phase: 'manager-evaluation', ...selection(city) }),
  })),
);

export const RATING: readonly Scene[] = [
  {
    name: 'the accounts of rater and reviewer',
    moves: [
      ...['H', 'V', 'G'].flatMap(over),
      deciding('H', 'rating.write', 'X'),
      deciding('V', 'rating.review', 'Y'),
      deciding('G', 'rating.write', 'Q'),
      readingTask('V', 'rating.review Y'),
      readingSubmission('H', 'rating.write Y'),
      readingSubmission('V', 'rating.write Y'),
    ],
  },
  ...[NEWCOMER, 'X'].map((by): Scene => ({
    name: `${by === 'X' ? 'oneself' : 'an invented person'} as rater or reviewer`,
    moves: [
      ...(by === 'X' ? [] : invented),
      ...overByThePage('A'),
      ...ordering(substitute('rater', 'X', by), 'X', ['X', 'A']),
      ...ordering(substitute('rater', 'Y', by), 'X', ['X', 'A']),
      ...ordering(substitute('rater', 'Q', by), 'X', ['X', 'A']),
      ...ordering(substitute('reviewer', 'Y', by), 'X', ['X', 'A']),
      ...ordering(taskTo('rating.write X', by), 'X', ['X', 'A']),
      ...ordering(taskTo('rating.review Y', by), 'X', ['X', 'A']),
      deciding(by, 'rating.write', 'X'),
      deciding(by, 'rating.write', 'Q'),
      deciding(by, 'rating.review', 'Y'),
      readingTask(by, 'rating.review Y'),
      readingSubmission(by, 'rating.write Y'),
    ],
  })),
  {
    name: 'the list of people',
    moves: [
      ...invented,
      ...overByThePage('A'),
      ...['X', 'Y', 'Q'].flatMap((of) => [
        ...[NEWCOMER, 'X'].flatMap((rater) => addingRater({ of, rater, by: 'X' })),
        ...ordering(followingList(of), 'X', ['X', 'A']),
      ]),
      deciding(NEWCOMER, 'rating.write', 'X'),
      deciding(NEWCOMER, 'rating.write', 'Q'),
      deciding('X', 'rating.write', 'Q'),
    ],
  },
  {
    name: 'who leaves and comes back',
    moves: [
      ...overByThePage('A'),
      ...['X', 'Y', 'P', 'H'].flatMap((of) => ordering(leaving(of), 'X', ['X', 'A'])),
      ...ordering(comingBack('W'), 'X', ['X', 'A']),
      ...ordering(comingBack('U', 'W'), 'X', ['X', 'A']),
    ],
  },
  {
    name: 'who is recorded to have left, and not to have left, or to be away',
    moves: [
      ...overByThePage('A'),
      ...['S', 'Y', 'H', 'O', 'C'].flatMap((of) => recording({ of, by: 'X', approvers: ['A'], leftOn: '2026-01-01' })),
      ...recording({ of: 'S', by: 'X', approvers: ['A'], leftOn: null }),
      ...['Y', 'H', 'C'].map((of) => sendingAway(of, 'X')),
    ],
  },
  {
    name: 'the own case and the own group',
    moves: [...overByThePage('A'), ...[...OWN, ALL_OTHERS].flatMap((order) => ordering(order, 'X', ['X', 'A']))],
  },
];
