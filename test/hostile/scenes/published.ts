import { OF_ANOTHER } from '../city.ts';
import { NEWCOMER, confirmingAll, inventing, signingIn, takingOver } from '../moves/accounts.ts';
import { approving, granting, ordering, revoking, takingBack } from '../moves/requests.ts';
import { type Scene, best, invented, overByThePage, toAndFro } from './scene.ts';

// Results have come out: who corrects one alone?

export const PUBLISHED: readonly Scene[] = [
  {
    name: 'the approver’s account',
    moves: [
      ...toAndFro('A'),
      ...ordering(best('X'), 'X', ['X', 'A']),
      ...ordering(best('Q'), 'X', ['X', 'A']),
      ...ordering(best('X'), 'A', ['X']),
    ],
  },
  {
    name: 'both other accounts of HR',
    moves: [
      ...overByThePage('A'),
      ...overByThePage('O'),
      ...confirmingAll('O'),
      ...ordering(best('X'), 'O', ['X', 'A']),
      ...ordering(best('Q'), 'X', ['O', 'A']),
      ...ordering(best('Q'), 'O', ['X', 'A']),
    ],
  },
  {
    name: 'what an unconfirmed account does for another',
    moves: [
      ...overByThePage('O'),
      ...inventing('O'),
      ...takingOver('A', 'O').slice(0, 2),
      ...signingIn('A').slice(0, 1),
      ...confirmingAll('X'),
      ...confirmingAll('O'),
      ...granting({ role: 'hr-approver', of: NEWCOMER, by: 'O', approvers: ['X'] }),
      ...granting({ role: 'hr-approver', of: 'S', by: 'O', approvers: ['X'] }),
      ...granting({ role: 'hr-approver', of: 'S', by: 'X', approvers: ['O', 'A'] }),
    ],
  },
  {
    name: 'what the second officer has asked for',
    waits: [OF_ANOTHER.lowers, OF_ANOTHER.raises, OF_ANOTHER.role],
    moves: [
      ...overByThePage('O'),
      ...overByThePage('A'),
      // Where its asker has the right address, it is two persons who decide.
      ...['X', 'A', 'O'].map((who) => approving(who, OF_ANOTHER.raises, ['mailbox of O'])),
      ...['X', 'A', 'O'].map((who) => takingBack(who, OF_ANOTHER.lowers)),
      ...['X', 'A', 'O'].map((who) => takingBack(who, OF_ANOTHER.role)),
    ],
  },
  {
    name: 'an invented second person',
    moves: [
      ...invented,
      ...granting({ role: 'hr-approver', of: NEWCOMER, by: 'X', approvers: ['X', NEWCOMER] }),
      ...granting({ role: 'hr', of: NEWCOMER, by: 'X', approvers: ['X', NEWCOMER] }),
      ...granting({ role: 'hr-approver', of: 'X', by: 'X', approvers: ['X', NEWCOMER] }),
      ...revoking({ role: 'hr-approver', of: 'A', by: 'X', approvers: ['X', NEWCOMER] }),
      ...confirmingAll('X'),
      ...confirmingAll(NEWCOMER),
      ...ordering(best('X'), NEWCOMER, ['X']),
      ...ordering(best('X'), 'X', [NEWCOMER]),
      ...ordering(best('Q'), 'X', ['X', NEWCOMER]),
    ],
  },
  {
    name: 'anybody as the second person',
    moves: [
      ...overByThePage('S'),
      ...granting({ role: 'hr-approver', of: 'S', by: 'X', approvers: ['X', 'S'] }),
      ...granting({ role: 'hr', of: 'S', by: 'X', approvers: ['X', 'S'] }),
      ...ordering(best('X'), 'S', ['X']),
      ...ordering(best('Q'), 'X', ['S']),
    ],
  },
];
