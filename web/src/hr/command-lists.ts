import type { CommandArguments, CommandName } from '../../../contracts/commands.ts';

// The choices of the commands; the types of the contract keep them true.
export const REASSIGNABLE = ['task', 'rater', 'reviewer'] as const satisfies readonly CommandArguments<'reassign'>['as'][];
export const WITHDRAWN_BECAUSE = ['retired', 'resigned'] as const satisfies readonly CommandArguments<'withdraw'>['why'][];
/** What may be asked for chosen people. */
export const FOR_PEOPLE = [
  'remind',
  'extend-tasks',
  'pause',
  'resume',
  'reassign',
  'follow-list',
  'decide-silence',
  'withdraw',
  'reinstate',
  'rewind',
  'retry-failed',
] as const satisfies readonly CommandName[];
