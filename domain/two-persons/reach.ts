/**
 * How far an order of HR's reaches. `all`: a whole cycle, alike for everybody. `selection`: alike for all where its selection names a whole phase,
 * else it singles somebody out. `singles-out`: always about somebody. `helps`: changes nobody's case (reminds, sends again, tries again).
 */
export type Reach = 'all' | 'selection' | 'singles-out' | 'helps';

export const REACHES = {
  'launch-cycle': 'all',
  'launch-missing': 'all',
  publish: 'all',
  'extend-tasks': 'selection',
  pause: 'selection',
  resume: 'selection',
  reassign: 'singles-out',
  'follow-list': 'singles-out',
  remind: 'helps',
  withdraw: 'singles-out',
  reinstate: 'singles-out',
  'decide-silence': 'selection',
  'call-again': 'selection',
  rewind: 'selection',
  'retry-failed': 'helps',
  'correct-result': 'singles-out',
  'resend-mail': 'helps',
} as const satisfies Readonly<Record<string, Reach>>;

/** Parts of a selection that name a whole phase, or every task of one kind in it. */
const WHOLE: readonly string[] = ['phase', 'kind'];

export interface Order {
  readonly command: keyof typeof REACHES;
  readonly selection: Readonly<Record<string, unknown>>;
  readonly arguments: object;
}

/**
 * Whether an order, as it is said, does the same to everybody: two persons may give it although it concerns them too. One that neither does that nor
 * only helps singles somebody out, and nobody gives it in their own case.
 */
export function mayBeAlikeForAll({ command, selection, arguments: given }: Order): boolean {
  const reach: Reach = REACHES[command];
  // Who is left out by name is singled out.
  if (reach !== 'selection') return reach === 'all' && !('exclude' in given);
  const named = Object.keys(selection).filter((part) => selection[part] !== undefined);
  return named.includes('phase') && named.every((part) => WHOLE.includes(part));
}
