import { expect, test } from 'vitest';
import type { City } from '../../cli/demo/city.ts';
import { endingOf } from '../../cli/demo/pack-story.ts';
import type { YearResult } from '../../cli/demo/run.ts';

export interface ToldYear {
  readonly city: City;
  readonly result: () => YearResult;
  /** What stood on the screen. */
  readonly shown: () => string;
}

/** What the demo tells of the sample city's year, and what it comes to. */
export function tellsItsYear({ city, result, shown }: ToldYear): void {
  test('the sample city lives its year, and everything that must hold does', () => {
    expect(result().invariants.filter((one) => !one.ok)).toEqual([]);
    expect(result()).toMatchObject({ ok: true, people: 50, pack: 'kr-local-grade5', seed: 1 });
    expect(result().results).toEqual({ published: 44, acknowledged: 43, refused: 1 });
    expect(result().workflows).toMatchObject({ failed: 0, running: 0 });
  });

  test('who retires, joins, is late or silent stands in the counts of the phases and tasks', () => {
    const phases = Object.fromEntries(result().phases.map(({ phase, ...counts }) => [phase, counts]));
    const whole = (launched: number) => ({ launched, done: launched, skipped: 0, void: 0, failed: 0 });
    expect(phases).toEqual({
      'goal-setting': whole(45),
      'midterm-coaching': { launched: 45, done: 43, skipped: 1, void: 1, failed: 0 },
      'self-assessment': whole(44),
      'manager-evaluation': whole(44),
      calibration: whole(5),
      'result-notice': whole(44),
    });
    // Returned: E32's goals, E37's talk, E36's rating. Expired: the self-assessments of E08, who was sick, and E44.
    expect(result().tasks).toMatchObject({ returned: 3, expired: 2 });
    expect(result().mails.dead).toBe(0);
  });

  test('grade 4 has a cycle of its own in the same year, and the sums of both are the year', () => {
    const shape = result().cycles.map(({ pack, people, results, levels }) => ({
      pack,
      people,
      published: results.published,
      levels,
    }));
    expect(shape).toEqual([
      {
        pack: 'kr-local-grade5',
        people: 43,
        published: 42,
        levels: [
          { level: '수', people: 9 },
          { level: '우', people: 17 },
          { level: '양', people: 15 },
          { level: '가', people: 1 },
        ],
      },
      {
        pack: 'kr-local-grade4',
        people: 2,
        published: 2,
        levels: [
          { level: 'S', people: 1 },
          { level: 'A', people: 1 },
        ],
      },
    ]);
    for (const { invariants } of result().cycles) expect(invariants.map(({ ok }) => ok)).not.toContain(false);
    expect(new Set(result().cycles.map(({ cycleId }) => cycleId)).size).toBe(2);
  });

  test('what is different in each pack is told before the year, and the levels that came out after it', async () => {
    expect(shown()).toContain('Levels are seats by fixed shares');
    expect(shown()).toContain("The score adds up: Results of the unit (BSC) 50%, Goals of one's own contract 30%, Ability 20%.");
    const ending = (await Promise.all(result().cycles.map((cycle) => endingOf(cycle, {})))).flat().join('\n');
    expect(ending).toContain('(kr-local-grade5), 43 people, 42 of them with a result: Su (highest): 9');
    expect(ending).toContain('S (outstanding): 1');
  });

  test('everything worth telling was told, with names', () => {
    const acts = [
      ...[...city.scripts.values()].flatMap((script) => script.acts),
      ...city.routine,
      ...city.cycles.flatMap((cycle) => cycle.hr),
    ];
    const told = acts.filter((act) => act.tell !== undefined);
    expect(told.length).toBeGreaterThan(20);
    for (const { tell = '' } of told) {
      const withoutNames = tell.split(/\bE\d+\b/).filter((part) => part.trim() !== '');
      for (const part of withoutNames) expect(shown()).toContain(part);
    }
    expect(shown()).toContain('심재윤 (E37)');
  });
}
