import { afterAll, describe, expect, test } from 'vitest';
import type { City, Stage } from './city.ts';
import { cityAt } from './stages.ts';
import { search } from './model.ts';
import { type Scene, factsOf } from './scenes/scene.ts';
import { Server } from './server.ts';

/** A server without its guards has thousands: these say enough. */
const MOST_FINDINGS = 20;

export interface Proof {
  readonly stage: Stage;
  readonly scenes: readonly Scene[];
  /** The most moves of a sequence. */
  readonly depth: number;
}

/** Every sequence of moves that one account of HR with one mailbox has in these scenes, over the real API: nothing comes of any. */
export function prove({ stage, scenes, depth }: Proof): void {
  let city: Promise<City> | undefined;
  afterAll(async () => (await city)?.drop());

  describe(`row-4: one account of HR with one mailbox, alone, in ${depth} moves`, () => {
    test.each(scenes)('changes, sees early and decides no grade by $name', { timeout: 900_000 }, async (scene) => {
      city ??= cityAt(stage);
      const ground = await Server.over(await city, scene.allows);
      const { moves } = scene;
      try {
        const { findings, passed } = await search({ facts: factsOf(scene), moves, depth, ground, mostFindings: MOST_FINDINGS });
        expect(findings.map(({ path, breach }) => `${breach}: ${path.join(', ')}`)).toEqual([]);
        expect(passed).toEqual(new Set([...passed, ...(scene.passes ?? [])]));
      } finally {
        await ground.end();
      }
    });
  });
}
