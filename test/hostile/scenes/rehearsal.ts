import { NEWCOMER } from '../moves/accounts.ts';
import { BEGINNING, LATER } from '../moves/cycles.ts';
import { deciding } from '../moves/parts.ts';
import { type Order, granting, ordering } from '../moves/requests.ts';
import { type Scene, invented, leaving, overByThePage, substitute } from './scene.ts';

// Ratings are written, and there is a rehearsal: what is tried there comes to nothing outside of it, nor for oneself.

/** The same order in the rehearsal. */
const tried = (order: Order): Order => ({
  ...order,
  name: `${order.name} in the rehearsal`,
  cycleId: ({ city }) => city.rehearsal.cycleId,
  selection: (city) => order.selection({ ...city, evaluations: city.rehearsal.evaluations }),
});

/** What is another in the live cycle is not reached by an order of the rehearsal's. */
const mixed = (order: Order): Order => ({
  ...order,
  name: `${order.name} by an order of the rehearsal`,
  cycleId: ({ city }) => city.rehearsal.cycleId,
});

export const REHEARSAL: readonly Scene[] = [
  {
    name: 'who leaves in a rehearsal',
    moves: [
      ...BEGINNING,
      ...overByThePage('A'),
      ...['X', 'Y', 'U'].flatMap((of) => ordering(tried(leaving(of)), 'X', ['X', 'A'])),
      ...ordering(mixed(leaving('Q')), 'X', ['X', 'A']),
    ],
  },
  {
    name: 'an invented person, years later in a rehearsal',
    moves: [
      ...LATER,
      ...invented,
      ...ordering(tried(substitute('rater', 'X', NEWCOMER)), 'X', ['X', NEWCOMER]),
      ...ordering(substitute('rater', 'Q', NEWCOMER), 'X', ['X', NEWCOMER]),
      ...granting({ role: 'hr-approver', of: NEWCOMER, by: 'X', approvers: ['X', NEWCOMER] }),
      deciding(NEWCOMER, 'rating.write', 'Q'),
    ],
  },
];
