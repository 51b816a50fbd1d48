import { expect, it } from 'vitest';
import { untold } from '../../../domain/calibration/notice.ts';
import { shippedPack } from '../../support/packs.ts';

it.each([
  ['kr-local-grade5', 4, []],
  ['kr-local-grade5', 3, ['place']],
  ['kr-local-grade5', null, ['place']],
  ['arizona', 60, ['points', 'place']],
  ['coaching-first', 60, ['score', 'points', 'place', 'steps']],
  ['oklahoma', 60, ['score', 'points', 'place', 'steps']],
])('%s in a group of %s does not tell %j', (name, groupSize, parts) => {
  expect(untold(shippedPack(name), groupSize)).toEqual(parts);
});
