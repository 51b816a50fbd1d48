// Loaded into worker and API by NODE_OPTIONS: the host's clock is DURE_TEST_SHIFT_MS away from the true time, as `Date` shows it.
const shiftMs = Number(process.env['DURE_TEST_SHIFT_MS']);
const TrueDate = globalThis.Date;

class ShiftedDate extends TrueDate {
  constructor(...given: unknown[]) {
    if (given.length === 0) super(TrueDate.now() + shiftMs);
    else super(...(given as [string]));
  }

  static override now(): number {
    return TrueDate.now() + shiftMs;
  }
}

globalThis.Date = ShiftedDate as DateConstructor;
