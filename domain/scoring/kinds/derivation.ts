import type { Fault, Scored, ScoringKind } from '../faults.ts';
import { arizona } from './derivation/arizona.ts';
import type { ArizonaAnswer, ArizonaFacts } from './derivation/arizona.ts';
import { oklahoma } from './derivation/oklahoma.ts';
import type { OklahomaAnswer, OklahomaFacts } from './derivation/oklahoma.ts';
import { usDoi } from './derivation/us-doi.ts';
import type { DoiAnswer, DoiFacts } from './derivation/us-doi.ts';
import { usFederalSes } from './derivation/us-federal-ses.ts';
import type { SesAnswer, SesFacts } from './derivation/us-federal-ses.ts';

export type DerivationFacts = SesFacts | DoiFacts | OklahomaFacts | ArizonaFacts;
export type DerivationAnswer = SesAnswer | DoiAnswer | OklahomaAnswer | ArizonaAnswer;

/** From the ratings of elements to one of the whole, by the rule that the facts name. */
export const derivation: ScoringKind<DerivationFacts, DerivationAnswer> = {
  faults: (facts): readonly Fault[] => {
    switch (facts.rule) {
      case 'us-federal-ses':
        return usFederalSes.faults(facts);
      case 'us-doi':
        return usDoi.faults(facts);
      case 'oklahoma':
        return oklahoma.faults(facts);
      case 'arizona':
        return arizona.faults(facts);
    }
  },
  score: (facts): Scored<DerivationAnswer> => {
    switch (facts.rule) {
      case 'us-federal-ses':
        return usFederalSes.score(facts);
      case 'us-doi':
        return usDoi.score(facts);
      case 'oklahoma':
        return oklahoma.score(facts);
      case 'arizona':
        return arizona.score(facts);
    }
  },
};
