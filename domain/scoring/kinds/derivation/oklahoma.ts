import { whole } from '../../exact.ts';
import { duplicateFaults } from '../../faults.ts';
import type { ScoringKind } from '../../faults.ts';
import { step } from '../../steps.ts';
import type { Step } from '../../steps.ts';

/** Best first. */
const ACCOUNTABILITY_SCALE = ['exceeds', 'meets', 'needs-improvement', 'does-not-meet'];
const BEHAVIOUR_SCALE = ['exceeds', 'meets', 'does-not-meet'];
const WORK_HOURS = 'work-hours';
const WORK_HOURS_SCALE = ['meets', 'does-not-meet'];

interface Accountability {
  readonly id: string;
  readonly designation: 'critical' | 'important';
  readonly rating: string;
  /** What was documented; blank counts as missing. */
  readonly results?: string;
}
export interface OklahomaFacts {
  readonly rule: 'oklahoma';
  readonly accountabilities: readonly Accountability[];
  readonly behaviours: readonly { readonly id: string; readonly rating: string }[];
  readonly overall: string;
}

/** In the order in which they are told. */
const REASONS = [
  'all-at-or-below-meets',
  'critical-does-not-meet',
  'three-below-meets',
  'results-missing',
  'rating-not-on-scale',
] as const;
export interface OklahomaAnswer {
  readonly accepted: boolean;
  readonly reasons: readonly (typeof REASONS)[number][];
}

const SOURCE = 'HCM-111, scoring.md OKL1';
/** With that many accountabilities below meets the overall rating is no better than needs-improvement. */
const FEW = 3;

/**
 * Whether an overall rating may stand beside its accountabilities and behaviours, and every reason why not. A rating off its scale is such a
 * reason and takes part in no other. W14; scoring.md OKL1, OKL2.
 */
export const oklahoma: ScoringKind<OklahomaFacts, OklahomaAnswer> = {
  faults: ({ accountabilities, behaviours }) => [
    ...duplicateFaults(
      accountabilities.map(({ id }) => id),
      (index) => `/accountabilities/${index}/id`,
    ),
    ...duplicateFaults(
      behaviours.map(({ id }) => id),
      (index) => `/behaviours/${index}/id`,
    ),
  ],
  score: (facts) => {
    const found = findings(facts);
    const reasons = REASONS.filter((reason) => found[reason].holds);
    const steps = reasons.map((reason) => reasonStep(reason, found[reason]));
    const accepted = reasons.length === 0;
    const last = step({
      label: 'scoring.oklahoma.accepted',
      formula: 'reasons = 0 ? 1 : 0',
      inputs: { reasons: whole(reasons.length) },
      value: whole(accepted ? 1 : 0),
      source: SOURCE,
    });
    return { answer: { accepted, reasons }, steps: [...steps, last] };
  },
};

interface Finding {
  readonly holds: boolean;
  /** What was counted, and its name in the step. */
  readonly name: string;
  readonly count: number;
}

function findings({ accountabilities, behaviours, overall }: OklahomaFacts): Readonly<Record<(typeof REASONS)[number], Finding>> {
  const rated = accountabilities.filter(({ rating }) => ACCOUNTABILITY_SCALE.includes(rating));
  const above = count(rated, ({ rating }) => rating === 'exceeds');
  const critical = count(rated, ({ rating, designation }) => rating === 'does-not-meet' && designation === 'critical');
  const below = count(rated, ({ rating }) => rating === 'needs-improvement' || rating === 'does-not-meet');
  const missing = count(rated, ({ rating, results = '' }) => rating !== 'meets' && results.trim() === '');
  const off =
    accountabilities.length -
    rated.length +
    count(behaviours, ({ id, rating }) => !(id === WORK_HOURS ? WORK_HOURS_SCALE : BEHAVIOUR_SCALE).includes(rating)) +
    (ACCOUNTABILITY_SCALE.includes(overall) ? 0 : 1);
  const isBest = overall === 'exceeds';
  return {
    'all-at-or-below-meets': { holds: isBest && rated.length > 0 && above === 0, name: 'above', count: above },
    'critical-does-not-meet': { holds: isBest && critical > 0, name: 'critical', count: critical },
    'three-below-meets': { holds: below >= FEW && (isBest || overall === 'meets'), name: 'below', count: below },
    'results-missing': { holds: missing > 0, name: 'missing', count: missing },
    'rating-not-on-scale': { holds: off > 0, name: 'off', count: off },
  };
}

function count<T>(list: readonly T[], has: (one: T) => boolean): number {
  return list.filter(has).length;
}

const FORMULAS: Readonly<Record<(typeof REASONS)[number], string>> = {
  'all-at-or-below-meets': 'overall = exceeds and above = 0',
  'critical-does-not-meet': 'overall = exceeds and critical > 0',
  'three-below-meets': `overall ≥ meets and below ≥ ${FEW}`,
  'results-missing': 'missing > 0',
  'rating-not-on-scale': 'off > 0',
};

function reasonStep(reason: (typeof REASONS)[number], { name, count: counted }: Finding): Step {
  const value = whole(counted);
  const inputs = { [name]: value };
  return step({ label: `scoring.oklahoma.${reason}`, formula: FORMULAS[reason], inputs, value, source: SOURCE });
}
