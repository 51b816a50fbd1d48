import { OF_ANOTHER } from '../city.ts';
import { NEWCOMER, listing } from '../moves/accounts.ts';
import { LAUNCHED } from '../moves/cycles.ts';
import { COMES, lookingAndApproving } from '../moves/honest.ts';
import type { Scene } from './scene.ts';

// Nothing has been launched yet: one of HR sets everything up as they like, and a second person looks.

export const FIRST: readonly Scene[] = [
  {
    name: 'the first list, looked at by an honest approver',
    waits: [OF_ANOTHER.launches],
    allows: [
      'an order for two is approved',
      'an evaluation ends or begins',
      'the list says something else of the own case',
      'somebody else rates or reviews the own group, or decides about somebody by their own doing',
      'a launch is not what two persons have seen',
      // Who comes with the first lists is for the second person to look at.
      'the account of another is proven by a mailbox of the attacker',
    ],
    passes: [`A approves what they have seen: ${OF_ANOTHER.launches}`, LAUNCHED.name],
    moves: [
      ...lookingAndApproving(OF_ANOTHER.launches),
      COMES,
      LAUNCHED,
      listing('X', { rater_no: 'S' }),
      listing('Y', { group: 'Other' }),
      listing('Q', { reviewer_no: 'S' }),
      listing(NEWCOMER, { rater_no: 'H' }),
    ],
  },
];
