import { NEWCOMER, addingRater, listing } from '../moves/accounts.ts';
import { INSTANT, LAUNCHED, type Plan, launchingOwn, planning } from '../moves/cycles.ts';
import { ordering, recording, sendingAway } from '../moves/requests.ts';
import { type Scene, listed, numbersOf, overByThePage } from './scene.ts';

// Last year is over, and two persons have said yes to the next one: who is in it, and what does one account plan for itself?

const leftOut = (...nos: readonly string[]): Plan => ({
  exclusions: nos.map((employeeNo) => ({ employeeNo, reason: 'because' })),
});
const card = { name: 'Easy', direction: 'higher', target: '1', actual: '1000', weight: '100' } as const;

/** Each way in which a plan can single out whoever plans. */
const FOR_ONESELF: Readonly<Record<string, Plan>> = {
  'without X': leftOut('X'),
  'without Y': leftOut('Y'),
  'without H': leftOut('H'),
  'without V': leftOut('V'),
  'without the quota of Staff': { groups: [{ name: 'Staff', quota: false }] },
  'without the lowest seat of Staff': { groups: [{ name: 'Staff', spareLowest: false }] },
  'with X in the chair': { committee: { chair: 'X', members: ['M', 'V'] } },
  'with X in the committee': { committee: { chair: 'C', members: ['M', 'V', 'X'] } },
  'with the invented one in the chair': { committee: { chair: NEWCOMER, members: ['M', 'V'] } },
  'with the card of Tax': { indicators: [{ unit: 'Tax', ...card }] },
  'with Tax as a part of Top': { units: [{ unit: 'Tax', partOf: 'Top' }] },
  'with Top as a part of Tax': { units: [{ unit: 'Top', partOf: 'Tax' }] },
};

const CELLS = [{ rater_no: 'S' }, { reviewer_no: 'S' }, { group: 'Other' }, { unit: 'Top' }, { grade: '6' }, { name: 'Name O' }];

export const PLANNED: readonly Scene[] = [
  {
    name: 'a plan for oneself',
    passes: ['X plans a cycle like another', 'X launches the cycle of X'],
    moves: [
      ...overByThePage('A'),
      ...listed,
      ...Object.entries({ ...FOR_ONESELF, 'like another': {} }).map(([how, plan]) => planning(how, plan)),
      ...launchingOwn(['X', 'A']),
    ],
  },
  {
    name: 'the list between the second person and the launch',
    passes: [LAUNCHED.name],
    moves: [
      ...['X', 'Y'].flatMap((of) => CELLS.map((cell) => listing(of, cell))),
      ...CELLS.slice(0, 2).map((cell) => listing('Q', cell)),
      listing('Q', { group: 'Staff' }),
      listing('H', { name: 'Name V' }),
      ...addingRater({ of: 'Q', rater: 'X', by: 'X' }),
      ...listed,
      ...addingRater({ of: NEWCOMER, rater: 'H', by: 'X' }),
      INSTANT,
      LAUNCHED,
    ],
  },
  {
    name: 'the accounts of the launch',
    passes: [LAUNCHED.name],
    moves: [...['A', 'O', 'H'].flatMap(overByThePage), INSTANT, LAUNCHED],
  },
  {
    name: 'who will have left, or is away',
    passes: [LAUNCHED.name],
    moves: [
      ...overByThePage('A'),
      ...['X', 'Y', 'H', 'C', 'M'].flatMap((of) => recording({ of, by: 'X', approvers: ['A'], leftOn: '2027-06-01' })),
      ...recording({ of: 'Q', by: 'X', approvers: ['A'], leftOn: '2026-01-01' }),
      ...['Y', 'H', 'C', 'M'].map((of) => sendingAway(of, 'X')),
      INSTANT,
      LAUNCHED,
    ],
  },
  {
    name: 'the numbers of last year’s cards',
    moves: [
      ...overByThePage('A'),
      ...overByThePage('P'),
      ...['Tax', 'Roads'].flatMap((unit) => ordering(numbersOf(unit), 'X', ['X', 'A', 'P'])),
      ...ordering(numbersOf('Roads'), 'P', ['X']),
    ],
  },
];
