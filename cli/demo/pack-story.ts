import type { PolicyPack } from '../../contracts/pack.ts';
import { gistOf } from '../../domain/packs/explain/gist.ts';
import { readSoundPack } from '../pack/source.ts';
import type { CityCycle } from './city.ts';
import type { CycleResult } from './run.ts';

// What is different in a pack, told to whoever watches: before the year by its rules, after it by what became of them.

interface Opened {
  readonly name: string;
  /** Key of the pack's period; undefined: the whole year. */
  readonly period: string | undefined;
}

/** A heading and a few sentences about the rules of a cycle. */
export function openingOf({ name, period }: Opened, pack: PolicyPack): readonly string[] {
  const of = pack.periods?.find(({ key }) => key === period);
  const about = of === undefined ? '' : `, ${of.title.en}`;
  return [
    `${name}: ${pack.title.en}${about} (${pack.name} ${pack.version})`,
    ...gistOf(pack, 'en').map((sentence) => `  ${sentence}`),
  ];
}

/** What the results of a cycle look like: levels, and which numbers people get to see. */
export async function endingOf(
  { name, pack: packName, people, levels }: CycleResult,
  { packFile = packName }: Pick<CityCycle, 'packFile'>,
): Promise<readonly string[]> {
  const pack = await readSoundPack(packFile);
  const nameOf = (level: string) => pack.levels.find((one) => one.level === level)?.name.en ?? level;
  const named = levels.map(({ level, people: count }) => `${nameOf(level)}: ${count}`);
  const rated = levels.reduce((sum, { people: count }) => sum + count, 0);
  const whom = rated === people ? `${people} people` : `${people} people, ${rated} of them with a result`;
  const numbers = pack.notice.filter((one) => one === 'points' || one === 'score');
  const shown = numbers.length === 0 ? 'words without a number' : `a level with ${numbers.join(' and ')}`;
  const order = pack.ranking === 'forbidden' ? 'nobody has a place' : 'places are kept';
  return [`  ${name} (${packName}), ${whom}: ${named.join(' · ')}; the notice tells ${shown}, ${order}`];
}
