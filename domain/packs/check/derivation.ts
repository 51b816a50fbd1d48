import type { CheckedPack } from '../checked-pack.ts';
import type { Finding } from '../codes.ts';
import { arizonaFindings } from './derivation-arizona.ts';
import { doiFindings } from './derivation-doi.ts';
import { oklahomaFindings } from './derivation-oklahoma.ts';
import { sesFindings } from './derivation-ses.ts';

/** A rule of derivation gets exactly what it counts with (scoring.md `derivation`). */
export function derivationFindings(pack: CheckedPack): readonly Finding[] {
  if (pack.scoring.method !== 'derivation') return [];
  switch (pack.scoring.rule) {
    case 'us-federal-ses':
      return sesFindings(pack);
    case 'us-doi':
      return doiFindings(pack);
    case 'oklahoma':
      return oklahomaFindings(pack);
    case 'arizona':
      return arizonaFindings(pack);
  }
}
