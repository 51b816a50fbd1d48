import { describe, expect, it } from 'vitest';
import { KINDS } from '../../../../../domain/scoring/kinds.ts';
import type { OklahomaFacts } from '../../../../../domain/scoring/kinds/derivation/oklahoma.ts';
import { answerTo, labelsOf, refusals } from '../asked.ts';

const { derivation } = KINDS;
const RATINGS = { E: 'exceeds', M: 'meets', NI: 'needs-improvement', DNM: 'does-not-meet' } as const;

type Given = `${'C' | 'I'}:${string}`;
/** `C:M` is a critical accountability at meets; any other word stands as it is. All have results. */
function accountabilities(...given: readonly Given[]): OklahomaFacts['accountabilities'] {
  return given.map((one, index) => {
    const [designation, rating = ''] = one.split(':');
    return {
      id: `a${index}`,
      designation: designation === 'C' ? 'critical' : 'important',
      rating: rating in RATINGS ? RATINGS[rating as keyof typeof RATINGS] : rating,
      results: 'audit of March',
    };
  });
}

const behaviours = [
  { id: 'teamwork', rating: 'exceeds' },
  { id: 'work-hours', rating: 'meets' },
];

function review(overall: string, given: readonly Given[], more: Partial<OklahomaFacts> = {}): OklahomaFacts {
  return { rule: 'oklahoma', accountabilities: accountabilities(...given), behaviours, overall, ...more };
}

const yes = { accepted: true, reasons: [] };
const no = (...reasons: readonly string[]) => ({ accepted: false, reasons });

describe('W14 Oklahoma', () => {
  it('W14: exceeds is rejected where all accountabilities are at meets', () => {
    expect(answerTo(derivation, review('exceeds', ['C:M', 'I:M', 'I:M']))).toEqual(no('all-at-or-below-meets'));
  });

  it('W14: exceeds is allowed above meets', () => {
    expect(answerTo(derivation, review('exceeds', ['C:E', 'I:E', 'I:M']))).toEqual(yes);
  });

  it('W14: exceeds is rejected where a critical accountability is not met', () => {
    expect(answerTo(derivation, review('exceeds', ['C:DNM', 'I:E', 'I:E', 'I:E']))).toEqual(no('critical-does-not-meet'));
    expect(answerTo(derivation, review('exceeds', ['C:E', 'I:DNM', 'I:E', 'I:E']))).toEqual(yes);
  });

  it('W14: three below meets cap the overall rating', () => {
    expect(answerTo(derivation, review('meets', ['C:M', 'I:NI', 'I:NI', 'I:DNM']))).toEqual(no('three-below-meets'));
    expect(answerTo(derivation, review('meets', ['C:M', 'I:M', 'I:NI', 'I:DNM']))).toEqual(yes);
  });

  it.each(['exceeds', 'needs-improvement'])('W14: work hours have no %s', (rating) => {
    const hours = { behaviours: [{ id: 'work-hours', rating }] };
    expect(answerTo(derivation, review('meets', ['C:M'], hours))).toEqual(no('rating-not-on-scale'));
  });

  it('W14: a rating other than meets needs results', () => {
    const blank = (rating: string, results: string) => ({
      accountabilities: [{ id: 'a', designation: 'important', rating, results } as const],
    });
    expect(answerTo(derivation, review('exceeds', [], blank('exceeds', '')))).toEqual(no('results-missing'));
    expect(answerTo(derivation, review('meets', [], blank('meets', '')))).toEqual(yes);
    expect(answerTo(derivation, review('meets', [], blank('needs-improvement', ' \n\t')))).toEqual(no('results-missing'));
  });
});

describe('whether an overall rating may stand', () => {
  it('OKL1: with three below meets it is needs-improvement at most', () => {
    const below: readonly Given[] = ['I:NI', 'I:NI', 'I:DNM', 'C:E'];
    expect(answerTo(derivation, review('exceeds', below))).toEqual(no('three-below-meets'));
    expect(answerTo(derivation, review('needs-improvement', below))).toEqual(yes);
    expect(answerTo(derivation, review('does-not-meet', below))).toEqual(yes);
  });

  it('OKL2: absent results are missing ones', () => {
    const given = [{ id: 'a', designation: 'critical', rating: 'does-not-meet' }] as const;
    expect(answerTo(derivation, review('meets', [], { accountabilities: given }))).toEqual(no('results-missing'));
  });

  it('OKL2: behaviours have no needs-improvement', () => {
    const teamwork = { behaviours: [{ id: 'teamwork', rating: 'needs-improvement' }] };
    expect(answerTo(derivation, review('meets', ['C:M'], teamwork))).toEqual(no('rating-not-on-scale'));
  });

  it('OKL2: behaviours and work hours may be at does-not-meet', () => {
    const both = ['teamwork', 'work-hours'].map((id) => ({ id, rating: 'does-not-meet' }));
    expect(answerTo(derivation, review('meets', ['C:M'], { behaviours: both }))).toEqual(yes);
  });

  it('OKL2: no other rule looks at a rating off its scale', () => {
    const great = [{ id: 'a', designation: 'critical', rating: 'great' }] as const;
    expect(answerTo(derivation, review('exceeds', [], { accountabilities: great }))).toEqual(no('rating-not-on-scale'));
    expect(answerTo(derivation, review('meets', ['I:NI', 'I:NI', 'I:bad']))).toEqual(no('rating-not-on-scale'));
    expect(answerTo(derivation, review('superb', ['C:M', 'I:NI', 'I:NI', 'I:DNM']))).toEqual(no('rating-not-on-scale'));
    // The others are looked at all the same.
    expect(answerTo(derivation, review('exceeds', ['C:M', 'I:great']))).toEqual(
      no('all-at-or-below-meets', 'rating-not-on-scale'),
    );
  });

  it('OKL2: the reasons are unique and in the order of the table', () => {
    const worst = [
      ...accountabilities('C:DNM', 'C:DNM', 'I:NI', 'I:bad'),
      { id: 'x', designation: 'critical', rating: 'does-not-meet' },
    ];
    const given = { accountabilities: worst as OklahomaFacts['accountabilities'] };
    expect(answerTo(derivation, review('exceeds', [], given))).toEqual(
      no('all-at-or-below-meets', 'critical-does-not-meet', 'three-below-meets', 'results-missing', 'rating-not-on-scale'),
    );
  });

  it('GEN10: each reason is a step of its own, and the last one is the verdict', () => {
    expect(labelsOf(derivation, review('exceeds', ['C:M']))).toEqual([
      'scoring.oklahoma.all-at-or-below-meets',
      'scoring.oklahoma.accepted',
    ]);
    expect(labelsOf(derivation, review('meets', ['C:M']))).toEqual(['scoring.oklahoma.accepted']);
  });

  it('GEN6: ids stand once in their list', () => {
    const [one] = accountabilities('C:M');
    const twice = { accountabilities: [one!, one!], behaviours: [...behaviours, behaviours[0]!] };
    expect(refusals(derivation, review('meets', [], twice))).toEqual([
      'duplicate-id /accountabilities/1/id',
      'duplicate-id /behaviours/2/id',
    ]);
  });
});
