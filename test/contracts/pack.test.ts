import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { policyPackSchema } from '../../contracts/pack.ts';
import { KINDS, TASK_KINDS } from '../../domain/tasks/kinds.ts';

const read = (): Record<string, unknown> =>
  JSON.parse(readFileSync('data/packs/kr-local-grade5.json', 'utf8')) as Record<string, unknown>;
const pack = policyPackSchema.parse(read());

function issuesOf(changed: unknown): readonly string[] {
  return policyPackSchema.safeParse(changed).error?.issues.map((issue) => `${issue.path.join('/')}: ${issue.message}`) ?? [];
}

describe('kr-local-grade5', () => {
  it('says what happens if nobody answers for every kind of task', () => {
    expect(pack.phases.flatMap(({ tasks }) => Object.keys(tasks)).sort()).toEqual([...TASK_KINDS].sort());
  });

  it('gives each task to the phase whose workflow asks it', () => {
    for (const { tasks, workflowType } of pack.phases) {
      for (const kind of TASK_KINDS) if (tasks[kind] !== undefined) expect(KINDS[kind].workflowType).toBe(workflowType);
    }
  });

  it('lets only talks, self-assessments, meetings and acknowledgements end by silence', () => {
    const silent = pack.phases
      .flatMap(({ tasks }) => Object.entries(tasks))
      .filter(([, rule]) => rule.ifSilent === 'recorded' || rule.ifSilent === 'moves-on')
      .map(([kind]) => kind);
    expect(silent).toEqual(['coaching.acknowledge', 'self-assessment.write', 'calibration.meeting', 'result.acknowledge']);
  });

  it('skips the reviewer where nobody is above or the rater is the reviewer', () => {
    const reviewed = pack.phases
      .flatMap(({ tasks }) => [tasks['goals.confirm'], tasks['rating.review']])
      .filter((rule) => rule !== undefined);
    expect(reviewed.map(({ reviewer }) => reviewer)).toEqual(Array(2).fill({ missing: 'skipped', sameAsRater: 'skipped' }));
  });

  it('waits for everybody only after the manager evaluation', () => {
    expect(pack.phases.filter(({ barrier }) => barrier).map(({ key }) => key)).toEqual(['manager-evaluation']);
  });

  it('has anchors for each of the five levels of every element', () => {
    const elements = pack.sections.flatMap((section) => section.elements);
    expect(elements).toHaveLength(4);
    for (const { anchors } of elements) expect(anchors.map(({ level }) => level)).toEqual(['5', '4', '3', '2', '1']);
    expect(pack.scales.map(({ levels }) => levels.map(({ level, value }) => [level, value]))).toEqual([
      [
        ['5', 5],
        ['4', 4],
        ['3', 3],
        ['2', 2],
        ['1', 1],
      ],
    ]);
  });
});

describe('the schema of a policy pack', () => {
  it('refuses an unknown field', () => {
    expect(issuesOf({ ...read(), favourite: true })).toEqual([expect.stringContaining('favourite')]);
  });

  it('refuses a text that is missing in one language', () => {
    expect(issuesOf({ ...pack, title: { ko: '제목', en: ' ' } })).toHaveLength(1);
    expect(issuesOf({ ...pack, title: { ko: '제목' } })).toHaveLength(1);
  });

  it('refuses a decimal that is written as a number', () => {
    expect(issuesOf({ ...pack, scoring: { method: 'elements', outOf: 70.5 } })).toHaveLength(1);
  });
});
