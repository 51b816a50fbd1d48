import type { LocalParts } from '../words/dates.ts';
import type { WordKey } from '../words/en.ts';
import type { Message, Value, Values } from '../words/message.ts';
import type { IfSilent } from './kinds.ts';
import type { TaskMailKind } from './mail-kinds.ts';

export interface SilentValues {
  /** Who is told first, as the reader calls them; undefined where nobody is above but HR. */
  readonly superior?: Value | undefined;
  readonly superiorOn?: LocalParts | undefined;
  readonly hrOn?: LocalParts | undefined;
  /** The phase's legal last day, if this task is part of it. */
  readonly legalOn?: LocalParts | undefined;
}

type SilentKey = Extract<WordKey, `silent.${string}`>;

// Kinds with words of their own, for the rule that these words describe; another pack's rule gets the plain sentence of that rule.
const OWN_WORDS: Partial<Record<`${TaskMailKind}.${IfSilent}`, SilentKey>> = {
  'goals.draft.asks-superior': 'silent.goals.draft.asks-superior',
  'goals.returned.asks-superior': 'silent.goals.returned.asks-superior',
  'goals.agree.asks-superior': 'silent.goals.agree.asks-superior',
  'goals.confirm.hr-decides': 'silent.goals.confirm.hr-decides',
  'coaching.hold.asks-superior': 'silent.coaching.hold.asks-superior',
  'coaching.acknowledge.recorded': 'silent.coaching.acknowledge.recorded',
  'self-assessment.write.recorded': 'silent.self-assessment.write.recorded',
  'rating.write.asks-superior': 'silent.rating.write.asks-superior',
  'rating.returned.asks-superior': 'silent.rating.returned.asks-superior',
  'rating.review.hr-decides': 'silent.rating.review.hr-decides',
  'calibration.meeting.moves-on': 'silent.calibration.meeting.moves-on',
  'calibration.lock.hr-decides': 'silent.calibration.lock.hr-decides',
  'result.acknowledge.recorded': 'silent.result.acknowledge.recorded',
  'result.acknowledge.moves-on': 'silent.result.acknowledge.moves-on',
};

/** What happens if one does nothing: the same sentence in mail, page and process. Where nobody is above, HR is told on the superior's day. */
export function ifSilentSentence(kind: TaskMailKind, ifSilent: IfSilent, values: SilentValues = {}): Message<SilentKey> {
  const { superior, superiorOn, hrOn, legalOn } = values;
  if (ifSilent === 'asks-superior' && superior === undefined) {
    return { key: 'silent.hr-decides', values: present({ hrOn: superiorOn ?? hrOn }) };
  }
  if (kind === 'goals.confirm' && ifSilent === 'hr-decides' && legalOn !== undefined) {
    return { key: 'silent.goals.confirm.legal', values: { legalOn } };
  }
  const key = OWN_WORDS[`${kind}.${ifSilent}`] ?? (`silent.${ifSilent}` as const);
  return { key, values: present({ superior, superiorOn, hrOn }) };
}

/** Values that are there, only. */
function present(values: Readonly<Record<string, Value | undefined>>): Values {
  return Object.fromEntries(Object.entries(values).filter((entry): entry is [string, Value] => entry[1] !== undefined));
}
