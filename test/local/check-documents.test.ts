import { expect, test } from 'vitest';
import { listedIn, namedIn } from '../../local/check-documents.ts';

test('finds the scripts and commands that a document names in its code, and none in its prose', () => {
  const named = namedIn(
    [
      'Type `npm run demo -- --exit` or `npm test`; the dure command is not meant, nor npm run nothing.',
      '```sh',
      'npm run test:faults',
      'npm run dure -- role grant 10023 hr',
      'dure doctor',
      'dure ops sweep --check',
      '```',
      'Then `dure import FILE`.',
    ].join('\n'),
  );
  expect(named.scripts).toEqual(['demo', 'test:faults', 'dure', 'test']);
  expect(named.commands).toEqual([['role', 'grant'], ['doctor'], ['ops', 'sweep'], ['import']]);
});

test('reads the commands of a help text', () => {
  const help =
    'Usage: dure [options] [command]\n\nOptions:\n  -h, --help  display help\n\nCommands:\n  demo [options]  lives a year\n  role            who may what\n  help [command]  display help\n';
  expect(listedIn(help)).toEqual(['demo', 'role', 'help']);
  expect(listedIn('Usage: dure doctor\n')).toEqual([]);
});
