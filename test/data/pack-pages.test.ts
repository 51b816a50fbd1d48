import { readFileSync, readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { packIn } from '../../domain/cycle/periods.ts';
import { dayWords } from '../../domain/packs/day-words.ts';
import type { CheckedPack } from '../../domain/packs/checked-pack.ts';
import { TASK_KINDS } from '../../domain/tasks/kinds.ts';
import { render } from '../../domain/words/render.ts';
import { SHIPPED, shippedPack } from '../domain/packs/sample.ts';

/** The cells of every table row below a heading, without the head and its line. */
function rowsBelow(page: string, heading: string): readonly (readonly string[])[] {
  const section = page.split(`## ${heading}\n`)[1]?.split('\n## ')[0] ?? '';
  const rows = section.split('\n').filter((line) => line.startsWith('|'));
  return rows.slice(2).map((row) =>
    row
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
}

function stepsOf(pack: CheckedPack | undefined): readonly (readonly string[])[] | undefined {
  return pack?.phases.map(({ title, opens, closes, tasks }) => {
    const asked = TASK_KINDS.flatMap((kind) => {
      const task = tasks[kind];
      return task === undefined ? [] : [`${render('en', `task.${kind}.name`)} (${dayWords(task.due).en})`];
    });
    return [title.en, dayWords(opens).en, dayWords(closes).en, asked.join(', ') || 'nobody'];
  });
}

describe('the handbook of packs', () => {
  const overview = readFileSync('docs/packs/README.md', 'utf8');

  test('has a page for each shipped pack and lists it', () => {
    const pages = SHIPPED.map((name) => `${name}.md`);
    expect(readdirSync('docs/packs').sort()).toEqual(['README.md', ...pages].sort());
    for (const page of pages) expect(overview).toContain(`(${page})`);
  });

  test.each(SHIPPED)('tells the dates of %s as they are in the pack', (name) => {
    const pack = shippedPack(name);
    const page = readFileSync(`docs/packs/${name}.md`, 'utf8');
    expect(rowsBelow(page, 'Dates')).toEqual(stepsOf(pack));
    for (const { key, title } of pack.periods ?? []) expect(rowsBelow(page, title.en)).toEqual(stepsOf(packIn(pack, key)));
  });

  test.each(SHIPPED)('tells what is law, practice and choice in %s as the pack does', (name) => {
    const sources = shippedPack(name).sources.map(({ kind, rule, concerns }) => [kind, rule.en, concerns.en]);
    expect(rowsBelow(readFileSync(`docs/packs/${name}.md`, 'utf8'), 'Law, practice, choice')).toEqual(sources);
  });
});
