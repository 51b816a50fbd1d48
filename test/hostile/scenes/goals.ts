import { NEWCOMER, addingRater, listing } from '../moves/accounts.ts';
import { deciding } from '../moves/parts.ts';
import { lookingAndApproving } from '../moves/honest.ts';
import { type Order, bringingBack, ordering, recording, sendingAway } from '../moves/requests.ts';
import {
  type Scene,
  followingList,
  invented,
  leaving,
  listed,
  over,
  overByThePage,
  seated,
  substitute,
  taskTo,
} from './scene.ts';

// Goals are set and nobody rates yet: who rates may be changed by one person, but for whose case it is.

const missing = (name: string, exclude: readonly string[]): Order => ({
  name,
  command: 'launch-missing',
  selection: () => ({}),
  arguments: exclude.length === 0 ? {} : { exclude: exclude.map((employeeNo) => ({ employeeNo, reason: 'because' })) },
});

const silent = (task: string): Order => ({
  name: `leaves ${task} out`,
  command: 'decide-silence',
  selection: ({ tasks }) => ({ taskIds: [tasks[task] ?? '0'] }),
});

export const GOALS: readonly Scene[] = [
  {
    name: 'the account of the rater to be',
    moves: [...over('H'), deciding('H', 'goals.agree', 'X'), deciding('H', 'goals.agree', 'Y')],
  },
  ...[NEWCOMER, 'X', 'S'].map((by): Scene => ({
    name: `${{ [NEWCOMER]: 'an invented person', X: 'oneself', S: 'anybody' }[by] ?? by} as rater to be`,
    moves: [
      ...(by === NEWCOMER ? invented : []),
      ...overByThePage(by === 'S' ? 'S' : 'A'),
      ...['X', 'Y', 'Q'].flatMap((of) => [
        ...ordering(substitute('rater', of, by), 'X', ['X', 'A']),
        ...ordering(substitute('reviewer', of, by), 'X', ['X', 'A']),
      ]),
      ...ordering(seated('chair', 'Field', by), 'X', ['X', 'A']),
      ...['X', 'Y'].map((about) => deciding(by, 'goals.agree', about)),
    ],
  })),
  {
    name: 'the list of people, and who came later',
    moves: [
      ...listed,
      ...overByThePage('A'),
      ...['X', 'Y', 'Q'].flatMap((of) => addingRater({ of, rater: NEWCOMER, by: 'X' })),
      ...addingRater({ of: NEWCOMER, rater: 'H', by: 'X' }),
      ...ordering(missing('takes in who came', []), 'X', ['X', 'A']),
      ...ordering(missing('takes in nobody of those who came', [NEWCOMER]), 'X', ['X', 'A']),
      ...ordering(followingList('Q'), 'X', ['X', 'A']),
    ],
  },
  {
    name: 'what somebody says of their own',
    moves: [
      ...overByThePage('A'),
      ...ordering(silent('goals.draft Q'), 'X', ['X', 'A']),
      ...['X', 'S'].flatMap((by) => ordering(taskTo('goals.draft Q', by), 'X', ['X', 'A'])),
      deciding('X', 'goals.draft', 'Q'),
    ],
  },
  {
    name: 'who leaves or is away',
    passes: ['X records that Q is not away'],
    moves: [
      ...overByThePage('A'),
      ...['X', 'Y', 'H'].flatMap((of) => ordering(leaving(of), 'X', ['X', 'A'])),
      ...['Y', 'H', 'C', 'O'].flatMap((of) => recording({ of, by: 'X', approvers: ['A'], leftOn: '2026-01-01' })),
      ...['Y', 'W', 'H', 'V', 'C', 'M'].map((of) => sendingAway(of, 'X')),
      ...['Y', 'H', 'C'].map((of) => sendingAway(of, 'A')),
      ...['Q', 'H'].map((of) => bringingBack(of, 'X')),
    ],
  },
  {
    name: 'what changes after an honest approver has looked',
    allows: ['an order for two is approved', 'an evaluation ends or begins', 'a process is taken back, paused or ended'],
    passes: ['A approves what they have seen: X takes in who came'],
    moves: [
      ...ordering(missing('takes in who came', []), 'X', []),
      ...lookingAndApproving('X takes in who came'),
      listing(NEWCOMER, { rater_no: 'G' }),
      listing(NEWCOMER, { rater_no: 'S' }),
    ],
  },
];
