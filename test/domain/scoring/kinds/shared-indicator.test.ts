import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { KINDS } from '../../../../domain/scoring/kinds.ts';
import type { SharedIndicatorFacts } from '../../../../domain/scoring/kinds/shared-indicator.ts';

const ownersOf = (facts: SharedIndicatorFacts) => KINDS['shared-indicator'].score(facts).answer.owners;
const owners = [
  { id: 'P', weight: '20' },
  { id: 'Q', weight: '10' },
] as const;
const same = { mode: 'same', direction: 'higher', target: '100', actual: '90', owners } as const;
const contribution = {
  mode: 'contribution',
  direction: 'higher',
  owners: [
    { id: 'P', weight: '20', target: '60', actual: '60' },
    { id: 'Q', weight: '10', target: '40', actual: '30' },
  ],
} as const;

describe('W18 shared KPI', () => {
  it('W18: the same achievement gives P 18.00 and Q 9.00', () => {
    expect(ownersOf(same)).toEqual({ P: '18.00', Q: '9.00' });
  });

  it('W18: their own contribution gives P 20.00 and Q 7.50', () => {
    expect(ownersOf(contribution)).toEqual({ P: '20.00', Q: '7.50' });
  });
});

describe('SHA1: a shared indicator whose numbers are corrected', () => {
  it('gives every owner other points where all have the same achievement', () => {
    expect(ownersOf({ ...same, actual: '80' })).toEqual({ P: '16.00', Q: '8.00' });
    expect(ownersOf({ ...same, target: '120' })).toEqual({ P: '15.00', Q: '7.50' });
  });

  it('gives other points to the one who was corrected alone where each has a contribution', () => {
    const [p, q] = contribution.owners;
    expect(ownersOf({ ...contribution, owners: [p, { ...q, actual: '40' }] })).toEqual({ P: '20.00', Q: '10.00' });
    expect(ownersOf({ ...contribution, owners: [{ ...p, target: '80' }, q] })).toEqual({ P: '15.00', Q: '7.50' });
  });

  it('shows no other points for less than a hundredth of one', () => {
    expect(ownersOf({ ...same, actual: '90.01' })).toEqual(ownersOf(same));
  });

  test.prop([fc.constantFrom('target', 'actual'), fc.integer({ min: 1, max: 500 }).map(String)])(
    'leaves all but the corrected owner of a contribution as they were',
    (number, right) => {
      const [p, q] = contribution.owners;
      const corrected = ownersOf({ ...contribution, owners: [p, { ...q, [number]: right }] });
      expect(corrected['P']).toBe('20.00');
      expect(corrected['Q']).toBe(ownersOf({ ...contribution, owners: [{ ...q, [number]: right }] })['Q']);
    },
  );
});

describe('a shared indicator in detail', () => {
  it('SHA1: follows direction and cap of the ratio, without cap there is no limit', () => {
    expect(ownersOf({ ...same, actual: '150' })).toEqual({ P: '30.00', Q: '15.00' });
    expect(ownersOf({ ...same, actual: '150', cap: '120' })).toEqual({ P: '24.00', Q: '12.00' });
    expect(ownersOf({ ...same, direction: 'lower', actual: '200' })).toEqual({ P: '10.00', Q: '5.00' });
    expect(ownersOf({ ...same, direction: 'lower', actual: '0', cap: '110' })).toEqual({ P: '22.00', Q: '11.00' });
  });

  it('SHA1: an owner without an achievement has null', () => {
    expect(ownersOf({ ...same, actual: null })).toEqual({ P: null, Q: null });
    expect(ownersOf({ mode: 'same', target: '1', actual: '1', owners })).toEqual({ P: null, Q: null });
    const [p, q] = contribution.owners;
    expect(ownersOf({ ...contribution, owners: [p, { ...q, actual: null }] })).toEqual({ P: '20.00', Q: null });
    expect(ownersOf({ ...contribution, owners: [{ ...p, target: '0' }, q] })).toEqual({ P: null, Q: '7.50' });
  });

  it('SHA1: weights need not sum to 100; each is a per cent and each id stands once', () => {
    const faults = (facts: SharedIndicatorFacts) =>
      KINDS['shared-indicator'].faults(facts).map(({ code, path }) => `${code} ${path}`);
    expect(faults(same)).toEqual([]);
    expect(
      faults({
        ...same,
        owners: [
          { id: 'P', weight: '100.5' },
          { id: 'P', weight: '-1' },
        ],
      }),
    ).toEqual(['duplicate-id /owners/1/id', 'weight-out-of-range /owners/0/weight', 'weight-out-of-range /owners/1/weight']);
  });

  it('GEN9: gives each owner a field, whatever its name', () => {
    expect(JSON.stringify(ownersOf({ ...same, owners: [{ id: '__proto__', weight: '20' }] }))).toBe('{"__proto__":"18.00"}');
  });
});
