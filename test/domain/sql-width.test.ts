import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '../..');
const ELSEWHERE = /(^|\/)(node_modules|dist|\.[^/]*)(\/|$)|^test$/;
const WIDEST = 120;

/** The parts of a template that are text, each from its first to behind its last character. */
function textsOf(template: ts.TemplateLiteral): readonly (readonly [number, number])[] {
  if (ts.isNoSubstitutionTemplateLiteral(template)) return [[template.getStart() + 1, template.end - 1]];
  const { head, templateSpans } = template;
  return [
    [head.getStart() + 1, head.end - 2],
    ...templateSpans.map(({ literal }): [number, number] => [
      literal.getStart() + 1,
      literal.end - (ts.isTemplateTail(literal) ? 1 : 2),
    ]),
  ];
}

/** `file:line` of lines of SQL that reach beyond the widest column. */
function wideLines(file: string): readonly string[] {
  const text = readFileSync(join(root, file), 'utf8');
  if (text.split('\n').every((line) => line.length <= WIDEST)) return [];
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const found = new Set<string>();
  const visit = (node: ts.Node): void => {
    if (ts.isTaggedTemplateExpression(node) && node.tag.getText() === 'sql')
      for (const [start, end] of textsOf(node.template))
        for (let at = start; at < end; at += 1) {
          const { line, character } = source.getLineAndCharacterOfPosition(at);
          if (character >= WIDEST && text[at] !== '\n') found.add(`${file}:${line + 1}`);
        }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return [...found];
}

test('no line of SQL is wider than 120 columns, but for tests', () => {
  const files = readdirSync(root, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !ELSEWHERE.test(entry.name))
    .flatMap(({ name }) => readdirSync(join(root, name), { recursive: true }).map((file) => `${name}/${String(file)}`))
    .filter((file) => file.endsWith('.ts') && !ELSEWHERE.test(file));
  expect(files.flatMap(wideLines)).toEqual([]);
});
