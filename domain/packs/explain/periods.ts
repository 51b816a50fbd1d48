import { packIn } from '../../cycle/periods.ts';
import type { CheckedPack, CheckedPhase } from '../checked-pack.ts';
import { dayWords, windowWords } from '../day-words.ts';
import { type ExplainedRole, type Part, type Sentence, list, when } from './part.ts';
import { askedIn, isSecret } from './phases.ts';

/** Each period of the pack with its days; everything else is as in the whole year. */
export function periodParts(pack: CheckedPack, role: ExplainedRole): readonly Part[] {
  return (pack.periods ?? []).flatMap(({ key, title }): readonly Part[] => {
    const here = packIn(pack, key);
    if (here === undefined) return [];
    const { phases, meeting, publication, archive, appeal } = here;
    return [
      {
        title: { key: 'explain.period', values: { period: title } },
        sentences: [
          { key: 'explain.period.cycle' },
          ...phases.map((phase) => phaseSentence(phase, role)),
          ...(meeting === undefined || role === 'employee'
            ? []
            : [{ key: 'explain.period.meeting' as const, values: { day: dayWords(meeting) } }]),
          { key: 'explain.period.published', values: { at: dayWords(publication), by: dayWords(appeal.decidedBy) } },
          ...when(role === 'hr', () => ({ key: 'explain.archive', values: { day: dayWords(archive) } })),
        ],
      },
    ];
  });
}

function phaseSentence({ title, opens, closes, tasks }: CheckedPhase, role: ExplainedRole): Sentence {
  const values = { phase: title, window: windowWords(opens, closes) };
  const asked = role === 'employee' && isSecret(tasks) ? [] : askedIn(tasks);
  if (asked.length === 0) return { key: 'explain.period.phase', values };
  const each = asked.map(({ kind, task }) => ({
    key: 'explain.period.task',
    values: { task: { key: `task.${kind}.name` }, due: dayWords(task.due) },
  }));
  return { key: 'explain.period.phase-asked', values: { ...values, tasks: list(each) } };
}
